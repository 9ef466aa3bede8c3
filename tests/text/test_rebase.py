"""Rebasing: what decisions make of a pending amendment."""

import random
from functools import partial

from hypothesis import assume, example, given
from hypothesis import strategies as st

from amendments.text.apply import apply
from amendments.text.document import Document, Paragraph
from amendments.text.edits import Amendment
from amendments.text.merge import merge
from amendments.text.rebase import State, rebase, rebase_all
from amendments.text.relation import Relation, relation
from tests.growth import steps
from tests.text import chance as by_chance
from tests.text.house import amendment, cut, house, insert, join, move, replace_words, strike, text, words

BASE = house()


def test_what_stands_elsewhere_is_clean() -> None:
    pending = amendment(2, replace_words(BASE, "p1.1", "winter", "summer"))
    found = rebase(BASE, pending, [amendment(1, replace_words(BASE, "p2.1", "baths", "pools"))])
    assert (found.state, found.edits, found.why) == (State.CLEAN, pending.edits, "")


def test_another_sentence_of_the_same_paragraph_is_shifted() -> None:
    pending = amendment(2, replace_words(BASE, "p1.1", "in winter", "ever"))
    carried = amendment(1, replace_words(BASE, "p1.1", "every city", "each and every town"))
    found = rebase(BASE, pending, [carried])
    assert found.state == State.SHIFTED
    assert found.edits != pending.edits
    now = apply(BASE, carried.edits)
    assert words(apply(now, found.edits).paragraph_by_id["p1.1"].tokens).endswith("Nobody may be evicted ever.")


def test_touching_ones_wait_with_the_digest_of_the_combined_text() -> None:
    pending = amendment(12, replace_words(BASE, "p1.2", "years", "months"))
    carried = amendment(3, replace_words(BASE, "p1.2", "five", "three"))
    found = rebase(BASE, pending, [carried])
    assert found.state == State.TOUCHING
    assert found.why == "A3 and A12 change the same sentence of 1.2, or words side by side."
    assert len(found.digest) == 64
    combined = apply(apply(BASE, carried.edits), found.edits)
    assert combined == merge(BASE, [pending, carried]).document
    other = rebase(BASE, amendment(12, replace_words(BASE, "p1.2", "years", "weeks")), [carried])
    assert other.digest != found.digest


def test_a_conflict_says_which_words() -> None:
    pending = amendment(12, replace_words(BASE, "p1.2", "five years", "ten months"))
    found = rebase(BASE, pending, [amendment(3, replace_words(BASE, "p1.2", "for five years", "for life"))])
    assert (found.state, found.edits) == (State.CONFLICTING, ())
    assert found.why == "A3 struck “five years”, which A12 also strikes."


def test_what_was_done_already_is_satisfied_and_the_rest_is_left() -> None:
    same = replace_words(BASE, "p1.2", "five years", "two years")
    assert rebase(BASE, amendment(2, same), [amendment(1, same)]).state == State.SATISFIED
    more = amendment(2, same, replace_words(BASE, "p2.1", "baths", "pools"))
    found = rebase(BASE, more, [amendment(1, same)])
    assert found.edits == more.edits[1:]


def test_what_was_struck_is_gone() -> None:
    pending = amendment(2, replace_words(BASE, "p2.3", "fund", "chest"))
    found = rebase(BASE, pending, [amendment(1, strike(BASE, "p2.3"))])
    assert (found.state, found.why) == (State.GONE, "A1 struck 2.3, which A2 changes.")
    two = amendment(2, *pending.edits, replace_words(BASE, "p2.1", "baths", "pools"))
    assert rebase(BASE, two, [amendment(1, strike(BASE, "p2.3"))]).state == State.CONFLICTING


def test_words_follow_a_split_a_join_and_a_move() -> None:
    pending = amendment(
        9, replace_words(BASE, "p2.1", "baths", "pools"), replace_words(BASE, "p1.3", "minutes are", "papers are")
    )
    carried = amendment(1, cut(BASE, "p2.1", "We build schools", "n"), join(BASE, "p1.2", "p1.3"), move("p3.1", "p2.1"))
    found = rebase(BASE, pending, [carried])
    assert found.state == State.SHIFTED
    after = apply(apply(BASE, carried.edits), found.edits)
    assert words(after.paragraph_by_id["n"].tokens) == "We build schools. We build pools."
    assert words(after.paragraph_by_id["p1.2"].tokens).endswith("The council meets each month. Its papers are open to all.")


def test_a_paragraph_that_was_split_moves_with_both_its_parts() -> None:
    carried = amendment(1, cut(BASE, "p2.1", "We build schools", "n"))
    found = rebase(BASE, amendment(2, move("p2.1", "p1.1")), [carried])
    assert found.state == State.TOUCHING
    after = apply(apply(BASE, carried.edits), found.edits)
    assert [p.id for p in after.within("s1")] == ["p1.1", "p2.1", "n", "p1.2", "p1.3"]


def test_a_decision_may_come_as_bare_edits() -> None:
    found = rebase(BASE, amendment(12, strike(BASE, "p2.3")), [(replace_words(BASE, "p2.3", "fund", "chest"),)])
    assert found.state == State.CONFLICTING
    assert found.why == "A decision changed 2.3, which A12 strikes."


def test_several_decisions_follow_one_another_and_the_worst_state_stays() -> None:
    pending = amendment(5, replace_words(BASE, "p1.1", "in winter", "ever"), insert("n", "p2.1"))
    one = amendment(1, replace_words(BASE, "p1.1", "evicted", "thrown out"))
    middle = apply(BASE, one.edits)
    two = amendment(2, insert("m", "p2.1", "Another."), replace_words(middle, "p1.2", "five", "six"))
    found = rebase(BASE, pending, [one, two])
    assert found.state == State.TOUCHING
    assert "1.1" in found.why
    assert "2.1" in found.why
    after = apply(apply(middle, two.edits), found.edits)
    assert [p.id for p in after.within("s2")][:3] == ["p2.1", "m", "n"]


def test_a_decision_passes_by_pending_amendments_elsewhere_with_little_work() -> None:
    body = text("Rents rise in every city. Nobody may be evicted.")
    base = Document((), tuple(Paragraph(f"p{n}", None, str(n), body) for n in range(200)))
    pending = [amendment(n, replace_words(base, f"p{n % 200}", "evicted", f"evicted in {n}")) for n in range(400)]
    decided = amendment(9999, replace_words(base, "p7", "Rents", "Prices"))
    assert [result.state for result in rebase_all(base, pending, [decided])].count(State.SHIFTED) == 2
    few, many = (steps(partial(rebase_all, base, pending[:n], [decided])) for n in (200, 400))
    assert (many - few) / 200 < 250, "lines run for each amendment more, however long the text is"


@example(12527)  # a label comes into a section without labels, where a paragraph is cut
@example(900500)  # a label comes before the first one, where a paragraph is inserted
@example(1303900)  # words are inserted right at a cut
@given(st.integers(0, 10**9))
def test_carrying_one_and_then_the_other_is_merging_both(seed: int) -> None:
    """The law for independent ones; for touching ones, too, the text that a person confirms is the merged one."""
    chance = random.Random(seed)
    base = by_chance.document(chance)
    a, b = (Amendment(f"A{n}", n, by_chance.edits(chance, base, f"A{n}")) for n in chance.sample((1, 2), 2))
    related = relation(base, a, b).relation
    assume(related != Relation.CONFLICTING)
    found = rebase(base, b, [a])
    merged = merge(base, [a, b]).document
    assert merged
    assert found.state in {State.CLEAN, State.SHIFTED, State.TOUCHING, State.SATISFIED}
    assert (found.state == State.TOUCHING) == (related == Relation.TOUCHING)
    after = apply(apply(base, a.edits), found.edits)
    if related == Relation.INDEPENDENT:
        assert after == merged
    assert [(p.id, p.section, words(p.tokens), p.struck) for p in after.paragraphs] == [
        (p.id, p.section, words(p.tokens), p.struck) for p in merged.paragraphs
    ] or related in {Relation.SAME, Relation.CONTAINED}


@given(st.integers(0, 10**9))
def test_two_decisions_at_once_are_one_after_the_other(seed: int) -> None:
    chance = random.Random(seed)
    base = by_chance.document(chance)
    pending = Amendment("A9", 9, by_chance.edits(chance, base, "A9"))
    one = by_chance.edits(chance, base, "D1")
    middle = apply(base, one)
    two = by_chance.edits(chance, middle, "D2")
    whole = rebase(base, pending, [one, two])
    first = rebase(base, pending, [one])
    if not first.edits:
        assert (whole.state, whole.edits) == (first.state, ())
        return
    second = rebase(middle, Amendment("A9", 9, first.edits), [two])
    assert whole.edits == second.edits
    assert bool(whole.digest) == (whole.state == State.TOUCHING)
    assert whole.digest == second.digest or second.state != State.TOUCHING
    assert whole.state == max(first.state, second.state, key=list(State).index)


def test_at_one_point_the_lower_number_comes_first_whichever_is_carried_first() -> None:
    low = amendment(3, replace_words(BASE, "p2.1", "houses.", "houses. They are warm."))
    high = amendment(12, replace_words(BASE, "p2.1", "houses.", "houses. Nobody pays."))
    for carried, pending in ((low, high), (high, low)):
        found = rebase(BASE, pending, [carried])
        after = apply(apply(BASE, carried.edits), found.edits)
        assert words(after.paragraph_by_id["p2.1"].tokens).startswith(
            "We build houses. They are warm. Nobody pays. We build schools."
        )
