"""The door for streams: ASGI around the site. What is no stream passes through."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from functools import partial
from io import BytesIO
from random import SystemRandom
from typing import Any, TypeAlias

from django.core.handlers.asgi import ASGIRequest
from django.core.handlers.base import BaseHandler
from django.core.signals import request_started
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language

from amendments.live.channel import Channel, Stream, topics_of
from amendments.live.hub import Hub
from amendments.live.part import Part
from amendments.live.readers import NOBODY, Reader, proof_of
from amendments.models import Person

Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
Site: TypeAlias = Callable[[Any, Any, Any], Awaitable[None]]

PREFIX, KIND = "/live/", "text/event-stream"
ASKED = "plank.streams"  # in a request's META, where no header of the caller's can be: "open", or "full"
STUCK = 60.0  # seconds after which a screen that takes nothing is let go
BACK = (1000, 3000)  # milliseconds after which a page comes back, so that not all come at once


class Opened(HttpResponse):
    """The answer of a view to whoever may follow a part: the headers of the stream, and what it is about."""

    def __init__(self, part: Part, where: dict[str, Any], reader: Reader, *, has: str, stamp: str) -> None:
        super().__init__(content_type=KIND)
        self["Cache-Control"] = "no-store"
        self["X-Accel-Buffering"] = "no"  # nginx would keep the events
        self.channel = Channel(type(part), where, get_language() or "", topics_of(part))
        alike = not part.asked and part.alike(part.acting)
        self.stream = partial(Stream, reader, alike=alike, has=has, stale=not stamp or stamp != part.stamp)


def reader_of(request: Any) -> Reader:
    """Give whoever asks, with what their signing in stands and falls with."""
    person = request.user
    return Reader(person.pk, request.session.session_key or "", proof_of(person)) if isinstance(person, Person) else NOBODY


class _Gate(BaseHandler):
    """The site's own middleware and views, which decide who may follow what: one thread for the moment of opening."""

    def __init__(self) -> None:
        super().__init__()
        self.load_middleware()

    def ask(self, scope: Message, *, full: bool) -> HttpResponseBase:
        """Answer a request as the site does. A view of a part gives `Opened`."""
        request_started.send(type(self), scope=scope)
        request = ASGIRequest(dict(scope), BytesIO())
        request.META[ASKED] = "full" if full else "open"
        response = self.get_response(request)
        response.close()
        return response


class Live:
    """ASGI: `Live(site)` serves the streams of the parts, and leaves everything else to the site."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._hub: Hub | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._gate: _Gate | None = None

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http" and scope["method"] == "GET" and scope["path"].startswith(PREFIX) and _wants_stream(scope):
            await self._serve(scope, receive, send)
        else:
            await self.site(scope, receive, send)

    def _here(self) -> tuple[Hub, _Gate]:
        if self._hub is None or self._gate is None or self._loop is not asyncio.get_running_loop():
            self._hub, self._gate, self._loop = Hub(), _Gate(), asyncio.get_running_loop()
        return self._hub, self._gate

    def end(self) -> None:
        """End all streams; may be called by a signal's handler."""
        if self._hub is not None and self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._hub.end)

    async def stop(self) -> None:
        """End all streams, and stop watching; the next stream begins anew."""
        if self._hub is not None:
            await self._hub.stop()
            self._hub = None

    async def _serve(self, scope: Message, receive: Receive, send: Send) -> None:
        hub, gate = self._here()
        await hub.begin()
        response = await hub.in_thread(gate.ask, scope, full=hub.full)
        await send({"type": "http.response.start", "status": response.status_code, "headers": list(_headers(response))})
        if not isinstance(response, Opened):
            await send({"type": "http.response.body", "body": getattr(response, "content", b"")})
            return
        stream = response.stream()
        key = (scope["path"], response.channel.language)
        hub.join(response.channel, key, stream)
        leaving = asyncio.create_task(_leaves(receive, stream))
        try:
            await _write(stream, send)
        finally:
            leaving.cancel()
            hub.leave(key, stream)


async def _write(stream: Stream, send: Send) -> None:
    """Send what waits, until the stream has ended or nobody takes it."""
    await send(_body(f"retry: {SystemRandom().randint(*BACK)}\n\n".encode()))
    last = False
    while not last:
        what = await stream.next()
        last = stream.ended
        try:
            async with asyncio.timeout(STUCK):
                await send(_body(what, more=not last))
        except TimeoutError:
            return


def _body(what: bytes, *, more: bool = True) -> Message:
    return {"type": "http.response.body", "body": what, "more_body": more}


async def _leaves(receive: Receive, stream: Stream) -> None:
    """Wait until whoever asked has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.end()


def _wants_stream(scope: Message) -> bool:
    return any(name == b"accept" and KIND.encode() in value for name, value in scope["headers"])


def _headers(response: HttpResponseBase) -> list[tuple[bytes, bytes]]:
    """Give the headers as ASGI has them; a stream has no length."""
    skip = {"content-length"} if isinstance(response, Opened) else set()
    rows = [
        (name.lower().encode("ascii"), value.encode("latin1")) for name, value in response.items() if name.lower() not in skip
    ]
    return rows + [(b"set-cookie", cookie.output(header="").strip().encode("latin1")) for cookie in response.cookies.values()]
