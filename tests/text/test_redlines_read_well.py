"""Redlines as a reader wants them. The cases stand in `cases/redlines.md`; anyone may add one."""

import re
from pathlib import Path

import pytest

from tests.text.test_diff import check_laws, plain, shown

CASES = Path(__file__).parent / "cases" / "redlines.md"
CASE = re.compile(r"^## (.+)\nOld: (.*)\nNew: (.*)\nRedline: (.*)$", re.MULTILINE)


def cases() -> list[tuple[str, ...]]:
    text = CASES.read_text("utf-8")
    found = CASE.findall(text)
    assert len(found) == text.count("\n## "), "a case is not written as the others are"
    return found


@pytest.mark.parametrize(("old", "new", "redline"), [case[1:] for case in cases()], ids=[case[0] for case in cases()])
def test_a_redline_reads_well(old: str, new: str, redline: str) -> None:
    check_laws(plain(old), plain(new))
    assert shown(old, new) == redline
