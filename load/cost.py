"""What a load costs in processor time: the servers, the database, and this load itself, which shares the machine with them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")  # of the times that the kernel tells
Seconds = dict[str, float]


class Cost:
    """Measures from when it is made. `servers` gives by name the process that each was started as; itself is "this load"."""

    def __init__(self, servers: Mapping[str, int]) -> None:
        self._servers = {**servers, "this load": os.getpid()}
        self._before = self._now()

    def seconds(self) -> Seconds:
        """Give the processor time of each since then, with all processes below it."""
        return {name: used - self._before[name] for name, used in self._now().items()}

    def _now(self) -> Seconds:
        below = _children()
        own = {pid for name, pid in self._servers.items() if name != "this load"}
        return {name: _used(pid, below, own - {pid}) for name, pid in self._servers.items()}


def in_words(seconds: Seconds, many: int) -> str:
    """Say what each of so many ballots took: "3.1 ms this load, 4.2 ms in all"."""
    each = {name: 1000 * used / many for name, used in seconds.items()}
    said = ", ".join(f"{used:.1f} ms {name}" for name, used in each.items())
    return f"{said}; {sum(each.values()):.1f} ms in all"


def _used(pid: int, below: Mapping[int, list[int]], without: set[int]) -> float:
    """Give the seconds of a process, of its children that have ended, and of those that there are, but for the named ones."""
    if pid in without:
        return 0.0
    fields = _stat(pid)
    own = sum(map(int, fields[11:15])) / TICK if fields else 0.0
    return own + sum(_used(child, below, without) for child in below.get(pid, ()))


def _children() -> dict[int, list[int]]:
    """Give the processes below each process of this machine."""
    found: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        fields = _stat(int(folder.name))
        if fields:
            found.setdefault(int(fields[1]), []).append(int(folder.name))
    return found


def _stat(pid: int) -> list[str]:
    """Give what the kernel says of a process after its name: state, parent, ...; nothing where it has gone. See proc(5)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return []
