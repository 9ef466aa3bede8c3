"""Free words of the floor, of credentials, of second readings, of division and of the minutes: checked like all others."""

from __future__ import annotations

from typing import Any

import pytest

from amendments.actions import carried_over, challenges, declaring, floor, minutes, second_reading, surrender
from amendments.actions.credentials_desk import mark_here
from amendments.actions.declaring import Said
from amendments.actions.division import divide_amendment, unite_amendment
from amendments.actions.recounting import recount
from amendments.actions.republishing import republish
from amendments.actions.vote import void_vote
from amendments.life import Outcome, Stage
from amendments.models import Question, Role, Vote
from amendments.queries.division import digest_of
from amendments.refusals import Refused
from tests import reading
from tests.actions import test_register as credentials
from tests.actions.test_division import divided, two_changes
from tests.actions.test_words import GOOD, refuse
from tests.hall import full_hall, one
from tests.world import build

pytestmark = pytest.mark.django_db


def test_words_of_the_floor() -> None:
    hall = full_hall(("1.1", "all", "everybody"), quorum=99, quorum_override=True)
    chair = hall.world.chair
    refuse({"motion": lambda words: hall.put("motion", words=words)})
    hall.put("motion", words=GOOD)
    assert Question.objects.get().words == GOOD
    floor.withdraw_question(acting_user=chair, question=Question.objects.get())
    question = hall.put("paragraph", paragraph=hall.world.uid("1.1"))
    refuse(
        {
            "withdrawn": lambda words: floor.withdraw_question(acting_user=chair, question=question, reason=words),
            "quorum": lambda words: hall.open(question, override=words),
        }
    )
    vote = hall.open(question, override=GOOD)
    refuse({"void": lambda words: void_vote(acting_user=chair, vote=vote, reason=words)})
    hall.vote(vote, ["against", "against"])
    hall.close(vote)
    refuse({"recount": lambda words: recount(acting_user=chair, vote=vote, reason=words)})
    refuse(
        {
            "kept": lambda words: declaring.declare_vote(acting_user=chair, vote=vote, said=Said(keep={1: words})),
        }
    )
    with pytest.raises(Refused, match="A1 would not fall|give a reason"):
        hall.declare(vote, keep={1: "\u200b"})
    void_vote(acting_user=chair, vote=vote, reason="Disturbed.")
    refuse({"recount of a void one": lambda words: recount(acting_user=chair, vote=vote, reason=words)})
    again = recount(acting_user=chair, vote=vote, reason=f" {GOOD}\r\n")
    assert Vote.objects.get(pk=again.pk).why == GOOD
    assert one(hall, 1).decision == Outcome.PENDING
    hall.world.sound()


def test_words_of_credentials() -> None:
    world = credentials.hall()
    asked: dict[str, Any] = {"acting_user": world.ada, "congress": world.congress, "about": "quorum"}
    mark_here(acting_user=world.credentials, seat=credentials.seat_of(world, "ada"))
    doubt = challenges.challenge(reason=GOOD, **asked)
    asked |= {"about": "register"}
    seat, taker = credentials.seat_of(world, "ben"), credentials.seat_of(world, "zoe", Role.ALTERNATE)
    refuse(
        {
            "challenge": lambda words: challenges.challenge(reason=words, **asked),
            "answer": lambda words: challenges.answer_challenge(acting_user=world.chair, challenge=doubt, answer=words),
            "surrender": lambda words: surrender.surrender_seat(
                acting_user=world.ben, seat=seat, alternate=taker, lent=True, reason=words
            ),
        }
    )


def test_words_of_a_second_reading() -> None:
    world = build(Stage.DISCUSSION)
    amendment = world.file(world.rewrite("1.2", "municipality", "town"))
    told: dict[str, Any] = {"acting_user": world.committee, "document": world.document}
    refuse({"begun": lambda words: second_reading.begin_second_reading(reason=words, **told)})
    reading.begun(world)
    refuse(
        {
            "taken in": lambda words: reading.take(world, amendment, why=words),
            "abandoned": lambda words: second_reading.abandon_second_reading(reason=words, **told),
            "summary": lambda words: republish(terms=reading.terms()._replace(summary=words), seen=reading.seen(world), **told),
            "let stand": lambda words: carried_over.let_stand(acting_user=world.chair, amendment=amendment, reason=words),
        }
    )


def test_words_of_division_and_of_the_minutes() -> None:
    world = build(Stage.DISCUSSION)
    whole, other = two_changes(world), world.file(world.rewrite("1.2", "municipality", "town"))
    world.to(Stage.CLOSED)
    told: dict[str, Any] = {"acting_user": world.committee}
    refuse(
        {
            "divided": lambda words: divide_amendment(
                amendment=whole, numbers=(1, 2), seen=digest_of(whole), reason=words, **told
            )
        }
    )
    divided(world, whole)
    refuse({"one again": lambda words: unite_amendment(amendment=world.fresh(whole), reason=words, **told)})
    world.to(Stage.FLOOR)
    sequence = world.decide(other).decisions.get().entry.sequence
    noted: dict[str, Any] = {"document": world.reload(), "sequence": sequence}
    refuse(
        {
            "corrected": lambda words: minutes.correct_minutes(acting_user=world.secretary, words=words, **noted),
            "dissent": lambda words: minutes.dissent(acting_user=world.delegate, words=words, **noted),
        }
    )
