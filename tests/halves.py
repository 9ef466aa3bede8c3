"""Runs both halves of the suite at the same time: `python -m tests.halves WORKERS [arguments of pytest]`.

The half on SQLite is told as it goes, that on PostgreSQL when it has ended. Fails where either fails. PostgreSQL's is a small
part of the suite and waits much for servers and browsers, so one process does it beside the others.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence


def main(workers: str, arguments: Sequence[str]) -> int:
    """Run both and give the exit code: 0 where both are green."""
    command = [sys.executable, "-m", "pytest", *arguments]
    with tempfile.TemporaryFile() as log:
        postgres = subprocess.Popen(
            [*command, "-n", str(max(1, int(workers) // 2))],
            env=os.environ | {"PLANK_TEST_DATABASE": "postgres"},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        sqlite = subprocess.run([*command, "-n", workers, "--dist", "worksteal"], check=False).returncode
        codes = {"SQLite": sqlite, "PostgreSQL": postgres.wait()}
        log.seek(0)
        print(log.read().decode(errors="replace"))
    for half, code in codes.items():
        print(f"{half}: {'all is well' if code == 0 else f'not well (pytest ended with {code})'}")
    return int(any(codes.values()))


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1], sys.argv[2:]))
    except KeyboardInterrupt:
        sys.exit(130)
