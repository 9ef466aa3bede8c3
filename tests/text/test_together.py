"""Amendments that do not conflict as one text: the same as `merge` gives, and only what is wanted written out."""

import pytest

from amendments.text.diff import diff
from amendments.text.document import Document, Paragraph
from amendments.text.edits import Amendment, ChangeWords, Mismatch, MoveParagraph, StrikeParagraph
from amendments.text.markdown import parse, serialize
from amendments.text.merge import merge
from amendments.text.together import Together

WORDS = ("One two three.", "Four five six.", "Seven eight nine.", "Ten eleven.")
DOCUMENT = Document((), tuple(Paragraph(f"p{n}", label=str(n), tokens=parse(words)) for n, words in enumerate(WORDS)))


def rewrite(number, at, words):
    old = DOCUMENT.paragraphs[at]
    return Amendment(f"A{number}", number, (ChangeWords(old.id, old.digest, diff(old.tokens, parse(words))),))


def move(number, at, after):
    return Amendment(f"A{number}", number, (MoveParagraph(DOCUMENT.paragraphs[at].id, None, DOCUMENT.paragraphs[after].id),))


def strike(number, at):
    old = DOCUMENT.paragraphs[at]
    return Amendment(f"A{number}", number, (StrikeParagraph(old.id, old.digest),))


def test_it_is_the_text_that_merge_gives():
    many = [rewrite(1, 0, "One 2 three."), rewrite(2, 1, "Four five 6."), strike(3, 2), move(4, 3, 0)]
    assert Together(DOCUMENT, many).text() == merge(DOCUMENT, many).document


def test_only_what_is_wanted_is_written_out():
    many = [rewrite(1, 0, "One 2 three."), rewrite(2, 1, "Four five 6."), strike(3, 2)]
    found = Together(DOCUMENT, many)
    assert set(found.rewritten) == {"p0", "p1"}
    text = found.text({"p1"})
    assert [serialize(p.tokens) for p in text.paragraphs[:2]] == ["One two three.", "Four five 6."]
    assert text.paragraphs[2].struck


def test_a_circle_that_no_pair_shows_is_left_out_and_the_rest_stands():
    many = [move(1, 0, 1), move(2, 1, 2), move(3, 2, 0), rewrite(4, 3, "Ten 11.")]
    found = Together(DOCUMENT, many)
    assert [circle.members for circle in found.circles] == [("A1", "A2", "A3")]
    assert "in a circle" in found.circles[0].conflict.why
    assert [each.id for each in found.left] == ["A4"]
    assert serialize(found.text().paragraphs[3].tokens) == "Ten 11."


def test_one_that_does_not_fit_is_an_error():
    wrong = Amendment("A1", 1, (ChangeWords("p0", "0" * 64, ()),))
    with pytest.raises(Mismatch):
        Together(DOCUMENT, [wrong])
