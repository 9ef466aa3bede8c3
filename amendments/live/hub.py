"""Draws each part once when what it follows has changed, and hands it to all who have it open."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeAlias, TypeVar

from django.conf import settings
from django.db import close_old_connections

from amendments.live.channel import BEAT, FULL, Channel, Stream
from amendments.live.log import Topic
from amendments.live.watch import Watcher

logger = logging.getLogger(__name__)
Found = TypeVar("Found")
Key: TypeAlias = tuple[str, str]  # the path of a part, and the language

HEARTBEAT = 15.0  # seconds; proxies cut what is silent for a minute
AGAIN = 1.0  # seconds until what could not be drawn is tried again
EACH = 24  # streams of one person
THREADS = 4  # and as many connections to the database


class Hub:
    """All streams of one process. It belongs to one event loop, and begins to watch with the first stream."""

    def __init__(self) -> None:
        self.channels: dict[Key, Channel] = {}
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="live")
        self._dirty: set[Key] = set()
        self._work = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._begun: asyncio.Task[None] | None = None

    @property
    def full(self) -> bool:
        """Whether no stream more is taken."""
        return sum(len(one.streams) for one in self.channels.values()) >= settings.LIVE_STREAMS

    async def in_thread(self, work: Callable[..., Found], *given: Any, **named: Any) -> Found:
        """Run what asks the database, on one of few connections."""

        def run() -> Found:
            close_old_connections()
            try:
                return work(*given, **named)
            finally:
                close_old_connections()

        return await asyncio.get_running_loop().run_in_executor(self._pool, run)

    async def begin(self) -> None:
        """Begin to watch, once: a change from now on reaches whoever joins after this. Raises what the database raises."""
        if self._begun is None:
            self._begun = asyncio.create_task(self._begin())
        try:
            await asyncio.shield(self._begun)
        except Exception:
            self._begun = None
            raise

    async def _begin(self) -> None:
        watcher = Watcher(self.in_thread, self.changed)
        await watcher.begin()
        self._tasks = [asyncio.create_task(work()) for work in (watcher.run, self._draw, self._beat)]

    def changed(self, topics: Collection[Topic]) -> None:
        """Note that these have changed."""
        for key, channel in self.channels.items():
            if not channel.topics.isdisjoint(topics):
                channel.change()
                self._note([key])

    def _note(self, keys: Iterable[Key]) -> None:
        self._dirty.update(keys)
        self._work.set()

    def join(self, fresh: Channel, key: Key, stream: Stream) -> Channel:
        """Let a stream follow a part, which is opened for it already; it gets the part if it shows another.

        `fresh` is what it follows where nobody does yet. It was made in a thread: nothing here may read from the database.
        """
        held = sum(one.reader.person == stream.reader.person for each in self.channels.values() for one in each.streams)
        if stream.reader.person is not None and held >= EACH:
            stream.end(FULL)
        channel = self.channels.setdefault(key, fresh)
        channel.welcome(stream)
        if channel.due or stream.stale:  # a look that has begun already is none for it
            self._note([key])
        return channel

    def leave(self, key: Key, stream: Stream) -> None:
        """Forget a stream, and its channel with the last one."""
        channel = self.channels.get(key)
        if channel is not None:
            channel.streams.discard(stream)
            if not channel.streams:
                del self.channels[key]

    async def _draw(self) -> None:
        """Draw what has changed, one part after another; what changes meanwhile is drawn once more."""
        while True:
            await self._work.wait()
            self._work.clear()
            while self._dirty:
                await self._draw_one(self._dirty.pop())

    async def _draw_one(self, key: Key) -> None:
        channel = self.channels.get(key)
        if channel is None:
            return
        due, channel.due = channel.due, False
        behind = channel.catch_up()
        asked = {one.reader for one in channel.streams}
        try:
            look = await self.in_thread(channel.look, asked, draw=due)
        except Exception as error:  # the database may be down for a moment; whoever has the page open does not notice
            logger.warning("A live part could not be drawn and is tried again (%s).", type(error).__name__)
            logger.debug("It failed here:", exc_info=error)
            channel.due = channel.due or due
            channel.fall_back(behind)
            await asyncio.sleep(AGAIN)
            self._note([key])
            return
        channel.hand_out(look, asked, behind)

    async def _beat(self) -> None:
        """Give a sign of life, and ask again who may still read: not every right that ends is told of."""
        while True:
            await asyncio.sleep(HEARTBEAT)
            for channel in self.channels.values():
                for stream in channel.streams:
                    stream.put(BEAT)
            self._note(list(self.channels))

    async def stop(self) -> None:
        """End all streams, and watch no more."""
        self.end()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._pool.shutdown()

    def end(self) -> None:
        """End all streams: the server stops. Their pages come back by themselves."""
        for channel in self.channels.values():
            for stream in channel.streams:
                stream.end()
