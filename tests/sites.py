"""The site in processes of its own, as in production: pages by granian, streams by uvicorn, on the test's database."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.conftest import database_url
from tests.servers import HOST, ROOT, answers, free_port, running


def _told(broker: str) -> dict[str, str]:
    told = {"DJANGO_SETTINGS_MODULE": "tests.served", "PLANK_TEST_SERVES": database_url(), "PLANK_TEST_BROKER": broker}
    return os.environ | told


@contextmanager
def pages(broker: str = "") -> Iterator[str]:
    """Serve the pages by granian (WSGI), and give their address."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(port)]
    command += ["--workers", "1", "--blocking-threads", "2", "platform_app.wsgi:application"]
    with running(command, lambda _said: answers(port), signal.SIGTERM, cwd=ROOT, env=_told(broker)):
        yield f"http://{HOST}:{port}"


@contextmanager
def streams(port: int = 0, broker: str = "") -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Serve the streams, and the pages too, by uvicorn (ASGI), at a port or any; give their address, and the process."""
    port = port or free_port()
    command = [sys.executable, "-m", "platform_app.live", "--port", str(port)]
    with running(command, lambda _said: answers(port), signal.SIGTERM, cwd=ROOT, env=_told(broker)) as process:
        yield f"http://{HOST}:{port}", process
