"""Labels of insertions: each stands, sorted, between its neighbors, and none is given twice."""

import random

import pytest

from amendments.text import numbering_marks as marks
from amendments.text.document import Document, Paragraph, Section
from amendments.text.numbering import insertion_label, labels, read, section_label

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
