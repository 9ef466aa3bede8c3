"""Markdown in and out: the laws, on any text and any tokens."""

from __future__ import annotations

import pytest
from hypothesis import given

from amendments.text.html import paragraphs, render
from amendments.text.markdown import parse, serialize
from amendments.text.tokens import Token, Tokens, normalize
from tests.text import strategies as some
from tests.text.cases import cases

CASES = cases("markdown")
SHOWN = {" ": "␣", "\u00a0": "⍽", "\n": "↵"}


def shown(token: Token) -> str:
    text = f"[^{token.text}]" if token.kind == "n" else SHOWN.get(token.text, token.text)
    return f"{text}{{{', '.join(token.marks)}}}" if token.marks and token.kind != "s" else text


def lines(tokens: Tokens) -> str:
    """Write tokens as the case files do."""
    return "\n".join(f"{path}: {' · '.join(map(shown, words))}".rstrip() for path, words in paragraphs(tokens))


@pytest.mark.parametrize("name", CASES)
def test_cases(name: str) -> None:
    case = CASES[name]
    tokens = parse(case["markdown"])
    assert case.keys() <= {"markdown", "tokens", "html", "again"}
    assert lines(tokens) == case.get("tokens", lines(tokens))
    assert render(tokens) == case.get("html", render(tokens))
    assert serialize(tokens) == case.get("again", case["markdown"])


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
