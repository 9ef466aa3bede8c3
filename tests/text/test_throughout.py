"""Global changes: finding the places, and each place's own fate."""

import random
from functools import partial

from amendments.text.apply import apply
from amendments.text.document import Document, Paragraph
from amendments.text.markdown import parse, serialize
from amendments.text.merge import merge
from amendments.text.rebase import State
from amendments.text.relation import Relation, Relations
from amendments.text.throughout import (
    PlaceByPlace,
    between,
    edits_of,
    places,
    places_of,
    rebase_places,
    relations,
    state,
    without,
)
from tests.growth import steps
from tests.text.chance import document as chance_document
from tests.text.chance import edits as by_chance
from tests.text.house import amendment, house, insert, live, replace_words, retitle, strike

BASE = house()
UNION = amendment(5, *edits_of(BASE, places(BASE, "council", "board")))


def test_places_are_whole_words_in_the_order_of_the_text() -> None:
    found = places(BASE, "council", "board")
    assert [place.id for place in found] == ["p1.2", "p1.2", "p1.3"]
    assert [place.id for place in places(BASE, "The council", "The board")] == ["p1.2", "p1.3"]
    assert places(BASE, "counci", "board") == ()
    assert places(BASE, "council", "council") == ()
    assert places(BASE, " ", "x") == ()


def test_titles_are_places_too() -> None:
    found = places(BASE, "house", "home")
    assert [(place.id, place.title) for place in found] == [("s1", True), ("p1.1", False)]
    after = apply(BASE, edits_of(BASE, found))
    assert "".join(t.text for t in after.sections[0].title) == "The home"


def test_letters_of_any_case_and_the_case_that_stands_there() -> None:
    base = Document((), (Paragraph("p", None, "1", parse("Member and member and MEMBER and *member* and member-state.")),))
    after = apply(base, edits_of(base, places(base, "member", "full delegate", match_case=False)))
    assert serialize(after.paragraphs[0].tokens).strip() == (
        "Full delegate and full delegate and FULL DELEGATE and *full delegate* and full delegate-state."
    )


def test_stubs_are_passed_over() -> None:
    assert [place.id for place in places(apply(BASE, [strike(BASE, "p1.3")]), "council", "board")] == ["p1.2", "p1.2"]


def test_relation_is_told_place_by_place() -> None:
    other = amendment(2, replace_words(BASE, "p1.3", "The council meets", "The assembly meets"), retitle(BASE, "s1", "Home"))
    (found,) = relations(BASE, UNION, other)
    assert (found[0].id, found[1].relation) == ("p1.3", Relation.CONFLICTING)


def test_a_place_in_conflict_is_dropped_and_the_others_stand() -> None:
    decided = amendment(
        2, replace_words(BASE, "p1.3", "The council meets", "The assembly meets"), insert("n", "p1.1", "A council is free.")
    )
    current = apply(BASE, decided.edits)
    found = rebase_places(BASE, UNION, [decided], current, places(current, "council", "board"))
    assert [(place.id, result.state) for place, result in found.dropped] == [("p1.3", State.CONFLICTING)]
    assert "A2" in found.dropped[0][1].why
    assert [place.id for place in found.offered] == ["n"]
    assert state(found) == State.CLEAN
    after = apply(current, found.edits)
    assert live(after, ["p1.3"]) == ["The assembly meets each month. Its minutes are open to all."]
    assert live(after, ["p1.2"])[0].count("board") == 2


def test_nothing_is_left_where_every_place_is_gone() -> None:
    decided = amendment(2, strike(BASE, "p1.2"), strike(BASE, "p1.3"))
    found = rebase_places(BASE, UNION, [decided], apply(BASE, decided.edits))
    assert found.edits == ()
    assert state(found) == State.GONE


def test_nine_hundred_places() -> None:
    base = Document(
        (), tuple(Paragraph(f"p{n}", None, str(n), parse("A council meets. The council goes. " * 3)) for n in range(150))
    )
    change = amendment(1, *edits_of(base, places(base, "council", "board")))
    decided = amendment(2, replace_words(base, "p7", "A council meets", "An assembly meets"))
    found = rebase_places(base, change, [decided], apply(base, decided.edits))
    assert (len(found.kept), len(found.dropped)) == (899, 1)


def test_what_it_does_elsewhere_costs_nothing_when_it_is_related() -> None:
    """Eight times the places, and as many steps to relate it with what stands in one paragraph, or with another like it."""

    def work(paragraphs: int) -> list[int]:
        rows = [Paragraph(f"p{n}", None, str(n), parse("A council meets. The council goes.")) for n in range(paragraphs)]
        base = Document((), tuple(rows))
        change = amendment(1, *edits_of(base, places(base, "council", "board")))
        rival = amendment(2, replace_words(base, "p7", "A council meets", "An assembly meets"))
        beside = amendment(3, replace_words(base, "p7", "meets", "sits"))
        like = amendment(4, *edits_of(base, places(base, "goes", "leaves")))
        engine = Relations(base)
        spread = {change.id: PlaceByPlace(engine, change)}
        found = [between(engine, change, other, spread) for other in (rival, beside, like)]
        assert [(one.relation, losses.partly) for one, losses in found] == [
            (Relation.TOUCHING, each) for each in (True, False, False)
        ]
        return [steps(partial(between, engine, change, other, spread)) for other in (rival, beside, like)]

    few, many = work(10), work(80)
    assert many[0] <= few[0] * 1.05
    assert many[1] <= few[1] * 1.05
    assert many[2] <= few[2] * 8.5


def test_it_touches_what_some_of_its_places_exclude_and_conflicts_where_all_do() -> None:
    engine = Relations(BASE)
    spreads = {UNION.id: PlaceByPlace(engine, UNION)}
    some = amendment(2, replace_words(BASE, "p1.3", "The council meets", "The assembly meets"))
    related, losses = between(engine, UNION, some, spreads)
    assert (related.relation, related.places, losses) == (Relation.TOUCHING, ("p1.3",), (1, None))
    assert between(engine, some, UNION, spreads) == (related, (None, 1))
    assert between(engine, UNION, some, {})[0].relation == Relation.CONFLICTING, "as one whole"
    every = amendment(3, strike(BASE, "p1.2"), strike(BASE, "p1.3"))
    assert between(engine, UNION, every, spreads) == (engine.between(UNION, every), (None, None))
    one_place = amendment(6, *edits_of(BASE, [places_of(UNION.edits)[2]]))
    alone = {one_place.id: PlaceByPlace(engine, one_place)}
    assert between(engine, one_place, some, alone)[0].relation == Relation.CONFLICTING
    same = amendment(4, replace_words(BASE, "p1.3", "The council meets", "The board meets"))
    assert between(engine, UNION, same, spreads)[0].relation == Relation.CONTAINED


def test_of_two_global_changes_each_may_make_way() -> None:
    engine = Relations(BASE)
    other = amendment(7, *edits_of(BASE, [*places(BASE, "The council", "A senate"), *places(BASE, "strike", "walkout")]))
    spreads = {one.id: PlaceByPlace(engine, one) for one in (UNION, other)}
    assert between(engine, UNION, other, spreads)[1] == (2, 2)
    assert [place.id for place in places_of(UNION.edits) if place in spreads[UNION.id].lost_to(other)] == ["p1.2", "p1.3"]
    assert {place.id for place in spreads[other.id].lost_to(UNION)} == {"p1.2", "p1.3"}
    assert len(other.edits) > 2
    less = amendment(8, *edits_of(BASE, places(BASE, "The council", "A senate")))
    spreads[less.id] = PlaceByPlace(engine, less)
    assert between(engine, UNION, less, spreads)[1] == (2, None), "the smaller one has nothing left beside it"


def test_without_the_places_that_it_loses_both_make_one_text() -> None:
    """Whatever the other is, where the two exclude each other in part the rest of the change and the other go together."""
    met = 0
    for seed in range(250):
        chance = random.Random(seed)
        base = chance_document(chance)
        found = places(base, chance.choice(["the", "very", "of", "we"]), "all", match_case=False)
        if len(found) < 2:
            continue
        change, other = amendment(1, *edits_of(base, found)), amendment(2, *by_chance(chance, base, "A2"))
        engine = Relations(base)
        spread = PlaceByPlace(engine, change)
        lost = spread.lost_to(other)
        assert bool(lost) == (engine.between(change, other).relation == Relation.CONFLICTING), seed
        rest = without(base, change, lost)
        assert len(places_of(rest.edits)) == len(found) - len(lost)
        if rest.edits:
            assert Relations(base).between(rest, other).relation != Relation.CONFLICTING, seed
            assert merge(base, [rest, other]).document is not None, seed
        met += bool(lost) and bool(rest.edits)
    assert met > 20, "chance must give such pairs"
