"""What two texts share: as much as possible, in as few pieces as possible."""

import random
from collections.abc import Sequence
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendments.text import align
from amendments.text.diff import diff
from amendments.text.edits import Change
from amendments.text.tokens import BLOCK, Token, Tokens, split
from amendments.text.weigh import OPEN, Item, cheapest, items
from tests.text.test_diff import TEXTS, check_laws, plain

LETTERS = st.lists(st.integers(0, 4), max_size=14)


def longest(a: Sequence[int], b: Sequence[int]) -> int:
    """The length of a longest common subsequence, by the textbook."""

    @cache
    def best(i: int, j: int) -> int:
        if i == len(a) or j == len(b):
            return 0
        if a[i] == b[j]:
            return 1 + best(i + 1, j + 1)
        return max(best(i + 1, j), best(i, j + 1))

    return best(0, 0)


@given(LETTERS, LETTERS)
def test_as_much_as_possible_is_shared(a: list[int], b: list[int]) -> None:
    runs = list(align._common(a, b))
    assert sum(run.size for run in runs) == longest(a, b)
    for old, new, size in runs:
        assert a[old : old + size] == b[new : new + size]


def cheapest_cost(old: Sequence[Item], new: Sequence[Item]) -> int:
    """The least cost of all ways, each of them tried."""

    @cache
    def best(i: int, j: int, changing: bool) -> int:
        ways = [0] if i == len(old) and j == len(new) else []
        opening = 0 if changing else OPEN
        if i < len(old):
            ways.append(opening + old[i].cost + best(i + 1, j, True))
        if j < len(new):
            ways.append(opening + new[j].cost + best(i, j + 1, True))
        if i < len(old) and j < len(new) and old[i].key == new[j].key:
            ways.append((0 if old[i].marks == new[j].marks else 3) + best(i + 1, j + 1, False))
        return min(ways)

    return best(0, 0, False)


@given(TEXTS, TEXTS)
def test_no_way_is_cheaper_than_the_one_found(a: Tokens, b: Tokens) -> None:
    old, new = items(a[:14], range(min(14, len(a)))), items(b[:14], range(min(14, len(b))))
    pairs = cheapest(old, new)
    assert all(old[i].key == new[j].key for i, j in pairs)
    cost, before = 0, (-1, -1)
    for i, j in [*pairs, (len(old), len(new))]:
        changed = [*old[before[0] + 1 : i], *new[before[1] + 1 : j]]
        cost += (OPEN if changed else 0) + sum(item.cost for item in changed)
        cost += 3 if i < len(old) and old[i].marks != new[j].marks else 0
        before = (i, j)
    assert cost == cheapest_cost(old, new)


@pytest.mark.parametrize("every", [3, 10, 50])
def test_a_long_text_is_cut_where_both_agree(monkeypatch: pytest.MonkeyPatch, every: int) -> None:
    chance = random.Random(every)
    words = [chance.randrange(300) for _ in range(2000)]
    new = [chance.randrange(300) if at % every == 0 else word for at, word in enumerate(words)]
    a, b = plain(" ".join(map(str, words))), plain(" ".join(map(str, new)))
    whole = sum(span.old_end - span.old for span in align.align(a, b))
    monkeypatch.setattr(align, "CELLS", 10_000)
    monkeypatch.setattr(align, "STEP", 50)
    number = {word: at for at, word in enumerate(sorted({*words, *new}))}
    old_numbers, new_numbers = [number[word] for word in words], [number[word] for word in new]
    pieces = list(align._pieces(old_numbers, new_numbers, (0, len(words), 0, len(new)), align.GRAMS))
    assert len(pieces) > 20
    assert [piece[0] for piece in pieces[1:]] == [piece[1] for piece in pieces[:-1]]
    assert [piece[2] for piece in pieces[1:]] == [piece[3] for piece in pieces[:-1]]
    assert sum(span.old_end - span.old for span in align.align(a, b)) <= 1.02 * whole
    check_laws(a, b)


def test_long_texts_that_share_nothing_are_cut_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(align, "CELLS", 100)
    check_laws(plain("a b c " * 100), plain("d e a " * 100))
    check_laws(plain("a " * 100), plain("b " * 3))


def test_an_inserted_block_leaves_the_words_around_it_alone() -> None:
    paragraph, item = Token(BLOCK, "p"), Token(BLOCK, "ul/li/p")
    old = (paragraph, *split("We want bread and roses and peace."))
    new = (paragraph, *split("We want bread"), item, *split("and roses and peace."))
    (span,) = align.align(old, new)
    assert old[span.old : span.old_end] == tuple(split(" "))
    assert new[span.new : span.new_end] == (item,)


def test_emphasis_does_not_pull_words_apart() -> None:
    old = tuple(split("the cat and the dog and the bird"))
    new = (*split("the cat and "), *split("the dog", ("em",)), *split(" and the bird"))
    assert align.align(old, new) == [align.Span(at, at + 1, at, at + 1) for at in (6, 7, 8)]
    assert diff(old, new) == (Change(6, old[6:9], new[6:9]),)


def test_a_paragraph_after_a_changed_link_is_inserted_as_a_whole() -> None:
    paragraph = Token(BLOCK, "p")
    old = (paragraph, *split("See the "), *split("list", ("link:/a",)), *split("."))
    new = (*old[:-2], *split("list", ("link:/b",)), *split("."), paragraph, *split("See the terms."))
    assert diff(old, new) == (Change(5, old[5:6], new[5:6]), Change(7, (), new[7:]))
