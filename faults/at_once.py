"""Run calls at the same time, each on a database connection of its own, and give what came of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Barrier, BrokenBarrierError, Thread
from typing import Any

from django.db import connection

Outcome = Any  # what a call gave, or the exception that it raised
Call = Callable[[], Any]
STUCK = "A call waits for a lock that nobody gives up, or for a connection."


class Standing:
    """So many threads that stay, each with its connection, so that a thousand can act at once, and again."""

    def __init__(self, size: int) -> None:
        self._size = size  # and so many seconds more for each wait: a thousand connections take their time
        self._begin, self._end = Barrier(size + 1), Barrier(size + 1)
        self._calls: list[Call] = []
        self._outcomes: list[Outcome] = [None] * size
        self._threads = [Thread(target=self._stand, args=(i,), daemon=True) for i in range(size)]
        for thread in self._threads:
            thread.start()

    def _stand(self, i: int) -> None:
        connection.ensure_connection()
        try:
            self._begin.wait()
            while self._calls:
                try:
                    self._outcomes[i] = self._calls[i]()
                except Exception as error:
                    self._outcomes[i] = error
                self._end.wait()
                self._begin.wait()
        except BrokenBarrierError:
            pass  # another one is stuck, which is told where all are waited for
        finally:
            connection.close()

    def together(self, calls: Sequence[Call]) -> list[Outcome]:
        """Start as many calls together, and wait for all. An exception is an outcome like another."""
        self._calls[:] = calls
        try:
            self._begin.wait(30 + self._size)
            self._end.wait(120 + self._size)
        except BrokenBarrierError as error:
            raise AssertionError(STUCK) from error
        return list(self._outcomes)

    def leave(self) -> None:
        """Let all go, and close their connections."""
        self._calls.clear()
        if not self._begin.broken and not self._end.broken:
            self._begin.wait(30 + self._size)
        self._begin.abort()
        self._end.abort()
        for thread in self._threads:
            thread.join(30)


@contextmanager
def standing(size: int) -> Iterator[Callable[[Sequence[Call]], list[Outcome]]]:
    """Have so many threads until the block ends, and give what lets them act together."""
    found = Standing(size)
    try:
        yield found.together
    finally:
        found.leave()


def at_once(calls: Sequence[Call]) -> list[Outcome]:
    """Start all calls together, and wait for all."""
    with standing(len(calls)) as together:
        return together(calls)
