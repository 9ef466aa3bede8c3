"""The door's verb `merge`: whole texts, as other programs send them."""

import json

import pytest

from amendments.text.door import answer as through_the_door
from amendments.text.markdown import parse
from amendments.text.tokens import visible
from amendments.text.verbs.merge import answer
from tests.growth import steps
from tests.shared import shared

BASE = """# The house

Rents rise in every city. The house belongs to those who live in it.

Every tenant joins a union. The union elects a council for five years.

- bread
- roses
- peace

The strike fund belongs to all. It is kept by three members. They answer to the council each month."""


def merge(a: str, b: str, base: str = BASE, *, plain: bool = False) -> dict[str, object]:
    return answer({"base": base, "a": a, "b": b, "plain": plain})


@pytest.mark.parametrize("plain", [False, True])
def test_changes_in_different_paragraphs_and_items(plain: bool) -> None:
    a = BASE.replace("every city", "each city").replace("- peace", "- peace now")
    b = BASE.replace("three members", "four members").replace("- bread", "- white bread")
    wanted = a.replace("three members", "four members").replace("- bread", "- white bread")
    found = merge(a, b, plain=plain)
    assert found["merged"] == wanted
    assert found["conflicts"] == []


@pytest.mark.parametrize("plain", [False, True])
def test_a_moved_paragraph_takes_the_other_side_s_edits_along(plain: bool) -> None:
    paragraphs = BASE.split("\n\n")
    a = "\n\n".join([paragraphs[0], paragraphs[4], *paragraphs[1:4]])
    b = BASE.replace("three members", "four members")
    found = merge(a, b, plain=plain)
    assert found["relation"] == "independent"
    assert found["merged"] == a.replace("three members", "four members")


@pytest.mark.parametrize("plain", [False, True])
def test_a_split_paragraph_and_a_change_in_each_half(plain: bool) -> None:
    a = BASE.replace("to all. It is", "to all.\n\nIt is")
    b = BASE.replace("belongs to all", "is for all").replace("each month", "each week")
    found = merge(a, b, plain=plain)
    assert found["relation"] in {"touching", "independent"}
    assert found["merged"] == b.replace("for all. It is", "for all.\n\nIt is")


@pytest.mark.parametrize("plain", [False, True])
def test_joined_paragraphs_and_a_change_in_the_second(plain: bool) -> None:
    a = BASE.replace("live in it.\n\nEvery tenant", "live in it. Every tenant")
    b = BASE.replace("five years", "two years")
    found = merge(a, b, plain=plain)
    assert found["merged"] == a.replace("five years", "two years")


@pytest.mark.parametrize("plain", [False, True])
def test_a_conflict_is_shown_as_it_was_and_as_each_would_have_it(plain: bool) -> None:
    found = merge(BASE.replace("five years", "ten years"), BASE.replace("five years", "one year"), plain=plain)
    assert (found["relation"], found["merged"]) == ("conflicting", None)
    assert found["conflicts"] == [
        {
            "base": "Every tenant joins a union. The union elects a council for five years.",
            "a": "Every tenant joins a union. The union elects a council for ten years.",
            "b": "Every tenant joins a union. The union elects a council for one year.",
        }
    ]


@pytest.mark.parametrize("plain", [False, True])
def test_struck_by_one_and_changed_by_the_other(plain: bool) -> None:
    a = BASE.replace("Every tenant joins a union. The union elects a council for five years.\n\n", "")
    found = merge(a, BASE.replace("five years", "ten years"), plain=plain)
    assert found["relation"] == "conflicting"
    assert found["conflicts"][0]["a"] == ""  # type: ignore[index]


@pytest.mark.parametrize("plain", [False, True])
def test_struck_by_one_and_written_anew_by_the_other(plain: bool) -> None:
    paragraphs = BASE.split("\n\n")
    a = "\n\n".join([paragraphs[0], *paragraphs[3:]])
    b = "\n\n".join([*paragraphs[:2], "Whoever pays no rent may vote.", "So may guests, children and cats.", *paragraphs[3:]])
    assert merge(a, b, plain=plain)["relation"] == "conflicting"
    assert merge(b, a, plain=plain)["merged"] is None


@pytest.mark.parametrize("plain", [False, True])
def test_one_side_alone_and_both_alike(plain: bool) -> None:
    changed = BASE.replace("five", "six") + "\n\n\n"
    assert merge(BASE, changed, plain=plain) == {"relation": "independent", "merged": changed, "conflicts": []}
    assert merge(changed, BASE, plain=plain)["merged"] == changed
    assert merge(changed, changed, plain=plain) == {"relation": "same", "merged": changed, "conflicts": []}


def test_five_years() -> None:
    found = merge(BASE.replace("five years", "three years"), BASE.replace("five years", "five months"))
    assert found["relation"] == "touching"
    assert "three months" in str(found["merged"])


def test_two_versions_of_one_new_paragraph_are_rivals_and_two_different_ones_are_not() -> None:
    one = "\n\nEvery member may speak for three minutes in each debate of the council."
    two = "\n\nEvery member may speak for five minutes in each debate of the council."
    assert merge(BASE + one, BASE + two)["relation"] == "conflicting"
    assert merge(BASE + one, BASE + "\n\nThe fund is audited by two people from outside.")["relation"] == "touching"


def test_plain_text_keeps_its_white_space() -> None:
    base = "\n  One  stands here.\n\n\n\nTwo stands   here.\r\n\r\nThree is last.\n\n"
    found = merge(base.replace("One", "Nobody"), base.replace("Three", "Four"), base, plain=True)
    assert found["merged"] == base.replace("One", "Nobody").replace("Three", "Four")


def test_empty_texts() -> None:
    assert merge("", "", "x")["merged"] == ""
    assert merge("", BASE + " More.", BASE)["relation"] == "conflicting"
    assert merge("One.", "Two.", "")["merged"] == "One.\n\nTwo."
    assert merge("\n", "  ", "")["merged"] == ""


@pytest.mark.parametrize(
    "line", [b'{"base":"x","a":"y"}', b'{"base":1,"a":"","b":""}', b'{"base":"","a":"","b":"","plain":3}', b"[]", b"x"]
)
def test_bad_requests_get_a_sentence(line: bytes) -> None:
    assert set(through_the_door(answer, line)) == {"error"}


@pytest.mark.parametrize(
    "text", ["\ud800", "\x00", "\u202eabc", "👩‍🚒👩‍🚒", "constructor __proto__ ###INS###", "| a | b |\n|-|-|\n| 1 | 2 |"]
)
def test_strange_characters_come_through(text: str) -> None:
    found = merge(BASE + "\n\n" + text, BASE.replace("five", "six"), plain=True)
    assert found["merged"] == BASE.replace("five", "six") + "\n\n" + text
    assert merge(BASE + "\n\n" + text, BASE.replace("five", "six"))["merged"]


def test_the_work_of_merging_unrelated_texts_does_not_grow_with_the_square_of_their_length() -> None:
    short, long = (_work_of_merging(words) for words in (240, 480))
    assert long < 3 * short


def _work_of_merging(length: int) -> int:
    words = [f"w{n * 7919 % 3001}" for n in range(3 * length)]
    lines = [" ".join(words[at : at + 60]) + "." for at in range(0, len(words), 60)]
    third = len(lines) // 3
    base, a, b = ("\n\n".join(lines[at : at + third]) for at in (0, third, 2 * third))
    assert merge(a, b, base)["relation"] == "conflicting"
    return steps(lambda: merge(a, b, base))


@pytest.mark.parametrize("every", [12, pytest.param(1, marks=pytest.mark.long)])
def test_real_concurrent_revisions(every: int) -> None:
    """Symmetric, and where the sides have nothing to do with each other as the editors merged them."""
    rows = [json.loads(line) for line in shared("cases/concurrent.jsonl").read_text(encoding="utf-8").splitlines()][::every]
    like, independent = 0, 0
    for row in rows:
        found, turned = merge(row["a"], row["b"], row["base"]), merge(row["b"], row["a"], row["base"])
        assert found["relation"] == turned["relation"], row["id"]
        if row["identical_change"]:
            assert found["relation"] in {"same", "contained", "independent", "touching"}, row["id"]
        if found["relation"] == "independent" and row["merged"] is not None:
            independent += 1
            like += _words(str(found["merged"])) == _words(row["merged"])
    assert like >= 0.7 * independent > 0, "what is left over is the editors' own rewriting: read it"


def _words(text: str) -> str:
    return " ".join(visible(parse(text)).split())
