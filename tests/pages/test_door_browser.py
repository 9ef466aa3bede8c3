"""A letter's picture in a real browser: the door opens with number and code filled in, and neither stays in the address."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import override_settings
from playwright.sync_api import BrowserContext, Page, expect

from amendments.actions import credentials
from amendments.models import Credential
from amendments.papers.letters import address
from tests.pages.test_browser import examine, home, sign_in
from tests.world import World, build


@pytest.fixture
def town(live_server: Any) -> World:
    return build()


def test_the_desk_prints_a_letter_and_its_picture_lets_in(context: BrowserContext, page: Page, town: World):
    sign_in(context, town, "secretary")
    page.goto(home(town, "people/?q=mover"))
    examine(page, "the list of people")
    page.get_by_label("Choose Mover").check()
    page.get_by_role("button", name="Print letters").click()
    expect(page.get_by_role("heading", name="1 code to print")).to_be_visible()
    examine(page, "a letter")
    code = page.locator(".code").inner_text()
    context.clear_cookies()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/sign-in/")
    with override_settings(SITE_URL=page.url.removesuffix("sign-in/")):
        link = address(town.people["mover"].member_number, code)
    page.goto("/rules/")
    page.goto(link)
    button = page.get_by_role("button", name="Sign in with the code")
    expect(button).to_be_focused()
    assert page.get_by_role("textbox", name="Code").input_value() == code
    assert page.url.endswith("/sign-in/")
    examine(page, "the door with a code")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Mover")).to_be_visible()
    assert not [url for url in asked if code in url.partition("#")[0]]
    assert Credential.objects.get().used_on is not None


def test_a_mailed_link_is_used_by_its_button_alone(context: BrowserContext, page: Page, town: World):
    person = town.people["mover"]
    person.email = "mover@example.org"
    person.save(update_fields=["email"])
    credentials.invite(acting_user=town.secretary, congress=town.congress, people=[person.pk])
    token = Credential.objects.get().token
    page.goto(f"/sign-in/link/#{token}")
    assert page.get_by_label("The link from your mail").input_value() == token
    assert page.url.endswith("/sign-in/link/")
    examine(page, "the door with a link")
    assert Credential.objects.get().used_on is None
    page.get_by_role("button", name="Sign in with the link").click()
    expect(page.get_by_role("link", name="Mover")).to_be_visible()
