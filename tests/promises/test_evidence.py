"""What the attack on secret ballots finds: it counts on what it knows to be there, and sees an order however it is turned."""

from random import Random

import pytest

from faults.secrecy import CHOICES, _chance, _linked, _unseen

PLACES = ("a dump taken while it was open", "the write-ahead log", "the database's log")


def evidence(found):
    """Give 100 boxes, and raw places that hold the first `found` of them, each as that place writes them."""
    random = Random(2)
    boxes = [random.randbytes(40) for _ in range(100)]
    in_hex = b"".join(box.hex().encode() for box in boxes[:found])
    return {PLACES[0]: in_hex, PLACES[1]: b"".join(boxes[:found]), PLACES[2]: in_hex}, boxes


@pytest.mark.parametrize(("found", "unseen"), [(100, 0), (90, 0), (89, 3), (0, 3)])
def test_nine_of_ten_boxes_must_be_found_in_each_place(found, unseen):
    raw, boxes = evidence(found)
    assert _unseen(raw, boxes) == unseen


@pytest.mark.parametrize("place", PLACES)
def test_one_place_without_boxes_is_counted(place):
    raw, boxes = evidence(100)
    assert _unseen(raw | {place: b""}, boxes) == 1


def test_an_order_is_seen_shifted_and_turned_and_no_order_is_chance():
    random = Random(1)
    said = [random.choice(CHOICES) for _ in range(200)]
    before = [random.choice(CHOICES) for _ in range(50)]
    assert _linked(said, before + said) == _linked(said, before + said[::-1]) == 200
    assert _linked(said, random.sample(said, 200)) <= _chance(said) < 200
    assert _linked(said, []) == 0
