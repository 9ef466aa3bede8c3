"""The page of the standing orders: all of them, how they are set, what was ruled otherwise; and its form."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import models

from amendments.actions import leave, secretary
from amendments.life import Stage
from amendments.models import Entry, Leave, Ruling, StandingOrders
from amendments.models.orders import RULES
from amendments.queries.orders import columns, last_set
from tests.pages.site import browse
from tests.world import World


def url(world: World, act: str = "") -> str:
    return f"/c/{world.congress.slug}/orders/{act}"


def typed(world: World, **otherwise: Any) -> dict[str, Any]:
    """Give what the form sends when it is opened, with some of it typed otherwise."""
    orders = StandingOrders.objects.get(congress=world.congress)
    held = {name: getattr(orders, name) for name in RULES}
    data = {name: "yes" if value is True else "no" if value is False else value for name, value in held.items()}
    return data | {"seen": last_set(world.congress)} | otherwise


def test_everyone_reads_every_order_with_what_it_means(world: World) -> None:
    shown = browse(None).get(url(world)).content.decode()
    for name, column in columns().items():
        if not isinstance(column, models.TextField):
            assert f'id="{name}"' in shown
            assert str(column.help_text).split("’")[0].split("'")[0] in shown
    assert "Set the orders" not in shown
    assert "Set the orders" in browse(world.people["secretary"]).get(url(world)).content.decode()


def test_the_secretary_sets_one_and_the_change_is_read(world: World) -> None:
    client = browse(world.people["secretary"])
    before = Entry.objects.filter(kind="orders set").count()
    assert client.post(url(world, "set/"), typed(world, supporters_needed=25, late_filing="yes")).status_code == 302
    orders = StandingOrders.objects.get(congress=world.congress)
    assert (orders.supporters_needed, orders.late_filing) == (25, True)
    assert Entry.objects.filter(kind="orders set").count() == before + 1
    shown = browse(None).get(url(world)).content.decode()
    assert "Late amendments: no, now yes. Signatures needed: 0, now 25." in shown
    world.sound()


def test_what_cannot_be_read_stands_beside_its_field_and_nothing_is_lost(world: World) -> None:
    client = browse(world.people["secretary"])
    wrong = typed(world, final_numerator=3, final_denominator=2, quorum="many", supporters_needed=7)
    response = client.post(url(world, "set/"), wrong)
    shown = response.content.decode()
    assert response.status_code == 422
    assert "Not yet: a majority is a part of a whole, like 1 of 2 or 2 of 3." in shown
    assert "Not yet: type a whole number." in shown
    assert 'value="7"' in shown
    assert StandingOrders.objects.get(congress=world.congress).supporters_needed == 0


def test_nothing_changed_and_somebody_else_first_are_refused(world: World) -> None:
    client = browse(world.people["secretary"])
    same = client.post(url(world, "set/"), typed(world))
    assert (same.status_code, "Nothing was changed: every order is set as it was." in same.content.decode()) == (409, True)
    mine = typed(world, quorum=12)
    secretary.set_orders(acting_user=world.secretary, congress=world.congress, filing_days=30)
    second = client.post(url(world, "set/"), mine)
    assert second.status_code == 409
    assert "Somebody set the standing orders since you opened this page" in second.content.decode()
    assert 'value="12"' in second.content.decode()
    assert StandingOrders.objects.get(congress=world.congress).quorum == 0


def test_a_ruling_otherwise_stands_beside_its_order(world: World) -> None:
    one = world.file(world.rewrite("1.2", "municipality", "town"), mover="mover")
    client = browse(world.people["chair"])
    at = f"/c/{world.congress.slug}/A1/otherwise/"
    empty = client.post(at, {"rule": "", "allows": "It may be revised.", "reason": "A word is missing."})
    assert (empty.status_code, "Not yet: choose one." in empty.content.decode()) == (422, True)
    told = {"rule": "revising_allowed", "allows": "Its mover may file one more version.", "reason": "A word is missing."}
    assert client.post(at, told).status_code == 302
    assert Ruling.objects.get(amendment=one).rule == "revising_allowed"
    assert (
        "Its mover may file one more version. “A word is missing.”"
        in client.get(f"/c/{world.congress.slug}/A1/").content.decode()
    )
    shown = browse(world.people["member"]).get(url(world)).content.decode()
    assert "Its mover may file one more version. <q>A word is missing.</q>" in shown
    assert "Its mover may file" not in browse(None).get(url(world)).content.decode()  # who may not read it, reads nothing of it
    whole = f"/c/{world.congress.slug}/text/{world.document.slug}/otherwise/"
    assert client.post(whole, told | {"rule": "quorum", "allows": "Ten are enough today."}).status_code == 302
    assert "for Homes in Common: Ten are enough today." in browse(world.people["member"]).get(url(world)).content.decode()


def test_leave_to_file_late_is_given_by_member_number(world: World) -> None:
    world.to(Stage.CLOSED)
    at = f"/c/{world.congress.slug}/text/{world.document.slug}/leave/"
    client = browse(world.people["chair"])
    told = {"number": world.member.member_number, "until": "2099-05-02T18:00", "reason": "The mail failed."}
    unread = client.post(at, told | {"until": "soon"})
    assert (unread.status_code, "Not yet: write a day and an hour" in unread.content.decode()) == (422, True)
    assert client.post(at, told).status_code == 302
    assert Leave.objects.get().person == world.member
    again = client.post(at, told)
    assert (again.status_code, "Member has leave already" in again.content.decode()) == (409, True)


@pytest.mark.parametrize("amendment", [True, False])
def test_the_record_tells_of_a_ruling(world: World, amendment: bool) -> None:
    one = world.file(world.rewrite("1.2", "municipality", "town"), mover="mover") if amendment else None
    leave.override(
        acting_user=world.chair, document=world.document, amendment=one, rule="quorum", allows="Ten.", reason="It rains."
    )
    at = f"/c/{world.congress.slug}/text/{world.document.slug}/record/"
    shown = browse(world.people["member"]).get(at).content.decode()
    assert "It was ruled otherwise than the standing orders say" in shown
    assert "It rains." in shown
