"""What the files of constraints begin with, where they do not say otherwise."""

import pytest

from amendments.life import Stage
from tests.kept import kept
from tests.world import World, build


@pytest.fixture
@kept
def world(db: None) -> World:
    """A document in discussion with one amendment."""
    world = build(Stage.DISCUSSION)
    world.file(world.rewrite("1.1", "all", "everybody"))
    return world
