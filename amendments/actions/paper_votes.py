"""Votes on paper where the orders ask for tellers who agree: the chair types one, and each teller confirms it alone.

With the last of them it is on record, with all that follows from it, as if the chair had entered it then.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction

from amendments.access import User, access_document_for, require
from amendments.actions import live, record
from amendments.actions.adoption import adopt
from amendments.actions.chair import Verdict, record_decision
from amendments.actions.floor import FLOOR
from amendments.actions.on_paper import OnPaper, is_teller, tellers_needed
from amendments.actions.rest import Disposed, dispose
from amendments.actions.stages import begin, check_seen
from amendments.actions.votes import Count
from amendments.life import Matter, Words
from amendments.models import Amendment, Decision, Document, PaperCheck, PaperVote, Person, Role, Seat
from amendments.models.paper_vote import PaperEnd
from amendments.queries import clock
from amendments.refusals import Refused


@dataclass(frozen=True)
class Typed:
    """A vote as it is typed from paper: what it was about, its outcome and count, when it was taken, and what goes with it."""

    matter: str
    outcome: str
    count: Count
    taken_at: Any
    amendment: Amendment | None = None
    referred_to: str = ""
    words: str = Words.FILED
    keep: dict[int, str] = field(default_factory=dict)
    way: str = ""

    def said(self) -> dict[str, Any]:
        """Give it as the row keeps it."""
        figures = asdict(self.count) | {"method": str(self.count.method)}
        kept = [[number, reason] for number, reason in self.keep.items()]
        more = {"referred_to": self.referred_to, "words": str(self.words), "keep": kept, "way": str(self.way)}
        return {"outcome": str(self.outcome), "count": figures} | more


@transaction.atomic
def ask_paper(*, acting_user: User, document: Document, typed: Typed, head: str = "", key: str = "") -> PaperVote:
    """Type a vote from paper, for the tellers to confirm. Whatever would refuse it then refuses it now, and nothing is kept.

    What was typed before and is not confirmed is dropped.
    """
    document, _, done = begin("ask_paper", document, acting_user=acting_user, key=key)
    if done is not None:
        return PaperVote.objects.get(pk=done)
    check_seen(document, head)
    person, at = record.must_be_person(acting_user), clock.now()
    for before in PaperVote.objects.filter(document=document, ended=PaperEnd.ASKED):
        _end(before, PaperEnd.DROPPED)
    held = {"document": document, "matter": typed.matter, "amendment": typed.amendment, "said": typed.said()}
    made = PaperVote(**held, head=document.head, taken_at=typed.taken_at, asked_by=person, asked_at=at)
    tellers = _tellers(document, person)
    with transaction.atomic():  # tried, and taken back
        _enter(made, tellers[: tellers_needed(document)])
        transaction.set_rollback(True)
    made.save()
    record.remember(acting_user, "ask_paper", key, result=made.pk, at=at)
    live.changed(document.congress, FLOOR)
    return made


def _tellers(document: Document, person: Person) -> list[Person]:
    """Give those who could confirm. Raises Refused where they are too few."""
    seats = Seat.objects.filter(congress=document.congress_id, role=Role.TELLER, until__isnull=True).exclude(person=person)
    found = [one.person for one in seats.select_related("person").order_by("pk")]
    needed = tellers_needed(document)
    if len(found) < needed:
        raise Refused(f"By the standing orders {needed} tellers must agree, besides you, and {len(found)} hold a seat here.")
    return found


@transaction.atomic
def confirm_paper(*, acting_user: User, vote: PaperVote, key: str = "") -> PaperVote:
    """Confirm that this is what one counted. With as many tellers as the orders ask for, it is on record."""
    person = record.must_be_person(acting_user)
    document, acting = access_document_for(acting_user, "read_document", pk=vote.document_id, lock=True)
    if record.done_before(acting_user, "confirm_paper", key) is not None:
        return PaperVote.objects.get(pk=vote.pk)
    require(acting, "confirm_paper", stage=document.stage)
    now = PaperVote.objects.select_related("document__congress", "amendment", "asked_by").get(pk=vote.pk)
    _check_waits(now)
    if now.asked_by_id == person.pk or not is_teller(document, person):
        raise Refused("A teller confirms it, another person than whoever typed it.")
    at = clock.now()
    PaperCheck.objects.get_or_create(vote=now, person=person, defaults={"at": at})
    tellers = [one.person for one in now.checks.select_related("person")]
    if len(tellers) >= tellers_needed(document):
        now.decision, now.ended = _enter(now, tellers), PaperEnd.DONE
        now.save(update_fields=["decision", "ended"])
    record.remember(acting_user, "confirm_paper", key, result=now.pk, at=at)
    live.changed(document.congress, FLOOR)
    return now


@transaction.atomic
def drop_paper(*, acting_user: User, vote: PaperVote) -> PaperVote:
    """Drop what was typed, because it is not what was counted. Nothing of it was on record."""
    document, _, _ = begin("ask_paper", vote.document, acting_user=acting_user, key="")
    now = PaperVote.objects.get(pk=vote.pk)
    if now.ended == PaperEnd.DONE:
        raise Refused(f"The vote on {now} is on record: the tellers confirmed it. Go back on the decision instead.")
    live.changed(document.congress, FLOOR)
    return _end(now, PaperEnd.DROPPED)


def _check_waits(vote: PaperVote) -> None:
    if vote.ended:
        raise Refused(f"The vote on {vote} is {vote.get_ended_display()} already. Look at the page again.")


def _end(vote: PaperVote, how: PaperEnd) -> PaperVote:
    vote.ended = how
    vote.save(update_fields=["ended"])
    return vote


def _enter(vote: PaperVote, tellers: list[Person]) -> Decision:
    """Enter it as the chair who typed it, with the tellers who agree."""
    said, paper = vote.said, OnPaper(vote.taken_at, tellers[0], tuple(tellers[1:]))
    count, outcome, referred = Count(**said["count"]), said["outcome"], said["referred_to"]
    if vote.amendment is not None:
        verdict = Verdict(outcome, count, referred, dict(said["keep"]), said["words"], paper)
        return record_decision(acting_user=vote.asked_by, amendment=vote.amendment, verdict=verdict, head=vote.head)
    if vote.matter == Matter.REST:
        disposed = Disposed(said["way"], outcome, count, referred, paper)
        return dispose(acting_user=vote.asked_by, document=vote.document, verdict=disposed, head=vote.head)
    given = {"outcome": outcome, "count": count, "head": vote.head, "paper": paper}
    return adopt(acting_user=vote.asked_by, document=vote.document, **given)
