"""Edits back to pieces: what is composed of them again are the same edits."""

import pytest

from amendments.text import compose as c
from amendments.text.recompose import pieces_of
from tests.world import text

PIECES: dict[str, list[c.Piece]] = {
    "words": [c.Rewrite("1", "We want homes for *everybody*. A home is a right.")],
    "an insertion": [c.Insert("new", "s1", "1", "A new paragraph, with **words**.")],
    "a strike": [c.Strike("2")],
    "a move": [c.Move("3", "s1", None)],
    "a split": [c.Split("1", "new", "We want homes for all.", "A home is a right. Nobody is put out into the street.")],
    "a joint": [c.Join("1", "2")],
    "a section": [c.NewSection("snew", None, "s1", "Between")],
    "a struck section": [c.StrikeSection("s2")],
    "a title": [c.Retitle("s1", "Houses")],
    "a moved section": [c.MoveSection("s2", None, None)],
    "several": [c.Rewrite("1", "We want homes."), c.Strike("2"), c.Insert("new", "s1", "1", "And more.")],
}


@pytest.mark.parametrize("name", PIECES)
def test_they_compose_to_the_same_edits(name):
    document = text()
    edits = c.compose(document, PIECES[name])
    assert edits
    assert c.compose(document, pieces_of(document, edits)) == edits
