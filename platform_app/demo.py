"""Starts the demo: `python -m platform_app.demo`. The Makefile calls it, and sets `PLANK_DEMO=1`.

A first run makes the database, loads the sample congress and gathers the static files; the next ones find all that and start
in seconds. One process serves it, on the loopback address only, because anyone may sign in as anyone.
"""

import argparse
import hashlib
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from io import StringIO
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from platform_app.live import HOST, serve
from platform_app.serving import refuse_unless_ready


class Refused(Exception):
    """The demo cannot start; the message says why and what to do."""


def main() -> int:
    """Prepare and serve until Ctrl-C; give 1 where it cannot start, after saying why."""
    asked = _arguments()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "platform_app.settings")
    try:
        django.setup()
        refuse_unless_ready()
        _refuse_taken_port(asked.port)
        _prepare(asked.draft, reset=asked.reset)
    except (Refused, ImproperlyConfigured, CommandError) as refusal:
        print(f"The demo did not start. {refusal}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    print(f"\nPlank is at http://{HOST}:{asked.port}/ (Ctrl-C stops it)\n", flush=True)
    with _delegates(asked) if asked.congress else nullcontext():
        serve(asked.port)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make demo")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--draft", default="", help="a text to load instead of the sample")
    parser.add_argument("--congress", action="store_true", help="let delegates come who vote by themselves")
    parser.add_argument("--seed", type=int, default=1, help="what decides how they vote")
    parser.add_argument("--pace", type=float, default=30.0, help="seconds within which they vote")
    parser.add_argument("--reset", action="store_true", help="delete what was done in the demo first")
    return parser.parse_args()


@contextmanager
def _delegates(asked: argparse.Namespace) -> Iterator[None]:
    """Let delegates come whom the computer plays, in a process of their own that knows the pages alone."""
    said = StringIO()
    call_command("demo_congress", stdout=said)
    congress, *people = said.getvalue().split()
    connection.close()
    address = f"http://{HOST}:{asked.port}"
    floor = f"{address}/c/{congress}/floor/"
    print(
        f"{len(people)} delegates are coming, and vote by themselves. Sign in as the chair, then run the floor: {floor}run/\n"
        f"Vote beside them as a delegate: {floor}\nThe projector: {address}/c/{congress}/wall/\n",
        flush=True,
    )
    command = [sys.executable, "-m", "load.congress", address, congress, *people, "--seed", str(asked.seed)]
    hall = subprocess.Popen([*command, "--pace", str(asked.pace)], cwd=settings.BASE_DIR)  # noqa: S603 (our own, with numbers)
    try:
        yield
    finally:
        hall.terminate()
        hall.wait()


def _refuse_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            another = port + 1 if 0 < port < 65535 else 8001
            why = "is in use" if 0 < port < 65536 else "does not exist"
            raise Refused(f"Port {port} {why}; choose another: make demo PORT={another}") from error


def _prepare(draft: str, *, reset: bool) -> None:
    """Make ready the database, the sample and the static files."""
    if draft and not Path(draft).is_file():
        raise Refused(f"There is no file {draft}.")
    if reset:
        _refuse_real_accounts()
        connection.close()
        for suffix in ("", "-wal", "-shm"):
            Path(f"{connection.settings_dict['NAME']}{suffix}").unlink(missing_ok=True)
    _refuse_other_steps()
    call_command("migrate", verbosity=0, interactive=False)
    _refuse_real_accounts()
    call_command("demo", *(["--draft", draft] if draft else []))
    _gather_static_files()


def _refuse_other_steps() -> None:
    """Refuse a database that went steps which this Plank does not know: its tables are not the ones that it expects."""
    steps = MigrationLoader(connection)
    if {app for app, _ in set(steps.applied_migrations or ()) - set(steps.disk_migrations or ())} & {"amendments"}:
        raise Refused("What is in this demo was made by another state of Plank. Begin it anew: make demo-reset")


def _refuse_real_accounts() -> None:
    """Refuse a database in which people have passwords: they are real, and the demo would let anyone in as them."""
    person = apps.get_model(settings.AUTH_USER_MODEL)
    if person._meta.db_table not in connection.introspection.table_names():
        return
    real = person.objects.exclude(password="").exclude(password__startswith="!")  # noqa: S106 (Django's mark of “no password”)
    if real.exists():
        name = Path(str(connection.settings_dict["NAME"])).name
        raise Refused(f"In {name} people have passwords, so it is no demo. Move it elsewhere first: the demo lets anyone in.")


def _gather_static_files() -> None:
    """Run collectstatic, unless the files are those of the last time."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = Path(storage.path(path)).stat()
            digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    stamp = Path(settings.STATIC_ROOT, "gathered")
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(digest.hexdigest())


if __name__ == "__main__":
    sys.exit(main())
