"""Markdown in and out: the laws, on any text and any tokens."""

from __future__ import annotations

from hypothesis import given

from amendments.text.markdown import parse, serialize
from amendments.text.tokens import Token, Tokens, normalize
from tests.text import strategies as some


@given(some.markdown)
def test_what_was_read_reads_back_the_same(text: str) -> None:
    tokens = parse(text)
    assert parse(serialize(tokens)) == tokens
    assert normalize(tokens) == tokens


@given(some.tokens)
def test_every_token_sequence_has_its_markdown(tokens: Tokens) -> None:
    canonical = normalize(tokens)
    assert normalize(canonical) == canonical
    assert parse(serialize(canonical)) == canonical


@given(some.any_text)
def test_words_taken_to_the_letter_are_written_so_that_they_stay_words(text: str) -> None:
    canonical = normalize([Token("w", text)])
    assert {token.kind for token in canonical} <= {"b", "w", "s", "p"}
    assert parse(serialize(canonical)) == canonical
