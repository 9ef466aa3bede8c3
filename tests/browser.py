"""A real browser for the tests: the machine's Chromium or Chrome, or the one that Playwright installed."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

NO_BROWSER = (
    "The tests need Chromium, and none is here. Install your system's package chromium (as root: `apt-get install chromium`), "
    "or run `.venv/bin/playwright install chromium`, or set PLANK_CHROMIUM to where it is."
)
PATIENCE = 60_000  # milliseconds; so long a wait ends only where something is broken, however busy the machine is
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = ("gpu", "quic", "background-networking", "component-update", "sync", "default-apps", "extensions", "dev-shm-usage")


def find_browser() -> str | None:
    """Give the path of the browser that the tests use, or None; the one named comes first, then the machine's."""
    if named := os.environ.get("PLANK_CHROMIUM"):
        return named if Path(named).exists() else None
    if found := next(filter(None, map(shutil.which, NAMES)), None):
        return found
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Launch the browser once for each process of the test run; it talks to nobody but the test's own server."""
    path = find_browser()
    if path is None:
        pytest.fail(NO_BROWSER, pytrace=False)
    with sync_playwright() as playwright:
        flags = [f"--disable-{what}" for what in QUIET] + ["--no-first-run"]
        if os.geteuid() == 0:
            flags.append("--no-sandbox")  # Chromium's sandbox refuses to run as root
        launched = playwright.chromium.launch(executable_path=path, args=flags)
        yield launched
        launched.close()


@pytest.fixture
def context(browser: Browser, live_server: Any) -> Iterator[BrowserContext]:
    """Give a fresh profile whose addresses begin at the test's own server."""
    expect.set_options(timeout=PATIENCE)
    fresh = browser.new_context(
        base_url=live_server.url, locale="en-US", timezone_id="UTC", viewport={"width": 1280, "height": 800}
    )
    fresh.set_default_timeout(PATIENCE)
    yield fresh
    fresh.close()


def listening(context: BrowserContext, heard: list[str]) -> Page:
    """Open a page that adds to `heard` each uncaught script error, and each thing that the content security policy stopped."""

    def hear(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            heard.append(message.text)

    opened = context.new_page()
    opened.on("console", hear)
    opened.on("pageerror", lambda error: heard.append(str(error)))
    return opened


def axe(page: Page) -> list[str]:
    """Give what axe finds on a page: one line for each rule that is broken, with the places."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{one['id']}: {one['help']} {[node['target'] for node in one['nodes']]}" for one in found]


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """Give a page; what it must not do (see `listening`) fails the test."""
    heard: list[str] = []
    yield listening(context, heard)
    assert not heard, "\n".join(heard)
