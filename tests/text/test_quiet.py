"""Sentences that a redline leaves alone may recede: those and no others, and no character is lost."""

import random
import re

from hypothesis import given
from hypothesis import strategies as st

from amendments.text.diff import diff
from amendments.text.document import Document, Paragraph
from amendments.text.html import render
from amendments.text.moved import flat, moved
from amendments.text.redline import redline
from tests.text import chance as by_chance
from tests.text.house import house, text

QUIET = re.compile(r'<span class="quiet-text">(.*?)</span>')


def quiet(old: str, new: str) -> list[str]:
    """Give what recedes."""
    tokens = text(old)
    return QUIET.findall(redline(tokens, diff(tokens, text(new)), quiet=True))


def test_a_changed_sentence_stays_and_its_neighbors_recede() -> None:
    old = "Rents rise. The council meets each month in the hall. Nobody is evicted."
    assert [each.strip() for each in quiet(old, old.replace("month", "week"))] == ["Rents rise.", "Nobody is evicted."]


def test_an_insertion_or_a_strike_of_whole_sentences_leaves_the_others_alone() -> None:
    one, two, three = "Rents rise.", "Councils meet.", "Nobody is evicted."
    assert " ".join(quiet(f"{one} {three}", f"{one} {two} {three}")).split() == f"{one} {three}".split()
    assert " ".join(quiet(f"{one} {two} {three}", f"{one} {three}")).split() == f"{one} {three}".split()


def test_two_sentences_that_become_one_are_both_touched() -> None:
    assert quiet("Rents rise. Councils meet. All agree.", "Rents rise while councils meet. All agree.") == ["All agree."]


def test_an_abbreviation_before_a_change_ends_no_sentence() -> None:
    assert quiet("See Art. 5 of the law. All agree.", "See Art. 6 of the law. All agree.") == ["All agree."]


def test_blocks_apart_and_a_text_without_a_change() -> None:
    assert quiet("One stands. / Two stands.", "One stands. / Two falls.") == ["One stands."]
    assert quiet("One stands.", "One stands.") == ["One stands."]


@given(st.integers(0, 10**9))
def test_only_the_spans_are_added(seed: int) -> None:
    chance = random.Random(seed)
    old = by_chance.body(chance)
    changes = diff(old, by_chance.revised(chance, old))
    shown = redline(old, changes, quiet=True)
    assert QUIET.sub(r"\1", shown) == redline(old, changes)
    assert all("<ins" not in piece and "<del" not in piece for piece in QUIET.findall(shown))
    assert QUIET.sub(r"\1", redline(old, (), quiet=True)) == render(old)


def test_the_fewest_that_account_for_another_order_have_moved() -> None:
    before = house()
    row = {p.id: p for p in before.paragraphs}
    assert moved(before, before) == set()
    order = ["preface", "p1.2", "p1.3", "p1.1", "p2.1", "p2.2", "p2.3", "p3.1"]
    assert moved(before, Document(before.sections, tuple(row[id_] for id_ in order))) == {"p1.1"}
    gone = Paragraph("p2.2", "s3", "2.2", row["p2.2"].tokens)
    rows = tuple(row[id_] for id_ in flat(before) if id_ in row and id_ != "p2.2")
    assert moved(before, Document(before.sections, (*rows, gone))) == {"p2.2"}
