"""Going back on a decision: which decisions go together, and what each of their amendments is afterwards.

An en bloc list goes back as one, a referral with the amendment that it referred. An amendment to an amendment goes back with
what was decided on that one after it, because that was decided in other words.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import QuerySet

from amendments.life import Left, Matter, Outcome
from amendments.models import Amendment, Decision, Entry
from amendments.queries.amendment import is_open
from amendments.queries.disposing import disposed_by, what_becomes
from amendments.refusals import Refused

ANEW = frozenset({"recounted", "counted anew"})  # entries of decisions that stand in the place of an earlier one
LISTED = {
    Matter.BLOC.value: Outcome.CARRIED.value,
    Matter.REFER.value: Outcome.REFERRED.value,
}  # what such a vote makes of them
_BY_ITSELF = (
    "By this count it is carried, and {row} was decided by itself since. First reopen the decision on {row}, if the congress "
    "wants this count to stand."
)


class Part(NamedTuple):
    """An amendment that a vote decides with others, or refers: in which words, to whom, and what was decided on it so far."""

    amendment: Amendment
    words: str
    referred_to: str = ""
    decision: Decision | None = None


@dataclass(frozen=True)
class Plan:
    """What goes back where a decision is undone (`outcome` pending), or a recount puts another outcome in its place.

    `also` are the decisions that go with it; `becomes` what amendments are afterwards, by number; `parts` the amendments of a
    list or a referral, which are decided anew with it; `secondary` one that amends another, where that one's words change.
    `left` is what the vote on all that was open disposed of, which is open again; `still`: no word was changed since.
    """

    decision: Decision
    outcome: str
    also: tuple[Decision, ...] = ()
    becomes: dict[int, str] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    secondary: Amendment | None = None
    left: frozenset[int] = frozenset()
    still: bool = False

    @property
    def turns(self) -> bool:
        """Whether the outcome becomes another one."""
        return self.outcome != self.decision.outcome

    @property
    def resolves(self) -> bool:
        """Whether the text, or what becomes of amendments, must be worked out again."""
        return self.turns and (self.decision.matter == Matter.PARAGRAPH or bool(self.becomes or self.left))

    @property
    def strikes(self) -> bool:
        """Whether a recount strikes the paragraph that was voted on by itself, where it was voted on."""
        return self.turns and self.decision.matter == Matter.PARAGRAPH and self.outcome == Outcome.LOST

    @property
    def undone(self) -> tuple[Decision, ...]:
        """All decisions that do not stand any more."""
        return (self.decision, *self.also)

    @property
    def carries(self) -> tuple[Part, ...]:
        """What is carried now and changed no word before: the text is made with it, where it was voted on."""
        one = self.decision
        if not self.turns or self.outcome != Outcome.CARRIED or one.matter == Matter.REFER:
            return ()
        if one.amendment is not None:
            return () if one.amendment.primary_id else (Part(one.amendment, one.words),)
        return self.parts

    @property
    def decided(self) -> tuple[Part, ...]:
        """The parts that a recount decides, as the vote on all of them does."""
        return tuple(one for one in self.parts if self.becomes.get(one.amendment.number) == LISTED[self.decision.matter])


def first_entry(decision: Decision) -> int:
    """Give the sequence of the entry that decided first what a decision stands for: recounts of it come later."""
    body = json.loads(decision.entry.payload)["body"]
    return int(body["first"]) if decision.entry.kind in ANEW else decision.entry.sequence


def main_of(decision: Decision) -> Decision:
    """Give the decision by which one is gone back on: of an amendment that was referred, that on its referral."""
    if decision.matter != Matter.AMENDMENT or decision.vote is None or decision.vote.question.kind != Matter.REFER:
        return decision
    return _with_names(decision.vote_id, Matter.REFER).first() or decision


def plan_of(decision: Decision, outcome: str) -> Plan:
    """Give what goes back. Raises Refused where something must go back before. At most four queries."""
    if decision.matter == Matter.REST:
        return _disposing(decision, outcome)
    if decision.matter in LISTED:
        return _listed(decision, outcome)
    if decision.amendment is None:
        return Plan(decision, outcome)
    number, referral = decision.amendment.number, decision.outcome == Outcome.REFERRED
    becomes = {number: Outcome.PENDING.value if referral and outcome == Outcome.LOST else outcome}
    if decision.amendment.primary_id is None or outcome == decision.outcome:
        return Plan(decision, outcome, becomes=becomes)
    return _secondary(decision, outcome, becomes)


def _listed(decision: Decision, outcome: str) -> Plan:
    """Plan for a vote on a list, or on a referral: lost, it decides nothing, and each is put by itself."""
    made, was = LISTED[decision.matter], decision.outcome == Outcome.CARRIED
    if not was and outcome != Outcome.CARRIED:
        return Plan(decision, outcome)
    also = tuple(_with_names(decision.vote_id, Matter.AMENDMENT)) if was else ()
    for one in also:
        if one.amendment is not None and one.amendment.primary_id is not None and outcome != Outcome.CARRIED:
            raise Refused(
                f"{one.amendment} on that list amends another one. First reopen the decision on {one.amendment} alone."
            )
    parts = tuple(Part(one.amendment, one.words, one.referred_to, one) for one in also if one.amendment)
    parts = parts if was else _voted_on(decision)
    after = made if outcome == Outcome.CARRIED else Outcome.PENDING.value
    return Plan(decision, outcome, also, {one.amendment.number: after for one in parts}, parts)


def _disposing(decision: Decision, outcome: str) -> Plan:
    """Plan for the vote on all that was open: undone, that is open again; carried by a new count, it is disposed of now."""
    first, document = first_entry(decision), decision.document
    told = disposed_by(decision, first)
    if outcome == decision.outcome or (decision.outcome == Outcome.LOST and outcome != Outcome.CARRIED):
        return Plan(decision, outcome)
    if told.way == Left.REMITTED:
        raise Refused(
            f"By this count “{document}” is remitted, and the congress went on with it. Put that vote once more instead."
            if outcome == Outcome.CARRIED
            else f"That vote remitted “{document}”, and decided nothing on what is open. The congress has taken it up since: "
            "nothing is left to go back on, so go on with the voting list."
        )
    if outcome != Outcome.CARRIED:
        still = Entry.objects.filter(document=document, sequence__gt=first, revision__isnull=False)
        return Plan(decision, outcome, left=told.gone, still=not still.exists())
    rows = list(Amendment.objects.filter(document=document, number__in=told.listed).order_by("number"))
    for row in rows:
        if row.decision not in {Outcome.PENDING, Outcome.FALLEN}:
            raise Refused(_BY_ITSELF.format(row=row))
    return Plan(decision, outcome, becomes={row.number: what_becomes(told.way) for row in rows if is_open(row)})


def _voted_on(decision: Decision) -> tuple[Part, ...]:
    """Give what a lost vote was about. Raises Refused where one of it was decided by itself since."""
    question = decision.vote.question if decision.vote else None
    if question is None:
        return ()
    rows = question.items.filter(pulled_at__isnull=True).select_related("amendment").order_by("position")
    found = [Part(one.amendment, one.text) for one in rows if one.amendment]
    if decision.matter == Matter.REFER and question.upon is not None and question.upon.amendment is not None:
        found = [Part(question.upon.amendment, question.upon.text, question.referred_to)]
    for one in found:
        if one.amendment.decision not in {Outcome.PENDING, Outcome.FALLEN} or one.amendment.primary_id is not None:
            raise Refused(_BY_ITSELF.format(row=one.amendment))
    return tuple(found)


def _secondary(decision: Decision, outcome: str, becomes: dict[int, str]) -> Plan:
    """Plan for an amendment to an amendment: what was decided on that one after it goes back too."""
    one = decision.amendment
    primary = one.primary if one else None
    if one is None or primary is None:
        return Plan(decision, outcome, becomes=becomes)
    after = Decision.objects.filter(amendment=primary, superseded=False).select_related("vote__question", "entry", "amendment")
    also = list(after)
    also += [main for main in map(main_of, also) if main not in also]
    becomes |= {primary.number: Outcome.PENDING.value} if also else {}
    changed = (decision.outcome == Outcome.CARRIED) != (outcome == Outcome.CARRIED)
    return Plan(decision, outcome, tuple(also), becomes, secondary=one if changed else None)


def _with_names(vote: int | None, matter: str) -> QuerySet[Decision]:
    rows = Decision.objects.filter(vote=vote, vote__isnull=False, matter=matter, superseded=False)
    return rows.select_related("amendment__primary", "entry", "vote__question__upon").order_by("entry__sequence")
