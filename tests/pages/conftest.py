"""Worlds for the tests of pages."""

import pytest

from amendments.life import Stage
from tests.world import World, build


@pytest.fixture
def drafting(db: None) -> World:
    """A congress whose document the committee is writing."""
    return build(Stage.DRAFTING)


@pytest.fixture
def world(db: None) -> World:
    """A congress whose document is published for discussion."""
    return build(Stage.DISCUSSION)
