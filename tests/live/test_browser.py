"""A second page follows in a real browser: with what one was doing there, and after the server was away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import APIResponse, Browser, BrowserContext, Page, Route, expect

from amendments.actions import voting
from amendments.life import Stage
from tests.browser import PATIENCE, listening
from tests.hall import full_hall, one
from tests.pages.site import browse
from tests.pages.test_browser import sign_in, text
from tests.servers import HOST, free_port
from tests.sites import streams
from tests.world import World, build

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db: None) -> World:
    """Three amendments on the floor."""
    world = build(Stage.DISCUSSION)
    for label, words in (("1.1", "all"), ("1.2", "municipality"), ("1.3", "twice")):
        world.file(world.rewrite(label, words, "everybody"), mover="mover")
    voting.make_list(acting_user=world.chair, document=world.document)
    world.to(Stage.FLOOR)
    return world


def decide(world: World, number: int) -> None:
    world.decide(world.congress.amendments.get(number=number))


@pytest.fixture
def window(browser: Browser) -> Iterator[BrowserContext]:
    expect.set_options(timeout=PATIENCE)
    fresh = browser.new_context(viewport={"width": 390, "height": 800})
    yield fresh
    fresh.close()


def test_a_page_follows_and_catches_up_after_the_server_was_away(world: World, window: BrowserContext):
    heard: list[str] = []
    name = settings.SESSION_COOKIE_NAME
    window.add_cookies([{"name": name, "value": browse(world.member).cookies[name].value, "domain": HOST, "path": "/"}])
    page = listening(window, heard)
    port = free_port()
    with streams(port):
        page.goto(f"http://{HOST}:{port}{text(world, 'floor/')}")
        page.evaluate("window.here = true")
        expect(page.locator("[data-words]")).to_have_text("Follows by itself.")
        decide(world, 1)
        expect(page.locator("#a1 .state")).to_have_text("Carried")
        expect(page.locator("[data-said]")).to_have_text("A1: carried. 30 for, 10 against, 2 abstained.")
    expect(page.locator(".livestate")).to_contain_text("Connection lost.")
    expect(page.locator(".livestate")).to_be_in_viewport()
    decide(world, 2)
    with streams(port):
        expect(page.locator("#a2 .state")).to_have_text("Carried")
        expect(page.locator(".livestate")).to_contain_text("up to date")
        assert page.evaluate("window.here"), "The page was loaded again."
        text_page = listening(window, heard)
        text_page.goto(f"http://{HOST}:{port}{text(world)}")
        expect(text_page.locator("[data-words]")).to_have_text("Follows by itself.")
        words = text_page.locator("article").inner_text()
        decide(world, 3)
        expect(text_page.locator("#news")).to_contain_text("The text has changed since you opened this page")
        assert text_page.locator("article").inner_text() == words, "The words moved under the reader's eyes."
    assert not heard, heard


def test_where_no_streams_are_served_a_page_asks_and_keeps_what_one_does_there(
    world: World, context: BrowserContext, page: Page, live_server: Any
):
    """The test's own server has no streams, as behind a proxy that does not pass them."""
    sign_in(context, world, "chair")
    page.goto(text(world, "list/"))
    expect(page.locator("[data-words]")).to_have_text("Follows by itself, every few seconds.")
    page.locator("#a3 .moveform summary").click()
    page.locator("#a3 [name=to]").fill("1")
    page.locator("#a3 [name=reason]").fill("Money")
    decide(world, 1)
    expect(page.locator("#a1")).to_have_count(0)
    expect(page.locator("#glance")).to_contain_text("1 need no vote")
    expect(page.locator("#a3 [name=reason]")).to_be_focused()
    page.keyboard.type(" first.")
    expect(page.locator("#a3 [name=reason]")).to_have_value("Money first.")
    expect(page.locator("#a3 [name=to]")).to_have_value("1")
    page.locator("#a3 .pos.handle").wait_for()


def test_a_ballot_comes_with_the_event_and_is_counted(transactional_db: None, window: BrowserContext):
    hall, heard, asked = full_hall(("1.1", "all", "everybody")), list[str](), list[str]()
    name, port = settings.SESSION_COOKIE_NAME, free_port()
    window.add_cookies([{"name": name, "value": browse(hall.delegates[0]).cookies[name].value, "domain": HOST, "path": "/"}])
    phone = listening(window, heard)
    phone.on("request", lambda request: asked.append(request.url))
    with streams(port):
        phone.goto(f"http://{HOST}:{port}/c/{hall.world.congress.slug}/floor/")
        expect(phone.locator("[data-words]")).to_have_text("Follows by itself.")
        question = hall.put(amendment=one(hall, 1))
        expect(phone.get_by_role("button", name="to speak for it")).to_be_visible()
        vote = hall.open(question)
        expect(phone.locator(".asking")).to_have_count(0)
        phone.get_by_role("radio", name="Against").check()
        phone.get_by_role("button", name="Cast my vote").click()
        expect(phone.locator(".receipt .big")).to_have_text("Against")
        hall.declare(hall.close(vote))
        expect(phone.locator("#onfloor .state")).to_have_text("Lost")
        expect(phone.locator(".receipt")).to_have_count(0)
    assert not [url for url in asked if url.endswith("/mine/")], "The phone fetched what came with the event."
    assert not heard, heard


def test_an_answer_that_comes_late_takes_nothing_away_that_was_chosen_meanwhile(transactional_db: None, window: BrowserContext):
    hall, held = full_hall(("1.1", "all", "everybody")), list[tuple[Route, APIResponse]]()
    name, port = settings.SESSION_COOKIE_NAME, free_port()
    window.add_cookies([{"name": name, "value": browse(hall.delegates[0]).cookies[name].value, "domain": HOST, "path": "/"}])
    phone = window.new_page()
    phone.route("**/mine/", lambda route: held.append((route, route.fetch())))
    with streams(port):
        phone.goto(f"http://{HOST}:{port}/c/{hall.world.congress.slug}/floor/")
        expect(phone.locator("[data-words]")).to_have_text("Follows by itself.")
        question = hall.put(amendment=one(hall, 1))
        expect(phone.get_by_role("button", name="to speak for it")).to_be_visible()
        with phone.expect_request("**/mine/"):
            phone.evaluate("htmx.trigger('#mine', 'plank:mine')")
        hall.open(question)
        phone.get_by_role("radio", name="Against").check()
        phone.evaluate("window.late = new Promise((come) => addEventListener('htmx:afterRequest', come, { once: true })); 0")
        route, before_the_vote = held[0]
        route.fulfill(response=before_the_vote)
        phone.evaluate("window.late.then(() => 0)")
        expect(phone.get_by_role("radio", name="Against")).to_be_checked()
