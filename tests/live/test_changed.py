"""What an act tells open pages: a row in its own transaction, and a message that may be lost."""

import pytest
from django.db import connection, transaction
from django.urls import reverse

from amendments.actions import live
from amendments.life import Stage
from amendments.live.hall import HallPart
from amendments.live.log import mark
from amendments.models import Change
from amendments.models.live import topic_of
from amendments.queries import clock
from tests.hall import Hall
from tests.pages.site import browse
from tests.world import World, build

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


def topics() -> list[str]:
    return list(Change.objects.values_list("topic", flat=True))


@pytest.fixture
def world() -> World:
    world = build()
    Change.objects.all().delete()
    return world


def test_what_goes_onto_a_chain_is_told_with_it(world: World):
    world._to_council()
    assert topics() == [topic_of(world.document)]


def test_a_change_goes_with_its_transaction(world: World):
    with transaction.atomic():
        live.changed(world.congress, "floor", "floor")
        transaction.set_rollback(True)
    assert topics() == []
    with transaction.atomic():
        live.changed(world.congress, "floor", "floor")
    assert topics() == ["floor"]


def test_outside_of_a_transaction_it_says_so(world: World):
    with pytest.raises(transaction.TransactionManagementError, match="in the transaction that changes it"):
        live.changed(world.congress, "floor")


def test_a_messenger_that_fails_leaves_the_act_done(world: World, monkeypatch):
    told = []

    def fails() -> None:
        told.append("a try")
        raise OSError("The broker is dead.")

    monkeypatch.setattr(live, "messengers", [fails, lambda: told.append("the next one")])
    with transaction.atomic():
        live.changed(world.congress, "floor")
    assert (told, topics()) == (["a try", "the next one"], ["floor"])
    assert connection.connection is not None


def test_a_ballot_tells_nobody():
    hall = Hall(build(Stage.DISCUSSION), 2)
    world = hall.world
    one = world.file(world.rewrite("1.1", "all", "everybody"))
    world.to(Stage.FLOOR)
    vote = hall.open(hall.put(amendment=one), "roll call")
    before = Change.objects.count()
    hall.vote(vote, ["for", "against"])
    assert Change.objects.count() == before
    hall.close(vote)
    assert Change.objects.count() > before


def test_what_is_older_than_a_day_is_forgotten_but_for_the_last_rows(world: World, monkeypatch):
    part = HallPart.open(world.chair, {}, congress=world.congress.slug)
    now = clock.now()
    Change.objects.bulk_create(Change(congress=world.congress, topic="floor", at=now - live.KEPT * n) for n in (2, 2, 0))
    before = mark(part)
    assert live.forget(now) == 0
    monkeypatch.setattr(live, "LEFT", 1)
    assert live.forget(now) == 2
    assert topics() == ["floor"]
    assert live.forget(now) == 0
    assert mark(part) != before  # whoever was away for longer gets the whole part
    client = browse(world.chair)
    address = reverse("live-hall", args=[world.congress.slug])
    assert client.get(address, headers={"If-None-Match": f'W/"{before}-x"'}).status_code == 200
    known = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": known}).status_code == 304
