"""The floor in a real browser: a count is worked out while it is typed, a word opens where it stands, axe finds nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect

from amendments.life import Stage
from amendments.text.compose import Insert, Strike
from tests.browser import axe
from tests.kept import kept
from tests.pages.test_browser import sign_in
from tests.world import World, build

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
@kept
def floor(live_server: Any) -> World:
    """Two carried, one open with a rival, one that waits."""
    world = build(Stage.DISCUSSION)
    first = world.file(world.rewrite("1.3", "twice", "three times"))
    second = world.file(Insert("a" * 16, world.uid("1"), world.uid("1.1"), "A new paragraph."), mover="mover")
    world.file(world.rewrite("1.1", "all", "everybody"))
    world.file(world.rewrite("1.1", "all", "each of us"), mover="mover")
    world.file(world.rewrite("1.3", "a year", "each year"), mover="delegate")
    world.file(Strike(world.uid("2.1")), mover="speaker")
    world.to(Stage.FLOOR)
    world.decide(first)
    world.decide(second)
    world.reload()
    return world


def of(world: World, name: str, *more: object) -> str:
    return reverse(name, args=[world.congress.slug, *more])


def pages(world: World) -> list[str]:
    slug = world.document.slug
    looks = [of(world, name, slug) for name in ("floor", "provenance", "history", "compare", "record", "adopt")]
    looks += [
        of(world, "provenance", slug) + f"?open=1&at={world.uid('1.3')}",
        of(world, "compare", slug) + "?from=2&to=4&as=beside",
    ]
    looks += [of(world, "decide", 3), of(world, "decide", 5), of(world, "decide", 1), of(world, "decision", 1)]
    looks += [of(world, "records"), of(world, "entry", slug, 2), of(world, "part-history", slug, world.uid("1.3"))]
    return looks


@pytest.mark.parametrize(("scheme", "width"), [pytest.param("light", 1280, marks=pytest.mark.long), ("dark", 390)])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(
    floor: World, browser: Browser, live_server: Any, scheme: Any, width: int
):
    context = browser.new_context(
        base_url=live_server.url, color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True
    )
    sign_in(context, floor, "chair")
    page, wrong = context.new_page(), []
    for address in pages(floor):
        page.goto(address)
        wrong += [(address, one) for one in axe(page)]
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        wrong += [(address, f"{wide} px too wide")] if wide > 0 else []
    context.close()
    assert not wrong


def test_the_number_needed_is_worked_out_while_one_types(floor: World, context: BrowserContext, page: Page):
    sign_in(context, floor, "chair")
    page.goto(of(floor, "decide", 3))
    page.get_by_label("For", exact=True).fill("30")
    page.get_by_label("Against", exact=True).fill("41")
    expect(page.locator("#forecast")).to_contain_text("30 for it, 36 needed: by this count it is lost.")
    page.get_by_label("Carried", exact=True).check()
    page.get_by_label("show of hands").check()
    page.get_by_role("button", name="Record the decision").click()
    expect(page.get_by_role("alert")).to_contain_text("by this count it is lost")
    expect(page.get_by_label("Against", exact=True)).to_have_value("41")


def test_a_word_opens_where_it_stands_and_closes_with_the_keyboard(floor: World, context: BrowserContext, page: Page):
    sign_in(context, floor, "member")
    page.goto(of(floor, "provenance", floor.document.slug))
    word = page.get_by_role("link", name="three times")
    word.focus()
    page.keyboard.press("Enter")
    note = page.locator(".note.provenance")
    expect(note).to_contain_text("Carried by the congress")
    expect(page.get_by_role("link", name="three times")).to_be_focused()
    expect(page.get_by_role("link", name="three times")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Enter")
    expect(note).to_have_count(0)


def test_all_of_it_works_without_a_script(floor: World, browser: Browser, live_server: Any):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    sign_in(context, floor, "chair")
    page = context.new_page()
    page.goto(of(floor, "provenance", floor.document.slug))
    page.get_by_role("link", name="three times").click()
    expect(page.locator(".note.provenance")).to_contain_text("Carried by the congress")
    page.goto(of(floor, "floor", floor.document.slug))
    page.get_by_role("link", name="A3", exact=True).first.click()
    page.get_by_label("Carried", exact=True).check()
    for label, number in (("For", "30"), ("Against", "4")):
        page.get_by_label(label, exact=True).fill(number)
    page.get_by_label("show of hands").check()
    page.get_by_role("button", name="Check the count first").click()
    expect(page.locator("#forecast")).to_contain_text("30 for it, 18 needed")
    page.get_by_role("button", name="Record the decision").click()
    expect(page.locator(".receipt")).to_contain_text("Carried")
    expect(page.locator("main")).to_contain_text("Fell with it:")
    context.close()
