"""Counted votes: is the count possible, how many were needed, and was it reached."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from fractions import Fraction
from typing import Any

from amendments import counting
from amendments.actions.on_paper import OnPaper
from amendments.life import Matter, Method, Outcome, Words
from amendments.models import Amendment, Decision, Document, Entry, Reopening, Ruling, Seat, StandingOrders, Vote
from amendments.models.counting import Base
from amendments.models.decision import RulingKind
from amendments.models.orders import Hearing
from amendments.models.seat import Role
from amendments.queries.quorum import needed_by
from amendments.refusals import Refused


@dataclass(frozen=True)
class Count:
    """A vote as it was counted. `present` is None where nobody counted who is there."""

    votes_for: int = 0
    votes_against: int = 0
    abstentions: int = 0
    present: int | None = None
    method: str = Method.HANDS

    @property
    def counted(self) -> bool:
        """Whether there are figures at all: "no objection" has none."""
        return bool(self.votes_for or self.votes_against or self.abstentions)


@dataclass(frozen=True)
class Majority:
    """The fraction that carries, and what it is a fraction of."""

    part: Fraction
    base: str

    def needed(self, count: Count, seats: int) -> int:
        """Give how many votes for it carry: more than one half, or at least a greater part, of the base."""
        poll = counting.Poll(count.votes_for, count.votes_against, count.abstentions, count.present, seats)
        return counting.needed(self.part, self.base, poll)


def majority_for(orders: StandingOrders, matter: str) -> Majority:
    """Give the majority that the standing orders ask for."""
    if matter == Matter.ADOPTION:
        return Majority(Fraction(orders.final_numerator, orders.final_denominator), orders.final_base)
    if matter == Matter.WHOLE:
        return majority_for(orders, Matter.ADOPTION)
    if matter in {Matter.CLOSE, Matter.REST}:
        return Majority(Fraction(orders.close_numerator, orders.close_denominator), Base.CAST)
    if matter in {Matter.AMENDMENT, Matter.WORDS, Matter.BLOC, Matter.PARAGRAPH}:
        return Majority(Fraction(orders.amendment_numerator, orders.amendment_denominator), orders.amendment_base)
    return Majority(Fraction(1, 2), Base.CAST)


def needed_for(document: Document, matter: str, count: Count) -> int | None:
    """Check that a count is possible, and give the votes that it takes; None where nobody voted by count.

    Raises Refused for what cannot be: negative numbers, more votes than are present or seated, no quorum, no count at all.
    """
    orders = StandingOrders.objects.get(congress=document.congress_id)
    majority = majority_for(orders, matter)
    numbers = (count.votes_for, count.votes_against, count.abstentions, count.present or 0)
    if count.method not in Method.values or min(numbers) < 0 or max(numbers) > 1_000_000:
        raise Refused("A count has a method, and numbers from 0 upward. Please check what was typed.")
    if not count.counted:
        if count.method == Method.CONSENT:
            return None
        raise Refused("Type the votes for and against. If nobody objected and no votes were counted, choose “no objection”.")
    total = sum(numbers[:3])
    if count.present is not None and total > count.present:
        raise Refused(f"{total} votes and abstentions were typed, and {count.present} people present. Please count again.")
    if majority.base == Base.PRESENT and count.present is None:
        raise Refused("The majority is counted from all who are present. Type how many are.")
    seats = _delegates(document)
    quorum = needed_by(orders, seats) if _in_congress(matter, orders) else 0
    if (count.present or total) < quorum:
        raise Refused(f"The quorum is {quorum}, and {count.present or total} took part. The vote does not count.")
    return majority.needed(count, seats)


def _in_congress(matter: str, orders: StandingOrders) -> bool:
    """Tell whether the congress votes, whose quorum counts, and not its council."""
    return matter != Matter.COUNCIL and not (matter == Matter.APPEAL and orders.appeals == Hearing.COUNCIL)


def check_outcome(count: Count, needed: int | None, outcome: str, *, casting: bool = False) -> None:
    """Refuse an outcome that the count does not bear out. `casting`: the orders let the chair decide a tie, and it is one."""
    if needed is None or outcome not in {Outcome.CARRIED, Outcome.LOST}:
        return
    reached = count.votes_for >= needed
    tie = casting and count.votes_for == count.votes_against
    if tie or reached == (outcome == Outcome.CARRIED):
        return
    verb = "is carried" if reached else "is lost"
    raise Refused(f"{count.votes_for} votes for it, and {needed} were needed: by this count it {verb}.")


def casting(document: Document) -> bool:
    """Tell whether the standing orders let the chair decide a tie."""
    return StandingOrders.objects.filter(congress=document.congress_id, ties="chair").exists()


def repeated(done: int, outcome: str, count: Count) -> Decision:
    """Give what the same page recorded before.

    Raises Refused where it comes again with something else on it, as after the back button: nobody must believe that recorded.
    """
    decision = Decision.objects.get(pk=done)
    before = Count(*(getattr(decision, field.name) for field in fields(Count)))
    if (decision.outcome, before) == (outcome, count):
        return decision
    figures = (
        f"{before.votes_for} for, {before.votes_against} against, {before.abstentions} abstained" if before.counted else ""
    )
    known = ", ".join(filter(None, (decision.get_outcome_display(), figures, decision.get_method_display())))
    raise Refused(f"This vote is on record already: {known}. What this page says now was not recorded. Open it again to go on.")


def decide(
    document: Document,
    matter: str,
    outcome: str,
    count: Count,
    *,
    entry: Entry,
    needed: int | None,
    at: datetime,
    amendment: Amendment | None = None,
    referred_to: str = "",
    text: str = Words.FILED,
    vote: Vote | None = None,
    paper: OnPaper | None = None,
) -> Decision:
    """Write the row of a decision."""
    return Decision.objects.create(
        document=document,
        matter=matter,
        amendment=amendment,
        entry=entry,
        outcome=outcome,
        needed=needed,
        referred_to=referred_to,
        words=text,
        vote=vote,
        made_at=at,
        taken_at=paper.taken_at if paper else None,
        counted_by=paper.teller if paper else None,
        **asdict(count),
    )


def supersede(rows: Iterable[Decision]) -> None:
    """Note that decisions do not stand any more. Their rows stay."""
    for row in rows:
        row.superseded = True
        row.save(update_fields=["superseded"])


def rule_again(asked: Reopening, entry: Entry, kind: str) -> None:
    """Keep the reason for which a decision went back, in its words."""
    ruled = RulingKind.RECOUNTED if kind == "recounted" else RulingKind.REOPENED
    held = {"document": asked.document, "amendment": asked.decision.amendment, "entry": entry}
    Ruling.objects.create(kind=ruled, reason=asked.reason, made_at=entry.made_at, **held)


def count_of(vote: Vote) -> Count:
    """Give what a closed vote counted, as decisions have it: by weight, where seats have one."""
    return Count(vote.votes_for, vote.votes_against, vote.abstentions, vote.present, vote.method)


def words(count: Count, needed: int | None) -> dict[str, Any]:
    """Give a count as entries have it."""
    return {
        "method": count.method,
        "for": count.votes_for,
        "against": count.votes_against,
        "abstained": count.abstentions,
        "present": count.present,
        "needed": needed,
    }


def _delegates(document: Document) -> int:
    return Seat.objects.filter(congress=document.congress_id, role=Role.DELEGATE, until__isnull=True).count()
