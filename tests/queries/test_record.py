"""The record in words: whatever an act appends is told to people, and not by a bare name."""

import re
from pathlib import Path

from amendments import actions
from amendments.queries.own_record import OWN
from amendments.queries.record import KINDS


def test_every_kind_of_entry_is_told_in_words():
    """A kind without words would stand in the record and in the minutes as a bare name: give it some in `KINDS` or `OWN`."""
    written = "\n".join(path.read_text() for path in Path(actions.__file__).parent.glob("*.py"))
    kinds = set(re.findall(r"append(?:_all)?\(\s*\"([^\"]+)\"", written))
    assert len(kinds) > 40
    assert kinds - KINDS.keys() - OWN.keys() == set()
