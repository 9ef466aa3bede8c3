"""`python -m bench`: print the measures."""

from __future__ import annotations

import platform
import sys

from bench.congress import congress
from bench.load import load
from bench.merging import merging
from bench.quality import quality
from bench.speed import speed

MEASURES = {"quality": quality, "merging": merging, "speed": speed, "congress": congress, "load": load}


def main() -> None:
    """Print each table as soon as it is measured; `python -m bench NAME` prints one."""
    print(f"Python {platform.python_version()}, {platform.machine()}\n")
    for name, measure in MEASURES.items():
        if name in sys.argv[1:] or not sys.argv[1:]:
            print(measure(), flush=True)


main()
