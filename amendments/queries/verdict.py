"""The chair's page of one amendment before it is decided: what it does to the text as it stands, and what follows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.db.models import prefetch_related_objects

from amendments.access import ForAmendment
from amendments.life import Words
from amendments.models import Amendment
from amendments.queries.advice import advised_words
from amendments.queries.amendment import is_open
from amendments.queries.decision import Consequences, Follows, if_carried, if_not_carried
from amendments.queries.floor import waits
from amendments.queries.masthead import Link
from amendments.queries.places import Place, name_of, places, read_places
from amendments.queries.states import Named, mover_of, state_of
from amendments.text.edits import Mismatch, edits_from_json
from amendments.text.number import label_of
from amendments.text.words import in_words


@dataclass(frozen=True)
class Other:
    """Another amendment that a decision reaches. `may_keep`: the chair may rule that it does not fall."""

    number: int
    mover: str
    about: str
    why: str
    may_keep: bool
    reason: str = ""


class BeforeVote:
    """What the page shows: the amendment on the current text, and what follows if it is carried or not."""

    def __init__(self, found: ForAmendment, words: str = "") -> None:
        """Read it with the committee's words where they are asked for, or where `words` is empty and there are some."""
        self.amendment, self.document, self.acting = found
        self.amendment.document = self.document
        self.advised = advised_words(self.amendment)
        self.advice = None if words == Words.FILED else self.advised
        self.edits = edits_from_json(self.advice.resolved if self.advice else self.amendment.resolved)

    @cached_property
    def carried(self) -> Consequences | None:
        """What follows if it is carried; None where its edits do not fit the text."""
        try:
            found = if_carried(self.amendment, self.advice)
        except Mismatch:
            return None
        prefetch_related_objects([one.amendment for one in found.others], "mover_body", "mover_person")
        return found

    @cached_property
    def not_carried(self) -> Consequences:
        """What follows if it is lost, referred or withdrawn."""
        found = if_not_carried(self.amendment)
        prefetch_related_objects([one.amendment for one in found.others], "mover_body", "mover_person")
        return found

    @property
    def put(self) -> str:
        """Which text is put."""
        return Words.ADVISED if self.advice else Words.FILED

    @property
    def texts(self) -> list[Link]:
        """The two texts to choose from; none where there is but one."""
        if self.advised is None:
            return []
        ways = ((Words.ADVISED, "In the committee’s words"), (Words.FILED, "As it was filed"))
        return [Link(words, f"?words={way}", way == self.put) for way, words in ways]

    @property
    def mover(self) -> str:
        """Who moves it."""
        return mover_of(self.amendment)

    @property
    def state(self) -> Named:
        """Its state in one word."""
        return state_of(self.amendment)

    @property
    def waits(self) -> bool:
        """Whether its combined text must be confirmed before it can be carried."""
        return self.advice is None and waits(self.amendment)

    @cached_property
    def text_now(self) -> Consequences:
        """The text before the decision, whatever it will be."""
        return self.carried or self.not_carried

    @property
    def redline(self) -> list[Place]:
        """Its changes to the text as it stands, place by place."""
        return places(self.text_now.before, self.edits, f"a{self.amendment.number}-") if self.carried else []

    @property
    def clean(self) -> list[Place]:
        """The same places as they would read."""
        return read_places(self.carried.after, self.redline, self.edits) if self.carried else []

    @property
    def words(self) -> str:
        """The amendment in words, on the text as it stands."""
        return in_words(self.text_now.before, self.edits)

    @property
    def at(self) -> str:
        """Where it stands in the text: "2.4.7, 2.4.8"."""
        moved = {place.at for place in self.redline if place.away}
        names = dict.fromkeys(
            name_of(self.text_now.before, place.at) for place in self.redline if not (place.uid and place.uid in moved)
        )
        return ", ".join(list(names)[:3]) + (" and more" if len(names) > 3 else "")

    def falls(self, kept: dict[int, str] | None = None) -> list[Other]:
        """Those that fall if it is carried. `kept` are reasons typed so far for ruling otherwise."""
        rows = self.carried.fall if self.carried else ()
        return [_other(one, (kept or {}).get(one.amendment.number, "")) for one in rows]

    @property
    def waiting(self) -> list[Other]:
        """Those that wait for a confirmation if it is carried."""
        return [_other(one) for one in self.carried.wait] if self.carried else []

    @property
    def shifted(self) -> int:
        """How many stay as they are, on changed places."""
        rows = self.carried.others if self.carried else ()
        reached = {one.amendment.pk for one in (*self.carried.fall, *self.carried.wait)} if self.carried else set[int]()
        return sum(1 for one in rows if is_open(one.amendment) and one.amendment.pk not in reached)

    @property
    def falls_if_lost(self) -> list[Other]:
        """Those that fall if it is not carried: the amendments to it."""
        return [_other(one) for one in self.not_carried.fall]

    def aloud(self, majority: str) -> str:
        """Give the question as the chair reads it out."""
        fall = names([one.number for one in self.falls()])
        falls = f" If it is carried, {fall} {'falls' if len(self.falls()) == 1 else 'fall'}." if fall else ""
        put = " in the words of the drafting committee. If these are lost, it is put as it was filed" if self.advice else ""
        return f"We vote on {self.amendment}, moved by {self.mover}{put}. {self.words}{falls} It needs {majority}."


def names(numbers: list[int]) -> str:
    """Cite amendments: "A5, A9 and A12"."""
    cited = [label_of(number) for number in numbers]
    return cited[0] if len(cited) == 1 else " and ".join([", ".join(cited[:-1]), cited[-1]]) if cited else ""


def _other(one: Follows, reason: str = "") -> Other:
    row: Amendment = one.amendment
    return Other(row.number, mover_of(row), row.about, one.why, one.falls and one.rebased is not None, reason)
