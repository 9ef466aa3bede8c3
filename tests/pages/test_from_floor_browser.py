"""What comes from the floor, votes on paper and asking ahead in a real browser: axe finds nothing, the desk loses nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from amendments.actions.rest import Disposed, dispose
from amendments.actions.speaking_ahead import enter_ahead
from amendments.models.orders_voting import FromFloor
from tests.hall import Hall, full_hall, one
from tests.kept import kept
from tests.pages.test_browser import examine, sign_in
from tests.world import NO

CHANGES = (("1.1", "all", "everybody"), ("1.2", "municipality", "town"), ("1.3", "twice", "often"))


@pytest.fixture
@kept
def hall(live_server: Any) -> Hall:
    return full_hall(*CHANGES, floor_amendments=FromFloor.SUPPORTED, floor_supporters=1)


def at(hall: Hall, name: str, *more: Any) -> str:
    return reverse(name, args=[hall.world.congress.slug, *more])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page: Page, context: BrowserContext, hall: Hall, scheme: Any) -> None:
    world, slug = hall.world, hall.world.document.slug
    for person, side in zip(hall.delegates, ("for", "against", "for"), strict=False):
        enter_ahead(acting_user=world.chair, seat=hall.seat(person), amendment=one(hall, 2), side=side)
    lost = dispose(acting_user=world.chair, document=world.reload(), verdict=Disposed("lapses", "lost", NO))
    sign_in(context, world, "chair")
    page.emulate_media(color_scheme=scheme)
    addresses = {
        "from the floor": at(hall, "from-floor", slug) + f"?paragraph={world.uid('1.2')}",
        "from the floor, to one": at(hall, "from-floor", slug) + "?to=A1",
        "from the floor, empty": at(hall, "from-floor", slug),
        "paper votes": at(hall, "paper-votes", slug),
        "ask ahead": at(hall, "speakers-ahead") + "?amendment=A2",
        "choose what to ask on": at(hall, "speakers-ahead") + "?amendment=A99",
        "going back": at(hall, "again", slug, lost.entry.sequence),
    }
    for width in (390, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        for name, address in addresses.items():
            page.goto(address)
            examine(page, f"{name} at {width}, {scheme}")


def test_the_desk_types_it_and_goes_on_after_the_tab_was_closed(page: Page, context: BrowserContext, hall: Hall) -> None:
    sign_in(context, hall.world, "secretary")
    page.goto(at(hall, "from-floor", hall.world.document.slug))
    page.get_by_label("Number of the paragraph or section").fill("1.2")
    page.keyboard.press("Enter")
    words = page.locator("#text-0")
    expect(words).to_be_focused()
    words.fill(hall.world.read("1.2").replace("wages", "pay"))
    expect(page.locator("#live ins")).to_contain_text("pay")
    with page.expect_response("**/from-the-floor/save/"):
        page.get_by_label("Card or member number").fill("101")
    expect(page.locator("#who")).to_contain_text("Delegate 1")
    expect(page.locator("#saved")).to_contain_text("Saved at")
    again = context.new_page()
    again.goto(at(hall, "from-floor", hall.world.document.slug))
    expect(again.locator("#text-0")).to_have_value(hall.world.read("1.2").replace("wages", "pay"))
    expect(again.get_by_label("Card or member number")).to_have_value("101")
    again.get_by_label("Supporters").fill("2")
    again.keyboard.press("Control+Enter")
    expect(again.get_by_text("moved from the floor by Delegate 1")).to_be_visible()
    page.goto(at(hall, "from-floor", hall.world.document.slug))
    expect(page.locator("#text-0")).to_have_count(0)
