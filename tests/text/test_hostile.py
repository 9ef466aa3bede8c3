"""What is made to be slow: time grows with the length of a text, not with its square, and nothing is lost on the way."""

from __future__ import annotations

import time

import pytest

from amendments.text.html import render
from amendments.text.markdown import parse, serialize
from amendments.text.tokens import split
from tests.shared import shared

REPEATED = [
    *["[", "*", "_", "\\", "&", "<", "]", "`", "!["],
    *["*a ", "_a", "a**b", "*_", "*a_ ", "**a *b", "***a** b* c", "a_b "],
    *["[a](", "[a](<", "[a](b) ", '[a](b "', "[a[b](c)", "[^1]", "&a", "[]("],
    *["- a\n", "1. a\n", "-\n", "> a\n>\n", "[^1]: a\n", "a\n", "a\n\n", "a\\\n", "a  \n"],
    *["\u00a0", "a\u0301", "\u0301", "👩\u200d", "\u0600", "\u202e", "\x00", "\ud800", "\r\n", "word "],
]
WHOLE = {
    "nested quotations": lambda n: ">" * n + "a",
    "nested lists": lambda n: "- " * n + "a",
    "nested notes": lambda n: "[^1]: " * n + "a",
    "brackets in brackets": lambda n: "[" * n + "]" * n + "(x)",
    "links in links": lambda n: "[" * n + "](x)" * n,
    "parentheses": lambda n: "[a](" + "(" * n,
    "spaces": lambda n: "a" + " " * n + "b",
    "a table": lambda n: "| a |\n| - |\n" + "| b |\n" * n,
    "a wide table": lambda n: "|a" * n + "|\n" + "|-" * n + "|\n" + "| b |\n" * n,
    "stairs": lambda n: "".join(" " * (2 * i) + "- a\n" for i in range(n // 40)),
}


def seconds(text: str) -> float:
    """Give the processor time that reading and showing take, the least of two tries."""
    tries = []
    for _ in range(2):
        start = time.process_time()
        render(parse(text))
        tries.append(time.process_time() - start)
    return min(tries)


def check_growth(short: str, long: str) -> None:
    """Eight times the length may take twenty times as long; if time grew with the square, it would be sixty-four times."""
    tokens = parse(short)
    assert parse(serialize(tokens)) == tokens
    assert seconds(long) < max(0.2, 20 * seconds(short))


@pytest.mark.long
@pytest.mark.parametrize("piece", REPEATED)
def test_repetition(piece: str) -> None:
    check_growth(piece * 250, piece * 2000)


@pytest.mark.long
@pytest.mark.parametrize("name", WHOLE)
def test_nesting(name: str) -> None:
    check_growth(WHOLE[name](250), WHOLE[name](2000))


@pytest.mark.parametrize("text", ["> " * 10_000 + "a", "[" * 50_000, "*" * 50_000, "a" + " " * 50_000 + "b"], ids=repr)
def test_the_worst_is_read_within_two_seconds(text: str) -> None:
    start = time.process_time()
    parse(text)
    assert time.process_time() - start < 2


def test_a_paragraph_of_50_000_words() -> None:
    text = "eine lange, sehr lange Rede " * 10_000
    start = time.process_time()
    tokens = parse(text)
    assert time.process_time() - start < 2
    assert len(tokens) == 1 + 50_000 + 49_999 + 10_000


def test_no_word_is_lost_in_what_nests_too_deep() -> None:
    tokens = parse("> " * 40 + "- " * 40 + "here")
    assert "here" in {token.text for token in tokens}
    assert sum(token.text == ">" for token in tokens) + tokens[0].text.count("quote") == 40


def test_a_thousand_words_are_cut_in_some_milliseconds() -> None:
    text = "Die Miete steigt um 3,5 % im Jahr – „zu viel“. " * 100
    split(text)
    start = time.process_time()
    split(text)
    assert time.process_time() - start < 0.02


DOCUMENTS = ["github_secret_scanning_agreement", "hive13_bylaws", "openpolitics_education", "parteiengesetz_de"]


@pytest.mark.parametrize("name", [*DOCUMENTS, pytest.param("grundgesetz", marks=pytest.mark.long)])
def test_real_documents_read_back_the_same(name: str) -> None:
    tokens = parse(shared(f"cases/documents/{name}.md").read_text("utf-8"))
    assert parse(serialize(tokens)) == tokens
