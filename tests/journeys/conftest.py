"""People who come to the site."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.steps import DESK, Comes, Visit
from tests.world import World


@pytest.fixture
def comes(browser: Browser, live_server: Any) -> Iterator[Comes]:
    """Let people come to the site, each with a browser of their own; nobody may have met a fault in the end."""
    expect.set_options(timeout=5_000)
    visits: list[Visit] = []

    def comes(world: World, role: str, size: tuple[int, int] = DESK) -> Visit:
        visits.append(Visit(browser, live_server.url, world, role, size))
        return visits[-1]

    yield comes
    for visit in visits:
        visit.leaves()
