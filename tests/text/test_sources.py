"""A composite's words: begun from the merge of its sources, and each phrase traced to the one that it comes from."""

from __future__ import annotations

from amendments.text.blend import blend
from amendments.text.compose import compose
from amendments.text.diff import diff
from amendments.text.document import Document, Paragraph
from amendments.text.edits import Amendment, ChangeWords, InsertParagraph, StrikeParagraph
from amendments.text.markdown import parse
from amendments.text.sources import OWN, Sources, slots
from amendments.text.tokens import visible
from amendments.text.uncompose import pieces_of
from amendments.text.work import Rewrite

WORDS = "We want homes for all. A home is a right. Nobody is put out into the street."
TEXT = Document(
    (), (Paragraph("p", label="1", tokens=parse(WORDS)), Paragraph("q", label="2", tokens=parse("Rents are fair.")))
)
P = TEXT.paragraphs[0]


def words(number: int, old: str, new: str) -> Amendment:
    changes = diff(P.tokens, parse(WORDS.replace(old, new)))
    return Amendment(f"A{number}", number, (ChangeWords("p", P.digest, changes),))


A1 = words(1, "homes for all", "shelter for all")
A2 = words(2, "into the street", "at night without warning")
A3 = words(3, "homes for all", "houses for all")


def traced(final: str, *sources: Amendment) -> list[tuple[str, str, str]]:
    runs = Sources(sources).runs("p", P.tokens, diff(P.tokens, parse(final)))
    return [(sign, by, visible(tokens).strip()) for sign, by, tokens in runs if sign != "="]


def test_it_begins_with_the_merge_and_names_what_is_left_out():
    found = blend(TEXT, [A3, A2, A1])
    assert found.pieces == (
        Rewrite("p", "We want shelter for all. A home is a right. Nobody is put out at night without warning."),
    )
    assert [(one.a, one.b) for one in found.left_out] == [("A1", "A3")]
    assert compose(TEXT, found.pieces)


def test_what_two_bring_alike_is_there_once():
    new = InsertParagraph("n", None, "p", parse("A new one."))
    one = Amendment("A1", 1, (new,))
    two = Amendment(
        "A2", 2, (InsertParagraph("m", None, "p", parse("A new one.")), StrikeParagraph("q", TEXT.paragraphs[1].digest))
    )
    found = blend(TEXT, [one, two])
    assert found.pieces == pieces_of(TEXT, (new, StrikeParagraph("q", TEXT.paragraphs[1].digest)))


def test_each_phrase_has_its_source_and_the_rest_is_the_composers_own():
    final = "We want shelter for all of us. A home is a right. Nobody is put out at night without warning."
    found = traced(final, A1, A2)
    assert ("-", "A1", "homes") in found
    assert ("+", "A1", "shelter") in found
    assert ("+", OWN, "of us") in found
    assert ("-", "A2", "into the street") in found
    assert ("+", "A2", "at night without warning") in found


def test_one_insertion_of_two_hands_is_cut_where_the_hand_changes():
    found = traced(WORDS.replace("into the street", "ever, at night without warning, in winter"), A2)
    assert [(by, tokens) for sign, by, tokens in found if sign == "+"] == [
        (OWN, "ever,"),
        ("A2", "at night without warning"),
        (OWN, ", in winter"),
    ] or [by for sign, by, _ in found if sign == "+"] == [OWN, "A2", OWN]


def test_what_two_sources_ask_for_names_both():
    twin = Amendment("A4", 4, A1.edits)
    assert ("+", "A1, A4", "shelter") in traced(WORDS.replace("homes", "shelter"), A1, twin)


def test_a_paragraph_struck_as_a_whole_is_traced():
    known = Sources([Amendment("A9", 9, (StrikeParagraph("p", P.digest),))])
    assert known.whole("p") == "A9"
    assert known.whole("q") == OWN


def test_all_words_are_told_once_whatever_they_come_from():
    final = "Shelter! We want shelter for all. Nobody, at night, is put out without warning into cold streets."
    changes = diff(P.tokens, parse(final))
    runs = list(Sources([A1, A2, A3]).runs("p", P.tokens, changes))
    assert tuple(t for sign, _, tokens in runs if sign != "+" for t in tokens) == P.tokens
    assert tuple(t for sign, _, tokens in runs if sign != "-" for t in tokens) == parse(final)


def test_colors_go_round():
    assert list(slots(f"A{n}" for n in range(8)).values()) == ["1", "2", "3", "4", "5", "6", "1", "2"]
