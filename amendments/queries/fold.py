"""What the record says: a document's entries folded, one after another, into the state that its rows must have.

Nothing here reads a projection. The engine makes each text out of the one before it and the edits in the entry.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from amendments.life import Admissibility, Backing, Outcome, Rebase, Recommendation, Rest, Stage, State, Visibility, Words
from amendments.queries.course import AGAIN
from amendments.queries.fold_advice import Accepted, Advised, accepted, advised, minority
from amendments.queries.fold_again import ToldCourse, counted_anew, take_again
from amendments.queries.fold_parts import Asked, asked, refused, take_parts, unite
from amendments.queries.fold_reading import ToldReading, answered, follow, let_stand, take_reading
from amendments.queries.fold_rests import ToldComposite, join, let_go, part, revive, stand_again, stands, take_composite
from amendments.queries.fold_text import all_places, from_floor
from amendments.queries.fold_voting import ON_THE_LIST, Place, take_place
from amendments.text.document import Document as Text
from amendments.text.stored import canonical, sha256


@dataclass
class Told:
    """What the record tells of one amendment.

    `confirmed` is the digest of the combined text that somebody confirmed, `paper` that of the paper it was filed from.
    """

    number: int
    base: int
    edits: Any
    mover: str | None
    body: str | None
    reason: str
    version: int = 1
    backing: str = Backing.OPEN.value
    versions: dict[int, tuple[int, str, str]] = field(default_factory=dict)  # by number: base, digests of edits and reason
    supporters: dict[str, int] = field(default_factory=dict)  # by commitment or body: the version that they signed
    beside: dict[str, str] = field(default_factory=dict)  # by commitment or body: what whoever was named has answered
    state: str = State.FILED.value
    admissibility: str = Admissibility.NONE.value
    recommendation: str = Recommendation.NONE.value
    decision: str = Outcome.PENDING.value
    fallen_because: int | None = None
    rebase_state: str = Rebase.CLEAN.value
    resolved: Any = None
    combined: str = ""
    confirmed: str = ""
    paper: str = ""
    visibility: str = Visibility.READERS.value
    listed: int | None = None
    advice: Advised | None = None
    minorities: dict[str, Advised] = field(default_factory=dict)  # by the commitment of who published it
    accepted: Accepted | None = None
    appeal: str = ""
    place: Place = field(default_factory=Place)  # what people did with its place on the voting list
    primary: tuple[int, dict[int, int]] | None = None  # that it amends: its number, and by version here which version of it
    rest: str = Rest.NONE.value
    rests_in: int | None = None
    part_of: int | None = None
    division: dict[str, Asked] = field(default_factory=dict)  # the last request to divide it, by the commitment of who asked
    floor: int | None = None  # how many supported it when it was moved from the floor
    standing: list[int] | None = None  # of a global change: the places that stand, by number


@dataclass
class Fold:
    """The state of a document after some of its entries. `texts` are those of its revisions, by number."""

    stage: str = Stage.DRAFTING.value
    title: str = ""
    deadline: str = ""
    published: int | None = None
    seal: str = ""
    approved: bool = False
    texts: dict[int, Text] = field(default_factory=dict)
    digests: dict[int, str] = field(default_factory=dict)
    amendments: dict[int, Told] = field(default_factory=dict)
    composites: dict[int, ToldComposite] = field(default_factory=dict)
    readings: dict[int, ToldReading] = field(default_factory=dict)  # second readings, by number
    voting: dict[str, list[int]] | None = None  # the order of the voting list that was fixed last
    touched: set[int] = field(default_factory=set)  # the amendments that the last entry was about
    by: str = ""  # who made it
    course: ToldCourse = field(default_factory=ToldCourse)

    @property
    def text(self) -> Text:
        """The text as it stands."""
        return self.texts[max(self.texts)] if self.texts else Text()

    def take(self, kind: str, body: dict[str, Any], by: str = "") -> None:
        """Take one entry. Raises Mismatch, KeyError or FormatError where it cannot follow from those before it."""
        self.touched, self.by = set(), by
        after = self.course.read_on(self.texts, kind, body)
        if after is not None:
            self.texts[body["revision"]], self.digests[body["revision"]] = after, body["text"]
        self.stage = body.get("to", self.stage)
        self.title = body.get("title", self.title)
        self.deadline = body.get("deadline", self.deadline)
        self.published = body["revision"] if kind in {"published", "republished"} else self.published
        self.seal = body["text"] if kind == "adopted" else "" if kind in AGAIN and "to" in body else self.seal
        self.approved = kind == "approved" or (self.approved and kind != "sent back")
        self._judged(body)
        if "amendment" in body and kind not in AGAIN:
            if kind in ON_THE_LIST:
                take_place(self.amendments[body["amendment"]], kind, body, by)
            else:
                getattr(self, f"_{kind.replace(' ', '_').replace('-', '_')}")(body)
            self.touched.add(body["amendment"])
        elif kind.startswith("composite "):
            take_composite(self.composites, kind, body)
        elif "reading" in body:
            take_reading(self, kind, body)
        elif kind == "list published":
            self._list_published(body)
        elif kind == "paragraph struck":
            self._follow(body, None)
        elif kind in AGAIN:
            take_again(self, body)
        elif kind == "left over":
            let_go(self, body)
        self.voting = body if kind == "list fixed" else self.voting

    def _judged(self, body: dict[str, Any]) -> None:
        for key, backing in (("short", Backing.SHORT), ("open", Backing.OPEN)):
            for number in body.get(key, ()):
                self.amendments[number].backing = backing.value
                self.touched.add(number)

    def _filed(self, body: dict[str, Any]) -> None:
        if sha256(canonical(body["edits"])) != body["digest"]:
            raise ValueError("the digest of the filed edits is not theirs")
        told = Told(body["amendment"], body["base"], body["edits"], body["mover"], body["body"], body["reason"])
        told.resolved, told.paper, told.floor = told.edits, body.get("paper", ""), from_floor(body, self.stage, max(self.texts))
        told.backing = body.get("backing", told.backing)
        told.versions = {1: (told.base, body["digest"], told.reason)}
        told.visibility, told.standing = body.get("visibility", told.visibility), all_places(body)
        told.primary = (body["primary"], {1: body["to version"]}) if "primary" in body else None
        self.amendments[told.number] = told
        if "composite" in body:
            stands(self, body)

    def _revised(self, body: dict[str, Any]) -> None:
        told = self.amendments[body["amendment"]]
        if body["version"] != told.version + 1 or sha256(canonical(body["edits"])) != body["digest"]:
            raise ValueError("a version does not follow the one before it, or its digest is not that of its edits")
        told.version, told.base, told.edits = body["version"], body["base"], body["edits"]
        told.reason, told.resolved = body["reason"], body["edits"]
        if told.primary:
            told.primary[1][told.version] = body["to version"]
        told.versions = told.versions | {told.version: (told.base, body["digest"], told.reason)}
        told.admissibility, told.recommendation = Admissibility.NONE.value, Recommendation.NONE.value
        told.rebase_state, told.combined, told.confirmed = Rebase.CLEAN.value, "", ""
        told.advice, told.minorities, told.accepted = None, {}, None
        told.standing = all_places(body)
        revive(self, body)
        self._follow(body, told.number)
        told.beside = {who: "asked" if answer == "confirmed" else answer for who, answer in told.beside.items()}

    def _divided(self, body: dict[str, Any]) -> None:
        take_parts(self, body, Told)

    def new_words(self, body: dict[str, Any]) -> None:
        """An amendment to this one was carried, or undone, which makes its next version; what was said of it stays."""
        told = self.amendments[body["amendment"]]
        if body["version"] != told.version + 1 or sha256(canonical(body["edits"])) != body["digest"]:
            raise ValueError("a version does not follow the one before it, or its digest is not that of its edits")
        told.version, told.edits, told.resolved = body["version"], body["edits"], body["now"]
        told.versions = told.versions | {told.version: (body["base"], body["digest"], body["reason"])}
        told.rebase_state = body["state"]
        told.combined = body["text"]
        told.confirmed = told.confirmed if told.confirmed == told.combined else ""

    def _supported(self, body: dict[str, Any]) -> None:
        self.amendments[body["amendment"]].supporters[_who(body)] = body["version"]

    def _support_withdrawn(self, body: dict[str, Any]) -> None:
        del self.amendments[body["amendment"]].supporters[_who(body)]

    def _co_mover_named(self, body: dict[str, Any]) -> None:
        self.amendments[body["amendment"]].beside[_who(body)] = body["answer"]

    def _co_mover_answered(self, body: dict[str, Any]) -> None:
        told = self.amendments[body["amendment"]]
        told.beside[_who(body)] = body["answer"]
        if body["answer"] == "confirmed":
            told.supporters.pop(_who(body), None)

    def _overridden(self, body: dict[str, Any]) -> None:
        self.amendments[body["amendment"]].backing = body["backing"]

    def _withdrawn(self, body: dict[str, Any]) -> None:
        self.amendments[body["amendment"]].state = State.WITHDRAWN.value
        revive(self, body)
        for number in body["falls"]:
            self._fall(number, body["amendment"])

    _withdrawn_by_leave = _withdrawn

    def _taken_over(self, body: dict[str, Any]) -> None:
        stand_again(self, body)
        told = self.amendments[body["amendment"]]
        told.state, told.mover, told.body = State.TAKEN_OVER.value, body["mover"], body["body"]
        who = body["mover"] or f"body {body['body']}"
        told.supporters.pop(who, None)
        if told.beside.get(who) in {"asked", "confirmed"}:
            told.beside[who] = "left"

    def _ruled(self, body: dict[str, Any]) -> None:
        self.amendments[body["amendment"]].admissibility = body["admissibility"]

    def _recommended(self, body: dict[str, Any]) -> None:
        told = self.amendments[body["amendment"]]
        told.recommendation, told.advice = body["recommendation"], advised(body)
        told.accepted = None if body.get("ends") else told.accepted

    def _minority_advice(self, body: dict[str, Any]) -> None:
        self.amendments[body["amendment"]].minorities[self.by] = minority(body)

    def _words_confirmed(self, body: dict[str, Any]) -> None:
        self.words_of(body).confirmed = body["combined"]

    def _words_lost(self, body: dict[str, Any]) -> None:
        self.words_of(body).lose(body["edits"])

    def words_of(self, body: dict[str, Any]) -> Advised:
        """The committee's words for an amendment."""
        advice = self.amendments[body["amendment"]].advice
        if advice is None or advice.edits is None:
            raise ValueError("the committee has proposed no words")
        return advice

    def _accepted(self, body: dict[str, Any]) -> None:
        told = self.amendments[body["amendment"]]
        words = self.words_of(body).digest if body["words"] == Words.ADVISED else sha256(canonical(told.edits))
        told.accepted = accepted(body, words)

    def _objected(self, body: dict[str, Any]) -> None:
        standing = self.amendments[body["amendment"]].accepted
        if standing is None:
            raise ValueError("there is nothing to object to")
        standing.objections += 1

    def _made_public(self, body: dict[str, Any]) -> None:
        self.amendments[body["amendment"]].visibility = Visibility.READERS.value

    def _list_published(self, body: dict[str, Any]) -> None:
        for number in body["amendments"]:
            told = self.amendments[number]
            told.visibility, told.listed = Visibility.READERS.value, body["list"]
            self.touched.add(number)

    def _appealed(self, body: dict[str, Any]) -> None:
        self.amendments[body["amendment"]].appeal = "pending"

    def _appeal_decided(self, body: dict[str, Any]) -> None:
        told = self.amendments[body["amendment"]]
        told.admissibility = body["admissibility"]
        told.appeal = "overturned" if body["outcome"] == Outcome.CARRIED else "upheld"

    def _confirmed(self, body: dict[str, Any]) -> None:
        self.amendments[body["amendment"]].confirmed = body["combined"]

    def _kept(self, body: dict[str, Any]) -> None:
        """A ruling that an amendment does not fall is told by the decision before it already."""

    def _decided(self, body: dict[str, Any]) -> None:
        self.amendments[body["amendment"]].decision = body["outcome"]
        if body.get("words") == Words.ADVISED and body["edits"] != self.words_of(body).resolved:
            raise ValueError("the text that was put is not the committee’s")
        self._follow(body, body["amendment"])

    def _taken_in(self, body: dict[str, Any]) -> None:
        follow(self.amendments[body["amendment"]], body, self.touched)

    _amended, _counted_anew = new_words, counted_anew
    _joined, _parted, _united, _division_asked, _division_refused = join, part, unite, asked, refused
    _carried_over, _let_stand = answered, let_stand

    def _follow(self, body: dict[str, Any], because: int | None) -> None:
        """Take what a decision made of other amendments, and of the committee's words for them."""
        for row in body.get("advised", ()):
            self.words_of(row).rebased(row)
        for other in body["others"]:
            told = self.amendments[other["amendment"]]
            if other["falls"]:
                self._fall(told.number, because)
            follow(told, other, self.touched)

    def _fall(self, number: int, because: int | None) -> None:
        told = self.amendments[number]
        told.decision, told.fallen_because = Outcome.FALLEN.value, because
        self.touched.add(number)


def _who(body: dict[str, Any]) -> str:
    """Give whom an entry names: the commitment of a person, or a body."""
    return body["person"] or f"body {body['body']}"
