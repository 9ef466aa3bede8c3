"""A delegate votes: one ballot a seat, for oneself or for whoever one votes for, and a repetition counts once.

A shared advisory lock is taken first, as a statement of its own, so that closing waits for this ballot, or this ballot sees
that it came too late. The row goes in with ON CONFLICT DO NOTHING: a second ballot is no error, and nothing of it reaches a
log. Of a secret ballot no statement holds more than a seat and a sealed box.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connection, transaction

from amendments import sealing
from amendments.access import User, require
from amendments.actions import record
from amendments.actions.vote import lock_ballots
from amendments.counting import ABSTAIN, AGAINST, FOR, ranking_from_words, ranking_to_words
from amendments.models import Ballot, Person, Question, RegisterLine, Role, Seat, Vote
from amendments.models.vote import VoteEnd
from amendments.queries import clock
from amendments.queries.vote import in_words, options_of
from amendments.refusals import Forbidden, Refused
from amendments.rules import Acting

# All that a ballot asks of the database, in one statement, for a thousand are cast at once: the vote, and the line of its
# register that this person votes with; without a line for a seat that is not theirs to vote with. What is looked up by a key
# stands in a query of its own, for of seven joined tables PostgreSQL weighs all orders each time.
READ = """
    SELECT v.id, v.congress_id, v.question_id, v.register_id, v.method, v.public_key, v.changeable,
           v.opened_at, v.closes, v.closed_at, v.ended,
           l.seat_id AS seat, l.weight AS weight, l.voted_by_id AS caster,
           (SELECT slug FROM amendments_congress WHERE id = v.congress_id) AS place,
           (SELECT kind FROM amendments_question WHERE id = v.question_id) AS about,
           (SELECT number FROM amendments_seat WHERE id = l.seat_id) AS card,
           (SELECT role FROM amendments_seat WHERE id = l.voted_by_id) AS role
      FROM amendments_vote v
      LEFT JOIN amendments_registerline l ON l.register_id = v.register_id AND l.seat_id = COALESCE(%s, l.voted_by_id)
       AND EXISTS (SELECT 1 FROM amendments_seat h WHERE h.id = l.voted_by_id AND h.person_id = %s AND h.until IS NULL)
     WHERE v.id = %s
"""
NO_VOTE = "No vote is open now. Perhaps it was closed meanwhile: look at the floor again."
INSERT = (
    "INSERT INTO amendments_ballot (vote_id, seat_id, weight, choice, box, key) "
    "VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"
)


@dataclass(frozen=True)
class Receipt:
    """What became of a ballot. `said` is what was counted, in words; nothing of a secret one, or of an earlier one.

    `own`: the seat is that of whoever cast it, and not one that they vote for. `secret` and `changeable` are those of the vote.
    """

    seat: Seat
    said: str = ""
    already: bool = False
    changed: bool = False
    weight: int = 1
    own: bool = True
    secret: bool = False
    changeable: bool = False

    @property
    def sentence(self) -> str:
        """Say it in one sentence."""
        whose = f"seat {self.seat.number}" if self.seat.number else "your seat"
        if self.already:
            return f"The ballot of {whose} is counted already. Nothing was changed."
        how = "is changed and counted" if self.changed else "is counted"
        return f"The ballot of {whose} {how}: {self.said}." if self.said else f"The secret ballot of {whose} {how}."


class _Line(NamedTuple):
    """What somebody votes with: a seat, its weight, and whether the seat is their own."""

    seat: Seat
    weight: int
    own: bool


@transaction.atomic
def cast(*, acting_user: User, vote: Vote, choice: str, seat: Seat | None = None, key: str = "", within: str = "") -> Receipt:
    """Cast the ballot of a seat: one's own, or one that one votes for in this vote by its register.

    Of `vote` and `seat` nothing but the key is taken. `within` is the slug of the congress that the vote must be one of.
    """
    lock_ballots(vote, alone=False)
    person = record.must_be_person(acting_user)
    vote, line = _read(person, vote, seat, within)
    _check_open(vote)
    choice = _checked(choice, vote)
    box = sealing.seal(vote.public_key, choice) if vote.is_secret else None
    values: list[Any] = [vote.pk, line.seat.pk, line.weight, "" if vote.is_secret else choice, box, key[:64]]
    with connection.cursor() as cursor:
        cursor.execute(INSERT, values)
        new = cursor.rowcount == 1
    if new:
        said = "" if vote.is_secret else _said(vote, choice)
        return Receipt(line.seat, said, weight=line.weight, own=line.own, secret=vote.is_secret, changeable=vote.changeable)
    return _again(vote, line.seat, choice, key[:64])


def _again(vote: Vote, seat: Seat, choice: str, key: str) -> Receipt:
    """Answer a ballot of a seat that has one: it is changed where the orders allow that and another page asks for it.

    Its row is locked only where it may be changed: else a thousand repetitions stand in line for what none of them writes.
    """
    if not vote.changeable or vote.is_secret or not key:
        return Receipt(seat, already=True)
    ballot = Ballot.objects.select_for_update(no_key=True).filter(vote=vote, seat=seat).exclude(key=key).first()
    if ballot is None or ballot.choice == choice:
        return Receipt(seat, already=True)
    ballot.choice, ballot.key = choice, key
    ballot.save(update_fields=["choice", "key"])
    return Receipt(seat, _said(vote, choice), changed=True)


def _said(vote: Vote, choice: str) -> str:
    return in_words(choice, options_of(vote.question) if vote.question.is_choice else {})


def _read(person: Person, vote: Vote, seat: Seat | None, within: str) -> tuple[Vote, _Line]:
    """Read the vote and what this person votes with in it. Raises Refused or Forbidden, saying why not."""
    found = next(iter(Vote.objects.raw(READ, [seat.pk if seat else None, person.pk, vote.pk])), None)
    of: dict[str, Any] = vars(found) if found else {}
    if found is None or within not in {"", of["place"]}:
        raise Refused(NO_VOTE)
    found.question = Question(pk=found.question_id, kind=of["about"])
    if of["seat"] is None:
        raise _refusal(person, found, seat)
    require(Acting(person.pk, frozenset({Role(of["role"])})), "cast_ballot")
    return found, _Line(Seat(pk=of["seat"], number=of["card"]), of["weight"], of["seat"] == of["caster"])


def _refusal(person: Person, vote: Vote, seat: Seat | None) -> Refused:
    """Say why somebody cannot cast this ballot."""
    mine = RegisterLine.objects.filter(register=vote.register_id, voted_by__person=person, voted_by__until__isnull=True)
    if seat is not None and mine.exists():
        return Forbidden("You do not vote for that seat. Whoever holds it does, or whoever they asked to.")
    gone = Seat.objects.filter(congress=vote.congress_id, person=person, role="delegate").order_by("-since").first()
    if gone is None:
        return Forbidden("You hold no delegate’s seat in this congress, so you cannot vote. Delegates can.")
    if gone.until is not None:
        return Refused(
            "You gave up your seat, so you cannot vote with it any more. From the next vote on, whoever holds it then does."
        )
    if gone.since > vote.opened_at:
        return Refused("You took your seat after this vote was opened, and its register is closed. You vote in the next.")
    return Refused(
        "By the register of this vote you were not here when it was opened, or somebody votes for you. "
        "Tell the credentials desk that you are here; you vote in the next."
    )


def _check_open(vote: Vote) -> None:
    if not vote.by_ballot:
        raise Refused("This vote is counted in the hall: raise your hand. Nothing is cast here.")
    if vote.ended in {VoteEnd.CANCELED, VoteEnd.VOID}:
        raise Refused(f"This vote is {vote.get_ended_display()}. Your ballot was not counted.")
    if vote.closed_at is not None or (vote.closes is not None and clock.now() >= vote.closes):
        raise Refused("The vote is closed. Your ballot came too late and was not counted.")


def _checked(choice: str, vote: Vote) -> str:
    """Give a choice as ballots have it. Raises Refused."""
    if not vote.question.is_choice:
        if choice not in {FOR, AGAINST, ABSTAIN}:
            raise Refused("Choose one: for, against, or abstain. Nothing was counted.")
        return choice
    if choice == ABSTAIN:
        return choice
    try:
        return ranking_to_words(ranking_from_words(choice, options_of(vote.question)))
    except ValueError as error:
        raise Refused(
            "Give each a place once, the one you like most first. You can leave some out. Nothing was counted."
        ) from error
