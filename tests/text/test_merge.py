"""Merging: the text is that of carrying them one by one, in whatever order they are given."""

import random
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from amendments.text.apply import apply
from amendments.text.document import Document
from amendments.text.edits import Amendment, InsertParagraph, InsertSection, MoveParagraph, MoveSection
from amendments.text.merge import merge
from amendments.text.relation import Relation, relation
from tests.text import chance as by_chance
from tests.text.house import amendment, house, ids, insert, move, replace_words, rewrite, text, words

BASE = house()


def test_what_touches_no_common_place_comes_together() -> None:
    a = amendment(1, replace_words(BASE, "p1.1", "every city", "each city"), insert("n", "p1.2"))
    b = amendment(2, replace_words(BASE, "p2.1", "baths", "pools"), move("p3.1", "p1.3"))
    merged = merge(BASE, [b, a])
    assert merged.document == apply(apply(BASE, a.edits), b.edits)
    assert merged.conflicts == ()
    assert merged.touching == ()


def test_changes_in_different_sentences_of_one_paragraph() -> None:
    a = amendment(1, replace_words(BASE, "p1.1", "every city", "each city"))
    b = amendment(2, replace_words(BASE, "p1.1", "in winter", "ever"))
    merged = merge(BASE, [a, b]).document
    assert merged
    wanted = "Rents rise in each city. The house belongs to those who live in it. Nobody may be evicted ever."
    assert words(merged.paragraph_by_id["p1.1"].tokens) == wanted


def test_insertions_at_one_place_follow_the_numbers_of_their_amendments() -> None:
    a, b, c = (amendment(n, insert(f"n{n}", "p1.2", f"New {n}.")) for n in (12, 3, 7))
    for order in permutations([a, b, c]):
        merged = merge(BASE, order)
        assert merged.document
        assert ids(merged.document, "s1") == ["p1.1", "p1.2", "n3", "n7", "n12", "p1.3"]
        assert len(merged.touching) == 3


def test_what_several_do_alike_is_done_once() -> None:
    a = amendment(1, replace_words(BASE, "p2.1", "baths", "pools"), insert("n1", "p2.1", "Same."), move("p3.1", "p1.1"))
    b = amendment(2, replace_words(BASE, "p2.1", "baths", "pools"), insert("n2", "p2.1", "Same."), move("p3.1", "p1.1"))
    merged = merge(BASE, [b, a]).document
    assert merged == apply(BASE, a.edits)


def test_two_new_sections_of_one_title_are_two() -> None:
    a = amendment(1, InsertSection("n1", None, "s1", text("Homes")), InsertSection("n2", None, "n1", text("Homes")))
    b = amendment(2, InsertSection("m1", None, "s1", text("Homes")), InsertSection("m2", None, "m1", text("Homes")))
    assert merge(BASE, [a]).document == apply(BASE, a.edits) == merge(BASE, [a, b]).document


def test_what_stands_after_an_insertion_that_two_make_stands_after_the_one_that_is_kept() -> None:
    a = amendment(1, insert("n1", "p2.1", "Same."))
    b = amendment(2, insert("n2", "p2.1", "Same."), InsertParagraph("m2", "s2", "n2", text("More.")))
    merged = merge(BASE, [b, a]).document
    assert merged
    assert ids(merged, "s2") == ["p2.1", "n1", "m2", "p2.2", "p2.3"]


def test_conflicts_are_named_with_their_reason() -> None:
    a = amendment(3, replace_words(BASE, "p1.2", "five years", "two years"))
    b = amendment(12, replace_words(BASE, "p1.2", "for five years", "for life"))
    merged = merge(BASE, [a, b])
    assert merged.document is None
    (conflict,) = merged.conflicts
    assert (conflict.a, conflict.b, conflict.place) == ("A3", "A12", "p1.2")
    assert conflict.why == "A3 strikes “five”, which A12 also strikes."


def test_three_moves_in_a_circle_conflict_though_no_pair_does() -> None:
    moves = [amendment(1, move("p1.1", "p1.2")), amendment(2, move("p1.2", "p1.3")), amendment(3, move("p1.3", "p1.1"))]
    for one, two in permutations(moves, 2):
        assert relation(BASE, one, two).relation == Relation.TOUCHING
        assert merge(BASE, [one, two]).document
    merged = merge(BASE, moves)
    assert merged.document is None
    assert merged.conflicts[0].why == "A1, A2 and A3 would move these after or into one another in a circle."


def test_three_sections_moved_into_each_other_conflict() -> None:
    edits = [MoveSection("s1", "s2", None), MoveSection("s2", "s3", None), MoveSection("s3", "s1", None)]
    merged = merge(BASE, [amendment(n, edit) for n, edit in enumerate(edits)])
    assert merged.document is None
    assert "circle" in merged.conflicts[0].why
    assert merge(BASE, [amendment(n, edit) for n, edit in enumerate(edits[:2])]).document


def test_a_paragraph_that_moves_away_leaves_its_place_to_what_is_put_after_it() -> None:
    a, b = amendment(1, move("p1.2", "p2.3")), amendment(2, MoveParagraph("p3.1", "s1", "p1.2"))
    merged = merge(BASE, [a, b]).document
    assert merged
    assert ids(merged, "s1") == ["p1.1", "p3.1", "p1.3"]


def test_a_moved_paragraph_is_moved_with_its_edits() -> None:
    a = amendment(1, move("p1.1", "p2.3"))
    b = amendment(2, rewrite(BASE, "p1.1", "Rents fall in every city. The house belongs to those who live in it."))
    assert relation(BASE, a, b).relation == Relation.INDEPENDENT
    merged = merge(BASE, [a, b]).document
    assert merged
    assert merged.paragraph_by_id["p1.1"].section == "s2"
    assert words(merged.paragraph_by_id["p1.1"].tokens).startswith("Rents fall")


def some(seed: int, count: int = 3) -> tuple[Document, list[Amendment]]:
    chance = random.Random(seed)
    base = by_chance.document(chance)
    found = [Amendment(f"A{n}", n, by_chance.edits(chance, base, f"A{n}")) for n in range(count)]
    chance.shuffle(found)
    return base, found


@given(st.integers(0, 10**9))
def test_the_result_does_not_depend_on_the_order_given(seed: int) -> None:
    base, amendments = some(seed)
    results = {repr(merge(base, order)) for order in permutations(amendments)}
    assert len(results) == 1


@given(st.integers(0, 10**9))
def test_a_set_with_a_conflicting_pair_has_no_text_and_any_other_has_one(seed: int) -> None:
    base, amendments = some(seed, 2)
    related = relation(base, *amendments).relation
    merged = merge(base, amendments)
    assert (merged.document is None) == (related == Relation.CONFLICTING) == bool(merged.conflicts)
    assert bool(merged.touching) == (related == Relation.TOUCHING)
    for conflict in (*merged.conflicts, *merged.touching):
        assert conflict.why.endswith(".")


@given(st.integers(0, 10**9))
def test_merging_one_or_the_same_twice_is_applying_it(seed: int) -> None:
    base, (one, *_) = some(seed)
    assert merge(base, [one]).document == apply(base, one.edits)
    assert merge(base, [one, Amendment("B", 99, one.edits)]).document == apply(base, one.edits)
