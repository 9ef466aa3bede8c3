"""Outline: read a source (plain text or Markdown) into sections and numbered paragraphs, and say wherever it had to guess.

Nothing of the source is dropped: every word stands in the preface, a title, a number or a paragraph's text, in the order of the
source; only the definition of a footnote goes to the paragraph that refers to it first.

The rules, in short. A heading is what Markdown marks as one, a line with a number and a title, or a short line without a full
stop before a text. A number at the beginning of a line begins a paragraph; a list ("1.", "a)", "*") inside a paragraph that is
numbered in another form stays part of it, as do quotations, tables and what is indented. Numbers like 3.2.1 tell their section,
so a section is found even where its heading is missing. What stands before the first section or number is the preface. A text
without a number follows the paragraph before it, in its section.

Codes of warnings, each with the line it is about:

- `front-matter`: lines of data (YAML) at the beginning were put in the preface.
- `no-numbers`: the text has no numbered paragraphs at all (said once).
- `missing-heading`: a section is known from its paragraphs' numbers only, or has no title where the others have one.
- `number-missing`, `number-twice`, `number-out-of-order`: a number does not follow the one before it.
- `wrong-section`: a paragraph's number belongs to another section than the one it stands in.
- `unnumbered-paragraph`: a text without a number stands among numbered ones; says where it was put.
- `continuation`: a text without a number goes on with the sentence before, and was joined to it.
- `list-missing`: a paragraph ends in a colon and nothing comes that it could announce.
- `looks-like-number`: a line begins like a numbered paragraph, and was read as text.
- `empty-paragraph`: a number with no text.
- `note-missing`, `note-unused`: a footnote is referred to and not there, or there and not referred to.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import count

from amendments.text.document import Document, Paragraph, Section
from amendments.text.markdown import parse
from amendments.text.outlining.drafting import plainly
from amendments.text.outlining.outlined import Outline, OutlineParagraph, OutlineSection, Warning  # noqa: A004 - see there
from amendments.text.outlining.reading import read

__all__ = ["Outline", "OutlineParagraph", "OutlineSection", "Warning", "outline", "to_document"]


def outline(source: str) -> Outline:
    """Read a source. Takes any string and raises nothing; time grows with its length."""
    return read(source)


# A preface is cut at empty lines, except before what belongs to the paragraph above: a footnote, a list, what is indented.
_CUT = re.compile(r"\n\n(?!\[\^|[ \t>|]|[-*+] |\d{1,9}[.)] )")


def to_document(outlined: Outline, fresh: Callable[[], str] | None = None) -> Document:
    """Make a document of an outline: preface first, in no section, then all sections and paragraphs in their order.

    `fresh` gives a new id at each call, for sections and then paragraphs; without it ids are "1", "2" and so on.
    """
    following = count(1)
    new = fresh or (lambda: str(next(following)))
    ids = [new() for _ in outlined.sections]
    place: dict[int | None, str | None] = {None: None, **dict(enumerate(ids))}
    sections = tuple(
        Section(own, section.number, parse(plainly(section.title)), place[section.parent])
        for own, section in zip(ids, outlined.sections, strict=True)
    )
    preface = [part for part in _CUT.split(outlined.preface) if part.strip()]
    return Document(
        sections,
        (
            *(Paragraph(new(), None, "", parse(part)) for part in preface),
            *(Paragraph(new(), place[p.section], p.number, parse(p.text)) for p in outlined.paragraphs),
        ),
    )
