"""Labels of insertions: each stands, sorted, between its neighbors, and none is given twice."""

import random
from collections.abc import Sequence

import pytest

from amendments.text import numbering_marks as marks
from amendments.text.document import Document, Paragraph, Section
from amendments.text.numbering import insertion_label, labels, read, renumber, section_label
from amendments.text.stored import parts
from tests.text.house import house

BETWEEN = [
    ("3.2.5", "3.2.6", "3.2.5a"),
    ("3.2.5a", "3.2.6", "3.2.5b"),
    ("3.2.5", "3.2.5a", "3.2.5za"),
    ("3.2.5za", "3.2.5a", "3.2.5zb"),
    ("3.2.5", "3.2.5za", "3.2.5zza"),
    ("3.2.5a", "3.2.5b", "3.2.5aa"),
    ("3.2.5a", "3.2.5aa", "3.2.5aza"),
    ("3.2.5z", "3.2.6", "3.2.5z1"),
    ("3.2.5z1", "3.2.6", "3.2.5z2"),
    ("3.2.5z", "3.2.5z1", "3.2.5z0a"),
    ("", "3.2.1", "3.2.a1"),
    ("3.2.a1", "3.2.1", "3.2.b1"),
    ("", "3.2.a1", "3.2.za1"),
    ("(1)", "(2)", "(1a)"),
    ("(1a)", "(2)", "(1b)"),
    ("", "(1)", "(a1)"),
    ("§ 12", "§ 13", "§ 12a"),
    ("Art. 5", "Art. 6", "Art. 5a"),
    ("Article 7-A", "Article 8", "Article 7-B"),
    ("a)", "b)", "aa)"),
    ("(b)", "(c)", "(ba)"),
    ("", "(a)", "(za)"),
    ("II.", "III.", "IIa."),
    ("I.", "II.", "Ia."),
    ("3.9.5", "", "3.9.5a"),
    ("3.2.5b", "3.2.5a", "3.2.5c"),  # one of them was moved: nothing sorts between the two
    ("3.2.b1", "3.2.a1", "3.2.c1"),
    ("3.2.5z", "3.2.5z0", "3.2.5z1"),
    ("12.", "13.", "12a."),
    ("", "", ""),
]


def row(*texts: str) -> Document:
    return Document((Section("s"),), tuple(Paragraph(f"p{n}", "s", text) for n, text in enumerate(texts)))


@pytest.mark.parametrize(("low", "high", "label"), BETWEEN)
def test_an_insertion_is_numbered_between_its_neighbors(low: str, high: str, label: str) -> None:
    texts = [text for text in (low, high) if text]
    assert insertion_label(row(*texts), "s", "p0" if low else None) == label
    sections = tuple(Section(f"s{n}", text) for n, text in enumerate(texts))
    assert section_label(Document(sections), None, "s0" if low else None) == label


def test_after_a_continuation_without_a_number_counts_the_number_before_it() -> None:
    assert insertion_label(row("3.2.12", "", "3.2.13"), "s", "p1") == "3.2.12a"


def test_a_label_in_use_elsewhere_is_passed_over() -> None:
    document = Document((Section("s"), Section("t")), (Paragraph("p", "s", "5"), Paragraph("q", "t", "5a")))
    assert insertion_label(document, "s", "p") == "5b"


def test_marks_sort_rightly_wherever_they_are_put() -> None:
    for seed in range(50):
        chance = random.Random(seed)
        known = ["", "a", "b"]
        for _ in range(60):
            at = chance.randrange(len(known))
            high = known[at + 1] if at + 1 < len(known) else None
            known.insert(at + 1, marks.between(known[at], high))
        assert len(set(known)) == len(known)
        assert [marks.key(mark) for mark in known] == sorted(marks.key(mark) for mark in known)


def test_before_the_first_there_is_always_room() -> None:
    known = ["a"]
    for _ in range(5):
        known.insert(0, marks.between(None, known[0]))
    assert known == ["zzzzza", "zzzza", "zzza", "zza", "za", "a"]


def test_publication_gives_labels_to_what_was_written_between_numbers() -> None:
    sections = (Section("s1", "1"), Section("s2"), Section("s3", "2"))
    texts = [Paragraph("p0", None), Paragraph("p1", "s1", "1.1"), Paragraph("p2", "s1"), Paragraph("p3", "s1", "1.2")]
    frozen = labels(Document(sections, tuple(texts)))
    assert [p.label for p in frozen.paragraphs] == ["", "1.1", "1.1a", "1.2"]
    assert [s.label for s in frozen.sections] == ["1", "1a", "2"]
    assert labels(frozen) == frozen


@pytest.mark.parametrize(
    "text", ["3.2.5za", "§ 12a", "(1a)", "Art. 5", "7-A", "a)", "II.", "Preface", "", "3.2.a1", "(iv)", "§§ 1, 2"]
)
def test_a_label_taken_apart_and_put_together_is_the_same(text: str) -> None:
    assert str(read(text)) == text


def renumbered(sections: Sequence[tuple[str, str]], rows: Sequence[tuple[str, str | None, str]]) -> list[str]:
    """Renumber rows of (id, section, label); an id that begins with "x" is a stub."""
    document = Document(
        tuple(Section(id_, text, (), None, id_.startswith("x")) for id_, text in sections),
        tuple(Paragraph(id_, section, text, (), id_.startswith("x")) for id_, section, text in rows),
    )
    after, concordance = renumber(document)
    by_id = {row.id: row.new for row in concordance}
    for each in parts(after):
        assert by_id.get(each.id, "") == each.label
    return [s.label for s in after.sections] + [p.label for p in after.paragraphs]


def one_row(*texts: str) -> list[str]:
    return renumbered(
        [], [(f"{'x' if text.startswith('-') else 'p'}{n}", None, text.lstrip("-")) for n, text in enumerate(texts)]
    )


def test_adoption_counts_on_over_insertions_and_stubs() -> None:
    assert one_row("3.2.a1", "3.2.1", "-3.2.2", "3.2.3", "3.2.3a", "3.2.3b", "3.2.4") == [
        "3.2.1", "3.2.2", "", "3.2.3", "3.2.4", "3.2.5", "3.2.6",
    ]  # fmt: skip


def test_adoption_keeps_the_form_and_where_a_row_begins() -> None:
    assert one_row("§ 12", "§ 12a", "§ 13") == ["§ 12", "§ 13", "§ 14"]
    assert one_row("(a)", "(aa)", "(b)", "(c)") == ["(a)", "(b)", "(c)", "(d)"]
    assert one_row("II.", "IIa.", "III.") == ["II.", "III.", "IV."]
    assert one_row("(i)", "(ii)", "(iia)", "(iii)", "(iv)") == ["(i)", "(ii)", "(iii)", "(iv)", "(v)"]
    assert one_row("-1.", "2.", "", "3.") == ["", "1.", "", "2."]
    assert one_row("(h)", "(i)", "(j)") == ["(h)", "(i)", "(j)"]


def test_rows_within_rows_begin_anew() -> None:
    assert one_row("(1)", "a)", "b)", "(1a)", "a)", "(2)", "a)", "aa)") == ["(1)", "a)", "b)", "(2)", "a)", "(3)", "a)", "b)"]


def test_paragraphs_take_the_new_number_of_their_section() -> None:
    sections = [("s1", "3.1"), ("s2", "3.1a"), ("s3", "3.2")]
    rows = [("p1", "s1", "3.1.1"), ("p2", "s2", "3.1a.1"), ("p3", "s3", "3.2.1"), ("p4", "s3", "3.1.2"), ("p5", "s3", "3.2.2")]
    assert renumbered(sections, rows) == ["3.1", "3.2", "3.3", "3.1.1", "3.2.1", "3.3.1", "3.3.2", "3.3.3"]


def test_numbers_that_count_through_all_sections_go_on_doing_so() -> None:
    rows = [("p1", "s1", "§ 1"), ("p2", "s1", "§ 1a"), ("p3", "s1", "§ 2"), ("p4", "s2", "§ 3"), ("p5", "s2", "§ 4")]
    assert renumbered([("s1", "I"), ("s2", "II")], rows) == ["I", "II", "§ 1", "§ 2", "§ 3", "§ 4", "§ 5"]
    restarting = [("p1", "s1", "(1)"), ("p2", "s1", "(2)"), ("p3", "s2", "(1)"), ("p4", "s2", "(2)")]
    assert renumbered([("s1", "I"), ("s2", "II")], restarting)[2:] == ["(1)", "(2)", "(1)", "(2)"]


def test_what_was_not_amended_keeps_its_numbers() -> None:
    document = house()
    assert renumber(document)[0] == document
    assert all(row.old == row.new for row in renumber(document)[1])
