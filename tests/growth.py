"""How the work of something grows, as counts: no test asks a clock, for a busy machine is slow and proves nothing.

`steps` counts the lines of Python that run, the same number on every machine; a test compares it for a little and for
more. What runs inside regular expressions has no lines: `grows_evenly` alone measures processor time, and compares only
the time of one text with that of another, eight times as long. How fast things are is what `make bench` prints.
"""

import sys
from collections.abc import Callable
from time import process_time
from types import FrameType
from typing import Any, TypeVar

LONGER, ALLOWED = 8, 24  # times as long; times as much processor time, where the square would be 64 times
IN_NO_TIME = 0.25  # seconds of processor time for the longer text: so little grows with no square
Text = TypeVar("Text")


def steps(work: Callable[[], object]) -> int:
    """Count the lines of Python that `work` runs, those of loops each time round, and those of all that it calls."""
    count = 0

    def each(_frame: FrameType, event: str, _given: Any) -> Callable[..., Any]:
        nonlocal count
        count += event == "line"
        return each

    before = sys.gettrace()
    sys.settrace(each)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def grows_evenly(read: Callable[[Text], object], short: Text, long: Text) -> None:
    """Fail where a text eight times as long takes so much longer that time must grow with the square of its length."""
    if _seconds(read, long) > IN_NO_TIME:
        # The least of three is compared, for other work on the machine can only add to it.
        least, most = (min(_seconds(read, text) for _ in range(3)) for text in (short, long))
        assert most < ALLOWED * least, f"{LONGER} times the length takes {most / least:.0f} times as long"


def _seconds(read: Callable[[Text], object], text: Text) -> float:
    """Give the processor time that reading takes."""
    begun = process_time()
    read(text)
    return process_time() - begun
