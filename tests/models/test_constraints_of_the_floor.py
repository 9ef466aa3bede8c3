"""What the database itself refuses of questions, votes, ballots and counts, whoever writes."""

from datetime import timedelta

import pytest

from amendments.life import Stage
from amendments.models import (
    Amendment,
    Ballot,
    HandCount,
    Question,
    QuestionItem,
    Recess,
    Seat,
    Speaker,
    StandingOrders,
    Tally,
    Vote,
)
from tests.kept import kept
from tests.models.never import NOW, Never, changed, each_is_refused, entry, saved, twice
from tests.world import build

pytestmark = [pytest.mark.django_db, pytest.mark.both]
BEFORE = NOW - timedelta(hours=1)


@pytest.fixture
@kept
def world(db):
    world = build(Stage.DISCUSSION)
    world.file(world.rewrite("1.1", "all", "everybody"))
    return world


def one(world):
    return Amendment.objects.get(congress=world.congress)


def question(world, **values):
    given = {"kind": "amendment", "amendment": one(world), "document": world.document, "words": "A1", "put_at": NOW}
    position = Question.objects.count() + 1
    return Question(**{"congress": world.congress, "entry": entry(world), "position": position} | given | values)


def motion(world, **values):
    return question(world, **{"kind": "motion", "amendment": None} | values)


def upon(world):
    first = Question.objects.filter(upon=None).first() or saved(question(world))
    return motion(world, upon=first)


def item(world, position=1, **values):
    found = Question.objects.first() or saved(question(world))
    return QuestionItem(**{"question": found, "position": position, "amendment": one(world)} | values)


def vote(world, **values):
    found = Question.objects.first() or saved(question(world))
    majority = {"numerator": 1, "denominator": 2, "base": "cast", "tie": "lost"}
    given = {"question": found, "method": "show of hands", "opened_at": NOW, "number": Vote.objects.count() + 1}
    return Vote(**{"congress": world.congress, "entry": entry(world)} | majority | given | values)


def ballot(world, **values):
    found = Vote.objects.first() or saved(vote(world))
    seat = Seat.objects.get(congress=world.congress, role="delegate")
    return Ballot(**{"vote": found, "seat": seat, "choice": "for"} | values)


def tally(world, **values):
    return Tally(**{"vote": Vote.objects.first() or saved(vote(world)), "choice": "for", "votes": 3} | values)


def hands(world, **values):
    found = Vote.objects.first() or saved(vote(world))
    given = {"vote": found, "person": world.teller, "made_at": NOW, "entry": entry(world)}
    return HandCount(**given | {"votes_for": 3, "votes_against": 2, "abstentions": 1} | values)


def speaker(world, **values):
    found = Question.objects.first() or saved(question(world))
    seat = Seat.objects.get(congress=world.congress, role="delegate")
    return Speaker(**{"question": found, "congress": world.congress, "seat": seat, "side": "for", "asked_at": NOW} | values)


def another_speaks(world, **values):
    saved(speaker(world, began_at=NOW))
    return speaker(world, seat=Seat.objects.get(congress=world.congress, role="alternate"), began_at=NOW)


def recess(world, **values):
    return Recess(**{"congress": world.congress, "began_at": NOW, "entry": entry(world)} | values)


def orders(**values):
    return lambda world: changed(StandingOrders.objects.get(congress=world.congress), **values)


NEVER: Never = {
    "question_kind": lambda w: motion(w, kind="appeal"),
    "question_text": lambda w: question(w, text="sung"),
    "question_ended": lambda w: question(w, ended="lapsed", ended_at=NOW),
    "question_has_words": lambda w: question(w, words=""),
    "question_is_about_its_amendment": lambda w: question(w, amendment=None),
    "question_is_about_its_paragraph": lambda w: question(w, kind="paragraph", amendment=None),
    "question_is_about_its_document": lambda w: question(w, document=None),
    "question_upon_another": lambda w: question(w, upon=saved(motion(w))),
    "question_ends_after_it_is_put": lambda w: question(w, ended="decided", ended_at=BEFORE),
    "question_once_at_its_place": lambda w: question(w, position=saved(question(w, ended="decided", ended_at=NOW)).position),
    "question_one_on_the_floor": twice(question),
    "question_one_upon": twice(upon),
    "question_item_text": lambda w: item(w, text="sung"),
    "question_item_is_one_thing": lambda w: item(w, document=w.document),
    "question_item_once_at_its_place": lambda w: item(w, saved(item(w)).position, amendment=None, document=w.document),
    "question_item_amendment_once": lambda w: item(w, saved(item(w)).position + 1),
    "question_item_document_once": lambda w: item(
        w, saved(item(w, amendment=None, document=w.document)).position + 1, amendment=None, document=w.document
    ),
    "vote_method": lambda w: vote(w, method="shouting"),
    "vote_base": lambda w: vote(w, base="the wise"),
    "vote_tie": lambda w: vote(w, tie="dice"),
    "vote_ended": lambda w: vote(w, ended="lapsed", ended_at=NOW),
    "vote_outcome": lambda w: vote(w, outcome="draw"),
    "vote_majority_is_a_fraction": lambda w: vote(w, numerator=3),
    "vote_has_tellers": lambda w: vote(w, tellers=0),
    "vote_secret_has_a_key": lambda w: vote(w, public_key="f" * 64, key_gone_at=NOW),
    "vote_by_ballot_has_a_register": lambda w: vote(w, method="roll call"),
    "vote_destroys_only_its_key": lambda w: vote(w, key_gone_at=NOW),
    "vote_closes_after_it_opens": lambda w: vote(w, closed_at=BEFORE),
    "vote_ends_after_it_opens": lambda w: vote(w, ended="canceled", ended_at=BEFORE),
    "vote_declared_after_it_closes": lambda w: vote(w, ended="declared", ended_at=NOW, outcome="lost"),
    "vote_counts_no_more_than_present": lambda w: vote(w, votes_for=3, present=2),
    "vote_number_once_a_congress": lambda w: vote(w, number=saved(vote(w, ended="canceled", ended_at=NOW)).number),
    "vote_one_running_a_question": twice(vote),
    "ballot_one_a_seat": twice(ballot),
    "ballot_weighs": lambda w: ballot(w, weight=0),
    "ballot_is_open_or_sealed": lambda w: ballot(w, box=b"sealed"),
    "tally_once_a_choice": twice(tally),
    "tally_counts_something": lambda w: tally(w, votes=0),
    "hand_count_one_a_teller": twice(hands),
    "hand_count_no_more_than_present": lambda w: hands(w, present=2),
    "speaker_side": lambda w: speaker(w, side="maybe"),
    "speaker_ended": lambda w: speaker(w, ended="fainted", ended_at=NOW),
    "speaker_ends_after_asking": lambda w: speaker(w, ended="left", ended_at=BEFORE),
    "speaker_spoke_after_beginning": lambda w: speaker(w, ended="spoken", ended_at=NOW),
    "speaker_once_on_a_list": twice(speaker),
    "speaker_one_at_a_time": another_speaks,
    "speaker_ahead_waits_for_an_amendment": lambda w: speaker(w, question=None),
    "speaker_once_ahead": twice(lambda w: speaker(w, question=None, amendment=Amendment.objects.first())),
    "recess_until_later": lambda w: recess(w, until=BEFORE),
    "recess_ends_after_it_begins": lambda w: recess(w, ended_at=BEFORE),
    "recess_one_at_a_time": twice(recess),
    "orders_vote_method": orders(vote_method="shouting"),
    "orders_roll_call_read_by": orders(roll_call_read_by="spies"),
    "orders_rivals_by": orders(rivals_by="dice"),
    "orders_tellers_agree": orders(tellers_agree=0),
    "orders_floor_amendments": orders(floor_amendments="a nod"),
    "orders_close_is_a_fraction": orders(close_numerator=3),
}


def test_it_must_never_be(world, subtests):
    each_is_refused(NEVER, world, subtests)
