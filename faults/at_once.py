"""Run calls at the same time, each on a database connection of its own, and give what came of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Barrier, BrokenBarrierError, Thread
from typing import Any

from django.db import connection

Outcome = Any  # what a call gave, or the exception that it raised
Call = Callable[[], Any]


@contextmanager
def standing(size: int) -> Iterator[Callable[[Sequence[Call]], list[Outcome]]]:
    """Have so many threads that stay, each with its connection, so that a thousand can act at once, and again.

    Gives what starts as many calls together, and waits for all. An exception is an outcome like another.
    """
    begin, end = Barrier(size + 1), Barrier(size + 1)
    calls: list[Call] = []
    outcomes: list[Outcome] = [None] * size

    def stand(i: int) -> None:
        connection.ensure_connection()
        try:
            begin.wait()
            while calls:
                try:
                    outcomes[i] = calls[i]()
                except Exception as error:
                    outcomes[i] = error
                end.wait()
                begin.wait()
        except BrokenBarrierError:
            pass
        finally:
            connection.close()

    def together(now: Sequence[Call]) -> list[Outcome]:
        calls[:] = now
        try:
            begin.wait(30 + size)  # a thousand connections take their time
            end.wait(120 + size)
        except BrokenBarrierError as error:
            raise AssertionError("A call waits for a lock that nobody gives up, or for a connection.") from error
        return list(outcomes)

    threads = [Thread(target=stand, args=(i,), daemon=True) for i in range(size)]
    for thread in threads:
        thread.start()
    try:
        yield together
    finally:
        calls.clear()
        if not begin.broken and not end.broken:
            begin.wait(30 + size)
        begin.abort()
        end.abort()
        for thread in threads:
            thread.join(30)


def at_once(calls: Sequence[Call]) -> list[Outcome]:
    """Start all calls together, and wait for all."""
    with standing(len(calls)) as together:
        return together(calls)
