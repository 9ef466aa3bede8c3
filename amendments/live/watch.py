"""Wakes up when something changed: by PostgreSQL's LISTEN, by a broker where one is set, and by looking, whatever they say.

One connection a process, and none for SQLite. A message says only that there is something to read; one that is lost costs less
than a second.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from time import monotonic
from typing import Any

import psycopg
import redis
import redis.asyncio
from django.conf import settings
from django.db import connection
from psycopg.conninfo import make_conninfo
from psycopg.pq import Conninfo

from amendments.actions.live import CHANNEL
from amendments.live.log import Log, Topic

logger = logging.getLogger(__name__)

LOOK = 1.0  # seconds between two looks where messages come
LOOK_ALONE = 0.25  # where none do
GATHER = 0.02  # seconds in which what changes at once is taken together
PAUSE = 1.0  # seconds before a lost connection is tried again
SHORT = 0.5  # seconds that an act waits for a broker
REST = 10.0  # seconds for which a dead broker is left alone

KNOWN = [option.keyword.decode() for option in Conninfo.get_defaults()]  # what libpq takes, of all that Django passes on
InThread = Callable[..., Awaitable[Any]]


class Watcher:
    """Reads what changed, and tells it."""

    def __init__(self, in_thread: InThread, tell: Callable[[Collection[Topic]], None]) -> None:
        self.in_thread, self.tell = in_thread, tell
        self._hint = asyncio.Event()
        self._log: Log | None = None

    async def begin(self) -> None:
        """Note where the log ends; what comes after is told."""
        self._log = await self.in_thread(Log)

    async def run(self) -> None:
        """Look whenever something is heard, and every so often."""
        listen = _broker if has_broker() else _postgres if connection.vendor == "postgresql" else None
        ear = asyncio.create_task(_listening(listen, self._hint.set)) if listen is not None else None
        try:
            while True:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._hint.wait(), LOOK_ALONE if listen is None else LOOK)
                    await asyncio.sleep(GATHER)
                self._hint.clear()
                await self._look()
        finally:
            if ear is not None:
                ear.cancel()

    async def _look(self) -> None:
        try:
            found = await self.in_thread(self._log.fresh) if self._log else set()
        except Exception as error:  # the database is down for a moment, and the rows will be there when it is back
            logger.warning("What changed could not be read; it is tried again (%s).", type(error).__name__)
            await asyncio.sleep(PAUSE)
            return
        if found:
            self.tell(found)


async def _listening(listen: Callable[[Callable[[], None]], Awaitable[None]], heard: Callable[[], None]) -> None:
    """Listen, again and again."""
    while True:
        try:
            await listen(heard)
        except Exception as error:  # whatever it is, what changed is found by looking meanwhile
            logger.warning("Nothing is heard of changes for a moment; they are looked for (%s).", type(error).__name__)
        await asyncio.sleep(PAUSE)


async def _postgres(heard: Callable[[], None]) -> None:
    given = connection.get_connection_params()
    words = make_conninfo(**{name: str(given[name]) for name in KNOWN if given.get(name)})
    async with await psycopg.AsyncConnection.connect(words, autocommit=True) as listening:
        await listening.execute(f"LISTEN {CHANNEL}")
        heard()
        async for _ in listening.notifies():
            heard()


async def _broker(heard: Callable[[], None]) -> None:
    async with redis.asyncio.from_url(settings.BROKER_GIVEN, health_check_interval=10) as broker, broker.pubsub() as listening:
        await listening.subscribe(CHANNEL)
        async for message in listening.listen():
            if message["type"] in {"message", "subscribe"}:
                heard()


def has_broker() -> bool:
    """Tell whether messages go through a broker that passes them on."""
    return settings.BROKER_GIVEN.startswith(("redis://", "rediss://"))


class Messenger:
    """Tells the broker that something changed. A dead one costs an act half a second, once in a while."""

    def __init__(self) -> None:
        self._broker: redis.Redis | None = None
        self._rests_until = 0.0

    def __call__(self) -> None:
        """Send the message, after the commit; without it the row is found a little later."""
        if not has_broker() or monotonic() < self._rests_until:
            return
        if self._broker is None:
            self._broker = redis.Redis.from_url(
                settings.BROKER_GIVEN, socket_connect_timeout=SHORT, socket_timeout=SHORT, retry=None
            )
        try:
            self._broker.publish(CHANNEL, "")
        except redis.RedisError as error:
            self._rests_until = monotonic() + REST
            logger.warning("The broker was not told of a change; pages find it by looking (%s).", type(error).__name__)


tell_broker = Messenger()
