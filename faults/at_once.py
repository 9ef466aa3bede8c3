"""Run calls at the same time, each on a database connection of its own, and give what came of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Barrier, Thread
from typing import Any

from django.db import connection

Outcome = Any  # what a call gave, or the exception that it raised


def at_once(calls: Sequence[Callable[[], Any]]) -> list[Outcome]:
    """Start all calls together and wait for all. An exception is an outcome like another."""
    barrier = Barrier(len(calls))
    outcomes: list[Outcome] = [None] * len(calls)

    def run(i: int) -> None:
        try:
            connection.ensure_connection()
            barrier.wait(30 + len(calls))  # a thousand connections take their time
            outcomes[i] = calls[i]()
        except Exception as error:
            outcomes[i] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=(i,)) for i in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120 + len(calls))
    assert not any(thread.is_alive() for thread in threads), "A call waits for a lock that nobody gives up."
    return outcomes
