"""The chair's console in a real browser: keys lead a question through, the page follows, and axe finds nothing at any width."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from amendments.actions.speaking import ask_to_speak
from tests.browser import axe
from tests.hall import Hall, full_hall, one
from tests.kept import kept
from tests.pages.test_browser import home, sign_in

WIDTHS = ((390, 844), (820, 1180), (1280, 800))


@pytest.fixture
@kept
def hall(live_server: Any) -> Hall:
    return full_hall(("1.1", "all", "everybody"), ("1.1", "all", "tenants"), ("1.2", "municipality", "town"))


def examine(page: Page) -> None:
    for width, height in WIDTHS:
        page.set_viewport_size({"width": width, "height": height})
        assert not axe(page), width
        assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"), width
        expect(page.locator(".btn.primary.big")).to_be_in_viewport()


def test_keys_lead_a_question_through_and_the_page_follows(context: BrowserContext, page: Page, hall: Hall):
    sign_in(context, hall.world, "chair")
    page.goto(home(hall.world, "floor/run/"))
    step = page.locator(".btn.primary.big")
    page.keyboard.press("p")
    expect(step).to_contain_text("Open the vote")
    person = hall.delegates[0]
    ask_to_speak(acting_user=person, seat=hall.seat(person), side="for")
    expect(step).to_contain_text("Call Delegate 1, seat 101, for")
    page.keyboard.press("n")
    expect(page.locator(".timer [data-left]")).to_contain_text("left")
    examine(page)
    page.locator("#card").focus()
    page.keyboard.press("o")
    expect(page.locator("#card")).to_have_value("o")
    page.locator("#card").fill("")
    page.locator("#card").blur()
    page.keyboard.press("o")
    expect(step).to_contain_text("Close the vote")
    hall.vote(hall.put_now().votes.get(), ["for", "for"])
    expect(page.locator("#gauge")).to_contain_text("2 of 5 votes are cast")
    page.get_by_role("checkbox", name="Keys press").uncheck()
    page.keyboard.press("c")
    expect(step).to_contain_text("Close the vote")
    page.get_by_role("checkbox", name="Keys press").check()
    page.get_by_role("checkbox", name="Keys press").blur()
    page.keyboard.press("c")
    expect(step).to_contain_text("Declare it carried")
    page.keyboard.press("d")
    expect(page.get_by_role("status").filter(has_text="Declared: A1")).to_be_visible()
    expect(step).to_contain_text("Put A3")
    examine(page)
    assert one(hall, 2).decision == "fallen"
