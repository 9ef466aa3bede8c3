"""What a decision would do: how the text would read, which amendments would fall, and which would wait for a person.

The chair's page shows it beforehand, and the act that records the decision writes exactly it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from amendments.life import Outcome
from amendments.models import Advice, Amendment, Document
from amendments.queries.advice import WordsFollow, as_value, words_after
from amendments.queries.amendment import is_open, on_current_text, open_amendments, sharing
from amendments.queries.document import current_text
from amendments.queries.secondary import stands_on
from amendments.queries.throughout import Spread, spread_after, throughout_of
from amendments.text.apply import apply
from amendments.text.document import Document as Text
from amendments.text.edits import Amendment as Value
from amendments.text.edits import Edits, StrikeParagraph, StrikeSection
from amendments.text.rebase import RANK, Rebased, State, combined_digest, rebase_all
from amendments.text.relation import places

FALLS: frozenset[str] = frozenset({State.CONFLICTING, State.SATISFIED, State.GONE})


@dataclass(frozen=True)
class Follows:
    """What would follow for one open amendment: how it would stand, and whether it would fall."""

    amendment: Amendment
    rebased: Rebased | None  # None for a secondary amendment, which falls with its primary
    falls: bool
    why: str
    places: frozenset[str] = frozenset()  # where it stands in the text after the decision
    spread: Spread | None = None  # of a global change: what becomes of each of its places


@dataclass(frozen=True)
class Consequences:
    """What would follow from a decision: the text before and after it, and what becomes of other open amendments."""

    before: Text
    after: Text
    edits: Edits
    others: tuple[Follows, ...]
    words: tuple[WordsFollow, ...] = ()  # the committee's words for other amendments

    @property
    def fall(self) -> tuple[Follows, ...]:
        """Those that would fall."""
        return tuple(one for one in self.others if one.falls)

    @property
    def wait(self) -> tuple[Follows, ...]:
        """Those that would wait until somebody has confirmed the combined text."""
        return tuple(
            one for one in self.others if one.rebased and one.rebased.state == State.TOUCHING and is_open(one.amendment)
        )


def if_carried(amendment: Amendment, advice: Advice | None = None) -> Consequences:
    """Work out what follows if an amendment is carried on the current text. Raises Mismatch where its edits do not fit it.

    It is carried as it was filed, or in the committee's words where `advice` is given.

    Only amendments that share a place with it are looked at, each with its edits on the current text: what earlier decisions
    made of it is in those already. The number of queries does not depend on how many there are.
    """
    document = amendment.document
    if amendment.primary_id is not None:
        return _if_version(amendment)
    return _if_decided(document, as_value(advice) if advice else on_current_text(amendment), amendment)


def if_struck(document: Document, uid: str, by: str) -> Consequences:
    """Work out what follows if a paragraph or a section is struck by the vote on it alone, which `by` names in reasons."""
    return _if_decided(document, Value(by, -1, (stroke(current_text(document), uid),)), None)


def stroke(text: Text, uid: str) -> StrikeParagraph | StrikeSection:
    """Give the edit that strikes a paragraph, or else a section, of a text."""
    paragraph = text.paragraph_by_id.get(uid)
    return StrikeParagraph(uid, paragraph.digest) if paragraph else StrikeSection(uid)


def _if_decided(document: Document, decision: Value, amendment: Amendment | None) -> Consequences:
    before, own = current_text(document), {amendment.pk} if amendment else set[int]()
    after = apply(before, decision.edits)
    others = sharing(document, places(before, decision)).filter(primary__isnull=True).exclude(pk__in=own)
    affected = list(others.select_related("throughout"))
    whole = [one for one in affected if throughout_of(one) is None]
    rebased = rebase_all(before, [on_current_text(one) for one in whole], [decision])
    follows = [follow(one, found, after) for one, found in zip(whole, rebased, strict=True)]
    for one in affected:
        if (change := throughout_of(one)) is not None:
            found, spread = spread_after(before, after, change, decision)
            follows.append(follow(one, found, after, spread))
    gone = {one.amendment.pk for one in follows if one.falls}
    words = words_after(document, before, after, decision, amendment)
    fall = (*fall_with(document, gone), *rest_with(own | gone))
    return Consequences(before, after, decision.edits, (*_but(follows, fall), *fall), tuple(words))


def _if_version(amendment: Amendment) -> Consequences:
    """Work out what follows if an amendment to an amendment is carried: the text that the primary asks for changes.

    Other amendments to the same one are taken to its next version. The document's own text stays.
    """
    before, decision = stands_on(amendment), on_current_text(amendment)
    after = apply(before, decision.edits)
    affected = list(open_amendments(amendment.document).filter(primary=amendment.primary_id).exclude(pk=amendment.pk))
    rebased = rebase_all(before, [on_current_text(one) for one in affected], [decision])
    follows = [
        replace(follow(one, found, after), places=frozenset())
        for one, found in zip(affected, rebased, strict=True)
        if found.edits != on_current_text(one).edits or found.state != State(one.rebase_state)
    ]
    return Consequences(before, after, decision.edits, tuple(follows))


def if_not_carried(amendment: Amendment) -> Consequences:
    """Work out what follows if an amendment is lost, referred or withdrawn: the text stays, its secondaries fall."""
    text = stands_on(amendment)
    fall = (*fall_with(amendment.document, {amendment.pk}), *rest_with({amendment.pk}))
    return Consequences(text, text, (), fall)


def rest_with(carriers: set[int]) -> tuple[Follows, ...]:
    """Give what rests in amendments that are decided or fall: it is decided with them, and never put by itself. One query."""
    rows = Amendment.objects.filter(rests_in__in=carriers, decision=Outcome.PENDING).select_related("rests_in")
    why = "It rests in {}, and is decided with it."
    return tuple(Follows(one, None, falls=True, why=why.format(one.rests_in)) for one in rows.order_by("number"))


def _but(follows: list[Follows], fall: tuple[Follows, ...]) -> list[Follows]:
    """Leave out those that fall anyway."""
    gone = {one.amendment.pk for one in fall}
    return [one for one in follows if one.amendment.pk not in gone]


def fall_with(document: Document, primaries: set[int]) -> tuple[Follows, ...]:
    """Give the open secondary amendments that fall because their primary does, or is decided otherwise than carried."""
    if not primaries:
        return ()
    rows = open_amendments(document).filter(primary_id__in=primaries).select_related("primary")
    return tuple(Follows(one, None, falls=True, why=f"It amends {one.primary}, and falls with it.") for one in rows)


def follow(one: Amendment, found: Rebased, after: Text, spread: Spread | None = None) -> Follows:
    """Put together what earlier decisions made of an amendment and what this one does: the worse state stands."""
    before = State(one.rebase_state)
    state = max(before, found.state, key=RANK.index)
    falls = state in FALLS and is_open(one)
    why = found.why if falls else " ".join(dict.fromkeys(filter(None, (one.rebase_why, found.why))))
    edits = found.edits
    where = places(after, Value(str(one), one.number, edits)) if edits else frozenset()
    digest = (found.digest or combined_digest(after, edits)) if state == State.TOUCHING else ""
    return Follows(one, Rebased(state, edits, why, digest), falls=falls, why=why, places=where, spread=spread)
