"""The projector and a phone in a real browser: both follow by themselves, and a vote is cast with the keyboard alone."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import axe
from tests.hall import Hall, full_hall, one
from tests.kept import kept
from tests.pages.site import browse
from tests.pages.test_browser import HOST, home


@pytest.fixture
@kept
def hall(live_server: Any) -> Hall:
    return full_hall(("1.1", "all", "everybody"), ("1.1", "all", "tenants"), ("1.2", "municipality", "town"))


def sit(context: BrowserContext, hall: Hall) -> None:
    name = settings.SESSION_COOKIE_NAME
    value = browse(hall.delegates[0]).cookies[name].value
    context.add_cookies([{"name": name, "value": value, "domain": HOST, "path": "/"}])


def test_wall_and_phone_follow_and_the_keyboard_votes(context: BrowserContext, page: Page, hall: Hall):
    sit(context, hall)
    wall, phone = page, context.new_page()
    wall.set_viewport_size({"width": 1920, "height": 1080})
    phone.set_viewport_size({"width": 390, "height": 844})
    wall.goto(home(hall.world, "wall/?ground=dark"))
    phone.goto(home(hall.world, "floor/"))
    phone.evaluate("window.here = true")
    expect(wall.get_by_role("heading", name="Congress 1", exact=True)).to_be_visible()
    question = hall.put(amendment=one(hall, 1))
    expect(wall.get_by_role("heading", name="A1 to 1.1")).to_be_visible()
    expect(phone.get_by_text("If it is carried, A2 falls.")).to_be_visible()
    vote = hall.open(question)
    button = phone.get_by_role("button", name="Cast my vote")
    expect(button).to_be_visible()
    assert phone.evaluate("window.here"), "The page was loaded again."
    assert not axe(phone)
    assert not axe(wall)
    assert not wall.evaluate("document.documentElement.scrollHeight > innerHeight"), "The wall scrolls, and nobody is there to."
    phone.get_by_role("radio", name="For").focus()
    phone.keyboard.press("ArrowRight")
    phone.keyboard.press("Tab")
    expect(button).to_be_focused()
    phone.keyboard.press("Enter")
    expect(phone.locator(".receipt .big")).to_have_text("Against")
    expect(wall.locator("#gauge")).to_contain_text("1 of 5 votes are cast")
    hall.declare(hall.close(vote))
    expect(wall.locator(".state")).to_have_text("Lost")
    expect(phone.locator("#onfloor .state")).to_have_text("Lost")
    expect(phone.locator(".receipt")).to_have_count(0)
    assert not axe(wall)


def test_a_vote_is_cast_without_javascript(browser: Browser, live_server: Any, hall: Hall):
    with browser.new_context(base_url=live_server.url, java_script_enabled=False) as bare:
        sit(bare, hall)
        hall.open(hall.put(amendment=one(hall, 3)))
        page = bare.new_page()
        page.goto(home(hall.world, "floor/"))
        page.get_by_role("radio", name="For").check()
        page.get_by_role("button", name="Cast my vote").click()
        expect(page.locator(".receipt .big")).to_have_text("For")
        page.goto(home(hall.world, "wall/"))
        expect(page.locator("#gauge")).to_contain_text("1 of 5 votes are cast")
