"""A draft's title and number, and the facts of its outline."""

import pytest

from amendments.readers.draft import MOST_PARAGRAPHS, read_draft
from amendments.readers.preview import MOST_DOUBTS, MOST_ROWS, preview
from amendments.readers.source import Unreadable, read_file
from tests.shared import shared


@pytest.mark.parametrize(
    ("source", "title", "number"),
    [
        ("# Homes and Rents\n\nPreface.\n\n## 2.1 Rents\n\n2.1.1: Words.", "Homes and Rents", 2),
        ("# 2 Homes and Rents\n\n## 2.1 Rents\n\n2.1.1: Words.", "Homes and Rents", 2),
        ("# *Homes* and Rents #\n\n2.1.1: Words.", "Homes and Rents", 2),
        ("# One\n\n1.1: Words.\n\n# Two\n\n2.1: Words.", "", None),
        ("Preface.\n\n# Rents\n\n2.1.1: Words.", "", 2),
        ("2.1.1: Words.\n\n3.1.1: Other words.", "", None),
        ("Words without any number.", "", None),
    ],
)
def test_title_and_number_are_found_where_the_text_tells_them(source, title, number):
    draft = read_draft(source)
    assert (draft.title, draft.number) == (title, number)


def test_a_heading_that_is_the_title_is_no_section_and_moves_no_line():
    with_title = read_draft("# Homes and Rents\n\n2.1.1: First.\n\n2.1.3: Third.")
    without = read_draft("\n\n2.1.1: First.\n\n2.1.3: Third.")
    assert with_title.outline == without.outline
    assert [warning.line for warning in with_title.outline.warnings if warning.code == "number-missing"] == [5]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_whatever_ends_its_lines_it_is_the_same_draft(end):
    source = "# Homes and Rents\n\nPreface.\n\n## 2.1 Rents\n\n2.1.1: First.\n\n2.1.3: Third."
    assert read_draft(source.replace("\n", end)) == read_draft(source)


def test_the_name_of_the_file_is_the_last_resort():
    assert read_draft("1.1: Words.", name="our_draft-platform.txt").title == "Our draft platform"
    assert read_draft("# A Title\n\n1.1: Words.", name="file.md").title == "A Title"


def test_facts_of_a_text_without_numbers():
    facts = read_draft("Some words.\n\nSome more.").facts
    assert (facts["sections"], facts["paragraphs"], facts["first"], facts["last"]) == (0, 0, None, None)


def test_the_preview_says_what_was_found_and_where_to_look():
    draft = read_draft(
        "Before.\n\n## 1.1 One\n\n1.1.1: Words of the first.\n\n1.1.3: Words of the third.\n\n## 1.2 Two\n\n1.2.1: Last."
    )
    shown = preview(draft)
    assert shown.found == "2 sections, 3 numbered paragraphs (1.1.1 to 1.2.1), a preface"
    assert [(chapter.number, chapter.title, chapter.span, chapter.warnings) for chapter in shown.chapters] == [
        ("1.1", "One", "1.1.1 to 1.1.3", 1),
        ("1.2", "Two", "1.2.1", 0),
    ]
    assert [row.warned for row in shown.chapters[0].rows] == [0, 1]


def test_the_preview_is_bounded_and_counts_the_rest():
    draft = read_draft("\n\n".join(f"{number}. Words." for number in range(1, MOST_ROWS + 6)))
    shown = preview(draft)
    assert sum(len(chapter.rows) for chapter in shown.chapters) == MOST_ROWS
    assert shown.more == 5


def test_so_are_the_warnings():
    draft = read_draft("\n\n".join(f"1.{number}: Words." for number in range(1, 2 * MOST_DOUBTS + 6, 2)))
    shown = preview(draft)
    assert len(shown.doubts) == MOST_DOUBTS
    assert shown.more_doubts == len(draft.outline.warnings) - MOST_DOUBTS > 0
    assert shown.doubts[1].text.startswith("1.3 follows 1.1")


def test_more_paragraphs_than_any_platform_has_are_refused():
    with pytest.raises(Unreadable, match="10,001 paragraphs were found"):
        read_draft("\n\n".join(f"{number}. W." for number in range(1, MOST_PARAGRAPHS + 2)))


def test_the_real_draft_platform():
    path = shared("draft-platform.txt")
    draft = read_draft(read_file(path), name=path.name)
    facts = draft.facts
    assert draft.number == 3
    assert (facts["sections"], facts["paragraphs"], facts["first"], facts["last"]) == (9, 79, "3.1.1", "3.9.5")
    assert facts["preface"].startswith("The following document was drafted")
    said = [(warning["code"], warning["message"]) for warning in facts["warnings"]]
    assert len(said) == 3, said
    assert any("3.1" in message and "heading" in message for _, message in said)
    assert any("3.2.12" in message and code == "list-missing" for code, message in said)
    assert any(code in {"unnumbered-paragraph", "continuation"} and "3.2" in message for code, message in said)
