"""Filing an amendment on a phone, with the keyboard alone."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from amendments.life import Stage
from tests.journeys.steps import PHONE, Comes, Visit
from tests.world import World, build

pytestmark = pytest.mark.both


@pytest.fixture
def published(live_server: Any) -> World:
    """A congress whose document is open to amendments; one of them is filed."""
    world = build(Stage.DISCUSSION)
    world.file(world.rewrite("1.2", "municipality", "county"), mover="mover")
    return world


def test_filing_on_a_phone_with_the_keyboard_alone(published: World, comes: Comes) -> None:
    member = comes(published, "member", PHONE).signed_in()
    opens_the_text_by_keys(member)
    amends_it_by_keys(member)
    files_it_by_keys(member)
    amends_the_other_by_keys(member)
    replaces_words_everywhere_by_touch(member)


def opens_the_text_by_keys(member: Visit) -> None:
    member.opens()
    member.is_at(member.world.congress.name)
    member.tabs_to("1 Homes in Common")
    member.strikes("Enter")
    member.is_at("Homes in Common")
    member.tabs_to("A1, filed")
    member.strikes("Enter")
    member.sees_redline("municipality", "county", within=".para[data-open]")
    member.tabs_to("Amend this paragraph yourself")
    member.strikes("Enter")
    member.is_at("Amend 1.2")


def amends_it_by_keys(member: Visit) -> None:
    member.tabs_to("1.2, as you would have it")
    for keys in ("Control+Home", *["Control+ArrowRight"] * 5, "Control+Shift+ArrowRight"):
        member.strikes(keys)
    member.page.keyboard.type(" town")
    member.sees_redline("municipality", "town", within="#live")
    member.sees("A1", "Stands against yours.", within="#alike")
    member.is_at("Amend 1.2")


def files_it_by_keys(member: Visit) -> None:
    member.tabs_to("Why should the congress carry it?")
    member.page.keyboard.type("The town is nearer.")
    member.tabs_to("File the amendment")
    member.strikes("Enter")
    member.is_at("A2 to 1.2")
    member.sees("It is public now as A2.", "The town is nearer.")
    expect(member.page.locator("article .document del").first).to_be_visible()


def amends_the_other_by_keys(member: Visit) -> None:
    member.opens("A1/")
    member.tabs_to("amend it")
    member.strikes("Enter")
    member.is_at("Amend A1")
    member.tabs_to("1.2, as you would have it")
    for keys in ("Control+Home", *["Control+ArrowRight"] * 5, "Control+Shift+ArrowRight"):
        member.strikes(keys)
    member.page.keyboard.type(" district")
    member.sees_redline("county", "district", within="#live")
    member.tabs_to("File the amendment")
    member.strikes("Enter")
    member.is_at("A3 to A1, in 1.2")
    member.sees("An amendment to A1, version 1.")


def replaces_words_everywhere_by_touch(member: Visit) -> None:
    member.opens_text("amend/")
    member.presses("Or replace words everywhere in the text")
    member.is_at("Replace words everywhere")
    member.types("Everywhere, strike the words", "council")
    member.types("and insert", "board")
    member.sees("2 places.", within="#live")
    member.page.locator("#live").get_by_role("checkbox").first.uncheck()
    member.sees("2 places, 1 of them left out.", within="#live")
    member.presses("File the amendment")
    member.is_at("A4 to 1.3")
    member.sees("Filed with 1 place of “council”.")
