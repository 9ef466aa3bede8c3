"""An amendment that is divided while a second reading is under way: its parts follow the text, taken in or not."""

from __future__ import annotations

import pytest

from amendments.life import Outcome, Rest, Stage
from amendments.models import Amendment
from tests.actions.test_division import divided, two_changes
from tests.kept import kept
from tests.reading import begun, edit, published, take
from tests.world import World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
@kept
def world() -> World:
    """A1 does two things that can be voted apart; filing is closed, and a second reading has begun."""
    world = build(Stage.DISCUSSION)
    two_changes(world)
    world.to(Stage.CLOSED)
    begun(world)
    return world


def one(number: str) -> Amendment:
    return next(row for row in Amendment.objects.all() if str(row) == number)


def test_parts_are_set_on_the_new_text_and_can_be_decided(world):
    parts = divided(world, one("A1"))
    edit(world, "1.2", "municipality", "town")
    published(world)
    world.sound()
    assert [(one(str(part)).rest, one(str(part)).rebase_state) for part in parts] == [(Rest.NONE, "clean")] * 2
    assert one("A1").rest == Rest.PARTS


def test_what_is_taken_in_as_a_whole_leaves_its_parts_nothing_to_ask_for(world):
    take(world, one("A1"))
    divided(world, one("A1"))
    published(world)
    world.sound()
    states = {(row.rebase_state, row.decision) for row in (one("A1.1"), one("A1.2"))}
    assert states <= {("satisfied", Outcome.PENDING), ("satisfied", Outcome.FALLEN)}
    assert "A good home" in world.document.paragraphs.get(label="1.1").text
