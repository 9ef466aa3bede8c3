"""A table in plain characters."""

from __future__ import annotations

from collections.abc import Sequence


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Give the table as text: the first column to the left, the others to the right."""
    cells = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    lines = [_line(row, widths) for row in cells]
    return "\n".join([title, lines[0], "  ".join("-" * width for width in widths), *lines[1:], ""])


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = row
    return "  ".join([first.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))])


def milliseconds(seconds: float | None) -> str:
    """Give a time to read, or a dash where none was taken."""
    if seconds is None:
        return "-"
    return f"{seconds * 1000:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"


def middle(values: Sequence[float], part: float = 0.5) -> float:
    """Give the value below which `part` of the values lie (the nearest one, no mean of two)."""
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]
