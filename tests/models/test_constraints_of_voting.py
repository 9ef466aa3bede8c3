"""What the database itself refuses of voting lists, moves, pulls and requests to divide, whoever writes."""

import pytest

from amendments.models import DivisionRequest, Pull, VotingItem, VotingList, VotingMove
from tests.models.never import NOW, Never, each_is_refused, entry, one, twice

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def voting_list(world, **values):
    return VotingList(document=world.document, made_at=NOW, changed_at=NOW, **values)


def item(world, **values):
    return VotingItem(document=world.document, amendment=one(world), position=1, proposed=1, why="It is first.", **values)


def move(world, **values):
    given = {"was": 2, "place": 1, "reason": "It goes farther.", "person": world.chair, "made_at": NOW}
    return VotingMove(amendment=one(world), entry=entry(world), **given | values)


def pull(world):
    return Pull(amendment=one(world), person=world.delegate, made_at=NOW, entry=entry(world))


def asked(world, **values):
    given = {"numbers": [1, 2], "words": "0" * 64, "reason": "Many want the one.", "made_at": NOW}
    return DivisionRequest(amendment=one(world), person=world.delegate, entry=entry(world), **given | values)


NEVER: Never = {
    "division_request_answer": lambda w: asked(w, answer="perhaps", answered_at=NOW),
    "division_request_one_waiting": twice(asked),
    "division_request_has_a_reason": lambda w: asked(w, reason=""),
    "division_request_answered_at_a_time": lambda w: asked(w, answer="granted"),
    "division_request_refused_with_reason": lambda w: asked(w, answer="refused", answered_at=NOW),
    "voting_list_fixed_by_an_entry": lambda w: voting_list(w, fixed={}),
    "voting_item_words": lambda w: item(w, words="sung"),
    "voting_move_one_standing": twice(move),
    "voting_move_has_a_reason": lambda w: move(w, reason=""),
    "pull_one_standing": twice(pull),
}


def test_it_must_never_be(world, subtests):
    each_is_refused(NEVER, world, subtests)
