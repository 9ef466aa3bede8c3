"""Real texts that stand beside the project, in `../shared`, and are no part of it."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


def shared(name: str) -> Path:
    """Give the file or folder of that name; where it is not, the test says so and ends.

    The one test that may end so: its subject lies outside the project, and each law that it checks is also checked on texts
    of the project's own.
    """
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"This test reads a real text from {path}, and it is not there; put it there to run the test.")
    return path
