"""The whole way once, by acts alone: from a draft to an adopted text."""

import pytest

from amendments.actions import adoption
from amendments.life import Outcome, Stage
from amendments.models import Paragraph
from amendments.queries.document import text_at
from tests.world import YES, build

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def test_from_a_draft_to_an_adopted_text():
    world = build(Stage.DISCUSSION)
    first = world.file(world.rewrite("1.1", "all", "everybody"))
    second = world.file(world.rewrite("1.2", "wages", "prices"), mover="mover")
    world.to(Stage.FLOOR)
    world.decide(first)
    world.decide(second, Outcome.REFERRED)
    world.reload()
    adoption.adopt(acting_user=world.chair, document=world.document, outcome=Outcome.CARRIED, count=YES)
    document = world.reload()
    assert document.stage == Stage.ADOPTED
    assert document.seal == document.current_revision.digest
    assert "homes for everybody" in world.read("1.1")
    assert "than wages" in world.read("1.2")
    assert text_at(world.revision) == world.text()
    assert "homes for all" in Paragraph.history.filter(label="1.1", revision=document.published_revision.pk - 1).get().text
    world.sound()
