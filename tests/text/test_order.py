"""The proposed voting order: what comes first and why, what falls, and the laws that hold whatever is asked."""

import random

from hypothesis import given
from hypothesis import strategies as st

from amendments.text.clusters import clusters, pairs_of
from amendments.text.distance import Distance, distance
from amendments.text.document import Document, Paragraph, Section
from amendments.text.edits import (
    Amendment,
    ChangeWords,
    Edit,
    InsertParagraph,
    InsertSection,
    MoveParagraph,
    StrikeSection,
)
from amendments.text.order import Links, Proposal, propose
from amendments.text.relation import Relation, Relations
from amendments.text.secondary import base_of
from amendments.text.tokens import split
from tests.growth import steps
from tests.text import chance as by_chance
from tests.text.house import amendment, cut, house, insert, join, move, replace_words, retitle, rewrite, strike, text

BASE = house()


def ids(found: Proposal) -> list[str]:
    return [place.id for place in found.order]


def reasons(found: Proposal) -> dict[str, str]:
    return dict(found.order)


def change(number: int, paragraph: str, old: str, new: str) -> Amendment:
    return amendment(number, replace_words(BASE, paragraph, old, new))


def test_the_order_of_the_text_and_the_preamble_and_headings_last() -> None:
    found = propose(
        BASE,
        [
            amendment(1, retitle(BASE, "s1", "The home")),
            change(2, "preface", "tenants", "many"),
            amendment(3, InsertSection("sx", None, "s1", tuple(split("New")))),
            amendment(4, insert("n", "p1.1")),
            change(5, "p1.1", "in winter", "ever"),
            change(6, "p1.1", "every city", "each city"),
            change(7, "p2.1", "baths", "pools"),
        ],
    )
    assert ids(found) == ["A6", "A5", "A4", "A3", "A7", "A2", "A1"]
    assert reasons(found) == {
        "A6": "In the order of the text: 1.1.",
        "A5": "In the order of the text: 1.1.",
        "A4": "In the order of the text: after 1.1.",
        "A3": "In the order of the text: after 1.",
        "A7": "In the order of the text: 2.1.",
        "A2": "The preamble comes after the rest of the text: “We, the tenants, write this down.”.",
        "A1": "Headings come last: 1.",
    }
    assert found.clusters == ()


def test_a_section_that_is_called_a_preamble_comes_after_the_text() -> None:
    sections = (Section("s0", "", tuple(split("Preamble"))), Section("s1", "1", tuple(split("Aims"))))
    base = Document(sections, (Paragraph("p0", "s0", "", text("We write.")), Paragraph("p1", "s1", "1.1", text("We aim."))))
    found = propose(base, [amendment(1, rewrite(base, "p0", "We wrote.")), amendment(2, rewrite(base, "p1", "We act."))])
    assert ids(found) == ["A2", "A1"]


def rivals() -> list[Amendment]:
    return [
        change(1, "p1.2", "five years", "three years"),
        change(2, "p1.2", "five years", "two years or until it has lost the trust of those who live here"),
        amendment(3, strike(BASE, "p1.2")),
        change(4, "p1.2", "five years", "three years"),
        change(5, "p1.1", "every city", "each city"),
    ]


def test_among_rivals_the_furthest_comes_first_and_each_says_how_far_it_goes() -> None:
    found = propose(BASE, rivals())
    assert ids(found) == ["A5", "A3", "A2", "A1", "A4"]
    assert reasons(found) == {
        "A5": "In the order of the text: 1.1.",
        "A3": "Furthest from the text: it strikes a whole paragraph of 19 words; A2 strikes 1 word and inserts 13.",
        "A2": (
            "After A3, which is further from the text: it strikes 1 word and inserts 13; "
            "A3 strikes a whole paragraph of 19 words."
        ),
        "A1": "After A2, which is further from the text: it strikes 1 word and inserts 1; A2 strikes 1 word and inserts 13.",
        "A4": "It asks for the same as A1, and is decided with it.",
    }
    assert found.clusters == (("A3", "A2", "A1", "A4"),)
    assert found.falls == {
        "A5": (),
        "A3": ("A2", "A1", "A4"),
        "A2": ("A3", "A1", "A4"),
        "A1": ("A3", "A2", "A4"),
        "A4": ("A3", "A2", "A1"),
    }
    assert found.decided == {"A5": (), "A3": (), "A2": (), "A1": ("A4",), "A4": ("A1",)}


def test_what_another_contains_is_decided_with_it_and_not_the_other_way_round() -> None:
    small, large = replace_words(BASE, "p2.1", "baths", "pools"), replace_words(BASE, "p1.1", "every", "each")
    found = propose(BASE, [amendment(1, small), amendment(2, small, large)])
    assert ids(found) == ["A2", "A1"]
    assert found.falls == {"A2": ("A1",), "A1": ()}
    assert found.clusters == (("A2", "A1"),)


def test_two_that_go_as_far_follow_their_numbers() -> None:
    found = propose(BASE, [change(10, "p2.1", "baths", "pools"), change(9, "p2.1", "baths", "wells")])
    assert reasons(found) == {
        "A9": "As far from the text as A10, and it has the lower number: it strikes 1 word and inserts 1; "
        "A10 strikes 1 word and inserts 1.",
        "A10": "As far from the text as A9, which has the lower number: it strikes 1 word and inserts 1; "
        "A9 strikes 1 word and inserts 1.",
    }


def test_a_compromise_comes_before_what_it_covers_and_what_it_covers_falls_with_it() -> None:
    others = [*rivals(), change(6, "p1.2", "five years", "four years"), change(7, "p2.1", "baths", "pools")]
    found = propose(BASE, others, Links(covers={"A6": ["A3", "A7", "gone"], "A7": ["A6"]}))
    assert ids(found) == ["A5", "A6", "A7", "A3", "A2", "A1", "A4"]
    assert reasons(found)["A6"] == "A compromise is put before what it covers: A7 and A3."
    assert reasons(found)["A3"] == "After the compromise A6: it strikes a whole paragraph of 19 words."
    assert found.falls["A6"] == ("A7", "A3", "A2", "A1", "A4")
    assert found.falls["A3"] == ("A6", "A2", "A1", "A4")
    assert found.clusters == (("A6", "A3", "A2", "A1", "A4"),)


def test_an_amendment_to_an_amendment_comes_before_it_and_falls_with_it() -> None:
    both = rivals()[:2]
    base = base_of(BASE, both[0])
    inner = [
        Amendment(f"A1/{n}", n, (replace_words(base, "p1.2", "three years", words),))
        for n, words in ((1, "four years"), (2, "one or two or more years"))
    ]
    found = propose(BASE, both, Links(secondary={"A1": inner, "A9": inner}))
    assert ids(found) == ["A2", "A1/2", "A1/1", "A1"]
    assert reasons(found)["A1/2"].startswith(
        "An amendment to A1 is decided before A1. Furthest from the text: it strikes 1 word"
    )
    assert found.falls == {"A2": ("A1/2", "A1/1", "A1"), "A1/2": ("A1/1",), "A1/1": ("A1/2",), "A1": ("A2",)}
    one = propose(BASE, both, Links(secondary={"A1": inner[:1]}))
    assert reasons(one)["A1/1"] == "An amendment to A1 is decided before A1."


def test_distance_counts_words_and_whole_paragraphs() -> None:
    emptied = Document((), (Paragraph("p", None, "1", text("Rents rise.")),))
    assert distance(BASE, change(1, "p2.1", "We build baths.", "Now.")) == Distance(0, 3, 1)
    assert distance(BASE, amendment(1, StrikeSection("s2"), insert("n", "p1.1"))) == Distance(3, 22, 3)
    assert distance(BASE, amendment(1, cut(BASE, "p2.1", "We build schools", "x"), move("p3.1", "p1.1"))) == Distance()
    assert distance(BASE, amendment(1, join(BASE, "p2.1", "p2.2"), retitle(BASE, "s1", "Our house"))) == Distance(0, 1, 1)
    assert distance(emptied, amendment(1, rewrite(emptied, "p", ""))).whole == 1
    assert distance(BASE, amendment(1)) == Distance()


def test_clusters_of_pairs_that_somebody_keeps() -> None:
    pairs: list[tuple[int, int, str]] = [
        (5, 2, "conflicting"),
        (7, 8, Relation.TOUCHING),
        (9, 2, "same"),
        (3, 4, "contained"),
        (6, 6, "same"),
    ]
    assert clusters(pairs, range(10)) == [(2, 5, 9), (3, 4)]
    assert clusters(pairs, [9, 4, 5, 3, 2]) == [(9, 5, 2), (4, 3)]
    assert clusters([]) == []


def test_known_pairs_need_not_be_found_again() -> None:
    known = propose(BASE, rivals())
    again = propose(BASE, rivals(), pairs=pairs_of(Relations(BASE), rivals()))
    assert again == known
    assert propose(BASE, rivals(), pairs=[]).clusters == ()


@given(st.integers(0, 10**9))
def test_laws(seed: int) -> None:
    chance = random.Random(seed)
    base = by_chance.document(chance)
    made = [Amendment(f"A{n}", n, by_chance.edits(chance, base, f"A{n}")) for n in range(chance.randint(0, 7))]
    covers = {f"A{n}": [f"A{chance.randint(0, 7)}"] for n in range(chance.choice([0, 0, 2]))}
    found = propose(base, made, Links(covers))
    mixed = chance.sample(made, len(made))
    assert propose(base, mixed, Links(covers)) == found, "the order given does not matter"
    assert sorted(ids(found)) == sorted(each.id for each in made), "each is named once"
    assert found.falls.keys() == found.decided.keys() == set(ids(found))
    assert all(place.reason.endswith(".") for place in found.order)
    relations, at = Relations(base), {id_: n for n, id_ in enumerate(ids(found))}
    rows = {id_: row for row in found.clusters for id_ in row}
    for one in made:
        for other in made:
            if one is other:
                continue
            how = relations.between(one, other)
            if how.relation == Relation.CONFLICTING:
                assert other.id in found.falls[one.id], "what conflicts falls, on both sides"
            if how.relation in {Relation.CONFLICTING, Relation.SAME, Relation.CONTAINED}:
                assert rows[one.id] == rows[other.id], "rivals are of one cluster"
                apart = not covers.keys() & {one.id, other.id}
                if apart and distance(base, one).furthest_first < distance(base, other).furthest_first:
                    assert at[one.id] < at[other.id], "the furthest comes first"
            if how.relation == Relation.INDEPENDENT and other.id not in covers.get(one.id, []):
                assert other.id not in found.falls[one.id], "what has nothing to do with it does not fall"
    for id_, row in rows.items():
        assert len(row) > 1
        assert id_ in row


def test_the_work_does_not_grow_with_the_square_of_the_amendments() -> None:
    few, many = (_work_of_ordering(paragraphs) for paragraphs in (60, 180))
    assert many < 5 * few, "three times as many amendments, two of each paragraph"


def _work_of_ordering(paragraphs: int) -> int:
    body = text("Rents rise in every city. Nobody may be evicted in winter. The council meets each month.")
    base = Document((), tuple(Paragraph(f"p{n}", None, str(n), body) for n in range(paragraphs)))
    changes = rewrite(
        base, "p0", "Rents fall in every city. Nobody may be evicted in winter. The council meets each month."
    ).changes
    made = []
    for n in range(2 * paragraphs):
        row = base.paragraphs[n * 7 % (paragraphs - 1)]
        rare: list[Edit] = [
            InsertParagraph(f"n{n}", None, row.id, text(f"New {n}.")),
            MoveParagraph(row.id, None, f"p{paragraphs - 1}"),
        ]
        rare.append(strike(base, row.id))
        made.append(amendment(n, rare[n % 20] if n % 20 < 3 else ChangeWords(row.id, row.digest, changes)))
    assert len(propose(base, made).order) == 2 * paragraphs
    return steps(lambda: propose(base, made))
