"""The chair declares a result, and all that follows from it is done in one transaction.

The outcome is what the count says by the majority of the vote; the chair says it only where it is a tie that the orders let the
chair decide. What an amendment's outcome does is done as `actions.chair` does it; an en bloc list is carried amendment by
amendment, each with a decision of its own from the one vote.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from amendments import counting
from amendments.access import User
from amendments.actions import chair, live, record, votes
from amendments.actions.adoption import check_nothing_open, decide_whole
from amendments.actions.base_text import set_aside
from amendments.actions.chair import Verdict
from amendments.actions.closing import forget_key
from amendments.actions.floor import FLOOR
from amendments.actions.rest import let_go
from amendments.actions.separate import strike_paragraph
from amendments.actions.silence import close_list
from amendments.actions.stages import check_seen
from amendments.actions.vote import append, lock_vote
from amendments.counting import Poll
from amendments.life import Matter, Method, Outcome, Stage
from amendments.models import Amendment, Decision, Document, Entry, Vote
from amendments.models.counting import Tie
from amendments.models.question import QuestionEnd
from amendments.models.vote import VoteEnd
from amendments.queries import clock
from amendments.queries.amendment import open_amendments
from amendments.queries.vote import poll_of_vote
from amendments.refusals import Refused


@dataclass(frozen=True)
class Said:
    """What the chair says with a result: the outcome where it is a tie, and which amendments do not fall, with the reason."""

    outcome: str = ""
    keep: Mapping[int, str] = field(default_factory=dict)


def declare_vote(*, acting_user: User, vote: Vote, said: Said | None = None, head: str = "", key: str = "") -> Vote:
    """Declare the result of a closed vote: tally, decision, new revision, what falls and what is rebased, all or nothing.

    Declared twice, it is declared once. `head` is the head of the record that the page showed.
    """
    forget_key(vote, acting_user=acting_user)
    return _declare(acting_user, vote, said or Said(), head=head, key=key)


@transaction.atomic
def _declare(acting_user: User, vote: Vote, said: Said, *, head: str, key: str) -> Vote:
    vote = lock_vote(acting_user, "declare_vote", vote)
    if vote.is_declared:
        return vote
    if vote.ended:
        raise Refused(f"This vote is over: it is {vote.get_ended_display()}.")
    if vote.closed_at is None:
        raise Refused("The vote is open still. Close it first, then declare the result.")
    if vote.is_secret and vote.key_gone_at is None:
        raise Refused("The key of this secret vote could not be destroyed yet. Whoever runs the site deletes it; then declare.")
    if vote.question.document is not None:
        check_seen(vote.question.document, head)
    vote.needed, vote.outcome = _outcome(vote, said)
    entry = _finish(vote, acting_user)
    _DO[Matter(vote.question.kind)](vote, said, entry, acting_user)
    record.remember(acting_user, "declare_vote", key, result=vote.pk, at=vote.ended_at or entry.made_at)
    live.changed(vote.congress, FLOOR)
    return vote


def _outcome(vote: Vote, said: Said) -> tuple[int | None, str]:
    """Give what was needed and how it ended. Raises Refused where the chair must break a tie, or says what is not so."""
    if vote.question.is_choice or vote.method == Method.CONSENT:
        return None, Outcome.CARRIED.value
    poll = poll_of_vote(vote)
    needed = counting.needed(vote.part, vote.base, poll)
    found = Outcome.CARRIED if poll.votes_for >= needed else Outcome.LOST
    if vote.tie == Tie.CHAIR and counting.is_tie(vote.part, vote.base, poll):
        if said.outcome not in {Outcome.CARRIED, Outcome.LOST}:
            raise Refused(f"It is a tie, {poll.votes_for} for and {poll.votes_against} against: the chair decides. Say how.")
        return needed, said.outcome
    if said.outcome and said.outcome != found:
        raise Refused(_otherwise(poll, needed, found))
    return needed, found.value


def _otherwise(poll: Poll, needed: int, found: Outcome) -> str:
    return f"{poll.votes_for} votes for it, and {needed} were needed: by this count it is {found.label}."


def _finish(vote: Vote, acting_user: User) -> Entry:
    """Put the result on record, and end vote and question."""
    question, count = vote.question, votes.count_of(vote)
    at = clock.now()
    body: dict[str, Any] = {
        "vote": {"number": vote.number, "ended": VoteEnd.DECLARED.value, "question": question.position, "chosen": vote.chosen},
        "outcome": vote.outcome,
        "count": votes.words(count, vote.needed),
    }
    entry: Entry = append("vote declared", body, question, acting_user=acting_user, at=at)
    vote.ended, vote.ended_at = VoteEnd.DECLARED, at
    vote.save(update_fields=["ended", "ended_at", "needed", "outcome"])
    if not question.ended:
        question.ended, question.ended_at = QuestionEnd.DECIDED, at
        question.save(update_fields=["ended", "ended_at"])
        close_list(question, acting_user=acting_user)
    return entry


def _amendment(vote: Vote, said: Said, entry: Entry, acting_user: User) -> None:
    del entry
    _carry_out(vote, vote.question.amendment, vote.question.text, said, acting_user)


def _carry_out(
    vote: Vote, amendment: Amendment | None, text: str, said: Said, acting_user: User, *, outcome: str = "", to: str = ""
) -> Decision | None:
    """Do what follows for one amendment, as if its decision had been typed in with this count."""
    document = vote.question.document
    if amendment is None or document is None:
        return None
    row = Amendment.objects.select_for_update(no_key=True, of=("self",)).get(pk=amendment.pk)
    row.document = document
    verdict = Verdict(outcome or vote.outcome, votes.count_of(vote), to, keep=said.keep, words=text)
    return chair.carry_out(row, verdict, needed=vote.needed, acting_user=acting_user, vote=vote)


def _bloc(vote: Vote, said: Said, entry: Entry, acting_user: User) -> None:
    """Carry each amendment of the list. Lost, none is lost by that: each is put by itself."""
    items = list(vote.question.items.filter(pulled_at__isnull=True).select_related("amendment").order_by("position"))
    if vote.outcome == Outcome.CARRIED:
        for item in items:
            _carry_out(vote, item.amendment, item.text, said, acting_user)
    _motion(vote, said, entry, acting_user)


def _motion(vote: Vote, said: Said, entry: Entry, acting_user: User) -> None:
    """Keep the decision of a question that changes nothing by itself."""
    del said, acting_user
    question = vote.question
    if question.document is not None:
        votes.decide(
            question.document,
            question.kind,
            vote.outcome,
            votes.count_of(vote),
            entry=entry,
            needed=vote.needed,
            at=entry.made_at,
            vote=vote,
        )


def _base(vote: Vote, said: Said, entry: Entry, acting_user: User) -> None:
    del said, entry
    set_aside(vote, acting_user=acting_user)


def _refer(vote: Vote, said: Said, entry: Entry, acting_user: User) -> None:
    """Refer the amendment that was on the floor, which ends its question."""
    _motion(vote, said, entry, acting_user)
    upon = vote.question.upon
    if vote.outcome != Outcome.CARRIED or upon is None or upon.ended:
        return
    to = vote.question.referred_to
    _carry_out(vote, upon.amendment, upon.text, said, acting_user, outcome=Outcome.REFERRED.value, to=to)
    body = {"question": {"number": upon.position, "ended": QuestionEnd.DECIDED.value, "reason": ""}}
    ended = append("question ended", body, vote.question, acting_user=acting_user, at=clock.now())
    upon.ended, upon.ended_at = QuestionEnd.DECIDED, ended.made_at
    upon.save(update_fields=["ended", "ended_at"])


def _paragraph(vote: Vote, said: Said, entry: Entry, acting_user: User) -> None:
    """Strike a paragraph whose separate vote was lost."""
    _motion(vote, said, entry, acting_user)
    if vote.outcome == Outcome.LOST and vote.question.document is not None:
        strike_paragraph(vote.question.document, vote.question.paragraph, vote, keep=said.keep, acting_user=acting_user)


def _rest(vote: Vote, said: Said, entry: Entry, acting_user: User) -> None:
    """Dispose of what the question listed and what is open still."""
    del said, entry
    document = vote.question.document
    if document is None:
        return
    way = json.loads(vote.question.entry.payload)["body"]["question"]["way"]
    listed = set(vote.question.items.values_list("amendment_id", flat=True))
    rows = [row for row in open_amendments(document).select_related("primary") if row.pk in listed]
    where = (way, vote.question.referred_to)
    let_go(document, rows, where, vote.outcome, votes.count_of(vote), needed=vote.needed, acting_user=acting_user, vote=vote)


def _adoption(vote: Vote, said: Said, entry: Entry, acting_user: User) -> None:
    del said, entry
    document = vote.question.document
    if document is not None:
        check_nothing_open(document)
        decide_whole(document, vote.outcome, votes.count_of(vote), needed=vote.needed, acting_user=acting_user, vote=vote)


def _whole(vote: Vote, said: Said, entry: Entry, acting_user: User) -> None:
    """The platform as a whole: each of its documents was adopted before."""
    del said, entry, acting_user
    left = Document.objects.filter(congress=vote.congress).exclude(stage=Stage.ADOPTED).first()
    if left is not None and vote.outcome == Outcome.CARRIED:
        raise Refused(f"“{left}” is not adopted yet. First each document is, then the platform as a whole.")


_DO: dict[Matter, Callable[[Vote, Said, Entry, User], None]] = {
    Matter.AMENDMENT: _amendment,
    Matter.BLOC: _bloc,
    Matter.RIVALS: _motion,
    Matter.PARAGRAPH: _paragraph,
    Matter.BASE: _base,
    Matter.REFER: _refer,
    Matter.CLOSE: _motion,
    Matter.ADOPTION: _adoption,
    Matter.WHOLE: _whole,
    Matter.MOTION: _motion,
    Matter.REST: _rest,
}
