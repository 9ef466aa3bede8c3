"""The outline: cases that anyone can add to (`outline_cases/`), facts of real documents, and laws for whatever comes in."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendments.text.outline import Outline, outline, to_document
from amendments.text.tokens import visible
from amendments.text.verbs.outline import answer
from tests.growth import grows_evenly
from tests.shared import shared

HERE = Path(__file__).parent
CASE = re.compile(r"^## (.+)\n+~~~~\n((?:.*\n)*?)~~~~\n+~~~~\n((?:.*\n)*?)~~~~$", re.MULTILINE)
WORD = re.compile(r"[^\W_]+")


def depth(read: Outline, index: int | None) -> int:
    return 0 if index is None else 1 + depth(read, read.sections[index].parent)


def described(read: Outline) -> str:
    """Give an outline in the words of the case files."""
    rows = [(s.line, 0, f"{'#' * depth(read, i)} {s.number} | {s.title}") for i, s in enumerate(read.sections)]
    rows += [(p.line, 1, f"{p.number} | {p.text}".replace("\n", "⏎")) for p in read.paragraphs]
    lines = [f"preface: {read.preface}".replace("\n", "⏎")] if read.preface else []
    lines = [re.sub(r" +", " ", text).strip() for text in [*lines, *(row[2] for row in sorted(rows, key=lambda row: row[:2]))]]
    return "\n".join(lines + [f"! {warning.line} {warning.code}" for warning in read.warnings])


def cases() -> Iterator[tuple[str, str, str]]:
    for path in sorted((HERE / "outline_cases").glob("*.md")):
        if path.name != "README.md":
            for name, source, expected in CASE.findall(path.read_text("utf-8")):
                yield (
                    f"{path.stem}: {name}",
                    source.replace("⇥", "\t").replace("␍\n", "\r\n").removeprefix("⏎"),
                    expected.strip(),
                )


@pytest.mark.parametrize(("source", "expected"), [pytest.param(s, e, id=name) for name, s, e in cases()])
def test_case(source: str, expected: str) -> None:
    assert described(outline(source)) == re.sub(r" +", " ", expected)


def words_of(read: Outline) -> list[str]:
    """Give all words of an outline in the order of the source's lines; numbers only known from others are not its words."""
    rows = [(s.line, 0, f"{'' if s.derived else s.number} {s.title}") for s in read.sections]
    rows += [(p.line, 1, f"{p.number} {p.text}") for p in read.paragraphs]
    return WORD.findall(" ".join([read.preface, *(text for _, _, text in sorted(rows, key=lambda row: row[:2]))]))


_PIECES = """3.1.1: |3.1 |(a) |(1a)
1. |2. |3) |§ 4 |§ 5 (2) |Art. 6 |Article 7-A |II. |## |### |# 1. |* |  - |    |\t|> |[^a]: |[^a]
---|===|```|<!--|-->|a |a word|We demand bread:|Roses and peace.|Title Here|1989 was|3.5 percent|und so weiter,|**|__
Erster Abschnitt - |Section 3.3 Bread|\ufeff|\u00a0|\u2028|\x00|𝒳|é"""
PIECES = st.sampled_from([*re.split(r"[|\n]", _PIECES), "|", "\r\n", "\n", "\n\n", "\n\n\n"])


@given(st.lists(PIECES, max_size=40).map("".join))
def test_every_word_of_the_source_is_kept(source: str) -> None:
    assert Counter(words_of(outline(source))) == Counter(WORD.findall(source))


@given(st.lists(PIECES.filter(lambda piece: "[^" not in piece), max_size=40).map("".join))
def test_words_without_footnotes_keep_their_order(source: str) -> None:
    assert words_of(outline(source)) == WORD.findall(source)


@given(st.text())
def test_any_text_is_read(source: str) -> None:
    assert words_of(outline(source)) == WORD.findall(source)


LETTERS = re.compile(r"[^\W\d_]+")
WORDY = PIECES.filter(lambda piece: not {"[", "`", "<"} & set(piece))


@given(st.lists(WORDY, max_size=30).map("".join))
def test_a_document_shows_the_words_of_its_outline(source: str) -> None:
    read = outline(source)
    made = to_document(read)
    shown = [visible(section.title) for section in made.sections] + [visible(p.tokens) for p in made.paragraphs]
    written = [section.title for section in read.sections] + [read.preface] + [p.text for p in read.paragraphs]
    letters = [Counter("".join(LETTERS.findall(" ".join(texts)))) for texts in (shown, written)]
    assert letters[0] == letters[1]
    assert [p.label for p in made.paragraphs if p.section or p.label] == [
        p.number for p in read.paragraphs if p.section is not None or p.number
    ]


def test_a_document_has_the_preface_first_and_keeps_sections_in_their_order() -> None:
    made = to_document(outline("A preface.\n\nIt goes on.\n\n# 1. One\n\n## 1.1 Inner\n\n(1) Text.\n\n# 2. Two\n\nMore.\n"))
    assert [(s.id, s.label, visible(s.title), s.parent) for s in made.sections] == [
        ("1", "1", "One", None),
        ("2", "1.1", "Inner", "1"),
        ("3", "2", "Two", None),
    ]
    assert [(p.id, p.section, p.label, visible(p.tokens)) for p in made.paragraphs] == [
        ("4", None, "", "A preface."),
        ("5", None, "", "It goes on."),
        ("6", "2", "(1)", "Text."),
        ("7", "3", "", "More."),
    ]


def test_ids_come_from_whoever_asks() -> None:
    ids = iter("abcdef")
    made = to_document(outline("1.1: One.\n\n1.2: Two."), lambda: next(ids))
    assert [made.sections[0].id, *(p.id for p in made.paragraphs)] == ["a", "b", "c"]


def test_a_note_in_the_preface_stays_with_its_paragraph() -> None:
    made = to_document(outline("Preface[^1].\n\n[^1]: A note.\n\n# One\n\nText."))
    assert len([p for p in made.paragraphs if p.section is None]) == 1


def test_the_door_names_sections_by_number_or_title() -> None:
    said = answer({"text": "Preface.\n\n# 1. One\n\n(1) Text.\n\n# Two\n\n(1) More.\n\n(3) End."})
    assert said == {
        "preface": "Preface.",
        "sections": [{"number": "1", "title": "One"}, {"number": "", "title": "Two"}],
        "paragraphs": [
            {"number": "(1)", "section": "1", "text": "Text."},
            {"number": "(1)", "section": "Two", "text": "More."},
            {"number": "(3)", "section": "Two", "text": "End."},
        ],
        "warnings": [
            {
                "line": 11,
                "code": "number-missing",
                "message": "Line 11: (3) follows (1); (2) is missing. Nothing was renumbered.",
            }
        ],
    }


def document(name: str) -> tuple[str, dict[str, object]]:
    path = shared(f"cases/documents/{name}.md")
    return path.read_text("utf-8"), json.loads(path.with_suffix(".facts.json").read_text("utf-8"))


def within(read: Outline, level: int) -> list[str]:
    return [s.number or s.title for i, s in enumerate(read.sections) if depth(read, i) == level]


def numbers(read: Outline, pattern: str) -> list[str]:
    return [p.number for p in read.paragraphs if re.fullmatch(pattern, p.number)]


def codes(read: Outline) -> Counter[str]:
    return Counter(warning.code for warning in read.warnings)


def test_the_basic_law() -> None:
    source, facts = document("grundgesetz")
    read = outline(source)
    assert len(within(read, 1)) == facts["sections"]
    articles = [number for number in within(read, 2) if number.startswith("Art ")]
    assert (len(articles), articles[0], articles[-1]) == (facts["articles"], facts["first"], facts["last"])
    assert len(numbers(read, r".+")) == facts["numbered_paragraphs"]
    assert [w.message for w in read.warnings if "75 is missing" in w.message]
    assert [w.message for w in read.warnings if "115k follows Art 115i" in w.message]
    assert codes(read)["number-missing"] == 2


def test_the_act_on_parties() -> None:
    source, facts = document("parteiengesetz_de")
    read = outline(source)
    articles = within(read, 2)
    assert (len(within(read, 1)), within(read, 1)[0]) == (facts["sections"], "Erster Abschnitt")
    assert (len(articles), articles[0], articles[-1]) == (facts["articles"], facts["first"], facts["last"])
    assert len(numbers(read, r".+")) == facts["numbered_paragraphs"]
    untitled = [w.message.split()[3] + w.message.split()[4] for w in read.warnings if w.code == "missing-heading"]
    assert untitled == ["§34", "§35", "§36", "§40", "§41"]


def test_bylaws_whose_numbers_restart() -> None:
    source, facts = document("hive13_bylaws")
    read = outline(source)
    assert len(within(read, 1)) == facts["sections"]
    assert (len(within(read, 2)), within(read, 2)[0], within(read, 2)[-1]) == (facts["subsections"], "3.1", "9.6")
    assert len(numbers(read, r"\d+")) == len(numbers(read, r".+")) == facts["numbered_paragraphs"]
    assert set(codes(read)) == {"unnumbered-paragraph"}


def test_an_agreement_with_lettered_items() -> None:
    source, facts = document("github_secret_scanning_agreement")
    read = outline(source)
    lines = source.split("\n")
    lettered = [p for p in read.paragraphs if re.fullmatch(r"\([a-z]\)", p.number)]
    at_line_start = [p for p in lettered if lines[p.line - 1].lstrip().startswith("(")]  # three more stand in bold type
    assert (len(at_line_start), at_line_start[0].number, at_line_start[-1].number) == (
        facts["numbered_paragraphs"],
        "(a)",
        "(o)",
    )
    assert len(lettered) == 56
    assert within(read, 1) == [str(number) for number in range(1, 21)]
    assert numbers(read, r"\d+\.\d+") == [
        "4.1",
        "4.2",
        "5.1",
        "5.2",
        "6.1",
        "6.2",
        "6.3",
        "7.1",
        "7.2",
        "8.1",
        "8.2",
        "10.1",
        "10.2",
        "11.1",
        "11.2",
    ]
    assert {"2.1", "4.3", "17.4"} <= set(within(read, 2))
    assert set(codes(read)) == {"front-matter", "unnumbered-paragraph"}


def test_a_manifesto_without_numbers() -> None:
    source, facts = document("openpolitics_education")
    read = outline(source)
    assert (len(read.sections), len(numbers(read, r".+"))) == (facts["sections"], 0)
    assert codes(read) == {"front-matter": 1, "no-numbers": 1}
    for name in ("bsa-religion", "teachers-and-terrorism"):
        holders = [p.text for p in read.paragraphs if f"[^{name}]:" in p.text]
        assert len(holders) == 1
        assert holders[0].count(f"[^{name}]") == 2


def test_the_draft_platform() -> None:
    read = outline(shared("draft-platform.txt").read_text("utf-8"))
    found = numbers(read, r".+")
    assert (len(read.sections), len(found), found[0], found[-1]) == (9, 79, "3.1.1", "3.9.5")
    assert read.preface.startswith("The following document was drafted")
    assert [(w.line, w.code) for w in read.warnings] == [
        (4, "missing-heading"),
        (42, "list-missing"),
        (44, "unnumbered-paragraph"),
    ]
    assert "3.2.12" in read.warnings[1].message
    assert "in section 3.2, after 3.2.12" in read.warnings[2].message


@pytest.mark.parametrize(
    "piece",
    [
        *[
            "The line of a long text that is wrapped, as (a) many\n",
            "word ",
            " ",
            "(",
            "1.",
            "1. ",
            "- ",
            "**",
            "[^a",
            "<!--\n",
        ],
        *["```\n~~~~\n", "1. item\n\n", "§ 1 Name\n", "1.1.1 Text\n\n", "# 1. Title\n", "[^a]: note\n", "Short line\n\n"],
        *[
            "text [^a] text\n\n",
            "am\n1. Januar\n",
            "{n}.{n}.1: Text\n\n",
            "{n}.2: Text\n\n",
            "1.{n}: Text\n\n9.9: Text\n\n",
            "{n}. Name\n",
        ],
    ],
    ids=repr,
)
def test_the_work_does_not_grow_with_the_square_of_the_text(piece: str) -> None:
    many = 1_200 if "\n" in piece else 80_000
    short, long = ("".join(piece.replace("{n}", str(n)) for n in range(1, size + 1)) + "x" for size in (many // 8, many))
    grows_evenly(outline, short, long)
