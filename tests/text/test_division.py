"""Division: where an amendment may be cut, and parts of which all together give what the whole gives."""

import random
from itertools import combinations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from amendments.text.apply import apply
from amendments.text.division import INSIDE, REPLACED, TIED, Bundle, Indivisible, bundles, divide
from amendments.text.edits import Amendment, ChangeWords, InsertSection
from amendments.text.merge import merge
from amendments.text.relation import Relation, relation
from amendments.text.tokens import split
from tests.text import chance as by_chance
from tests.text.house import first, house, insert, move, replace_words, rewrite, strike

BASE = house()


def cut(*edits):
    return bundles(BASE, edits)


def test_separate_edits_may_be_voted_apart_and_a_substitution_is_one():
    """Two changes of one paragraph are two places; words that come for other words are one."""
    words = rewrite(
        BASE,
        "p1.1",
        "Rents fall in every city. The house belongs to those who live in it. Nobody may be evicted in winter or spring.",
    )
    found = cut(words, strike(BASE, "p2.2"))
    assert [len(one.edits) for one in found] == [1, 1, 1]
    assert not any(one.why for one in found)
    rise, spring = (one.edits[0] for one in found[:2])
    assert isinstance(rise, ChangeWords)
    assert isinstance(spring, ChangeWords)
    assert rise.changes[0].struck
    assert rise.changes[0].inserted
    assert not spring.changes[0].struck


def test_strike_and_insert_is_not_divided():
    """A paragraph that is struck and the one that comes in its place, before or after it, are one question."""
    for new in (insert("n1", "p2.2", "A strike is called by all."), insert("n1", "p2.1", "A strike is called by all.")):
        (only,) = cut(strike(BASE, "p2.2"), new)
        assert only == Bundle((strike(BASE, "p2.2"), new), (REPLACED,))


def test_what_stands_in_a_new_section_stays_with_it():
    """Nothing is voted into a section that may not be there."""
    section = InsertSection("n", None, "s1", tuple(split("Bread")))
    found = cut(section, first("n1", "n"), insert("n2", "p3.1"))
    assert [len(one.edits) for one in found] == [2, 1]
    assert found[0].why == (INSIDE,)


def test_two_new_paragraphs_at_one_place_can_be_parted_and_keep_their_order():
    """The second stands after what is before both, where the first is lost."""
    one = insert("n1", "p1.3", "Bread is free for all who live here.")
    two = insert("n2", "p1.3", "Nobody pays for water or heat in winter.")
    two = type(two)(two.paragraph, two.section, "n1", two.tokens)
    parts = divide(BASE, (one, two), (1, 2))
    assert [edit.after for part in parts for edit in part] == ["p1.3", "p1.3"]
    assert apply(BASE, parts[1]).paragraphs[4].id == "n2"


def test_what_excludes_itself_apart_stays_together():
    """The same paragraph put twice at one place is no two questions; two moves are."""
    (only,) = cut(insert("n1", "p1.3"), insert("n2", "n1"))
    assert only.why == (TIED,)
    assert len(cut(move("p1.1", "p1.3"), move("p2.1", "p2.3"))) == 2


def test_what_is_no_division_is_refused_with_the_reason():
    """One part is none; each change goes somewhere."""
    edits = (strike(BASE, "p1.1"), strike(BASE, "p2.2"))
    for numbers in ((1, 1), (1,), (1, 2, 3)):
        with pytest.raises(Indivisible):
            divide(BASE, edits, numbers)


def test_parts_may_take_what_stands_apart():
    """Changes far from each other can be one part; the words of one paragraph are put together again."""
    words = replace_words(BASE, "p1.1", "city", "town"), replace_words(BASE, "p2.1", "We build schools", "We found schools")
    late = replace_words(BASE, "p1.1", "winter", "winter or spring")
    both = ChangeWords("p1.1", words[0].base, (*words[0].changes, *late.changes))
    parts = divide(BASE, (both, words[1]), (1, 1, 2))
    assert parts == ((both,), (words[1],))
    early, late = ChangeWords("p1.1", both.base, both.changes[:1]), ChangeWords("p1.1", both.base, both.changes[1:])
    assert divide(BASE, (both, words[1]), (2, 1, 2)) == ((late,), (early, words[1]))


@given(st.integers(0, 10**9))
@example(120086)  # a move to behind something new, which alone moves nothing
def test_all_parts_together_are_the_whole(seed):
    """Cut as far as it goes: each part stands alone, no two exclude each other, all together give what the whole gives."""
    chance = random.Random(seed)
    base = by_chance.document(chance)
    edits = by_chance.edits(chance, base, "n")
    held = bundles(base, edits)
    numbers = [n for n, _ in enumerate(held)]
    if chance.random() < 0.5:
        numbers = [chance.choice(numbers) for _ in numbers]
    elif len(held) > 1:
        assert len(divide(base, edits, numbers)) == len(held)
    try:
        parts = divide(base, edits, numbers)
    except Indivisible:
        return
    values = [Amendment(f"P{n}", n, part) for n, part in enumerate(parts)]
    for part in parts:
        assert apply(base, part) != base
    for one, two in combinations(values, 2):
        assert relation(base, one, two).relation in {Relation.INDEPENDENT, Relation.TOUCHING}
    assert merge(base, values).document == apply(base, edits)
