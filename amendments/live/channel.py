"""Those who have one part open, and what each of them is sent next."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from django.utils import translation

from amendments.access import OPERATOR
from amendments.live.log import Topic
from amendments.live.part import PASSER_BY, Drawn, Own, Part
from amendments.live.readers import Reader, allowed
from amendments.live.snapshot import snapshot
from amendments.refusals import Absent

APART, LONGEST = 5, 1500  # milliseconds: those who fetch their own come one after another, and within two seconds


def event(name: str, data: str, key: str = "") -> bytes:
    """Write a server-sent event. `data` is one line."""
    head = f"id: {key}\n" if key else ""
    return f"{head}event: {name}\ndata: {data}\n\n".encode()


GONE, FULL, BEAT = event("gone", "{}"), event("full", "{}"), event("here", "{}")


class Stream:
    """One screen. At most one event waits for it, the latest: whoever reads slowly misses what is past, never what is.

    What is the reader's own waits beside it, and is sent first. `has` is the digest of what it shows; `alike` whether it shows
    what a passer-by would see; `stale` whether something has changed that it was not told of.
    """

    def __init__(self, reader: Reader, *, alike: bool, has: str = "", stale: bool = True) -> None:
        self.reader, self.alike, self.has, self.stale = reader, alike, has, stale
        self.ended = False
        self._own = self._waiting = b""
        self._wake = asyncio.Event()

    def put(self, what: bytes) -> None:
        """Let this be the next thing sent. A sign of life displaces nothing."""
        if not (self.ended or (what is BEAT and self._waiting)):
            self._waiting = what
            self._wake.set()

    def put_own(self, what: bytes) -> None:
        """Let this be sent before all else: nothing but a later one displaces it."""
        if not self.ended:
            self._own = what
            self._wake.set()

    def end(self, what: bytes = b"") -> None:
        """Let this be the last thing sent."""
        if not self.ended:
            self._own, self._waiting, self.ended = b"", what, True
            self._wake.set()

    async def next(self) -> bytes:
        """Wait for what is to be sent; it may be nothing once the stream has ended."""
        await self._wake.wait()
        if not self.ended:
            self._wake.clear()
        what = self._own + self._waiting
        self._own = self._waiting = b""
        return what


class Look(NamedTuple):
    """A part as it is now: drawn, if that was asked; who may read it, nobody where it is gone; what it follows.

    `owns` is what stands beside it for each person, where that is another `turn` than the last time.
    """

    drawn: Drawn | None
    may: Collection[Reader]
    topics: frozenset[Topic]
    turn: str = ""
    owns: Mapping[int, Own] = MappingProxyType({})


def topics_of(part: Part) -> frozenset[Topic]:
    """Give what a part follows, in its congress."""
    return frozenset((part.congress.pk, topic) for topic in part.topics)


class Channel:
    """All who have one part open in one language. `due` says that the part has changed since it was drawn."""

    def __init__(self, kind: type[Part], where: Mapping[str, Any], language: str, topics: frozenset[Topic]) -> None:
        self.kind, self.where, self.language, self.topics = kind, where, language, topics
        self.streams: set[Stream] = set()
        self.drawn: Drawn | None = None
        self.turn = ""
        self.due = True

    def look(self, readers: Collection[Reader], *, draw: bool) -> Look:
        """Read the part anew, ask who may read it, and draw it, all as of one moment. Runs in a thread.

        Were a vote opened in between, a thousand phones would get a ballot that the part beside it does not know, and ask.
        """
        with snapshot():
            return self._look(readers, draw=draw)

    def _look(self, readers: Collection[Reader], *, draw: bool) -> Look:
        try:
            part = self.kind.open(OPERATOR, {}, **self.where)
        except Absent:
            return Look(None, (), self.topics)
        may = allowed(part, readers)
        with translation.override(self.language):
            drawn = part.draw(PASSER_BY) if draw else None
            turn = part.turn if draw else self.turn
            people = {one.person for one in may if one.person is not None}
            owns = part.owns(people) if turn != self.turn and people else {}
        return Look(drawn, may, topics_of(part), turn, owns)

    def change(self) -> None:
        """Note that the part has changed."""
        self.due = True
        for stream in self.streams:
            stream.stale = True

    def catch_up(self) -> set[Stream]:
        """Take those that were not told of a change, for the look that now begins: what changes during it is for the next."""
        behind = {one for one in self.streams if one.stale}
        for stream in behind:
            stream.stale = False
        return behind

    def fall_back(self, behind: Collection[Stream]) -> None:
        """Note that the look failed: they were told of nothing."""
        for stream in behind:
            stream.stale = True

    def hand_out(self, look: Look, asked: Collection[Reader], behind: Collection[Stream]) -> None:
        """Send the part to those who show another; end those who were asked about and may not read it any more."""
        self.drawn, self.topics, self.turn = look.drawn or self.drawn, look.topics, look.turn
        for stream in self.streams:
            if stream.reader in asked and stream.reader not in look.may:
                stream.end(GONE)
        fetching = sum(1 for one in behind if not one.alike)
        fetch = event("yours", json.dumps({"within": min(LONGEST, APART * fetching)}))
        sent = event("change", self.drawn.data, self.drawn.digest) if self.drawn else b""
        for stream in self.streams:
            own = look.owns.get(stream.reader.person or 0) if stream.reader in look.may else None
            if own is not None:
                stream.put_own(event("own", json.dumps(own())))
            self._hand(stream, sent, fetch if stream in behind else b"")

    def _hand(self, stream: Stream, sent: bytes, fetch: bytes) -> None:
        if not stream.alike and fetch:
            stream.put(fetch)
        elif stream.alike and self.drawn is not None and stream.has != self.drawn.digest:
            stream.has = self.drawn.digest
            stream.put(sent)

    def welcome(self, stream: Stream) -> None:
        """Give a stream that has just come the part as it was drawn last, if it shows another."""
        self.streams.add(stream)
        if self.drawn is not None:
            fetch = event("yours", '{"within": 0}') if stream.stale else b""
            stream.stale = False
            self._hand(stream, event("change", self.drawn.data, self.drawn.digest), fetch)
