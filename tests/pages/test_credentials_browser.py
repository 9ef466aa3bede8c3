"""Credentials in a real browser: the desk enters a delegate in two strokes, and a phone takes the code from the picture."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, expect

from amendments.actions.credentials_desk import open_door
from amendments.models import Presence
from amendments.queries import clock
from tests.actions.test_register import hall
from tests.browser import listening
from tests.pages.test_browser import sign_in
from tests.pages.test_credentials import at

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_desk_enters_in_two_strokes_and_a_phone_takes_the_code(live_server: Any, context: BrowserContext) -> None:
    world = hall()
    heard: list[str] = []
    page = listening(context, heard)
    sign_in(context, world, "credentials")
    page.goto(at(world, "credentials/"))
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    expect(page.locator(".message[role=status]")).to_contain_text("Seat 2, Ben")
    expect(page.locator("#typed")).to_be_focused()
    assert not Axe().run(page).response["violations"]
    door = open_door(acting_user=world.credentials, congress=world.congress, kind="screen", hours=1)
    sign_in(context, world, "ada")
    page.goto(f"{at(world, 'my-seat/')}#{door.code(clock.now())}")
    expect(page.get_by_role("button", name="I am here")).to_be_focused()
    assert "#" not in page.url
    page.keyboard.press("Enter")
    expect(page.locator(".message[role=status]")).to_contain_text("You are here")
    assert dict(Presence.objects.values_list("seat__person__name", "by")) == {"Ben": "desk", "Ada": "door code"}
    assert not heard
