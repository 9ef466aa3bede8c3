"""What each kind of edit does to a document, and what is refused."""

from dataclasses import replace

import pytest

from amendments.text.apply import apply
from amendments.text.document import Document, Section
from amendments.text.edits import (
    Change,
    ChangeWords,
    Edit,
    InsertParagraph,
    InsertSection,
    Mismatch,
    MoveParagraph,
    MoveSection,
    SplitParagraph,
    StrikeParagraph,
    StrikeSection,
)
from amendments.text.tokens import split
from tests.text.house import (
    cut,
    first,
    house,
    ids,
    insert,
    join,
    labels,
    live,
    move,
    replace_words,
    retitle,
    rewrite,
    strike,
    text,
    words,
)

BASE = house()


def read(document: Document, paragraph: str) -> str:
    return words(document.paragraph_by_id[paragraph].tokens)


def test_words_change_where_they_stand() -> None:
    after = apply(BASE, [replace_words(BASE, "p1.2", "five years", "two years")])
    assert read(after, "p1.2").split(". ")[1] == "The union elects a council for two years"
    assert [p for p in after.paragraphs if p.id != "p1.2"] == [p for p in BASE.paragraphs if p.id != "p1.2"]


def test_spaces_left_by_a_strike_are_folded() -> None:
    old = BASE.paragraph_by_id["p2.1"]
    at = next(i for i, token in enumerate(old.tokens) if token.text == "build")
    after = apply(BASE, [ChangeWords("p2.1", old.digest, (Change(at, old.tokens[at : at + 1], ()),))])
    assert read(after, "p2.1").startswith("We houses.")


def test_an_insertion_gets_the_next_letter() -> None:
    after = apply(BASE, [insert("n1", "p1.2"), insert("n2", "p1.2", "And this."), insert("n3", "p1.3")])
    assert ids(after, "s1") == ["p1.1", "p1.2", "n1", "n2", "p1.3", "n3"]
    assert labels(after, "s1") == ["1.1", "1.2", "1.2a", "1.2b", "1.3", "1.3a"]


def test_insertions_between_lettered_ones_before_the_first_and_after_a_stub() -> None:
    once = apply(BASE, [insert("n1", "p1.2"), first("n2", "s1"), strike(BASE, "p2.2")])
    twice = apply(
        once, [insert("m1", "p1.2"), first("m2", "s1"), insert("m3", "p2.2"), InsertParagraph("m4", "s1", "n1", text("B."))]
    )
    assert labels(twice, "s1") == ["1.za1", "1.a1", "1.1", "1.2", "1.2za", "1.2a", "1.2b", "1.3"]
    assert labels(twice, "s2") == ["2.1", "2.2", "2.2a", "2.3"]


def test_in_the_unnumbered_preface_an_insertion_has_no_number() -> None:
    assert labels(apply(BASE, [InsertParagraph("n", None, "preface", text("So be it."))]), None) == ["", ""]


def test_a_new_section_is_numbered_and_holds_what_is_inserted_with_it() -> None:
    edits: list[Edit] = [
        InsertSection("new", None, "s1", tuple(split("The yard"))),
        InsertParagraph("n1", "new", None, text("The yard is open.")),
        InsertParagraph("n2", "new", "n1", text("Children play there.")),
        MoveParagraph("p2.2", "new", "n2"),
    ]
    after = apply(BASE, edits)
    assert [s.label for s in after.sections] == ["1", "1a", "2", "3"]
    assert ids(after, "new") == ["n1", "n2", "p2.2"]
    assert labels(after, "new")[2] == "2.2", "a moved paragraph keeps its label"
    alone = apply(BASE, edits[:3])
    assert labels(alone, "new") == ["1a.1", "1a.2"]


def test_a_struck_paragraph_stays_as_a_stub() -> None:
    after = apply(BASE, [strike(BASE, "p1.2")])
    assert after.paragraph_by_id["p1.2"].struck
    assert ids(after, "s1") == ids(BASE, "s1")


def test_a_move_keeps_the_label_also_into_another_section() -> None:
    after = apply(BASE, [move("p1.1", "p2.2"), replace_words(BASE, "p1.1", "every city", "each city")])
    assert ids(after, "s2") == ["p2.1", "p2.2", "p1.1", "p2.3"]
    assert after.paragraph_by_id["p1.1"].label == "1.1"
    assert "each city" in read(after, "p1.1")


def test_a_move_after_a_paragraph_that_moves_too_stands_after_it_in_the_end() -> None:
    after = apply(BASE, [move("p1.1", "p2.3"), MoveParagraph("p1.2", "s2", "p1.1")])
    assert ids(after, "s2") == ["p2.1", "p2.2", "p2.3", "p1.1", "p1.2"]


def test_a_split_makes_two_and_a_join_leaves_a_stub() -> None:
    after = apply(BASE, [cut(BASE, "p2.1", "We build schools", "n"), join(BASE, "p1.2", "p1.3")])
    assert live(after, ids(after, "s2")[:2]) == ["We build houses.", "We build schools. We build baths."]
    assert labels(after, "s2")[:2] == ["2.1", "2.1a"]
    assert after.paragraph_by_id["p1.3"].struck
    assert read(after, "p1.2").endswith("answers to the members. The council meets each month. Its minutes are open to all.")


def test_words_of_a_split_paragraph_change_on_their_side_of_the_cut() -> None:
    change = rewrite(BASE, "p2.1", "We build big houses. We build schools. We build pools.")
    after = apply(BASE, [change, cut(BASE, "p2.1", "We build schools", "n")])
    assert live(after, ["p2.1", "n"]) == ["We build big houses.", "We build schools. We build pools."]


def test_a_struck_section_strikes_all_that_stands_in_it() -> None:
    deep = apply(BASE, [MoveSection("s2", "s1", None)])
    assert [(s.id, s.parent) for s in deep.sections] == [("s1", None), ("s2", "s1"), ("s3", None)]
    after = apply(deep, [StrikeSection("s1")])
    assert {p.id for p in after.paragraphs if p.struck} == {"p1.1", "p1.2", "p1.3", "p2.1", "p2.2", "p2.3"}
    assert [s.struck for s in after.sections] == [True, True, False]


def test_a_section_is_retitled_and_moved_with_its_paragraphs() -> None:
    after = apply(BASE, [retitle(BASE, "s1", "The whole house"), MoveSection("s1", None, "s3")])
    assert [words(s.title) for s in after.sections] == ["The work", "Aims", "The whole house"]
    assert [p.id for p in after.paragraphs][-3:] == ["p1.1", "p1.2", "p1.3"]


OLD = BASE.paragraph_by_id["p2.1"]
CUTS: list[Edit] = [SplitParagraph("p2.1", OLD.digest, at, (), f"n{at}") for at in (7, 8)]  # before and after a space
BROKEN: dict[str, tuple[list[Edit], str]] = {
    "another base": ([ChangeWords("p2.1", "0" * 64, (Change(1, OLD.tokens[1:2], ()),))], "2.1 has changed since"),
    "other words": (
        [ChangeWords("p2.1", OLD.digest, (Change(1, tuple(split("You")), ()),))],
        "“You” was to be struck, and “We”",
    ),
    "beyond the end": ([ChangeWords("p2.1", OLD.digest, (Change(999, (), tuple(split("x"))),))], "“” was to be struck"),
    "before the start": ([ChangeWords("p2.1", OLD.digest, (Change(-1, OLD.tokens[-1:], ()),))], "to be struck"),
    "touching changes": (
        [ChangeWords("p2.1", OLD.digest, (Change(1, OLD.tokens[1:2], ()), Change(2, OLD.tokens[2:3], ())))],
        "out of order",
    ),
    "no change": ([ChangeWords("p2.1", OLD.digest, ())], "Nothing would change"),
    "twice": ([replace_words(BASE, "p2.1", "baths", "x"), replace_words(BASE, "p2.1", "schools", "x")], "in one edit"),
    "unknown": ([StrikeParagraph("p9", "")], "paragraph that this would change is not in the text"),
    "unknown anchor": ([InsertParagraph("n", "s1", "p9", text("x"))], "to stand after is not in the text"),
    "anchor elsewhere": ([InsertParagraph("n", "s1", "p2.1", text("x"))], "does not stand in that section"),
    "unknown section": ([InsertParagraph("n", "s9", None, text("x"))], "section that this would change is not in the text"),
    "taken id": ([insert("p2.1", "p1.1")], "is taken"),
    "id twice": ([insert("n", "p1.1"), insert("n", "p1.2")], "is taken"),
    "empty": ([insert("n", "p1.1", " ")], "no words"),
    "strike and change": ([strike(BASE, "p2.1"), replace_words(BASE, "p2.1", "baths", "x")], "both strike and change"),
    "strike and move": ([strike(BASE, "p2.1"), move("p2.1", "p1.1")], "both strike and move"),
    "two moves": ([move("p2.1", "p1.1"), move("p2.1", "p1.2")], "moves a paragraph once"),
    "after itself": ([move("p2.1", "p2.1")], "cannot stand there"),
    "circle": ([move("p1.1", "p1.2"), move("p1.2", "p1.3"), move("p1.3", "p1.1")], "circle"),
    "section circle": ([MoveSection("s1", "s2", None), MoveSection("s2", "s1", None)], "circle"),
    "section in itself": ([MoveSection("s1", "s1", None)], "circle"),
    "cut at the end": ([SplitParagraph("p2.1", OLD.digest, len(OLD.tokens), (), "n")], "words on both sides"),
    "cut with other words": ([SplitParagraph("p2.1", OLD.digest, 3, tuple(split("x")), "n")], "Other words"),
    "change across a cut": (
        [cut(BASE, "p2.1", "We build schools", "n"), rewrite(BASE, "p2.1", "We build schools. We build baths.")],
        "across a cut",
    ),
    "cuts around nothing": (CUTS, "No words would be left on one side of a cut in 2.1"),
    "half struck at a cut": (
        [CUTS[0], ChangeWords("p2.1", OLD.digest, (Change(8, OLD.tokens[8:], ()),))],
        "No words would be left",
    ),
    "join to itself": ([join(BASE, "p2.1", "p2.1")], "to itself"),
    "chain of joins": ([join(BASE, "p1.1", "p1.2"), join(BASE, "p1.2", "p1.3")], "joined again"),
    "split and join": ([cut(BASE, "p2.1", "We build schools", "n"), join(BASE, "p2.1", "p2.2")], "both split and join"),
    "into a struck section": ([StrikeSection("s1"), first("n", "s1")], "strike a section and change"),
    "inside a struck section": (
        [StrikeSection("s1"), replace_words(BASE, "p1.1", "winter", "x")],
        "strike a section and change",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_does_not_fit_is_refused(name: str) -> None:
    edits, message = BROKEN[name]
    with pytest.raises(Mismatch) as caught:
        apply(BASE, edits)
    assert message in str(caught.value)
    assert caught.value.place


def test_a_mismatch_names_what_was_expected_and_what_is_there() -> None:
    with pytest.raises(Mismatch) as caught:
        apply(BASE, BROKEN["other words"][0])
    assert (caught.value.place, caught.value.expected, caught.value.found) == ("p2.1", "You", "We")


def test_a_stub_takes_no_edits() -> None:
    after = apply(BASE, [strike(BASE, "p2.1")])
    for edit in (strike(BASE, "p2.1"), replace_words(BASE, "p2.1", "baths", "x"), move("p2.1", "p1.1")):
        with pytest.raises(Mismatch, match=r"2\.1 has been struck"):
            apply(after, [edit])


def test_no_label_is_given_twice_also_when_paragraphs_moved_about() -> None:
    document = apply(BASE, [insert("n1", "p1.2")])
    document = apply(document, [MoveParagraph("n1", "s2", "p2.1")])
    document = apply(document, [insert("n2", "p1.2"), InsertParagraph("n3", "s2", "n1", text("x"))])
    numbers = [p.label for p in document.paragraphs if p.label]
    assert len(set(numbers)) == len(numbers)
    assert document.paragraph_by_id["n2"].label == "1.2b"


def test_sections_without_numbers_stay_without() -> None:
    bare = replace(BASE, sections=tuple(Section(s.id, "", s.title) for s in BASE.sections))
    after = apply(bare, [InsertSection("new", None, "s1", tuple(split("The yard")))])
    assert [s.label for s in after.sections] == ["", "", "", ""]
