"""What the pages in docs/ say of tests is true: each that they name is there, and each practice is shown or waits."""

import re
from pathlib import Path

from tests.architecture.law import files

ROOT = Path(__file__).parents[2]
TEST = re.compile(r"^\s*(?:async )?def (test_\w+)", re.MULTILINE)
NAMED = re.compile(r"`(test_\w+)`")


def known() -> set[str]:
    paths = [path for path in files() if path.startswith("tests/") and path.endswith(".py")]
    return {name for path in paths for name in TEST.findall((ROOT / path).read_text())}


def rows() -> list[str]:
    text = (ROOT / "docs" / "procedure.md").read_text()
    return [line for line in text.splitlines() if line.startswith("| ") and not line.startswith("| practice")]


def test_the_tests_that_docs_name_are_there():
    gone = {name for row in rows() for name in NAMED.findall(row)} - known()
    assert not gone, f"docs/procedure.md names tests that are not there: {sorted(gone)}. Name those that show it now."


def test_each_practice_is_shown_or_waits():
    silent = [row for row in rows() if not NAMED.search(row) and not re.search(r"\bwaits? for\b|\bleft out\b", row)]
    assert len(rows()) > 30
    assert not silent, "\n".join(["Say which test shows this, or what it waits for:", *silent])
