"""The laws of diff: what must hold for any two texts."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendments.text.diff import Mismatch, apply_changes, diff, ops, reverse
from amendments.text.edits import Change
from amendments.text.tokens import BLOCK, BREAK, NOTE, SIGN, SPACE, WORD, Token, Tokens, split, visible

MARKS = st.sampled_from([(), (), (), ("em",), ("strong",), ("em", "link:https://example.org/")])
TOKEN = st.one_of(
    st.builds(Token, st.just(WORD), st.sampled_from(["we", "We", "want", "peace", "bread", "x", "Nr", "z.B", "3"]), MARKS),
    st.builds(Token, st.just(SPACE), st.sampled_from([" ", " ", " ", "\u00a0", "  ", "\n\n"]), MARKS),
    st.builds(Token, st.just(SIGN), st.sampled_from([".", ",", ";", "“", ")", "。", "👩‍🚒"]), MARKS),
    st.builds(Token, st.just(BLOCK), st.sampled_from(["p", "ul/li/p", "blockquote/p"])),
    st.builds(Token, st.sampled_from([BREAK, NOTE]), st.just("1")),
)
TEXTS = st.lists(TOKEN, max_size=40).map(tuple)


def plain(text: str) -> Tokens:
    return tuple(split(text))


def shown(old: str, new: str) -> str:
    """Show a redline in characters, as [-struck-] and {+inserted+}."""
    form = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
    before = plain(old)
    return "".join(form[sign].format(visible(piece)) for sign, piece in ops(before, diff(before, plain(new))))


def check_laws(old: Tokens, new: Tokens) -> None:
    changes = diff(old, new)
    assert apply_changes(old, changes) == new
    assert apply_changes(new, reverse(changes)) == old
    assert reverse(reverse(changes)) == changes
    assert diff(tuple(old), tuple(new)) == changes
    assert all(change.struck or change.inserted for change in changes)
    assert all(left.end < right.at for left, right in pairwise(changes))
    for change in changes:
        if change.struck and change.inserted:
            assert change.struck[0] != change.inserted[0], "a change begins with a token that it keeps"
            assert change.struck[-1] != change.inserted[-1], "a change ends with a token that it keeps"


@given(TEXTS, TEXTS)
def test_any_two_texts_obey_the_laws(old: Tokens, new: Tokens) -> None:
    check_laws(old, new)


@given(TEXTS, st.randoms(use_true_random=False))
def test_a_text_and_its_revision_obey_the_laws(old: Tokens, chance: random.Random) -> None:
    new = list(old)
    for _ in range(3):
        at = chance.randrange(len(new) + 1)
        new[at : at + chance.randrange(4)] = old[chance.randrange(len(old) + 1) :][: chance.randrange(5)]
    check_laws(old, tuple(new))


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: Tokens) -> None:
    assert diff(text, text) == ()
    assert diff((), text) == ((Change(0, (), text),) if text else ())
    assert diff(text, ()) == ((Change(0, text, ()),) if text else ())


@given(st.text(), st.text())
def test_pieces_joined_give_both_texts_to_the_letter(old: str, new: str) -> None:
    before, after = plain(old), plain(new)
    pieces = ops(before, diff(before, after))
    assert "".join(visible(piece) for sign, piece in pieces if sign != "+") == old
    assert "".join(visible(piece) for sign, piece in pieces if sign != "-") == new
    assert all(piece for _, piece in pieces)


def test_words_that_are_not_there_are_a_mismatch() -> None:
    text = plain("We want peace.")
    change = diff(text, plain("We want bread."))[0]
    with pytest.raises(Mismatch, match="stands “want”, not “peace”"):
        apply_changes(text, [change._replace(at=2)])
    with pytest.raises(Mismatch, match="does not fit a text of 6 tokens"):
        apply_changes(text, [change._replace(at=6)])
    with pytest.raises(Mismatch, match="read up to 5"):
        apply_changes(text, [change, change])
    with pytest.raises(Mismatch):
        ops(text, [change._replace(at=-2)])
