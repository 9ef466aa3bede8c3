"""The loading page in a real browser: with a script and without one, and examined by axe in both its states."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from amendments.life import Stage
from amendments.models import Document
from tests.pages.test_browser import examine, home, sign_in
from tests.world import World, build

SOURCE = "# Homes\n\nA preface.\n\n## 2.1 Rents\n\n2.1.1: First words.\n\n2.1.3: Third words.\n"
SELECTED = "one => one.value.slice(one.selectionStart, one.selectionEnd)"


@pytest.fixture
def town(live_server: Any) -> World:
    return build(Stage.DISCUSSION)


def read(page: Page, town: World) -> None:
    page.goto(home(town, "load/"))
    page.get_by_label("Your text").fill(SOURCE)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("heading", name="1 place to look at")).to_be_visible()


def keep(page: Page) -> None:
    page.get_by_label("Number").fill("7")
    page.get_by_role("button", name="Load it as a draft").click()
    expect(page.get_by_role("heading", name="Homes", exact=True)).to_be_visible()
    assert Document.objects.filter(number=7, title="Homes", stage=Stage.DRAFTING).exists()


def test_a_warning_leads_to_its_line_and_the_draft_is_kept(context: BrowserContext, page: Page, town: World):
    sign_in(context, town, "committee")
    page.goto(home(town, "load/"))
    examine(page, "loading")
    read(page, town)
    examine(page, "loading, read")
    page.get_by_role("link", name="Line 9").click()
    assert page.get_by_label("The source").evaluate(SELECTED) == "2.1.3: Third words."
    keep(page)


def test_it_works_without_a_script(browser: Browser, live_server: Any, town: World):
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    sign_in(context, town, "committee")
    page = context.new_page()
    read(page, town)
    keep(page)
    context.close()
