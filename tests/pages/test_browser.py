"""The pages in a real browser: axe finds nothing, the keyboard reaches everything, and all works without JavaScript too."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect

from amendments.life import Stage
from amendments.models import Amendment, Draft
from amendments.text.compose import Insert, Strike
from tests.browser import axe
from tests.kept import kept
from tests.pages.site import browse
from tests.world import World, build

HOST = "localhost"  # where the test's own server listens


@pytest.fixture
@kept
def town(live_server: Any) -> World:
    """A congress with a published document and amendments of several kinds."""
    world = build(Stage.DISCUSSION)
    world.file(world.rewrite("1.2", "municipality", "town"), mover="mover")
    world.file(world.rewrite("1.2", "municipality", "county"), body=world.branch, mover="speaker")
    section = next(one.section for one in world.text().paragraphs if one.label == "1.1")
    world.file(Insert("00000000000000aa", section, world.uid("1.1"), "A **new** one.\n\n- first\n- second"), mover="mover")
    world.file(Strike(world.uid("2.1")), mover="mover")
    return world


def sign_in(context: BrowserContext, world: World, role: str) -> None:
    """Give the browser the session of a person."""
    session = browse(world.people[role]).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "domain": HOST, "path": "/"}])


def home(world: World, rest: str = "") -> str:
    return f"/c/{world.congress.slug}/{rest}"


def text(world: World, rest: str = "") -> str:
    return home(world, f"text/{world.document.slug}/{rest}")


PAGES = {
    "the door": lambda w: "/sign-in/",
    "the overview": home,
    "the text": text,
    "a mark open": lambda w: text(w, "?open=1"),
    "an insertion open": lambda w: text(w, "?open=3"),
    "the redline": lambda w: text(w, "?as=redline"),
    "the list": lambda w: home(w, "amendments/"),
    "an empty list": lambda w: home(w, "amendments/?state=decided"),
    "an amendment": lambda w: home(w, "A1/"),
    "an insertion": lambda w: home(w, "A3/"),
    "filing": lambda w: text(w, f"amend/?paragraph={w.uid('1.2')}"),
    "the rules": lambda w: home(w, "rules/"),
    "nothing here": lambda w: "/nothing/here/",
}


def examine(page: Page, name: str) -> None:
    assert not axe(page), name
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert not wide, f"{name} scrolls sideways"


def look_over(page: Page, context: BrowserContext, town: World, scheme: Any, width: int) -> None:
    sign_in(context, town, "member")
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    for name, address in PAGES.items():
        page.goto(address(town))
        examine(page, f"{name} at {width}, {scheme}")


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), pytest.param("dark", 1280, marks=pytest.mark.long)])
def test_axe_finds_nothing(page: Page, context: BrowserContext, town: World, scheme: Any, width: int) -> None:
    look_over(page, context, town, scheme, width)


@pytest.mark.long
@pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("light", 820), ("light", 1280), ("dark", 390), ("dark", 1920)])
def test_axe_finds_nothing_at_any_width(page: Page, context: BrowserContext, town: World, scheme: Any, width: int) -> None:
    look_over(page, context, town, scheme, width)


def test_axe_finds_nothing_at_the_committee(page: Page, context: BrowserContext, live_server: Any) -> None:
    world = build(Stage.DRAFTING)
    sign_in(context, world, "committee")
    uid = world.uid("1.2")
    for rest in ("edit/", f"edit/{uid}/", "edit/new/", "edit/new-section/"):
        page.goto(text(world, rest))
        examine(page, rest)
    page.goto(text(world, f"edit/{uid}/"))
    other = browse(world.people["committee"])
    current = world.reload().current_revision
    assert current is not None
    other.post(text(world, f"edit/{uid}/"), {"revision": current.number, "do": "save", "text": "Rents are set by us."})
    page.fill("textarea", "Rents are set by the town.")
    page.click("button.primary")
    expect(page.locator("h1")).to_have_text("Two texts, and nothing lost")
    examine(page, "two texts")


def test_redline_follows_and_survives(page: Page, context: BrowserContext, town: World) -> None:
    sign_in(context, town, "member")
    page.goto(text(town, f"amend/?paragraph={town.uid('1.2')}"))
    area = page.locator("#text-0")
    area.fill("Rents are set by the town. They rise no faster than wages.")
    expect(page.locator("#live del")).to_contain_text("municipality")
    expect(page.locator("#live ins")).to_contain_text("town")
    expect(page.locator("#alike")).to_contain_text("Has the same words.")
    expect(page.locator("#saved")).to_contain_text("Saved at")
    page.reload()
    expect(area).to_have_value("Rents are set by the town. They rise no faster than wages.")
    assert Draft.objects.get().person == town.people["member"]
    examine(page, "filing with a redline")
    page.click("text=File the amendment")
    expect(page.locator("h1")).to_have_text("A5 to 1.2")
    expect(page.locator(".message[role=status]")).to_contain_text("It is public now as A5.")


def test_toolbar_marks_words(page: Page, context: BrowserContext, town: World) -> None:
    sign_in(context, town, "member")
    page.goto(text(town, f"amend/?paragraph={town.uid('1.2')}"))
    area = page.locator("#text-0")
    select = "(e, [from, to]) => { e.focus(); e.setSelectionRange(from, to); }"
    for form, value in (("strong", "**Rents** are"), ("strong", "Rents are"), ("em", "*Rents* are"), ("em", "Rents are")):
        area.evaluate(select, [0, area.input_value().index(" are")])
        page.click(f"[data-form={form}]")
        assert area.input_value().startswith(value)
    area.evaluate(select, [0, 5])
    page.keyboard.press("Control+b")
    assert area.input_value().startswith("**Rents** are")
    page.keyboard.press("Control+z")
    page.click("[data-form=list]")
    assert area.input_value().startswith("- ")


def test_mark_opens_without_moving_the_reader(page: Page, context: BrowserContext, town: World) -> None:
    sign_in(context, town, "member")
    page.goto(text(town))
    mark = page.locator("a.mark", has_text="A1").first
    mark.focus()
    before = page.evaluate("window.scrollY")
    page.keyboard.press("Enter")
    expect(page.locator(".para[data-open] del")).to_contain_text("municipality")
    assert page.evaluate("document.activeElement.textContent").startswith("A1")
    assert page.evaluate("window.scrollY") == before
    assert page.url.endswith(text(town))
    page.keyboard.press("Enter")
    expect(page.locator(".para[data-open]")).to_have_count(0)


def test_keyboard_reaches_everything(page: Page, context: BrowserContext, town: World) -> None:
    sign_in(context, town, "member")
    for address in (home(town), text(town, "?open=1"), home(town, "A1/"), text(town, f"amend/?paragraph={town.uid('1.2')}")):
        page.goto(address)
        wanted = page.evaluate(
            "[...document.querySelectorAll('a[href],button,input:not([type=hidden]),select,textarea,summary')].filter(e =>"
            " e.checkVisibility() && e.tabIndex >= 0 && !e.closest('[role=toolbar], .livestate') && e.type !== 'radio').length"
        )
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        reached = 1
        for _ in range(400):
            page.keyboard.press("Tab")
            at = page.evaluate(
                "(e => e === document.body || e.matches('.skip') ? 'end' : e.closest('[role=toolbar]') || e.type === 'radio'"
                " || !e.matches('a,button,input,select,textarea,summary') ? 'other' : 'one')(document.activeElement)"
            )
            if at == "end":
                break
            reached += at == "one"
        assert reached >= wanted, (address, reached, wanted)


def test_without_javascript(browser: Browser, live_server: Any, town: World) -> None:
    plain = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    sign_in(plain, town, "member")
    page = plain.new_page()
    page.goto(text(town))
    page.locator("a.mark", has_text="A1").first.click()
    expect(page.locator(".para[data-open] del")).to_contain_text("municipality")
    page.click("text=Amend this paragraph yourself")
    page.fill("#text-0", "Rents are set by us all.")
    page.click("text=Keep as a draft")
    expect(page.locator("#live ins")).to_contain_text("us all")
    page.click("text=File the amendment")
    expect(page.locator("h1")).to_have_text("A5 to 1.2")
    assert Amendment.objects.count() == 5
    plain.close()
