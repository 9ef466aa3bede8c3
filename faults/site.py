"""Granian on PostgreSQL, as production runs them, where each can be killed while people file."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random
from subprocess import Popen
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client

from amendments.models import Person
from tests.servers import HOST, ROOT, Cluster, Missing, answers, free_port, running

TOKEN = "a" * 32  # a secret of our own stands in the cookie and in the form, as a browser's would
UNPATIENT = 20  # seconds


class Killed:
    """A PostgreSQL that is served anew each time it is killed. `settings` are those of the server."""

    def __init__(self, made: Cluster, stack: ExitStack, **settings: str) -> None:
        self._made, self._stack, self._settings = made, stack, settings
        self._process = self._stack.enter_context(made.serving(**settings))

    def kill(self) -> None:
        """Kill it with all its processes, and serve it again."""
        self._process.kill()
        self._process.wait()
        deadline = time.monotonic() + UNPATIENT
        while True:  # its children see that it is gone a moment later, and hold its memory until then
            try:
                self._process = self._stack.enter_context(self._made.serving(**self._settings))
            except Missing:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)
            else:
                return


@contextmanager
def pages(database: str, workers: int = 2) -> Iterator[Pages]:
    """Serve the pages from `workers` processes until the block ends; who ends is begun anew, as an init system would.

    Granian replaces a worker that was killed, and ends by itself where that one is killed again within five seconds.
    """
    port = free_port()
    told = {
        "PLANK_DATABASE_URL": database,
        "PLANK_SECRET_KEY": settings.SECRET_KEY,
        "PLANK_HOSTS": HOST,
        "PLANK_BEHIND_PROXY": "1",
        "DJANGO_SETTINGS_MODULE": "platform_app.settings",
    }
    known = {name: value for name, value in os.environ.items() if not name.startswith(("PLANK_", "DJANGO_"))}
    command: list[str | Path] = [Path(sys.executable).with_name("granian"), "--interface", "wsgi", "--host", HOST]
    command += ["--port", str(port), "--workers", str(workers), "--respawn-failed-workers", "--respawn-interval", "0.1"]
    command += ["--workers-kill-timeout", "2s", "platform_app.wsgi:application"]

    def begin() -> AbstractContextManager[Popen[bytes]]:
        return running(command, lambda _: answers(port), signal.SIGTERM, cwd=ROOT, env=known | told)

    with ExitStack() as stack:
        yield Pages(port, begin, stack)


class Pages:
    """Pages that are served: people post to them, and their workers are killed."""

    def __init__(self, port: int, begin: Callable[[], AbstractContextManager[Popen[bytes]]], stack: ExitStack) -> None:
        self.port, self._begin, self._stack = port, begin, stack
        self._process = stack.enter_context(begin())

    def keep_up(self) -> None:
        """Begin anew where the server has ended by itself."""
        if self._process.poll() is not None:
            self._process = self._stack.enter_context(self._begin())

    def kill_worker(self, chance: Random) -> bool:
        """Kill one worker; granian starts another in its place. Tells whether there was one."""
        pid = self._process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        workers = [int(pid) for pid in children if b"resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_bytes()]
        if workers:
            os.kill(chance.choice(workers), signal.SIGKILL)
        return bool(workers)

    def post(self, person: Session, path: str, fields: dict[str, Any]) -> tuple[int, str] | None:
        """Post a form; give the status and where it leads, or None where no answer came."""
        try:
            line = HTTPConnection(HOST, self.port, timeout=UNPATIENT)
            line.request("POST", path, urlencode(fields | {"csrfmiddlewaretoken": TOKEN}), person.headers(self.port))
            answer = line.getresponse()
            answer.read()
            return answer.status, answer.headers.get("Location", "")
        except (OSError, HTTPException):
            return None


class Session:
    """Somebody who is signed in."""

    def __init__(self, person: Person) -> None:
        client = Client()
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        self._cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"

    def headers(self, port: int) -> dict[str, str]:
        """Give what a browser behind the proxy sends along."""
        return {
            "Cookie": f"{self._cookie}; {settings.CSRF_COOKIE_NAME}={TOKEN}",
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": f"https://{HOST}:{port}",
            "X-Forwarded-Proto": "https",
        }
