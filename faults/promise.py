"""A promise as it is put to the test: the fault, how often, what was acknowledged and what is found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from amendments import access


@dataclass
class Seen:
    """What came of the faults. `acknowledged` acts were answered as done, `found` of them are there.

    `wrong` counts what is not right. A name in `wrong` with a count of 0 is something that was looked at and is well.
    """

    acknowledged: int = 0
    found: int = 0
    wrong: Counter[str] = field(default_factory=Counter)

    @property
    def holds(self) -> bool:
        """Tell whether all that was acknowledged is there, and nothing else is wrong."""
        return self.acknowledged == self.found and not +self.wrong


Mutant = Callable[[], AbstractContextManager[Any]]


@dataclass(frozen=True)
class Promise:
    """One row of the table. `run` takes a number of rounds; each of `mutants` breaks what its name says, and the row must fail.

    One with `servers` starts its own.
    """

    name: str
    words: str
    fault: str
    rounds: int
    run: Callable[[int], Seen]
    mutants: Mapping[str, Mutant]
    servers: bool = False


@contextmanager
def no_locks() -> Any:
    """Break the gates: they read, and lock nothing."""
    locked = access._first
    with patch.object(access, "_first", lambda rows, lock: locked(rows, False)):
        yield
