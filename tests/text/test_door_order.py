"""The door's verb `order`: whole texts, as other programs send them."""

import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendments.text.door import answer as through_the_door
from amendments.text.passages import Versions, cut_markdown
from amendments.text.verbs.order import answer

BASE = """We, the tenants, write this down.

# The house

Rents rise in every city. The house belongs to those who live in it. Nobody may be evicted in winter.

Every tenant joins a union. The union elects a council for five years.

- bread
- roses

# Work

The strike fund belongs to all."""
UNION = "Every tenant joins a union. The union elects a council for five years.\n\n"
TEXTS = {
    "A1": BASE.replace("five years", "three years"),
    "A2": BASE.replace("five years", "two years or until it has lost the trust of its members"),
    "A3": BASE.replace(UNION, ""),
    "A4": BASE.replace("five years", "three years"),
    "A5": BASE.replace("in winter", "ever"),
    "A6": BASE,
    "A7": BASE + "\n\nSo does the strike.",
    "A8": BASE.replace("We, the", "We the many"),
    "A9": BASE.replace("The house\n", "The home\n"),
    "A10": BASE.replace("every city", "each town"),
}


def order(texts: dict[str, str], *, plain: bool = False, base: str = BASE) -> dict[str, Any]:
    return answer({"base": base, "amendments": [{"id": i, "text": words} for i, words in texts.items()], "plain": plain})


@pytest.mark.parametrize("plain", [False, True])
def test_a_whole_text_with_its_preamble_and_headings(plain: bool) -> None:
    found = order(TEXTS, plain=plain)
    assert [row["id"] for row in found["order"]] == ["A10", "A5", "A3", "A2", "A1", "A4", "A7", "A8", "A9", "A6"]
    said = {row["id"]: row["reason"] for row in found["order"]}
    assert said["A10"] == "In the order of the text: paragraph 2."
    assert said["A3"] == "Furthest from the text: it strikes a whole paragraph of 13 words; A2 strikes 1 word and inserts 11."
    assert said["A8"] == "The preamble comes after the rest of the text: paragraph 1."
    assert said["A9"] == "Headings come last: the heading “The house”."
    assert said["A6"] == "It changes nothing in the text."
    assert found["clusters"] == [["A3", "A2", "A1", "A4"]]
    assert found["falls"]["A1"] == ["A3", "A2", "A4"]
    assert found["falls"]["A5"] == []


@given(st.randoms(use_true_random=False), st.booleans())
def test_the_order_given_does_not_matter(chance: random.Random, plain: bool) -> None:
    mixed = dict(chance.sample(list(TEXTS.items()), len(TEXTS)))
    assert order(mixed, plain=plain) == order(TEXTS, plain=plain)


def test_numbers_of_paragraphs_are_read() -> None:
    base = "3.1.1: Rents rise.\n\n3.1.2: Councils meet.\n\n3.1.3: Strikes are called."
    found = order({"b": base.replace("meet", "sit"), "a": base.replace("are called", "begin")}, base=base)
    assert [row["reason"] for row in found["order"]] == ["In the order of the text: 3.1.2.", "In the order of the text: 3.1.3."]


def test_short_lines_are_no_headings_and_whole_numbers_are_ids() -> None:
    base = "alpha beta\n\ngamma delta\n\nepsilon zeta"
    rows = [{"id": 10, "text": base.replace("alpha", "aleph")}, {"id": 2, "text": base.replace("zeta", "zed")}]
    found = answer({"base": base, "amendments": [*rows, {"id": 3, "text": base.replace("zeta", "zayin")}]})
    assert [row["id"] for row in found["order"]] == [10, 2, 3]
    assert found["falls"] == {"10": [], "2": [3], "3": [2]}
    assert found["clusters"] == [[2, 3]]


def test_what_hangs_together_by_the_strike_of_a_section_alone_keeps_the_order_of_the_text() -> None:
    house = BASE[BASE.index("# The house") : BASE.index("# Work")]
    found = order(
        {
            "A1": BASE.replace("five years", "as long as it has the trust of its members"),
            "A2": BASE.replace("every city", "each town"),
            "A3": BASE.replace(house, ""),
            "A4": BASE.replace("five years", "two years"),
            "A5": BASE.replace("Rents rise", "Rents go up"),
        }
    )
    assert [row["id"] for row in found["order"]] == ["A3", "A2", "A5", "A1", "A4"]
    said = {row["id"]: row["reason"] for row in found["order"]}
    assert said["A1"].startswith("After A3, which is further from the text")
    assert said["A4"].startswith("After A1, which is further from the text")
    assert found["falls"]["A2"] == ["A3"]
    assert found["clusters"] == [["A3", "A2", "A5", "A1", "A4"]]


def test_of_equals_the_lower_number_comes_first_however_it_is_written() -> None:
    found = order({name: BASE.replace("winter", word) for name, word in zip(["A10", "A09", "A8", "A009"], "abcd", strict=True)})
    assert [row["id"] for row in found["order"]] == ["A8", "A009", "A09", "A10"]


def test_the_same_text_is_the_same_question_though_no_reader_sees_a_change() -> None:
    found = order({"a": "*One* two.", "b": "*One* two.", "c": "_One_ two.", "d": "*One*  two."}, base="_One_ two.")
    assert (found["falls"], found["clusters"]) == ({"a": ["b"], "b": ["a"], "c": [], "d": []}, [["a", "b"]])
    assert {row["id"]: row["reason"] for row in found["order"]}["b"] == "It asks for the same as a, and is decided with it."


def test_nothing_to_order() -> None:
    assert order({}) == {"order": [], "falls": {}, "clusters": []}
    assert order({"a": ""}, base="")["falls"] == {"a": []}
    assert order({"a": "x", "b": "", "c": "x"}, base="")["clusters"] == [["a", "c"]]
    assert order({"a": "", "b": "One.\n\nThree."}, base="One.\n\nTwo.")["clusters"] == [["a", "b"]]


BAD = [
    ({"amendments": []}, "“base” is missing"),
    ({"base": ""}, "“amendments” is missing"),
    ({"base": "", "amendments": {}}, "“amendments” must be a list, not an object"),
    ({"base": "", "amendments": ["x"]}, "Amendment 1 must be an object, not a text"),
    ({"base": "", "amendments": [{"id": "A1"}]}, "Amendment 1: “text” is missing"),
    ({"base": "", "amendments": [{"text": ""}]}, "Amendment 1: “id” is missing"),
    ({"base": "", "amendments": [{"id": True, "text": ""}]}, "Amendment 1: “id” must be a text, not true or false"),
    ({"base": "", "amendments": [{"id": 1.5, "text": ""}]}, "Amendment 1: “id” must be a text or a whole number"),
    ({"base": "", "amendments": [{"id": None, "text": ""}]}, "Amendment 1: “id” must be a text, not null"),
    ({"base": "", "amendments": [{"id": 1, "text": ""}, {"id": "1", "text": ""}]}, "Two amendments have the id “1”"),
    ({"base": "", "amendments": [], "plain": 1}, "“plain” must be true or false"),
]


@pytest.mark.parametrize(("request_", "said"), BAD)
def test_bad_requests_get_a_sentence(request_: dict[str, object], said: str) -> None:
    found = through_the_door(answer, json.dumps(request_).encode())
    assert set(found) == {"error"}
    assert said in found["error"]


def test_spaces_alone_are_no_paragraph() -> None:
    found = answer({"base": "\n\n", "amendments": [{"id": "a", "text": "\n  "}, {"id": "b", "text": "\u00a0"}], "plain": True})
    assert [row["reason"] for row in found["order"]] == ["It changes nothing in the text."] * 2
    assert order({"a": "  "}, base="Words.", plain=True)["order"][0]["reason"] == "In the order of the text: paragraph 1."


STRANGE = ["\ud800", "\x00", "\u202eabc", "9" * 5000, "p0", "a0.1", "", "__proto__", "{place}", "A1\nA2", "👩‍🚒"]


@pytest.mark.parametrize("plain", [False, True])
def test_strange_ids_and_texts_come_through(plain: bool) -> None:
    texts = {strange: f"{BASE}\n\n{strange}\n\n{{place}} {strange}" for strange in STRANGE}
    found = order(texts, plain=plain)
    assert sorted(row["id"] for row in found["order"]) == sorted(STRANGE)
    for sentence in (row["reason"] for row in found["order"]):
        assert sentence.endswith(".")


READS = [
    "# House\n\n- bread\n- roses\n\nRents rise.\n\n> quoted\n\n(1) Homes.",
    "One.\n\nTwo.",
    "",
    "a | b\n-|-\n1 | 2\n\nAfter it.",
]
PUT_IN = [
    "\n\n- more\n\n",
    "\n\n  more\n\n",
    "    more",
    "\n\n```\n",
    "~~~",
    "\n\n[a]: http://b.example\n",
    "[^1]",
    "\n\n[^1]: A note.\n\n",
    "\n===\n",
    "\n\n1. x\n\n",
    "\r\n\r\n",
    "> ",
]


@pytest.mark.parametrize("base", READS)
def test_what_versions_have_in_common_is_read_once_and_as_if_each_were_read_whole(base: str) -> None:
    versions = Versions(base, cut_markdown(base))
    for at in range(0, len(base) + 1, 6):
        for more in PUT_IN:
            side = base[:at] + more + base[at:]
            assert versions.cut(side) == cut_markdown(side), repr(side)
    assert versions.cut(base[::-1]) == cut_markdown(base[::-1])
