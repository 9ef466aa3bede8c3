"""Numbers of amendments: 12, and 12.1 for a part of it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendments.text.number import MOST, PARTS, Number, label_of, number_of

WHOLES, OWN = st.integers(1, MOST - 1), st.just(0) | st.integers(1, PARTS - 1)
NUMBERS = st.builds(Number.of, WHOLES, OWN)


@given(NUMBERS)
def test_what_is_written_is_read_again(number: Number) -> None:
    """A label names one number, however it is typed."""
    assert number_of(label_of(number)) == Number.read(str(number)) == Number.read(f" a{number} ") == number
    assert Number.of(*number.place) == number
    assert label_of(json.loads(json.dumps(number))) == f"A{number}"


@given(NUMBERS, NUMBERS)
def test_they_stand_in_the_order_in_which_people_count(one: Number, other: Number) -> None:
    """12, 12.1, 12.2, 13: also beside numbers that are plain integers again."""
    assert (one < other) == (one.place < other.place) == (int(one) < other) == (one < int(other))
    assert (one <= other) == (one.place <= other.place)
    assert (one > other) == (other < one)
    assert (one >= other) == (other <= one)


def test_a_whole_is_a_plain_number() -> None:
    """An amendment that was filed has the number that it always had."""
    assert Number.of(12) == 12
    assert hash(Number.of(12)) == hash(12)
    assert Number.of(12, 1).whole == 12
    assert [str(one) for one in sorted([Number.of(13), Number.of(12, 10), Number.of(12, 2), Number(12)])] == [
        "12",
        "12.2",
        "12.10",
        "13",
    ]


@pytest.mark.parametrize("typed", ["", "A", "0", "12.0", "12.1.1", "1000000", "12.1000", "-1", "x12", "12,1", "100000012001"])
def test_what_is_no_number_is_not_read(typed: str) -> None:
    """Least of all the integer that stands for a part."""
    assert Number.read(typed) is None
