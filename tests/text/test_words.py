"""Amendments in words: what a chair would read out."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendments.text.document import Document, Paragraph
from amendments.text.edits import (
    Change,
    ChangeWords,
    Edit,
    InsertParagraph,
    InsertSection,
    MoveParagraph,
    MoveSection,
    StrikeSection,
)
from amendments.text.markdown import parse
from amendments.text.tokens import split
from amendments.text.words import TEMPLATES, counts, in_words
from tests.text import chance as by_chance
from tests.text.house import cut, first, house, insert, join, move, replace_words, retitle, rewrite, strike, text

BASE = house()

MOTIONS: list[tuple[list[Edit], str]] = [
    ([replace_words(BASE, "p1.2", "five years", "two years")], "In 1.2, strike “five” and insert “two”."),
    ([replace_words(BASE, "p1.3", "are open", "are always open")], "In 1.3, after “are” insert “always”."),
    ([replace_words(BASE, "p2.1", "We build schools", "We build the schools")], "In 2.1, before “schools” insert “the”."),
    ([replace_words(BASE, "p2.3", " strike", "")], "In 2.3, strike “strike”."),
    ([rewrite(BASE, "p2.1", "We build houses. We make schools. We build baths.")],
     "In 2.1, after “houses. We” strike “build” and insert “make”."),
    ([replace_words(BASE, "p3.1", "Our", "In all we do, our")], "In 3.1, strike “Our” and insert “In all we do, our”."),
    ([replace_words(BASE, "p3.1", "peace.", "peace. It is near.")], "In 3.1, at the end insert “It is near.”"),
    ([strike(BASE, "p2.2")], "Strike 2.2."),
    ([strike(BASE, "preface")], "Strike “We, the tenants, write this down.”"),
    ([insert("n", "p1.2", "Nobody pays.")], "Insert after 1.2, as a new paragraph: “Nobody pays.”"),
    ([first("n", "s2", "Nobody pays.")], "Insert at the beginning of section 2, as a new paragraph: “Nobody pays.”"),
    ([insert("n", "p1.2"), InsertParagraph("m", "s1", "n", text("And so."))],
     "Insert after 1.2, as a new paragraph: “This is new.” Insert after the new paragraph 1, as a new paragraph: “And so.”"),
    ([move("p1.1", "p2.2")], "Move 1.1 to after 2.2."),
    ([MoveParagraph("p1.1", None, None)], "Move 1.1 to the beginning of the text."),
    ([cut(BASE, "p2.1", "We build schools", "n")], "Split 2.1 after “houses.”"),
    ([join(BASE, "p1.2", "p1.3")], "Join 1.3 to 1.2."),
    ([StrikeSection("s2")], "Strike section 2."),
    ([MoveSection("s2", None, "s3")], "Move section 2 to after section 3."),
    ([InsertSection("n", None, "s1", tuple(split("The yard")))], "Insert after section 1, as a new section: “The yard”."),
    ([retitle(BASE, "s1", "The home")], "In the title of section 1, strike “house” and insert “home”."),
]  # fmt: skip


@pytest.mark.parametrize(("edits", "motion"), MOTIONS, ids=[motion[:40] for _, motion in MOTIONS])
def test_motion(edits: list[Edit], motion: str) -> None:
    assert in_words(BASE, edits) == motion


def test_long_strikes_are_named_by_their_ends() -> None:
    whole = "Rents rise in every city. The house belongs to those who live in it. "
    assert (
        in_words(BASE, [replace_words(BASE, "p1.1", whole, "")])
        == "In 1.1, strike from “Rents rise in every” to “who live in it.”"
    )


def test_a_change_of_emphasis_is_told() -> None:
    base = Document((), (Paragraph("p", None, "1", parse("We want peace and [bread](https://example.org).")),))
    new = parse("We want **peace** and bread.")
    old = base.paragraph_by_id["p"]
    changes = tuple(Change(at, (token,), (new[at],)) for at, token in enumerate(old.tokens) if token != new[at])
    edit = ChangeWords("p", old.digest, changes)
    assert in_words(base, [edit]) == "In 1, set “peace” otherwise: in strong type; set “bread” otherwise: plainly."


def test_another_language_is_another_table() -> None:
    german = {**TEMPLATES, "in": "In {place}: {changes}.", "substitute": "ersetze {words} durch „{new}“", "quoted": "„{words}“"}
    found = in_words(BASE, [replace_words(BASE, "p1.2", "five years", "two years")], german)
    assert found == "In 1.2: ersetze „five“ durch „two“."


def test_words_are_counted() -> None:
    edits = (replace_words(BASE, "p1.2", "five years", "two long years"), insert("n", "p1.1", "Three new words."))
    assert counts(edits) == (1, 5)
    assert counts((strike(BASE, "p2.2"), StrikeSection("s3")), BASE) == (11, 0)


@given(st.integers(0, 10**9))
def test_everything_can_be_told(seed: int) -> None:
    chance = random.Random(seed)
    base = by_chance.document(chance)
    edits = by_chance.edits(chance, base, "A")
    told = in_words(base, edits)
    assert told.count(".") >= len(edits)
    assert "{" not in told
    assert min(counts(edits, base)) >= 0
