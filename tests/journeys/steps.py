"""The steps of a journey: what a person does at the site with a browser of their own, in words that read aloud."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser import PATIENCE, axe, listening
from tests.pages.site import browse
from tests.world import World

PASSWORD = "a long word of the tests"
PARTICULAR = re.compile(r"(?<=/)(A\d+|\d+|[0-9a-f]{16})(?=/)")  # what tells one page of a kind from another
DESK, PHONE = (1280, 800), (390, 844)


class Visit:
    """A person at a screen. What is wrong on the way is kept in `complaints`.

    In `make test-long`, pages whose heading is read are examined by axe too; in `make test` each page is by a test of its own.
    """

    def __init__(self, browser: Browser, address: str, world: World, role: str, size: tuple[int, int] = DESK) -> None:
        self.world, self.role, self.address = world, role, address
        self.complaints: list[str] = []
        self.examined: set[str] = set()
        width, height = size
        self.browser = self._browser(browser, width, height)
        self.page = self._tab()

    def _browser(self, browser: Browser, width: int, height: int) -> BrowserContext:
        viewport: Any = {"width": width, "height": height}
        context = browser.new_context(base_url=self.address, locale="en-US", timezone_id="UTC", viewport=viewport)
        context.set_default_timeout(PATIENCE)
        return context

    def _tab(self) -> Page:
        return listening(self.browser, self.complaints)

    # Coming and going

    def signed_in(self) -> Visit:
        """Come with the session of a person who signed in before."""
        session = browse(self.world.people[self.role]).cookies[settings.SESSION_COOKIE_NAME].value
        self.browser.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.address}])
        return self

    def signs_in(self) -> None:
        """Go through the door with number and password."""
        person = self.world.people[self.role]
        person.set_password(PASSWORD)
        person.save()
        self.page.get_by_role("link", name="Sign in").first.click()
        self.types("Member number or e-mail address", person.member_number)
        self.types("Password", PASSWORD)
        self.presses("Sign in with the password")

    def opens(self, rest: str = "") -> None:
        """Open an address of the congress; without one, its home."""
        self.page.goto(f"/c/{self.world.congress.slug}/{rest}")

    def opens_text(self, rest: str = "") -> None:
        """Open an address of the document; without one, the page where it is read."""
        self.opens(f"text/{self.world.document.slug}/{rest}")

    def closes_the_tab(self) -> None:
        """Close the tab without a word, and open another."""
        self.page.close()
        self.page = self._tab()

    def leaves(self) -> None:
        """Close the browser. No page may have had a fault."""
        self.browser.close()
        assert not self.complaints, "\n".join(self.complaints)

    # Doing

    def follows(self, name: str | re.Pattern[str], *, within: str = "main") -> None:
        """Follow a link by its name."""
        self.page.locator(within).get_by_role("link", name=name).first.click()

    def does(self, duty: str) -> None:
        """Follow the link of something that is one's own to do, from the home of the congress."""
        self.page.locator(".duties li", has=self.page.get_by_role("heading", name=duty)).get_by_role("link").click()

    def presses(self, name: str | re.Pattern[str]) -> None:
        """Press a button by its name."""
        self.page.get_by_role("button", name=name).first.click()

    def types(self, label: str, words: str) -> None:
        """Write into a field, in place of what stands there."""
        field = self.page.get_by_label(label, exact=False).and_(self.page.locator("input, textarea")).first
        field.wait_for()
        self.page.wait_for_load_state()  # on a busy machine a page is there before its scripts, which follow what is typed
        field.fill(words)

    def replaces(self, label: str, old: str, new: str) -> None:
        """Write other words into an editing area: everything else stays as it is."""
        area = self.page.get_by_label(label).first
        words = area.input_value()
        assert old in words, f"{old!r} is not in {words!r}"
        self.page.wait_for_load_state()
        area.fill(words.replace(old, new))

    def picks(self, label: str, begins: str) -> None:
        """Pick from a list by the first words."""
        box = self.page.get_by_label(label)
        option = box.locator("option", has_text=re.compile(rf"^{re.escape(begins)}\b"))
        box.select_option(value=option.first.get_attribute("value"))

    def chooses(self, *labels: str) -> None:
        """Choose options by their words."""
        for label in labels:
            self.page.get_by_label(label, exact=True).check()

    def counts(self, votes_for: int, against: int, abstained: int) -> None:
        """Type a count as the tellers give it."""
        for label, number in (("For", votes_for), ("Against", against), ("Abstained", abstained)):
            self.page.get_by_label(label, exact=True).fill(str(number))

    def strikes(self, keys: str) -> None:
        """Strike a key, or several at once."""
        self.page.keyboard.press(keys)

    def tabs_to(self, name: str) -> None:
        """Go with the Tab key to a link, button or field, by the name that a screen reader would say."""
        for _ in range(80):
            self.page.keyboard.press("Tab")
            at = self.page.locator(":focus")
            if at.count() and at.and_(self._named(name)).count():
                return
        raise AssertionError(f"The Tab key does not come to “{name}” at {self.page.url}.")

    def _named(self, name: str) -> Locator:
        # What is for screen readers alone is a box of its own, so that the browser puts a space before its comma.
        spoken = re.compile(r"\s*".join(map(re.escape, re.findall(r"\w+|[^\w\s]", name))))
        role = partial(self.page.get_by_role, name=spoken)
        return role("link").or_(role("button")).or_(role("textbox"))

    # Seeing

    def is_at(self, heading: str | re.Pattern[str]) -> None:
        """See the heading of a page that is no wider than the screen; axe may examine the first of each kind."""
        expect(self.page.locator("h1")).to_have_text(heading)
        kind = PARTICULAR.sub("*", self.page.url.partition("?")[0])
        if kind not in self.examined and connection.vendor == "sqlite":
            self.examined.add(kind)
            self.complaints += [f"axe, at {self.page.url}: {one}" for one in axe(self.page)]
        wide = self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        if wide:
            self.complaints.append(f"{self.page.url} scrolls sideways")

    def sees(self, *words: str, within: str = "main") -> None:
        """See words on the page, in whatever part of it is named."""
        for one in words:
            expect(self.page.locator(within).first).to_contain_text(one)

    def sees_not(self, words: str, within: str = "main") -> None:
        """See that words are not on the page."""
        expect(self.page.locator(within).first).not_to_contain_text(words)

    def reads(self, label: str, words: str) -> None:
        """Read a paragraph of the text to the letter."""
        expect(self.paragraph(label).locator(".body")).to_have_text(words)

    def sees_redline(self, struck: str, inserted: str, within: str = "main") -> None:
        """See the words that would go and those that would come."""
        place = self.page.locator(within).first
        expect(place.locator("del", has_text=struck).first).to_be_visible()
        expect(place.locator("ins", has_text=inserted).first).to_be_visible()

    def paragraph(self, label: str) -> Locator:
        """Find a paragraph by its number."""
        number = self.page.locator(".num", has_text=re.compile(f"^{re.escape(label)}$"))
        return self.page.locator("section.para", has=number)


Comes = Callable[..., Visit]
