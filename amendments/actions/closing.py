"""A vote is counted: tellers enter what they counted, and the vote is closed at one instant, that of the database.

Closing waits for the ballots that are being cast and keeps out all others. Of a secret vote it opens the boxes, writes how many
said what, and deletes the boxes, in one transaction; once that is committed the key is destroyed, and the record says so.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from typing import Any

from django.db import transaction

from amendments import counting, sealing
from amendments.access import User
from amendments.actions import live, record
from amendments.actions.floor import FLOOR
from amendments.actions.vote import append, hold, lock_ballots, lock_vote
from amendments.actions.votes import Count
from amendments.life import Method
from amendments.models import Ballot, HandCount, Tally, Vote
from amendments.queries import clock
from amendments.queries.vote import options_of
from amendments.refusals import Refused

FEWEST = 20  # voters, below whom single rankings of a secret vote are not kept: they could be told apart
LOG = logging.getLogger(__name__)


@transaction.atomic
def count_hands(*, acting_user: User, vote: Vote, count: Count, key: str = "") -> HandCount:
    """Enter what a teller counted in the hall. A second time it takes the place of the first, and both are kept."""
    vote = lock_vote(acting_user, "count_hands", vote)
    done = record.done_before(acting_user, "count_hands", key)
    if done is not None:
        return HandCount.objects.get(pk=done)
    if vote.by_ballot:
        raise Refused(f"This vote is a {vote.get_method_display()}: delegates cast their ballots themselves.")
    if not vote.is_open:
        raise Refused("The vote is closed. If the count is doubted, have it counted again.")
    _check_count(vote, count)
    person, at = record.must_be_person(acting_user), clock.now()
    figures = {"for": count.votes_for, "against": count.votes_against, "abstained": count.abstentions, "present": count.present}
    body = {"vote": {"number": vote.number, "hands": figures}}
    entry = append("hands counted", body, vote.question, acting_user=acting_user, at=at)
    for before in vote.hand_counts.filter(person=person, superseded=False):
        before.superseded = True
        before.save(update_fields=["superseded"])
    made = HandCount.objects.create(
        vote=vote,
        person=person,
        votes_for=count.votes_for,
        votes_against=count.votes_against,
        abstentions=count.abstentions,
        present=count.present,
        made_at=at,
        entry=entry,
    )
    record.remember(acting_user, "count_hands", key, result=made.pk, at=at)
    live.changed(vote.congress, FLOOR)
    return made


def _check_count(vote: Vote, count: Count) -> None:
    """Refuse a count that cannot be: below nothing, larger than the hall, or of nobody."""
    numbers = (count.votes_for, count.votes_against, count.abstentions, count.present or 0)
    if min(numbers) < 0:
        raise Refused("A count is 0 or more. Please check what was typed.")
    total, hall = sum(numbers[:3]), _hall(vote)
    if count.present is not None and count.present > hall:
        raise Refused(f"{count.present} were typed as present, and by the register {hall} can vote. Please count again.")
    if total > hall:
        raise Refused(f"{total} votes and abstentions were typed, and by the register {hall} can vote. Please count again.")
    if count.present is not None and total > count.present:
        raise Refused(f"{total} votes and abstentions were typed, and {count.present} people present. Please count again.")
    if not total and vote.method != Method.CONSENT:
        raise Refused("Type the votes for and against. If nobody objected, take the vote by “no objection” instead.")


def _hall(vote: Vote) -> int:
    """Give how many votes there can be, by the register."""
    return vote.register.weight if vote.register else vote.seats


def agreed(vote: Vote) -> HandCount | None:
    """Give the count of the hall. Raises Refused where tellers are missing or do not agree; None for "no objection"."""
    if vote.method == Method.CONSENT:
        return None
    counts = list(vote.hand_counts.filter(superseded=False).order_by("pk"))
    if len(counts) < vote.tellers:
        has = f"{len(counts)} of {vote.tellers} tellers have" if counts else "No teller has"
        raise Refused(f"{has} entered a count yet. The vote is closed once they have, and agree.")
    said = {(one.votes_for, one.votes_against, one.abstentions) for one in counts}
    if len(said) > 1:
        raise Refused(f"The tellers do not agree: {'; '.join(str(one) for one in counts)}. They count again, each alone.")
    return counts[-1]


def close_vote(*, acting_user: User, vote: Vote) -> Vote:
    """Close a vote, and count it. Closed twice, it is closed once. Nothing is declared yet.

    Raises Refused where tellers do not agree, or where the key of a secret vote is not on this machine.
    """
    with transaction.atomic(durable=vote.is_secret):  # its key is destroyed once this is committed
        vote = _close(acting_user, vote)
    forget_key(vote, acting_user=acting_user)
    return vote


def _close(acting_user: User, vote: Vote) -> Vote:
    vote = lock_vote(acting_user, "close_vote", vote)
    if vote.closed_at is not None:
        return vote
    if vote.ended:
        raise Refused(f"This vote is over: it is {vote.get_ended_display()}.")
    said = _count_ballots(vote) if vote.by_ballot else {"tally": _count_hands(vote)}
    vote.closed_at = clock.now()
    vote.save(update_fields=["closed_at", "cast", "votes_for", "votes_against", "abstentions", "present", "chosen"])
    body = {"number": vote.number, "ballots": vote.cast, "present": vote.present, **said}
    append("vote closed", {"vote": body}, vote.question, acting_user=acting_user, at=vote.closed_at)
    live.changed(vote.congress, FLOOR)
    return vote


def _count_hands(vote: Vote) -> dict[str, int]:
    counted = agreed(vote)
    if counted is not None:
        vote.votes_for, vote.votes_against = counted.votes_for, counted.votes_against
        vote.abstentions = counted.abstentions
        vote.present = counted.present if counted.present is not None else _hall(vote)
    said = {counting.FOR: vote.votes_for, counting.AGAINST: vote.votes_against, counting.ABSTAIN: vote.abstentions}
    return {choice: votes for choice, votes in sorted(said.items()) if votes}


def _count_ballots(vote: Vote) -> dict[str, Any]:
    """Count the ballots and write what they said, without seats; a secret vote's boxes are deleted."""
    ballots = list(_opened(vote))
    tally, said = counting.tally_of(ballots), dict[str, Any]()
    vote.cast, vote.present = len(ballots), _hall(vote)
    if vote.question.is_choice:
        said, vote.chosen = _ranked(vote, tally)
        tally = {} if vote.is_secret and vote.cast < FEWEST else tally
    else:
        poll = counting.poll_of(tally, present=vote.present, seats=vote.seats)
        vote.votes_for, vote.votes_against, vote.abstentions = poll.votes_for, poll.votes_against, poll.abstentions
    Tally.objects.bulk_create(Tally(vote=vote, choice=choice, votes=votes) for choice, votes in tally.items())
    if vote.is_secret:
        vote.ballots.all().delete()
    return {"tally": tally, **said}


def _ranked(vote: Vote, tally: Mapping[str, int]) -> tuple[dict[str, Any], str]:
    """Find who comes first in a ranking. Gives what the entry says of it, and the one that is first, "" where several are."""
    options = list(options_of(vote.question))
    rankings = [(counting.ranking_from_words(one, options), n) for one, n in tally.items() if one != counting.ABSTAIN]
    found = counting.schulze(options, rankings)
    duels = {f"{x}>{y}": votes for (x, y), votes in found.duels.items()}
    return {"duels": duels, "first": list(found.first)}, "" if found.winner is None else str(found.winner)


def _opened(vote: Vote) -> Iterator[tuple[str, int]]:
    rows = Ballot.objects.filter(vote=vote).order_by("seat_id").values_list("choice", "weight", "box")
    if not vote.is_secret:
        yield from ((choice, weight) for choice, weight, _ in rows)
        return
    try:
        opener = sealing.Opener(vote.uid, vote.public_key)
        yield from ((opener.open(bytes(box or b"")), weight) for _, weight, box in rows)
    except sealing.KeyMissing as missing:
        raise Refused(
            "The key of this secret vote is not on this machine, so its boxes cannot be opened. Close it on the machine that "
            "opened it. If the key is lost, declare the vote void: it is held again."
        ) from missing
    except sealing.Spoiled as spoiled:
        raise Refused("A sealed ballot of this vote cannot be opened. Declare the vote void: it is held again.") from spoiled


def forget_key(vote: Vote, *, acting_user: User) -> None:
    """Destroy the key of a closed secret vote, and say so on record. Done again where it did not succeed the first time."""
    if not vote.is_secret or vote.key_gone_at is not None or vote.closed_at is None:
        return
    try:
        sealing.destroy_key(vote.uid)
    except OSError:
        LOG.exception("The key of vote %s could not be destroyed.", vote.uid)
        return
    with transaction.atomic():
        hold(vote.question)
        lock_ballots(vote, alone=True)
        row = Vote.objects.select_for_update(no_key=True).get(pk=vote.pk)
        if row.key_gone_at is None:
            row.key_gone_at = clock.now()
            body: dict[str, Any] = {"vote": {"number": vote.number, "key": "destroyed"}}
            append("key destroyed", body, vote.question, acting_user=acting_user, at=row.key_gone_at)
            row.save(update_fields=["key_gone_at"])
        vote.key_gone_at = row.key_gone_at
