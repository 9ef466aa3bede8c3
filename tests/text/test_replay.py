"""Replaying decisions: the text is that of applying them one by one, and each word knows where it comes from."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendments.text.apply import apply
from amendments.text.document import Document, Paragraph
from amendments.text.edits import Change, ChangeWords, Mismatch
from amendments.text.replay import Step, Traced, replay
from amendments.text.tokens import visible
from tests.growth import steps
from tests.text import chance as by_chance
from tests.text.house import cut, house, insert, join, move, replace_words, retitle, strike, text

BASE = house()


def told(traced: Traced, paragraph: str) -> str:
    """Show a trace: inserted words as {A:…}, struck ones as [A:…]."""
    shown = ""
    for token, by, struck_by in traced.paragraphs[paragraph].tokens:
        piece = visible([token])
        piece = f"{{{by}:{piece}}}" if by else piece
        shown += f"[{struck_by}:{piece}]" if struck_by else piece
    return shown


def test_each_word_names_the_decision_that_put_or_struck_it() -> None:
    one = replace_words(BASE, "p2.3", "strike", "common")
    middle = apply(BASE, [one])
    traced = replay(BASE, [Step("D1", (one,)), Step("D2", (replace_words(middle, "p2.3", "common", "shared"),))])
    assert told(traced, "p2.3") == "The [D1:strike][D2:{D1:common}]{D2:shared} fund belongs to all."
    assert visible(traced.document.paragraph_by_id["p2.3"].tokens) == "The shared fund belongs to all."


def test_clean_leaves_only_what_stands() -> None:
    traced = replay(BASE, [Step("D1", (replace_words(BASE, "p2.3", "strike", "common"), strike(BASE, "p2.2")))]).clean()
    assert told(traced, "p2.3") == "The {D1:common} fund belongs to all."
    assert "p2.2" not in traced.paragraphs
    assert "p2.2" not in traced.document.paragraph_by_id


def test_places_know_who_inserted_struck_moved_and_retitled_them() -> None:
    edits = (insert("n", "p1.1"), strike(BASE, "p1.2"), move("p1.3", "p2.1"), retitle(BASE, "s1", "The home"))
    traced = replay(BASE, [Step("D1", edits), Step("D2", (strike(apply(BASE, edits), "p1.3"),))])
    assert traced.paragraphs["n"].inserted_by == "D1"
    assert traced.paragraphs["p1.2"].struck_by == "D1"
    assert (traced.paragraphs["p1.3"].moved_by, traced.paragraphs["p1.3"].struck_by) == (("D1",), "D2")
    assert traced.sections["s1"].retitled_by == ("D1",)
    assert traced.paragraphs["p2.1"].inserted_by == ""


def test_a_split_and_a_join_keep_where_each_word_comes_from() -> None:
    first = Step("D1", (replace_words(BASE, "p2.1", "schools", "schools and kitchens"),))
    middle = apply(BASE, first.edits)
    traced = replay(BASE, [first, Step("D2", (cut(middle, "p2.1", "We build schools", "n"), join(middle, "p2.2", "p2.3")))])
    assert told(traced, "p2.1") == "We build houses.[D2: ]"
    assert told(traced, "n") == "{D2:}We build schools{D1: }{D1:and}{D1: }{D1:kitchens}. We build baths."
    assert traced.paragraphs["n"].split_from == "p2.1"
    assert traced.paragraphs["p2.3"].joined_to == "p2.2"
    assert told(traced, "p2.2") == "A strike is called by the members.{D2: }The strike fund belongs to all."


def test_a_step_that_does_not_fit_is_refused() -> None:
    step = Step("D1", (replace_words(BASE, "p2.3", "strike", "common"),))
    with pytest.raises(Mismatch, match=r"2\.3 has changed since"):
        replay(BASE, [step, step])


@given(st.integers(0, 10**9))
def test_replay_is_applying_one_after_the_other(seed: int) -> None:
    chance = random.Random(seed)
    draft = document = by_chance.document(chance)
    steps = []
    for n in range(4):
        steps.append(Step(f"D{n}", by_chance.edits(chance, document, f"D{n}")))
        document = apply(document, steps[-1].edits)
    traced = replay(draft, steps)
    assert traced.document == document
    assert set(traced.paragraphs) == set(document.paragraph_by_id)
    for paragraph in document.paragraphs:
        trace = traced.paragraphs[paragraph.id]
        assert tuple(t.token for t in trace.tokens if t.struck_by is None) == paragraph.tokens
        assert (trace.struck_by is not None) == paragraph.struck
    for section in document.sections:
        live = tuple(t.token for t in traced.sections[section.id].tokens if t.struck_by is None)
        assert live == section.title


def test_work_grows_with_the_decisions_and_with_the_paragraphs_not_with_their_squares() -> None:
    few, twice, longer = (_work_of_replay(*size) for size in ((10, 50), (20, 50), (10, 100)))
    assert twice < 2.5 * few
    assert longer < 2.5 * few


def _work_of_replay(decisions: int, paragraphs: int) -> int:
    body = text("Rents rise in every city. " * 12)
    draft = Document((), tuple(Paragraph(f"p{n}", None, str(n), body) for n in range(paragraphs)))
    document, taken = draft, []
    for n in range(decisions):
        old = document.paragraph_by_id[f"p{n * 2}"]
        edit = ChangeWords(old.id, old.digest, (Change(5, old.tokens[5:6], text("and fall")[1:]),))
        other = insert(f"n{n}", f"p{n}") if n % 5 else move(f"p{n + 1}", f"p{paragraphs - 9}")
        taken.append(Step(f"D{n}", (edit, type(other)(**{**vars(other), "section": None}))))
        document = apply(document, taken[-1].edits)
    assert replay(draft, taken).document == document
    return steps(lambda: replay(draft, taken))
