"""What is made to be slow: time grows with the length of a text, not with its square, and nothing is lost on the way."""

from __future__ import annotations

import pytest

from amendments.text.html import render
from amendments.text.markdown import parse, serialize
from amendments.text.tokens import split
from tests.growth import grows_evenly, steps
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


def check_growth(short: str, long: str) -> None:
    tokens = parse(short)
    assert parse(serialize(tokens)) == tokens
    grows_evenly(lambda text: render(parse(text)), short, long)


@pytest.mark.long
@pytest.mark.parametrize("piece", REPEATED)
def test_repetition(piece: str) -> None:
    check_growth(piece * 250, piece * 2000)


@pytest.mark.long
@pytest.mark.parametrize("name", WHOLE)
def test_nesting(name: str) -> None:
    check_growth(WHOLE[name](250), WHOLE[name](2000))


@pytest.mark.parametrize("piece", ["> ", "[", "*", " ", "eine lange, sehr lange Rede "])
def test_of_the_worst_eight_times_as_much_is_no_more_than_eight_times_the_work(piece: str) -> None:
    grows_evenly(parse, "a" + piece * 1_500 + "b", "a" + piece * 12_000 + "b")
    grows_evenly(parse, piece * 1_500 + "a", piece * 12_000 + "a")


def test_a_paragraph_of_5_000_words() -> None:
    assert len(parse("eine lange, sehr lange Rede " * 1_000)) == 1 + 5_000 + 4_999 + 1_000


def test_no_word_is_lost_in_what_nests_too_deep() -> None:
    tokens = parse("> " * 40 + "- " * 40 + "here")
    assert "here" in {token.text for token in tokens}
    assert sum(token.text == ">" for token in tokens) + tokens[0].text.count("quote") == 40


def test_words_are_cut_with_some_lines_of_work_each() -> None:
    text = "Die Miete steigt um 3,5 % im Jahr – „zu viel“. " * 100
    assert steps(lambda: split(text)) < 60 * len(split(text))


DOCUMENTS = ["github_secret_scanning_agreement", "hive13_bylaws", "openpolitics_education", "parteiengesetz_de"]


@pytest.mark.parametrize("name", [*DOCUMENTS, pytest.param("grundgesetz", marks=pytest.mark.long)])
def test_real_documents_read_back_the_same(name: str) -> None:
    tokens = parse(shared(f"cases/documents/{name}.md").read_text("utf-8"))
    assert parse(serialize(tokens)) == tokens
