"""The pages of going back, of a rehearsal and of corrections read in a constant number of queries, for one row and for many."""

from __future__ import annotations

import pytest
from django.urls import reverse

from amendments.actions.editorial import Correction, correct_adopted
from amendments.actions.rest import Disposed, dispose
from amendments.life import Outcome, Stage
from amendments.models import Amendment, Decision
from tests.pages.test_counts import queries
from tests.world import YES, World, build

pytestmark = pytest.mark.django_db
WORDS = tuple(f"Homes for all, as 1.{n} says. Rents are fair." for n in range(2, 7))


def filed(many: int) -> World:
    """Build a world on the floor with A1, and `many` that fell with it or came after it."""
    world = build(Stage.DISCUSSION, words=WORDS)
    world.file(world.rewrite("1.1", "all", "everybody"))
    for n in range(many):
        world.file(world.rewrite("1.1", "all", f"each of {n}"))
        world.file(world.rewrite(f"1.{n + 2}", "fair", "low"))
    world.to(Stage.FLOOR)
    return world


@pytest.mark.parametrize("many", [1, 3])
def test_what_follows_where_a_decision_is_reopened(many: int) -> None:
    world = filed(many)
    for one in Amendment.objects.order_by("number"):
        if world.fresh(one).decision == Outcome.PENDING:
            world.decide(one)
    sequence = Decision.objects.get(amendment__number=1).entry.sequence
    assert queries(world, "chair", reverse("again", args=[world.congress.slug, world.document.slug, sequence])) == 21


@pytest.mark.parametrize("many", [1, 3])
def test_what_was_decided(many: int) -> None:
    world = filed(many)
    for one in Amendment.objects.filter(number__in=range(1, many * 2 + 1, 2)):
        world.decide(one)
    assert queries(world, "chair", reverse("decisions", args=[world.congress.slug, world.document.slug])) == 9


@pytest.mark.parametrize("many", [1, 3])
def test_a_rehearsal(many: int) -> None:
    world = filed(many)
    address = reverse("rehearsal", args=[world.congress.slug, world.document.slug])
    assert queries(world, "chair", address + "?A1=carried&A2=lost&A3=carried") == 13


@pytest.mark.parametrize("many", [1, 3])
def test_all_that_is_open(many: int) -> None:
    world = filed(many)
    assert queries(world, "chair", reverse("midnight", args=[world.congress.slug, world.document.slug])) == 17
    verdict = Disposed("lapses", "carried", YES)
    made = dispose(acting_user=world.chair, document=world.document, verdict=verdict)
    address = reverse("again", args=[world.congress.slug, world.document.slug, made.entry.sequence])
    assert queries(world, "chair", address) == 23


@pytest.mark.parametrize("many", [1, 3])
def test_corrections(many: int) -> None:
    world = build(Stage.ADOPTED, words=WORDS)
    for n in range(1, many + 1):
        words = world.read(f"1.{n}").replace(f"1.{n + 1}", "2.1")
        made = Correction(world.uid(f"1.{n}"), "", "A slip.", words=words)
        correct_adopted(acting_user=world.committee, document=world.reload(), correction=made)
    world.reload()
    assert queries(world, "member", reverse("corrections", args=[world.congress.slug, world.document.slug])) == 8
