"""People who come to the site."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, expect

from tests.browser import PATIENCE
from tests.journeys.steps import DESK, Comes, Visit
from tests.world import World


@pytest.fixture
def comes(browser: Browser, live_server: Any) -> Iterator[Comes]:
    """Let people come, each with a browser of their own; in the end nobody has met a fault, and the record verifies."""
    expect.set_options(timeout=PATIENCE)
    visits: list[Visit] = []

    def comes(world: World, role: str, size: tuple[int, int] = DESK) -> Visit:
        visits.append(Visit(browser, live_server.url, world, role, size))
        return visits[-1]

    yield comes
    for visit in visits:
        visit.leaves()
    call_command("verify", stdout=StringIO())
