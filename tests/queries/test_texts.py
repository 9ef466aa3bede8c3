"""Texts of revisions: read once, remembered by what they say, and never wrong."""

import pytest

from amendments.actions import drafting
from amendments.models import Paragraph, Revision
from amendments.queries.document import current_text, text_at, text_of_rows
from amendments.queries.texts import MOST, each_from_history, memory
from amendments.text.compose import Insert, Move, NewSection, Strike
from tests.world import build

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_is_remembered():
    memory.clear()


def from_history(world):
    """Give the text of the last revision as the history rows have it."""
    return [written.text for written in each_from_history(world.reload())][-1]


def edit(world, *pieces):
    world.reload()
    return drafting.edit_text(
        acting_user=world.committee, document=world.document, revision=world.revision.number, pieces=pieces
    )


def test_the_number_of_queries_does_not_depend_on_the_length(django_assert_num_queries):
    for count in (1, 3):
        revision = build(words=[f"Paragraph {i}." for i in range(count)]).revision
        memory.clear()
        with django_assert_num_queries(3):
            text_at(revision)
        with django_assert_num_queries(0):
            text_at(revision)


def test_a_later_revision_is_read_as_what_came_since(django_assert_num_queries):
    world = build()
    first = text_at(world.revision)
    section, after = world.uid("1"), world.uid("1.1")
    edit(world, Insert("a" * 16, section, after, "New."), Strike(world.uid("1.2")))
    edit(world, NewSection("b" * 16, section, None, "Within"), Move(world.uid("1.3"), "b" * 16, None))
    memory.clear()
    text_at(Revision.objects.get(document=world.document, number=1))
    world.reload()
    revision = world.revision
    with django_assert_num_queries(3):
        found = text_at(revision)
    assert found == from_history(world) == text_of_rows(world.document)
    kept = text_at(Revision.objects.get(document=world.document, number=1))
    assert kept == first
    assert found.paragraphs[0] is kept.paragraphs[0]


def test_a_text_that_comes_back_is_read_in_its_own_order():
    world = build()
    first, second, section = world.uid("1.1"), world.uid("1.2"), world.uid("1")
    edit(world, Move(first, section, second))
    edit(world, Move(first, section, None))
    assert world.document.revisions.values("digest").distinct().count() == 2
    edit(world, Insert("a" * 16, section, first, "New."))
    assert current_text(world.reload()) == from_history(world)
    world.sound()


def test_what_was_rolled_back_is_not_taken_for_what_came_instead():
    world = build()
    revision = world.revision
    text_at(revision)
    revision.digest = "0" * 64
    Paragraph.history.filter(label="1.1").update(label="1.7")
    assert any(part.label == "1.7" for part in text_at(revision).paragraphs)


def test_only_so_many_texts_are_remembered():
    world = build()
    revisions = [world.revision]
    for i in range(MOST + 1):
        revisions.append(Revision(document=world.document, number=1, digest=f"{i:064d}"))
        text_at(revisions[-1])
    assert len(memory._kept) == MOST
