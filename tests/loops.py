"""An event loop for a test, whatever ran before it in the same process."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar
from unittest.mock import patch

from asgiref.sync import sync_to_async
from django.db import connections

Given = TypeVar("Given")


def in_own_loop(told: Coroutine[Any, Any, Given]) -> Given:
    """Run a coroutine to its end in a thread of its own, and give or raise what it gives or raises.

    Once a test has opened the browser, Playwright's loop runs in the thread of the tests until the last of them is done, and a
    thread has one running loop. What the coroutine itself asks of the database goes over connections of its own, which are
    closed in the end; so the test needs `transaction=True`, or they would not see what it wrote. The loop itself may not ask
    the database, as under a real server: Django refuses that here, although other tests allow it because of Playwright.
    """

    async def run() -> Given:
        try:
            with patch.dict(os.environ):
                os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
                return await told
        finally:
            await sync_to_async(connections.close_all)()  # those of the thread in which Django asks for a coroutine

    with ThreadPoolExecutor(1, thread_name_prefix="loop") as thread:
        return thread.submit(asyncio.run, run()).result()  # noqa: TID251 (this is the one place)
