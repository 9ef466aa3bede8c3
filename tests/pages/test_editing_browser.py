"""The committee's pages in a real browser: a part is edited where it stands, by two people at once, and axe finds nothing."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from amendments.actions import council
from amendments.life import Stage
from tests.pages.site import browse
from tests.pages.test_browser import examine, sign_in, text
from tests.world import YES, World, build


@pytest.fixture
def desk(live_server: Any, context: BrowserContext) -> World:
    """A draft, and a browser in which one of the committee is signed in."""
    world = build(Stage.DRAFTING)
    sign_in(context, world, "committee")
    return world


def test_a_part_is_edited_where_it_stands(page: Page, desk: World) -> None:
    uid = desk.uid("1.2")
    page.goto(text(desk, "edit/"))
    page.focus(f"#e-{uid}")
    page.keyboard.press("Enter")
    area = page.locator("textarea")
    expect(area).to_be_focused()
    area.fill("Rents are set by the town. They rise no faster than wages.")
    expect(page.locator(".live del")).to_contain_text("municipality")
    with page.expect_event("dialog") as asked:  # the tab does not go with words that nobody saved
        page.close(run_before_unload=True)
    asked.value.dismiss()
    examine(page, "a part open where it stands")
    page.click(".here .primary")
    expect(page.locator("#saved")).to_contain_text("Saved. Revision 2")
    expect(page.locator(f"#p-{uid}")).to_contain_text("set by the town")
    expect(page.locator(f"#e-{uid}")).to_be_focused()
    page.keyboard.press("Enter")
    expect(area).to_be_focused()
    revision = {"revision": "2", "do": "save", "text": "Rents are set by the tenants. They rise no faster than wages."}
    assert browse(desk.people["committee"]).post(text(desk, f"edit/{uid}/"), revision).status_code == 302
    area.fill("Rents are set by the county. They rise no faster than wages.")
    page.click(".here .primary")
    expect(page.locator(".here")).to_contain_text("What both began from")
    expect(area).to_have_value("Rents are set by the county. They rise no faster than wages.")
    examine(page, "two texts where they stand")
    assert desk.read("1.2").startswith("Rents are set by the tenants.")
    page.click(".here .primary")
    expect(page.locator(f"#p-{uid}")).to_contain_text("set by the county")


def test_a_paragraph_is_inserted_and_moved_where_it_stands(page: Page, desk: World) -> None:
    uid = desk.uid("1.1")
    page.goto(text(desk, "edit/"))
    page.hover(f"#p-{uid}")
    page.click(f"#p-{uid} a[hx-swap=afterend]")
    page.fill("textarea", "Words of a new paragraph.")
    page.click(".here .primary")
    new = page.locator(".para", has_text="Words of a new paragraph.")
    expect(new).to_have_count(1)
    page.focus(f"#p-{uid} button[value=down]")
    page.keyboard.press("Enter")
    expect(page.locator("[role=status]").first).to_contain_text("Saved as revision 3.")
    assert page.url.endswith(f"#p-{uid}")
    labels = [one.label for one in desk.text().paragraphs]
    assert labels == ["", labels[1], "1.1", "1.2", "1.3", "2.1"]


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), pytest.param("dark", 1280, marks=pytest.mark.long)])
def test_axe_finds_nothing_on_settings_and_moves(page: Page, desk: World, scheme: Any, width: int) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    for rest in ("edit/undo/", "settings/", "put-to-council/"):
        page.goto(text(desk, rest))
        examine(page, f"{rest} at {width}, {scheme}")
    desk.to(Stage.COUNCIL)
    page.goto(text(desk, "publish/"))
    examine(page, "waiting for the council")
    council.approve(acting_user=desk.people["council"], document=desk.document, count=YES)
    page.goto(text(desk, "publish/"))
    examine(page, "publishing")
