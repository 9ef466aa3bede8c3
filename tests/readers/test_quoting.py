"""Amendments that are written down as quoted words become the pieces of work that they ask for, or are refused."""

from itertools import count

import pytest

from amendments.readers.quoting import Unquotable, pieces_of
from amendments.text.apply import apply
from amendments.text.compose import compose
from amendments.text.document import Document, Paragraph, Section
from amendments.text.markdown import parse, serialize

TEXT = Document(
    (Section("a", "1", parse("First Things")), Section("b", "2", parse("Last Things"))),
    (
        Paragraph("p", "a", "1.1", parse("A rent may rise once in two years. It may *never* rise twice.")),
        Paragraph("q", "a", "1.2", parse("We ask for:\n\n- light;\n- air.")),
        Paragraph("r", "b", "2.1", parse("We rest.")),
    ),
)


def after(*pieces):
    """Make the changes and give the new text as people would write it."""
    ids = count(1)
    text = apply(TEXT, compose(TEXT, pieces_of(TEXT, pieces, lambda: f"new{next(ids)}")))
    sections = {section.id: section for section in text.sections}
    return [
        (serialize(sections[p.section].title) if p.section else "", p.label, serialize(p.tokens))
        for p in text.paragraphs
        if not p.struck
    ]


def words(*pieces, label="1.1"):
    return next(text for _, found, text in after(*pieces) if found == label)


def test_strike_insert_substitute():
    assert words({"in": "1.1", "strike": "two years", "insert": "three years"}).startswith(
        "A rent may rise once in three years."
    )
    assert words({"in": "1.1", "strike": " It may *never* rise twice."}) == "A rent may rise once in two years."
    assert words({"in": "1.1", "after": "twice.", "insert": " Nor thrice."}).endswith("rise twice. Nor thrice.")
    assert (
        words({"in": "1.2", "after": "- light;", "insert": "\n- water;"}, label="1.2")
        == "We ask for:\n\n- light;\n- water;\n- air."
    )
    assert words({"in": "1.1", "text": "No rent may rise."}) == "No rent may rise."


def test_several_changes_of_one_paragraph_are_one_piece():
    pieces = [{"in": "1.1", "strike": "two", "insert": "three"}, {"in": "1.1", "strike": "twice", "insert": "again"}]
    assert len(pieces_of(TEXT, pieces, str)) == 1
    assert words(*pieces) == "A rent may rise once in three years. It may *never* rise again."


def test_whole_paragraphs():
    assert [text for _, _, text in after({"insert_after": "1.1", "text": "\nNew.\n"})][1] == "New."
    assert [label for _, label, _ in after({"strike_paragraph": "1.2"})] == ["1.1", "2.1"]
    assert [(title, label) for title, label, _ in after({"move": "1.1", "to_after": "2.1"})] == [
        ("First Things", "1.2"),
        ("Last Things", "2.1"),
        ("Last Things", "1.1"),
    ]


def test_split_and_join():
    parts = [text for _, _, text in after({"split": "1.1", "before": "It may"})]
    assert parts[:2] == ["A rent may rise once in two years.", "It may *never* rise twice."]
    assert words({"join": "1.2", "to": "1.1"}).startswith(
        "A rent may rise once in two years. It may *never* rise twice. We ask"
    )


def test_sections():
    new = after({"new_section": "Middle Things", "after_section": "1", "texts": ["One.", "Two."]})
    assert [(title, text) for title, _, text in new][2:4] == [("Middle Things", "One."), ("Middle Things", "Two.")]
    assert after({"retitle": "2", "strike": "Last", "insert": "Final"})[-1][0] == "Final Things"


@pytest.mark.parametrize(
    ("piece", "says"),
    [
        ({"in": "1.1", "strike": "rise", "insert": "fall"}, "“rise” stands there 2 times"),
        ({"in": "1.1", "strike": "landlord"}, "“landlord” stands there not at all"),
        ({"in": "1.1", "insert": "x"}, "say what to strike"),
        ({"in": "1.1", "after": "rent"}, "say what to strike"),
        ({"in": "1.1", "strike": "two", "insert": "two"}, "Nothing would change in 1.1"),
        ({"in": "9.9", "strike": "x"}, "There is no paragraph 9.9"),
        ({"in": "1.1", "strike": "two", "with": "three"}, "“in” does not go with “with”"),
        ({"move": "1.1"}, "“to_after” is missing"),
        ({"split": "1.1", "before": "rise"}, "“rise” stands there 2 times"),
        ({"retitle": "9", "strike": "x"}, "There is no section 9"),
        ({"strike": "two"}, "A change does one of these"),
        ({"in": "1.1", "move": "1.2"}, "A change does one of these"),
    ],
)
def test_what_is_unclear_is_refused(piece, says):
    with pytest.raises(Unquotable) as refusal:
        pieces_of(TEXT, [piece], str)
    assert says in str(refusal.value)


def test_a_number_that_stands_twice_is_refused():
    doubled = Document(TEXT.sections, (*TEXT.paragraphs, Paragraph("s", "b", "1.1", parse("Again."))))
    with pytest.raises(Unquotable, match=r"1\.1 stands 2 times"):
        pieces_of(doubled, [{"in": "1.1", "strike": "two"}], str)
