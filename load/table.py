"""The table that the load prints: one row each, with how many, how long in all, and the 50th and 99th percentile."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Row(NamedTuple):
    """One row. Times are in seconds; None where there is none to tell."""

    what: str
    many: int
    seconds: float | None = None
    middle: float | None = None
    last: float | None = None
    of: int | None = None


def row(what: str, times: Sequence[float], *, seconds: float | None = None, of: int | None = None) -> Row:
    """Make a row of single times: how many there are, of how many that should be."""
    if not times:
        return Row(what, 0, seconds, of=of)
    ordered = sorted(times)
    middle, last = (ordered[min(len(ordered) - 1, int(len(ordered) * part))] for part in (0.5, 0.99))
    return Row(what, len(times), ordered[-1] if seconds is None else seconds, middle, last, of)


def table(rows: Sequence[Row]) -> str:
    """Draw the table."""
    lines = [f"{'':<38}{'number':>14}{'seconds':>10}{'50 %':>10}{'99 %':>10}"]
    for one in rows:
        many = f"{one.many:,}" + (f" of {one.of:,}" if one.of is not None else "")
        times = "".join(f"{_time(value):>10}" for value in (one.seconds, one.middle, one.last))
        lines.append(f"{one.what:<38}{many:>14}{times}")
    return "\n".join(lines)


def _time(value: float | None) -> str:
    return "" if value is None else f"{value * 1000:.0f} ms" if value < 1 else f"{value:.1f} s"
