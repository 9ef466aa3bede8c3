"""Tokens: cutting loses nothing, cuts no grapheme, and is quick."""

from __future__ import annotations

import json
import unicodedata

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from amendments.text import tokens as module
from amendments.text.tokens import FormatError, Token, digest, from_json, normalize, split, to_json, visible
from tests.text import strategies as some


def texts(text: str) -> list[str]:
    return [token.text for token in split(text)]


@given(some.any_text)
def test_joined_again_the_tokens_are_the_text(text: str) -> None:
    assert "".join(texts(text)) == text
    assert all(texts(text))


@given(some.any_text)
def test_no_token_ends_within_a_grapheme(text: str) -> None:
    ends = {match.end() for match in regex.finditer(r"\X", text)}
    at = 0
    for piece in texts(text):
        at += len(piece)
        assert at in ends


PLAIN = [chr(code) for code in range(0x3000) if module._PLAIN.fullmatch(chr(code))]


@given(st.text(st.sampled_from(PLAIN)) | st.text(st.sampled_from("a1'’.,:;·_- \n")))
def test_the_quick_way_cuts_as_unicode_does(text: str) -> None:
    assert [(token.kind, token.text) for token in split(text)] == module._split_any(text)


def test_plain_characters_are_plain_in_unicode_too() -> None:
    assert not [
        c
        for c in PLAIN
        if unicodedata.category(c) in {"Mn", "Mc", "Me", "Cf", "Cs", "Cn"} or regex.match(r"\p{Emoji_Presentation}", c)
    ]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("state-of-the-art", ["state", "-", "of", "-", "the", "-", "art"]),
        ("don’t stop", ["don’t", " ", "stop"]),
        ("1,000.50 € – e.g. § 3", ["1,000.50", " ", "€", " ", "–", " ", "e.g", ".", " ", "§", " ", "3"]),
        ("two\u00a0 thirds", ["two", "\u00a0 ", "thirds"]),
        ("👩\u200d👩\u200d👧🇩🇪1️⃣", ["👩\u200d👩\u200d👧", "🇩🇪", "1️⃣"]),
        ("a \u0301b", ["a", " \u0301", "b"]),
        ("x\u0600! \u0600a", ["x\u0600!", " ", "\u0600a"]),
        ("constructor __proto__", ["constructor", " ", "__proto__"]),
        ("שלום \u200fעולם", ["שלום", " ", "\u200f", "עולם"]),
    ],
)
def test_examples(text: str, pieces: list[str]) -> None:
    assert texts(text) == pieces


@given(some.tokens)
def test_the_stored_form_gives_the_tokens_again(tokens: module.Tokens) -> None:
    stored = to_json(tokens)
    assert from_json(json.loads(json.dumps(stored))) == tokens
    assert len(digest(tokens)) == 64


@pytest.mark.parametrize(
    "bad", [None, 3, "ab", [["w"]], [["x", "a"]], [["w", 3]], [["w", "a", "em"]], [["w", "a", [1]]], [["w", "a", [], 1]], [[]]]
)
def test_what_is_no_stored_text_is_refused(bad: object) -> None:
    with pytest.raises(FormatError):
        from_json(bad)


def test_words_that_come_to_stand_together_are_one_word() -> None:
    merged = (Token("w", "water"), Token("w", "works"), Token("s", " "), Token("s", " "), Token("w", "for"), Token("s", " "))
    assert normalize(merged) == (Token("b", "p"), Token("w", "waterworks"), Token("s", " "), Token("w", "for"))
    assert visible(normalize(merged)) == "waterworks for"


def test_spaces_beside_a_break_and_at_the_ends_of_a_block_go() -> None:
    space, pause = Token("s", " "), Token("r", "\n")
    loose = (space, Token("w", "one"), space, pause, Token("s", "\u00a0"), Token("w", "two"), space, pause)
    assert normalize(loose) == (Token("b", "p"), Token("w", "one"), pause, Token("w", "two"))
