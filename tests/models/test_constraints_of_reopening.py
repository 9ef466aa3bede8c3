"""What the database itself refuses of decisions that are reopened, whoever writes."""

import pytest

from amendments.life import Stage
from amendments.models import Amendment, Decision, PaperCheck, PaperVote, Reopening, StandingOrders
from tests.kept import kept
from tests.models.never import NOW, Never, each_is_refused, entry, saved, twice
from tests.world import build

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
@kept
def world(db):
    world = build(Stage.DISCUSSION)
    world.file(world.rewrite("1.1", "all", "everybody"))
    world.to(Stage.FLOOR)
    return world


def asked(world, **values):
    found = Decision.objects.filter(matter="motion").first()
    if found is None:
        found = Decision(document=world.document, matter="motion", entry=entry(world), outcome="lost", made_at=NOW)
        found.save()
    given = {"document": world.document, "decision": found, "reason": "x", "head": "0" * 64}
    return Reopening(**given | {"asked_by": world.chair, "asked_at": NOW} | values)


def done(world, **values):
    return asked(world, **{"ended": "done", "confirmed_by": world.teller, "entry": entry(world)} | values)


def on_paper(world):
    given = {"document": world.document, "matter": "motion", "outcome": "lost", "made_at": NOW}
    return Decision(entry=entry(world), taken_at=NOW, **given)


def paper(world, **values):
    given = {"document": world.document, "matter": "amendment", "amendment": Amendment.objects.first(), "said": {}}
    return PaperVote(**given | {"taken_at": NOW, "asked_by": world.chair, "asked_at": NOW} | values)


def check(world):
    typed = PaperVote.objects.first() or saved(paper(world))
    return PaperCheck(vote=typed, person=world.teller, at=NOW)


def orders(world, name):
    found = StandingOrders.objects.get(congress=world.congress)
    setattr(found, name, "perhaps")
    return found


NEVER: Never = {
    "decision_on_paper_was_counted_before": on_paper,
    "paper_vote_ended": lambda world: paper(world, ended="perhaps"),
    "paper_vote_matter": lambda world: paper(world, matter="rest"),
    "paper_vote_done_is_decided": lambda world: paper(world, ended="done"),
    "paper_vote_one_at_a_time": twice(paper),
    "paper_check_once_a_teller": twice(check),
    "orders_midnight": lambda world: orders(world, "midnight"),
    "orders_editorial": lambda world: orders(world, "editorial"),
    "reopening_ended": lambda world: asked(world, ended="perhaps"),
    "reopening_has_reason": lambda world: asked(world, reason=""),
    "reopening_done_is_confirmed": lambda world: done(world, confirmed_by=None),
    "reopening_by_two_persons": lambda world: done(world, confirmed_by=world.chair),
    "reopening_one_at_a_time": twice(asked),
}


def test_each_is_refused(world, subtests):
    each_is_refused(NEVER, world, subtests)
