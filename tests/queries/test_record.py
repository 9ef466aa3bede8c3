"""The record in words: whatever an act appends is told to people, and not by a bare name."""

import re
from pathlib import Path

from amendments import actions
from amendments.queries.record import KINDS

OF_THE_CONGRESS = re.compile(
    r"seats? |body |congress |orders |people |register |challenge |vote given|vote taken|weight |proxy |door "
)


def test_every_kind_of_entry_is_told_in_words():
    """A kind without words would stand in the record and in the minutes as a bare name: give it some in `KINDS`."""
    written = "\n".join(path.read_text() for path in Path(actions.__file__).parent.glob("*.py"))
    kinds = set(re.findall(r"append(?:_all)?\(\s*\"([^\"]+)\"", written))
    assert len(kinds) > 40
    assert {kind for kind in kinds - KINDS.keys() if not OF_THE_CONGRESS.match(kind)} == set()
