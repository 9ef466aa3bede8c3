"""Counting is exact: majorities as fractions, ties, rankings; against plain models, and against the examples of the source."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendments.counting import (
    Poll,
    carried,
    duels,
    is_tie,
    least,
    needed,
    poll_of,
    ranking_from_words,
    ranking_to_words,
    schulze,
    serial,
    tally_of,
)

HALF, TWO_THIRDS = Fraction(1, 2), Fraction(2, 3)
NUMBERS = st.integers(0, 5000)


@pytest.mark.parametrize(
    ("part", "whole", "votes"),
    [
        (HALF, 10, 6),
        (HALF, 11, 6),
        (HALF, 0, 1),
        (TWO_THIRDS, 9, 6),
        (TWO_THIRDS, 10, 7),
        (TWO_THIRDS, 0, 1),
        (Fraction(1), 7, 7),
    ],
)
def test_the_number_needed_is_exact(part, whole, votes):
    assert least(part, whole) == votes


@given(st.integers(1, 50), st.integers(1, 50), NUMBERS)
def test_one_vote_less_than_needed_is_never_enough(a, b, whole):
    part = Fraction(min(a, b), max(a, b))
    votes = least(part, whole)
    reached = Fraction(votes) > part * whole if part <= HALF else Fraction(votes) >= part * whole
    short = Fraction(votes - 1) > part * whole if part <= HALF else votes - 1 >= 1 and Fraction(votes - 1) >= part * whole
    assert reached
    assert not short


@given(NUMBERS, NUMBERS, NUMBERS)
def test_abstentions_count_only_where_the_base_is_more_than_the_votes_cast(ayes, noes, abstained):
    poll = Poll(ayes, noes, abstained, ayes + noes + abstained, 20_000)
    assert carried(HALF, "cast", poll) == (ayes > noes)
    assert carried(HALF, "present", poll) == (ayes > noes + abstained)
    assert needed(HALF, "seats", poll) == 10_001


def test_a_tie_is_only_what_one_more_vote_would_carry():
    assert is_tie(HALF, "cast", Poll(4, 4))
    assert not is_tie(HALF, "cast", Poll(0, 0))
    assert not is_tie(TWO_THIRDS, "cast", Poll(4, 4))
    assert not is_tie(HALF, "cast", Poll(5, 4))
    assert not is_tie(HALF, "seats", Poll(4, 4, seats=100))


def test_ballots_are_counted_by_weight_and_a_strange_one_is_refused():
    assert tally_of([("for", 3), ("against", 1), ("for", 1)]) == {"against": 1, "for": 4}
    assert poll_of({"for": 4, "against": 1}, present=9, seats=10) == Poll(4, 1, 0, 9, 10)
    with pytest.raises(ValueError, match="perhaps"):
        poll_of({"perhaps": 1}, present=None, seats=0)


@pytest.mark.parametrize("words", ["", ">", "1>1", "1=1", "4", "1>>2", "1,2", "１", "1>2=", "99999999999"])
def test_what_is_no_ranking_is_refused(words):
    with pytest.raises(ValueError):  # noqa: PT011 (each has its own words)
        ranking_from_words(words, [1, 2, 3])


RANKINGS = st.permutations([1, 2, 3, 4]).flatmap(
    lambda order: st.integers(1, 4).map(lambda n: tuple(frozenset({one}) for one in order[:n]))
)


@given(RANKINGS)
def test_a_ranking_is_read_as_it_was_written(ranking):
    assert ranking_from_words(ranking_to_words(ranking), [1, 2, 3, 4]) == ranking


def _ballots(**votes: int):
    return [(tuple(frozenset({"ABCDE".index(one) + 1}) for one in order), n) for order, n in votes.items()]


def test_the_example_of_the_source_gives_its_winner():
    # Schulze (2011), section 3: 21 voters with four alternatives; and the well-known one of 45 voters with five.
    four = _ballots(ACDB=8, BADC=2, CDBA=4, DBAC=4, DCBA=3)
    assert schulze([1, 2, 3, 4], four).winner == 4
    five = _ballots(ACBED=5, ADECB=5, BEDAC=8, CABED=3, CAEBD=7, CBADE=2, DCEBA=7, EBADC=8)
    assert schulze([1, 2, 3, 4, 5], five).winner == 5


BALLOTS = st.lists(st.tuples(RANKINGS, st.integers(1, 5)), max_size=12)


@given(BALLOTS)
def test_who_beats_each_other_in_a_duel_comes_first_alone(ballots):
    found = schulze([1, 2, 3, 4], ballots)
    for x in (1, 2, 3, 4):
        if all(found.duels[x, y] > found.duels[y, x] for y in (1, 2, 3, 4) if y != x):
            assert found.first == (x,)
    assert found.first


@given(BALLOTS)
def test_the_order_of_ballots_and_options_changes_nothing(ballots):
    first = schulze([1, 2, 3, 4], ballots).first
    for options in list(permutations([1, 2, 3, 4]))[::7]:
        assert schulze(list(options), ballots[::-1]).first == first


def test_nobody_ranked_is_a_tie_of_all_and_what_is_left_out_stands_last():
    assert schulze([1, 2, 3], []).first == (1, 2, 3)
    assert schulze([1, 2, 3], []).winner is None
    assert duels([1, 2, 3], [((frozenset({2}),), 4)])[2, 1] == 4


def test_of_several_put_one_after_another_the_first_carried_stands_and_the_rest_fall():
    assert serial([7, 3, 5], {7: False, 3: True}) == (3, (5,))
    assert serial([7, 3, 5], {7: False}) == (None, ())
