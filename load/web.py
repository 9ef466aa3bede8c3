"""A browser's bare bones: one person with cookies, who loads pages, sends their forms and follows what is live. HTTP/1.1."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import urlencode, urljoin, urlsplit

PATIENCE = 60.0  # seconds for an answer
HTMX = {"HX-Request": "true"}
HTTPS = {"X-Forwarded-Proto": "https"}  # as a proxy of the site's own would say


class Lost(OSError):
    """The server did not answer."""


@dataclass
class Answer:
    """What a server answered."""

    status: int
    headers: dict[str, str]
    text: str


class Event(NamedTuple):
    """A server-sent event, as it came."""

    name: str
    key: str
    text: str

    @property
    def data(self) -> dict[str, Any]:
        """What it says."""
        said: dict[str, Any] = json.loads(self.text)
        return said


@dataclass
class Form:
    """A form of a page: where it is sent, and what its fields hold."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)


class Forms(HTMLParser):
    """Reads the forms of a page, as far as a person who fills them in needs it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a form, or a field of the form that is open."""
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append(Form(values.get("action", "")))
        elif tag == "input" and self.found and "name" in values:
            ticked = values.get("type") not in {"radio", "checkbox"} or "checked" in values
            if ticked:
                self.found[-1].fields[values["name"]] = values.get("value", "")

    def to(self, action: str) -> Form:
        """Give the form that is sent to this path. Raises LookupError."""
        for one in self.found:
            if urlsplit(one.action).path == action:
                return one
        raise LookupError(f"The page has no form for {action}.")


class Visitor:
    """One person at a site: `pages` and `streams` are its addresses, which may be one."""

    def __init__(self, pages: str, streams: str = "", cookies: Mapping[str, str] | None = None) -> None:
        self.pages, self.streams = pages.rstrip("/"), (streams or pages).rstrip("/")
        self.cookies = dict(cookies or {})
        self._open: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> Answer:
        """Load a page."""
        return await self._ask("GET", path)

    async def send(self, form: Form, page: str, **fields: str) -> Answer:
        """Send a form of a page, filled in."""
        path = urlsplit(urljoin(self.pages + page, form.action)).path
        return await self._ask("POST", path, urlencode(form.fields | fields).encode(), page)

    async def send_part(self, form: Form, page: str, **fields: str) -> Answer:
        """Send it as htmx does, which is answered by a part of the page."""
        path = urlsplit(urljoin(self.pages + page, form.action)).path
        return await self._ask("POST", path, urlencode(form.fields | fields).encode(), page, HTMX)

    async def get_part(self, path: str) -> Answer:
        """Load a part of a page that is open, as htmx does."""
        return await self._ask("GET", path, more=HTMX)

    async def close(self) -> None:
        """Hang up."""
        if self._open is not None:
            self._open[1].close()
            self._open = None

    async def _ask(
        self, method: str, path: str, body: bytes = b"", page: str = "", more: Mapping[str, str] = MappingProxyType({})
    ) -> Answer:
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Referer": self._secure(page)} if body else {}
        request = self._request(method, self.pages, path, headers | {"Content-Length": str(len(body)), **more}) + body
        kept = self._open is not None
        async with asyncio.timeout(PATIENCE):
            while True:
                if self._open is None:
                    self._open = await _connect(self.pages)
                reader, writer = self._open
                try:
                    writer.write(request)
                    answer = await _answer(reader)
                except (OSError, EOFError) as error:  # a connection that was kept may have been closed meanwhile
                    await self.close()
                    if not kept:
                        raise Lost(str(error)) from error
                    kept = False
                else:
                    self._keep(answer)
                    if answer.headers.get("connection") == "close":
                        await self.close()
                    return answer

    async def follow(self, path: str) -> AsyncIterator[Event]:
        """Hold a stream open, and give what comes. The first event is `open`. Raises Lost where there is none, or it breaks."""
        reader, writer = await _connect(self.streams)
        try:
            writer.write(self._request("GET", self.streams, path, {"Accept": "text/event-stream"}))
            status, headers = await _head(reader)
            if status != 200:
                raise Lost(f"{path} answered {status}")
            yield Event("open", "", "{}")
            lines: dict[str, str] = {}
            async for line in _lines(reader, chunked=headers.get("transfer-encoding") == "chunked"):
                name, _, value = line.partition(": ")
                if line:
                    lines[name] = value
                elif "event" in lines:
                    yield Event(lines["event"], lines.get("id", ""), lines["data"])
                    lines = {}
        except EOFError as error:
            raise Lost("The stream broke.") from error
        finally:
            writer.close()

    def _request(self, method: str, base: str, path: str, more: Mapping[str, str]) -> bytes:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Host": urlsplit(base).netloc, **HTTPS, "Cookie": cookies, **more}
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items() if value)]
        return "\r\n".join([*lines, "", ""]).encode()

    def _secure(self, page: str) -> str:
        return f"https://{urlsplit(self.pages).netloc}{page}"

    def _keep(self, answer: Answer) -> None:
        for name, cookie in SimpleCookie(answer.headers.get("set-cookie", "")).items():
            self.cookies[name] = cookie.value


async def _connect(base: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    parts = urlsplit(base)
    return await asyncio.open_connection(parts.hostname, parts.port or 80, limit=2**22)


async def _head(reader: asyncio.StreamReader) -> tuple[int, dict[str, str]]:
    """Read status and headers; of several cookies, all in one line."""
    status = int((await reader.readuntil(b"\r\n")).split()[1])
    headers: dict[str, str] = {}
    while line := (await reader.readuntil(b"\r\n")).decode("latin1").strip():
        name, _, value = line.partition(":")
        name = name.lower()
        headers[name] = f"{headers[name]}\r\n{value.strip()}" if name in headers else value.strip()
    return status, headers


async def _answer(reader: asyncio.StreamReader) -> Answer:
    status, headers = await _head(reader)
    if headers.get("transfer-encoding") == "chunked":
        body = b"".join([one async for one in _chunks(reader)])
    else:
        body = await reader.readexactly(int(headers.get("content-length", 0)))
    return Answer(status, headers, body.decode())


async def _chunks(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    while size := int(await reader.readuntil(b"\r\n"), 16):
        yield (await reader.readexactly(size + 2))[:-2]
    await reader.readuntil(b"\r\n")


async def _lines(reader: asyncio.StreamReader, *, chunked: bool) -> AsyncIterator[str]:
    """Give the lines of a stream."""
    if not chunked:
        while line := await reader.readline():
            yield line.decode().rstrip("\n")
        return
    rest = b""
    async for chunk in _chunks(reader):
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            yield line.decode()
