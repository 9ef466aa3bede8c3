"""The chair reorders the voting list in a real browser: by keyboard, by dragging, and without JavaScript."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from amendments.actions import voting
from amendments.life import Stage
from amendments.models import VotingMove
from tests.browser import axe
from tests.kept import kept
from tests.pages.test_browser import sign_in
from tests.world import World, build

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
@kept
def room(live_server: Any) -> World:
    """Three questions in the order of the text: A1, A2, A3."""
    world = build(Stage.DISCUSSION)
    for label, old, new in (("1.1", "all", "everybody"), ("1.2", "municipality", "town"), ("1.3", "twice", "three times")):
        world.file(world.rewrite(label, old, new))
    voting.make_list(acting_user=world.chair, document=world.document)
    return world


def at(world: World) -> str:
    return f"/c/{world.congress.slug}/text/{world.document.slug}/list/"


def order(page: Page) -> list[str]:
    return page.locator(".ballotlist h3 a").all_inner_texts()


def test_a_question_is_moved_by_keys_and_by_dragging(room: World, context: BrowserContext, page: Page):
    sign_in(context, room, "chair")
    page.goto(at(room))
    page.locator("#a3 .moveform summary").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#a3 [name=to]")).to_have_value("2")
    assert order(page) == ["A1", "A3", "A2"]
    page.locator("#a3 [name=reason]").focus()
    page.keyboard.type("It is short.")
    page.keyboard.press("Enter")
    expect(page.get_by_text("A3 was moved.")).to_be_visible()
    expect(page.locator("#a3 .moved")).to_contain_text("Proposed at place 3; moved by the chair: “It is short.”")
    page.set_viewport_size({"width": 1280, "height": 1600})  # all in sight: nobody scrolls between taking hold and moving
    page.locator("#a2 .handle").drag_to(page.locator("#a1 .what"))
    expect(page.locator("#a2 [name=to]")).to_have_value("1")
    expect(page.locator("#a2 [name=reason]")).to_be_focused()
    page.keyboard.type("Money first.")
    page.locator("#a2").get_by_role("button", name="Move it there").click()
    expect(page.locator("#a2 .moved")).to_be_visible()
    assert order(page) == ["A2", "A1", "A3"]
    assert VotingMove.objects.filter(ended=False).count() == 2


@pytest.mark.parametrize(("scheme", "width"), [pytest.param("light", 1280, marks=pytest.mark.long), ("dark", 390)])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(
    room: World, browser: Browser, live_server: Any, scheme: Any, width: int
):
    context = browser.new_context(
        base_url=live_server.url, color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True
    )
    sign_in(context, room, "chair")
    page, wrong = context.new_page(), []
    room.file(room.rewrite("1.1", "all", "each of us"))
    text = at(room).removesuffix("list/")
    for address in (at(room), f"{at(room)}?show=all", f"{at(room)}sheet/", f"{text}what-if/", f"{text}what-if/?a=1-4"):
        page.goto(address)
        wrong += [(address, one) for one in axe(page)]
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        wrong += [(address, f"{wide} px too wide")] if wide > 0 else []
    context.close()
    assert not wrong
