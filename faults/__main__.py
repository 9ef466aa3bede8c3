"""`make faults`: put the promises to the test, a row for each; `python -m faults NAME ...` those alone.

With `--break NAME` its mutants run instead, a row for each and a tenth of the rounds, and all must be found broken: then, and
where all promises hold, the exit status is 0.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

import django

from tests.servers import FORGETFUL, cluster

if TYPE_CHECKING:
    from faults.promise import Promise


def main(arguments: Sequence[str]) -> int:
    """Run what is asked for and print the table."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "tests.settings", "PLANK_TEST_DATABASE": "postgres"}
    django.setup()
    from faults.promises import PROMISES  # noqa: PLC0415 (they know models)

    asked = argparse.ArgumentParser(prog="make faults")
    asked.add_argument("names", nargs="*", choices=[[], *PROMISES], default=[])
    asked.add_argument("--break", dest="broken", choices=["", *PROMISES], default="", help="run the mutants of this one")
    asked.add_argument("--rounds", type=int, help="how often, instead of as promised")
    told = asked.parse_args(arguments)
    names = [told.broken] if told.broken else told.names or list(PROMISES)
    held = [_broken(PROMISES[name], told.rounds) if told.broken else _row(PROMISES[name], told.rounds) for name in names]
    print(f"{sum(held)} promises held, {len(held) - sum(held)} broken", flush=True)
    return int(all(held) if told.broken else not all(held))


def _broken(promise: Promise, rounds: int | None) -> bool:
    """Run each mutant of a promise, and tell whether it holds in spite of one, which must not be."""
    enough = rounds or max(promise.rounds // 10, 2)
    held = [_row(promise, enough, how, mutant()) for how, mutant in promise.mutants.items()]
    return any(held)


def _row(promise: Promise, rounds: int | None, how: str = "", mutant: AbstractContextManager[Any] | None = None) -> bool:
    """Run one promise on a PostgreSQL of its own, print its row, and tell whether it holds."""
    times, began = rounds or promise.rounds, time.monotonic()
    with mutant or nullcontext(), nullcontext() if promise.servers else _database():
        seen = promise.run(times)
    print(f"{promise.name}  {'holds ' if seen.holds else 'BROKEN'}  {promise.words}")
    print(f"    {promise.fault}; {times} times, {time.monotonic() - began:.0f} s" + (f"; {how}" if how else ""))
    print(f"    {seen.acknowledged} acknowledged, {seen.found} found")
    for what, often in sorted((+seen.wrong).items()):
        print(f"    {what}: {often}")
    return seen.holds


@contextmanager
def _database() -> Iterator[None]:
    """Have an empty database on a PostgreSQL that is nobody else's."""
    from faults.database import pointed_at  # noqa: PLC0415 (it knows Django's connections)

    with cluster() as made, made.serving(**FORGETFUL, max_connections="1100"), pointed_at(made.port):
        yield


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
