"""The relation of two amendments: the readable cases, the table of paragraph rules, and the laws."""

import random
from collections import Counter
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendments.text.document import Document, Paragraph, Section
from amendments.text.edits import (
    Amendment,
    ChangeWords,
    Edit,
    InsertParagraph,
    InsertSection,
    MoveParagraph,
    MoveSection,
    StrikeSection,
)
from amendments.text.merge import merge
from amendments.text.relation import Relation, Relations, places, relation
from amendments.text.tokens import split
from tests.growth import steps
from tests.text import chance as by_chance
from tests.text.house import (
    amendment,
    cut,
    first,
    house,
    insert,
    join,
    move,
    replace_words,
    retitle,
    rewrite,
    strike,
    text,
    words,
)

BASE = house()
CASES = [
    {"name": chunk.splitlines()[0], **dict(line.split(": ", 1) for line in chunk.splitlines()[1:] if line)}
    for chunk in (Path(__file__).parent / "cases" / "relation.md").read_text(encoding="utf-8").split("\n## ")[1:]
]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case: dict[str, str]) -> None:
    base = Document((), (Paragraph("p", None, "1", text(case["base"])),))
    a, b = amendment(1, rewrite(base, "p", case["a"])), amendment(2, rewrite(base, "p", case["b"]))
    assert relation(base, a, b).relation == case["relation"]
    assert relation(base, b, a).relation == case["relation"]
    merged = merge(base, [a, b]).document
    assert (words(merged.paragraph_by_id["p"].tokens) if merged else None) == case.get("both")


def change(paragraph: str, old: str, new: str) -> Edit:
    return replace_words(BASE, paragraph, old, new)


WORDS = change("p2.1", "houses", "huts")
CUT = cut(BASE, "p2.1", "We build schools", "half")
NEW_SECTION = InsertSection("sx", None, "s1", tuple(split("New")))

PAIRS: list[tuple[Edit, Edit, str]] = [
    (strike(BASE, "p2.1"), WORDS, "conflicting"),
    (strike(BASE, "p2.1"), move("p2.1", "p1.1"), "conflicting"),
    (strike(BASE, "p2.1"), CUT, "conflicting"),
    (strike(BASE, "p2.1"), join(BASE, "p2.1", "p2.2"), "conflicting"),
    (strike(BASE, "p2.1"), insert("n", "p2.1"), "independent"),
    (strike(BASE, "p2.1"), move("p3.1", "p2.1"), "independent"),
    (strike(BASE, "p2.1"), strike(BASE, "p2.2"), "independent"),
    (strike(BASE, "p2.1"), strike(BASE, "p2.1"), "same"),
    (move("p2.1", "p1.1"), WORDS, "independent"),
    (move("p2.1", "p1.1"), move("p2.1", "p1.2"), "conflicting"),
    (move("p2.1", "p1.1"), move("p2.1", "p1.1"), "same"),
    (move("p2.1", "p1.1"), insert("n", "p2.1"), "touching"),
    (move("p2.1", "p1.1"), move("p3.1", "p2.1"), "touching"),
    (move("p2.1", "p3.1"), move("p3.1", "p2.1"), "conflicting"),
    (move("p2.1", "p1.1"), move("p3.1", "p1.1"), "touching"),
    (move("p2.1", "p1.1"), insert("n", "p1.1"), "touching"),
    (move("p2.1", "p1.1"), CUT, "touching"),
    (move("p2.1", "p1.1"), join(BASE, "p2.1", "p2.2"), "touching"),
    (move("p2.2", "p1.1"), join(BASE, "p2.1", "p2.2"), "conflicting"),
    (insert("n", "p2.1", "One."), insert("m", "p2.1", "Two."), "touching"),
    (insert("n", "p2.1", "One."), insert("m", "p2.1", "One."), "same"),
    (insert("n", "p2.1"), insert("m", "p2.2"), "independent"),
    (insert("n", "p2.1"), WORDS, "independent"),
    (insert("n", "p2.1"), CUT, "touching"),
    (insert("n", "p2.1"), join(BASE, "p2.1", "p2.2"), "conflicting"),
    (insert("n", "p2.2"), join(BASE, "p2.1", "p2.2"), "touching"),
    (first("n", "s2"), first("m", "s2", "Other."), "touching"),
    (first("n", "s2"), insert("m", "p2.1"), "independent"),
    (CUT, change("p2.1", "houses", "huts"), "touching"),
    (CUT, change("p2.1", "baths", "pools"), "independent"),
    (CUT, rewrite(BASE, "p2.1", "We build houses and schools. We build baths."), "conflicting"),
    (CUT, cut(BASE, "p2.1", "We build baths", "other"), "touching"),
    (CUT, cut(BASE, "p2.1", "We build schools", "other"), "same"),
    (CUT, join(BASE, "p2.1", "p2.2"), "conflicting"),
    (join(BASE, "p1.1", "p1.2"), join(BASE, "p1.2", "p1.3"), "conflicting"),
    (join(BASE, "p1.1", "p1.2"), change("p1.1", "every", "each"), "independent"),
    (join(BASE, "p1.1", "p1.2"), change("p1.1", "winter", "summer"), "touching"),
    (join(BASE, "p1.1", "p1.2"), change("p1.2", "five", "six"), "independent"),
    (StrikeSection("s2"), WORDS, "conflicting"),
    (StrikeSection("s2"), strike(BASE, "p2.1"), "conflicting"),
    (StrikeSection("s2"), move("p2.1", "p1.1"), "conflicting"),
    (StrikeSection("s2"), move("p1.1", "p2.1"), "conflicting"),
    (StrikeSection("s2"), first("n", "s2"), "conflicting"),
    (StrikeSection("s2"), insert("n", "p2.3"), "conflicting"),
    (StrikeSection("s2"), InsertSection("sx", "s2", None, tuple(split("New"))), "conflicting"),
    (StrikeSection("s2"), InsertSection("sx", None, "s2", tuple(split("New"))), "independent"),
    (StrikeSection("s2"), MoveSection("s2", None, "s3"), "conflicting"),
    (StrikeSection("s2"), MoveSection("s1", "s2", None), "conflicting"),
    (StrikeSection("s2"), MoveSection("s1", None, "s2"), "independent"),
    (StrikeSection("s2"), retitle(BASE, "s2", "The labor"), "conflicting"),
    (StrikeSection("s2"), StrikeSection("s3"), "independent"),
    (StrikeSection("s2"), join(BASE, "p1.1", "p2.1"), "conflicting"),
    (StrikeSection("s2"), CUT, "conflicting"),
    (retitle(BASE, "s1", "The home"), retitle(BASE, "s1", "A house"), "touching"),
    (retitle(BASE, "s1", "The home"), retitle(BASE, "s1", "The hall"), "conflicting"),
    (retitle(BASE, "s2", "The labor"), MoveSection("s2", None, "s3"), "independent"),
    (MoveSection("s2", None, "s3"), WORDS, "independent"),
    (MoveSection("s2", None, "s3"), MoveSection("s2", "s1", None), "conflicting"),
    (MoveSection("s2", "s3", None), MoveSection("s3", "s2", None), "conflicting"),
    (MoveSection("s3", None, "s1"), NEW_SECTION, "touching"),
    (NEW_SECTION, InsertSection("sy", None, "s1", tuple(split("Newer"))), "touching"),
    (NEW_SECTION, InsertSection("sy", None, "s1", tuple(split("New"))), "same"),
    (NEW_SECTION, InsertSection("sy", None, "s2", tuple(split("Newer"))), "independent"),
]


@pytest.mark.parametrize("pair", PAIRS, ids=[f"{n}-{type(a).__name__}-{type(b).__name__}" for n, (a, b, _) in enumerate(PAIRS)])
def test_rules_of_paragraphs_and_sections(pair: tuple[Edit, Edit, str]) -> None:
    one, two, expected = pair
    a, b = amendment(1, one), amendment(2, two)
    assert relation(BASE, a, b).relation == expected
    assert relation(BASE, b, a).relation == expected


def test_a_section_and_one_that_stands_in_it_are_struck_against_each_other_whichever_comes_first() -> None:
    base = Document((Section("s1", "1"), Section("s2", "1.1", parent="s1"), Section("s3", "2")), BASE.paragraphs[:1])
    outer, inner, beside = (amendment(n, StrikeSection(f"s{n}")) for n in (1, 2, 3))
    for a, b in ((outer, inner), (inner, outer)):
        assert relation(base, a, b) == (Relation.CONFLICTING, None, ("s2",))
    assert relation(base, inner, beside).relation == Relation.INDEPENDENT


def test_after_a_paragraph_that_moves_along_is_another_place_than_after_it_where_it_is() -> None:
    there = amendment(1, move("p1.1", "p2.1"))
    along = amendment(2, move("p2.1", "p3.1"), MoveParagraph("p1.1", "s3", "p2.1"))
    again = amendment(3, move("p2.1", "p3.1"), MoveParagraph("p1.1", "s3", "p2.1"))
    assert relation(BASE, there, along).relation == relation(BASE, along, there).relation == Relation.CONFLICTING
    assert relation(BASE, along, again).relation == Relation.SAME
    within = amendment(4, move("p2.2", "p1.1"), MoveParagraph("p2.3", "s1", "p2.2"))
    stays = amendment(5, move("p2.3", "p2.2"))
    assert relation(BASE, within, stays).relation == Relation.CONFLICTING


def test_a_move_after_what_another_moves_within_one_section_is_no_common_move() -> None:
    both = amendment(1, move("p1.3", "p1.1"), move("p2.1", "p1.3"))
    one = amendment(2, move("p2.1", "p1.3"))
    assert relation(BASE, both, one).relation == relation(BASE, one, both).relation == Relation.CONFLICTING


def test_sets_take_the_worst_of_their_pairs_and_name_the_places() -> None:
    a = amendment(1, change("p1.1", "every", "each"), change("p2.3", "fund", "chest"), move("p3.1", "p2.1"))
    b = amendment(2, change("p1.1", "city", "town"), change("p2.3", "fund", "purse"))
    found = relation(BASE, a, b)
    assert (found.relation, found.places) == (Relation.CONFLICTING, ("p2.3",))


def test_same_and_contained_are_of_whole_amendments() -> None:
    one, two = change("p1.1", "every", "each"), insert("n", "p2.1", "One.")
    small, large = amendment(1, one), amendment(2, one, insert("m", "p2.1", "One."))
    assert relation(BASE, small, large)[:2] == (Relation.CONTAINED, "A1")
    assert relation(BASE, large, small)[:2] == (Relation.CONTAINED, "A1")
    assert relation(BASE, amendment(3, two, one), large).relation == Relation.SAME
    other = amendment(4, one, change("p2.3", "fund", "chest"))
    assert relation(BASE, other, large).relation == Relation.INDEPENDENT, "what both do alike is in nobody's way"


def test_a_contained_one_with_its_own_insertion_after_it() -> None:
    chained = amendment(2, insert("m", "p2.1", "One."), InsertParagraph("m2", "s2", "m", text("Two.")))
    assert relation(BASE, amendment(1, insert("n", "p2.1", "One.")), chained)[:2] == (Relation.CONTAINED, "A1")


@given(st.integers(0, 10**9))
def test_relation_is_symmetric_and_every_amendment_is_the_same_as_itself(seed: int) -> None:
    chance = random.Random(seed)
    base = by_chance.document(chance)
    a, b = (Amendment(f"A{n}", n, by_chance.edits(chance, base, f"A{n}")) for n in (1, 2))
    assert relation(base, a, b) == relation(base, b, a)
    assert relation(base, a, a).relation == Relation.SAME


def test_words_alone_are_related_as_if_they_could_be_anything() -> None:
    """What only changes words is related sooner, and must be what comparing it piece by piece finds."""
    found: Counter[Relation] = Counter()
    for seed in range(300):
        chance = random.Random(seed)
        base = by_chance.document(chance)
        own, others = (by_chance.changed(chance, base, 0.4) for _ in range(2))
        other = (own, own[:1], others, by_chance.edits(chance, base, "A2"))[min(seed % 16, 2 + seed % 2)]
        a, b, engine = amendment(1, *own), amendment(2, *other), Relations(base)
        for one, two in ((a, b), (b, a)):
            related = engine.between(one, two)
            assert related == engine.between_parts(engine.by_place(one), engine.by_place(two)), seed
            found[related.relation] += 1
    assert min(found[each] for each in Relation) > 4, found


@given(st.integers(0, 10**9))
def test_without_a_common_place_nothing_meets(seed: int) -> None:
    """An index of places may leave out pairs: it must leave out only independent ones, also circles of sections."""
    chance = random.Random(seed)
    base = by_chance.document(chance)
    a, b = (Amendment(f"A{n}", n, by_chance.edits(chance, base, f"A{n}")) for n in (1, 2))
    if places(base, a).isdisjoint(places(base, b)):
        assert relation(base, a, b).relation == Relation.INDEPENDENT
        assert merge(base, [a, b]).document


def _all_against(relations: Relations, one: Amendment, others: list[Amendment]) -> int:
    return len(list(relations.against(one, others)))


def test_one_passes_by_those_that_stand_elsewhere_with_little_work() -> None:
    base = Document((), tuple(Paragraph(f"p{n}", None, str(n), text("Rents rise in every city. " * 4)) for n in range(200)))
    old = base.paragraphs[0]
    change = rewrite(base, "p0", "Rents fall in every city.").changes
    others = [amendment(n, ChangeWords(f"p{n % 200}", old.digest, change)) for n in range(1000)]
    relations = Relations(base)
    assert len({p for other in others for p in relations.places(other)}) == 200
    new = amendment(9999, rewrite(base, "p7", "Rents fall in every town."), MoveParagraph("p8", None, "p190"))
    assert _all_against(relations, new, others) == 5
    few, many = (steps(partial(_all_against, relations, new, others[:n])) for n in (600, 800))
    assert (many - few) / 200 < 60, "lines run for each amendment more: one in two hundred of them stands where this one does"
