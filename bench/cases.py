"""Real texts to measure on, kept beside the project; without them only the generated ones are measured."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

CASES = Path(__file__).parents[2] / "shared" / "cases"


def cases(name: str) -> list[dict[str, Any]] | None:
    """Give the rows of one file of cases, or None where it is not there."""
    path = CASES / f"{name}.jsonl"
    if not path.exists():
        return None
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]
