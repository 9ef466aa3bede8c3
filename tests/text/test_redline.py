"""Redlines: valid HTML on any two texts; without insertions the old one, without strikes the new one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendments.text.canonical import readable
from amendments.text.diff import apply_changes, diff
from amendments.text.edits import Change, Changes
from amendments.text.markdown import parse
from amendments.text.redline import Labels, redline, redline_block, redline_traced, render_traced
from amendments.text.tokens import Token, Tokens, normalize, split
from tests.text import strategies as some
from tests.text.cases import cases
from tests.text.pages import Reader, characters


@st.composite
def changed(draw: st.DrawFn) -> tuple[Tokens, Changes]:
    """A text and any changes to it, also such as no one would make."""
    old = draw(some.tokens)
    changes, at = [], 0
    while at <= len(old) and draw(st.booleans()):
        start = draw(st.integers(at, len(old)))
        end = draw(st.integers(start, min(len(old), start + 6)))
        inserted = draw(some.tokens)[:6]
        if start < end or inserted:
            changes.append(Change(start, old[start:end], inserted))
        at = end + 1
    return old, tuple(changes)


def check(old: Tokens, changes: Changes) -> None:
    page = Reader(redline(old, changes, note_prefix="p1-"))
    assert page.characters(without=["ins"]) == characters(old)
    assert page.characters(without=["del"]) == characters(apply_changes(old, changes))


@given(changed())
def test_any_changes_to_any_text(case: tuple[Tokens, Changes]) -> None:
    check(*case)


@given(some.tokens, some.tokens)
def test_any_two_texts(old: Tokens, new: Tokens) -> None:
    old, new = normalize(old), normalize(new)
    check(old, diff(old, new))


@given(changed())
def test_every_change_is_seen(case: tuple[Tokens, Changes]) -> None:
    old, changes = case
    html = redline(old, changes)
    assert html.count("<del") >= bool([change for change in changes if change.struck])
    assert html.count("<ins") >= bool([change for change in changes if change.inserted])


@given(some.tokens, st.sampled_from(["ins", "del", "move", "move-away"]))
def test_whole_paragraphs(tokens: Tokens, kind: str) -> None:
    page = Reader(redline_block(tokens, kind))  # type: ignore[arg-type]
    tag = "ins" if kind in {"ins", "move"} else "del"
    assert page.characters() == characters(tokens)
    assert page.characters(without=[tag]) == ""


MAKERS = st.sampled_from([None, None, "A12", 'A"<3>'])


@given(st.lists(st.tuples(some.inner | some.special | st.builds(Token, st.just("b"), some.paths), MAKERS, MAKERS)))
def test_several_decisions(rows: list[tuple[Token, str | None, str | None]]) -> None:
    old = [token for token, by, _ in rows if by is None]
    new = [token for token, _, struck in rows if struck is None]
    page = Reader(redline_traced(rows))
    assert page.characters(without=["ins"]) == characters(old)
    assert page.characters(without=["del"]) == characters(new)
    for href in (None, lambda by: f"#{by}"):
        assert Reader(render_traced(rows, href=href)).characters() == characters(new)


CASES = cases("redline_html")
SHORT = [  # the short signs of the case files, and what they stand for
    (r"\(([^ )])[ ]([^)]*)\)", r'<span class="vh">\2</span><span class="sign" aria-hidden="true">\1</span>'),
    (r"\((hyphen|en dash)\)", r'<span class="sign">\1 </span>'),
    (r"-\]\{\+", "-]<wbr>{+"),
    (r"\[-(block |mark |)(.*?)-\]", r'<del \1><span class="vh">struck: </span>\2<span class="vh">, end struck. </span></del>'),
    (
        r"\{\+(block |mark |)(.*?)\+\}",
        r'<ins \1><span class="vh">inserted: </span>\2<span class="vh">, end inserted. </span></ins>',
    ),
    (r"<(del|ins) >", r"<\1>"),
    (r"<(del|ins) block >", r"<\1 data-block>"),
    (r"<(del|ins) mark >", r'<\1 data-kind="mark">'),
]


def long(redline: str) -> str:
    for pattern, put in SHORT:
        redline = re.sub(pattern, put, redline)
    return redline


@pytest.mark.parametrize("name", CASES)
def test_cases(name: str) -> None:
    old, new = parse(CASES[name]["old"]), parse(CASES[name]["new"])
    assert redline(old, diff(old, new)) == long(CASES[name]["redline"])


def test_an_empty_block_that_is_struck_at_the_end_is_seen() -> None:
    old = (*parse("One."), Token("b", "ul/li/p"))
    assert redline(old, (Change(3, old[3:], ()),)) == long("<p>One.[-(• list item)-]</p>")


def test_words_can_be_translated() -> None:
    labels = Labels(struck="gestrichen: ", end_struck=", Ende. ")
    tokens = tuple(split("zwei"))
    html = redline(tokens, (Change(0, tokens, ()),), labels=labels, by="Ä12")
    words = '<span class="vh">gestrichen: </span>zwei<span class="vh">, Ende. </span>'
    assert html == f'<p><del data-by="Ä12">{words}</del></p>'


def test_provenance_is_a_link_unless_the_words_are_one() -> None:
    rows = [
        (token, "A12" if token.text in {"two", "law"} else None, None) for token in parse("Once in two years, by [law](/l).")
    ]
    assert render_traced(rows, href=lambda by: f"#d-{by}") == (
        '<p>Once in <a class="prov" href="#d-A12" data-by="A12" aria-expanded="false">two</a> years, by '
        '<span class="prov" data-by="A12"><a href="/l">law</a></span>.</p>'
    )


def test_what_cannot_be_stored_is_shown_as_unreadable() -> None:
    html = redline(tuple(split("a \x00 \ud800")), ())
    assert Reader(html).characters() == readable("a \x00 \ud800") == "a \ufffd \ufffd"
