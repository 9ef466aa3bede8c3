"""How alike texts are: what tells a person that the same is proposed already, or nearly."""

import regex
from hypothesis import given
from hypothesis import strategies as st

from amendments.text.likeness import letters, likeness
from amendments.text.tokens import Token, Tokens, split
from tests.text.test_diff import TEXTS

LETTERS = st.text(st.sampled_from("abcé👩🚒\u200d\u0301\U000f0000\ud800 "), max_size=12)


def like(a: str, b: str) -> float:
    return likeness(tuple(split(a)), tuple(split(b)))


def test_the_same_is_wholly_alike_and_the_foreign_not_at_all() -> None:
    assert like("", "") == like("peace", "peace") == 1
    assert like("peace", "") == like("", "peace") == 0
    assert like("bread", "wool") == 0


def test_nearly_the_same_words_are_more_alike_than_other_words() -> None:
    base = "The council elects its members."
    assert 1 > like(base, "The council elects its member.") > like(base, "The council elects its chair.") > 0.6
    assert like(base, "The council elects its members") > 0.98


def test_marks_count_for_nothing() -> None:
    assert likeness((Token("w", "peace"),), (Token("w", "peace", ("em",)),)) == 1


def test_letters_that_agree_by_chance_are_not_kept() -> None:
    assert letters("Mitglied", "Mitglieder") == [("=", "Mitglied"), ("+", "er")]
    assert letters("mouse", "sofas") == [("-", "mouse"), ("+", "sofas")]


def test_a_long_place_is_not_looked_into() -> None:
    assert letters("a" * 301, "a") == [("-", "a" * 301), ("+", "a")]


@given(TEXTS, TEXTS)
def test_likeness_is_symmetric_and_between_none_and_all(a: Tokens, b: Tokens) -> None:
    assert 0 <= likeness(a, b) <= 1
    assert likeness(a, b) == likeness(b, a)
    assert likeness(a, a) == 1


@given(LETTERS, LETTERS)
def test_letters_give_both_texts_and_cut_no_grapheme(old: str, new: str) -> None:
    pieces = letters(old, new)
    for text, other in ((old, "+"), (new, "-")):
        mine = [piece for sign, piece in pieces if sign != other]
        assert "".join(mine) == text
        whole = set(regex.findall(r"\X", text))
        assert all(grapheme in whole for piece in mine for grapheme in regex.findall(r"\X", piece))
