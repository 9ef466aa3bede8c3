"""The committee's desk in a real browser: worked through by keys alone, which can be switched off; axe finds nothing."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from amendments.actions import advice, corrections
from amendments.actions.advice import Opinion
from amendments.life import Stage
from amendments.models import Ruling
from amendments.models.orders import GROUNDS
from tests.browser import axe, listening
from tests.kept import kept
from tests.pages.test_browser import sign_in
from tests.pages.test_desk import at, desk, filed, one
from tests.world import World, build

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
@kept
def world(live_server: Any) -> World:
    world = build(Stage.DISCUSSION)
    filed(world, 3)
    return world


def test_the_inbox_is_worked_through_by_keys(world: World, context: BrowserContext) -> None:
    sign_in(context, world, "committee")
    heard: list[str] = []
    page = listening(context, heard)
    page.goto(desk(world))
    page.keyboard.press("j")
    expect(page.locator("#open-h")).to_contain_text("A2 to 1.2")
    page.keyboard.press("2")
    page.keyboard.press("w")
    page.keyboard.type("See io and jk.")
    page.locator("#reason").blur()
    page.keyboard.press("o")
    expect(page.get_by_role("status")).to_contain_text("On record: A2 is out of order.")
    expect(page.locator("#open-h")).to_contain_text("A3 to 1.3")
    assert Ruling.objects.get().reason == f"{GROUNDS.splitlines()[1]}. See io and jk."
    page.get_by_label("keys").uncheck()
    page.keyboard.press("i")
    page.reload()
    expect(page.get_by_label("keys")).not_to_be_checked()
    assert Ruling.objects.count() == 1
    page.get_by_label("keys").check()
    page.keyboard.press("i")
    expect(page.get_by_role("status")).to_contain_text("On record: A3 is in order.")
    assert not heard


def test_the_words_appear_where_they_are_advised_and_their_redline_is_live(world: World, context: BrowserContext) -> None:
    sign_in(context, world, "committee")
    heard: list[str] = []
    page = listening(context, heard)
    page.goto(at(world, "A1/advice/"))
    expect(page.locator(".ownwords")).to_be_hidden()
    page.get_by_label("Carry it as amended, in other words").check()
    page.locator("#text-0").fill(world.read("1.1").replace("for all", "for all people"))
    expect(page.locator("#live ins")).to_contain_text("people")
    page.get_by_role("button", name="Publish the advice").click()
    expect(page.get_by_role("status").filter(has_text="The advice on A1 is published.")).to_be_visible()
    assert not heard


@pytest.mark.parametrize(("scheme", "width"), [pytest.param("light", 1280, marks=pytest.mark.long), ("dark", 390)])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(
    world: World, browser: Browser, live_server: Any, scheme: Any, width: int
) -> None:
    corrections.ask_correction(acting_user=world.committee, amendment=one(world), words="Which homes?")
    advice.save_advice(acting_user=world.committee, amendment=one(world, 2), opinion=Opinion("carry", "Good."))
    advice.recommend(
        acting_user=world.committee,
        amendment=one(world),
        recommendation="carry as amended",
        reason="Shorter.",
        pieces=[world.rewrite("1.1", "for all", "for all people")],
    )
    context = browser.new_context(
        base_url=live_server.url, color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True
    )
    sign_in(context, world, "committee")
    page = context.new_page()
    slug = f"text/{world.document.slug}"
    for rest in (
        f"{slug}/screening/?at=1",
        f"{slug}/lists/",
        f"{slug}/advice/",
        "A1/advice/",
        "A1/minority/",
        "A1/",
        "A1/correction/",
    ):
        page.goto(at(world, rest))
        assert not axe(page), rest
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), rest
    context.close()
