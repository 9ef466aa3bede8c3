"""What is slow by measure: `python -m tests.slow` asks both halves of the short suite and adds to tests/slow.txt.

For a quiet machine, some five minutes. What stands in the list is left to `make test-long`. A test that must stay in
`make test` whatever it takes, because nothing else there shows the same, is named in `STAYS`.
"""

import os
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from tests.servers import ROOT

LIST = ROOT / "tests/slow.txt"
HALVES = ("SQLite", "PostgreSQL")
SLOW = {"SQLite": 0.25, "PostgreSQL": 2.0}  # seconds; on PostgreSQL a test waits for others, and costs less than it takes
STAYS = (
    "tests/test_harness.py::",
    "tests/pages/test_browser.py::test_axe_finds_nothing[light-390]",
    "tests/pages/test_console_browser.py::",
    "tests/pages/test_screens_browser.py::",
    "tests/pages/test_table.py::test_audience_decides_who_reads[members-a fourth]",
    "tests/pages/test_table.py::test_table_decides[discussion-a twelfth]",
    "tests/promises/test_ballots.py::test_it_holds",
    "tests/promises/test_ballots.py::test_p1_nothing_links",
    "tests/promises/test_r8.py::test_r8_the_adopted_text",
    "tests/promises/test_under_load.py::test_r5_contradictory",
    "tests/promises/test_under_load.py::test_r6_no_edit",
    "tests/tasks/test_outbox.py::test_a_real_worker_delivers",
)
DURATION = re.compile(r"^([\d.]+)s (?:setup|call|teardown) +(tests/.*)$", re.MULTILINE)


def listed(half: str) -> set[str]:
    """Give the tests that the list names for a half."""
    lines = LIST.read_text().splitlines() if LIST.exists() else []
    return {line.removeprefix(f"{half} ") for line in lines if line.startswith(f"{half} ")}


def slow_of(half: str, said: str) -> Iterable[str]:
    """Give what took too long by pytest's own table of durations, but for what stays."""
    took = defaultdict[str, float](float)
    for seconds, name in DURATION.findall(said):
        took[name] += float(seconds)
    return (name for name, seconds in took.items() if seconds > SLOW[half] and not name.startswith(STAYS))


def main() -> int:
    """Measure both halves at once, a process each, and add to the list what is slow. Gives 0, or 1 where a half is red."""
    with ThreadPoolExecutor() as at_once:
        runs = dict(zip(HALVES, at_once.map(_measured, HALVES), strict=True))
    lines = {f"{half} {name}" for half, run in runs.items() for name in (*listed(half), *slow_of(half, run.stdout))}
    LIST.write_text("".join(f"{line}\n" for line in sorted(lines)))
    for half, run in runs.items():
        print(f"{half}: {run.stdout.splitlines()[-1]}")
    return int(any(run.returncode for run in runs.values()))


def _measured(half: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-m", "not long", "--durations=0", "--durations-min=0.05"]
    database = {"PLANK_TEST_DATABASE": "postgres" if half == "PostgreSQL" else ""}
    return subprocess.run(command, env=os.environ | database, capture_output=True, text=True, check=False)


if __name__ == "__main__":
    sys.exit(main())
