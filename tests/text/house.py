"""A small document to amend, and short ways to write edits of it, for the tests of this room."""

from collections.abc import Iterable

from amendments.text.diff import diff
from amendments.text.document import Document, Paragraph, Section
from amendments.text.edits import (
    Amendment,
    ChangeWords,
    Edit,
    InsertParagraph,
    JoinParagraphs,
    MoveParagraph,
    RetitleSection,
    SplitParagraph,
    StrikeParagraph,
)
from amendments.text.tokens import BLOCK, SPACE, Token, Tokens, digest, split, visible


def text(words: str) -> Tokens:
    """Give a text of one block, or several parted by " / "."""
    tokens: list[Token] = []
    for block in words.split(" / "):
        tokens += [Token(BLOCK, "p"), *split(block)]
    return tuple(tokens)


def words(tokens: Tokens) -> str:
    return visible(tokens).replace("\n\n", " / ")


TEXTS = {
    "1.1": "Rents rise in every city. The house belongs to those who live in it. Nobody may be evicted in winter.",
    "1.2": "Every tenant joins a union. The union elects a council for five years. The council answers to the members.",
    "1.3": "The council meets each month. Its minutes are open to all.",
    "2.1": "We build houses. We build schools. We build baths.",
    "2.2": "A strike is called by the members.",
    "2.3": "The strike fund belongs to all.",
    "3.1": "Our aim is peace.",
}


def house() -> Document:
    sections = tuple(
        Section(f"s{n}", n, tuple(split(title))) for n, title in (("1", "The house"), ("2", "The work"), ("3", "Aims"))
    )
    rows = tuple(Paragraph(f"p{label}", f"s{label[0]}", label, text(body)) for label, body in TEXTS.items())
    return Document(sections, (Paragraph("preface", None, "", text("We, the tenants, write this down.")), *rows))


def rewrite(document: Document, paragraph: str, new: str) -> ChangeWords:
    """Change a paragraph's words so that it reads `new`."""
    old = document.paragraph_by_id[paragraph]
    return ChangeWords(paragraph, old.digest, diff(old.tokens, text(new)))


def replace_words(document: Document, paragraph: str, old: str, new: str) -> ChangeWords:
    """Change the first `old` in a paragraph to `new`."""
    before = words(document.paragraph_by_id[paragraph].tokens)
    assert old in before
    return rewrite(document, paragraph, before.replace(old, new, 1))


def insert(new: str, after: str, body: str = "This is new.") -> InsertParagraph:
    return InsertParagraph(new, f"s{after[1]}", after, text(body))


def first(new: str, section: str, body: str = "This is new.") -> InsertParagraph:
    return InsertParagraph(new, section, None, text(body))


def strike(document: Document, paragraph: str) -> StrikeParagraph:
    return StrikeParagraph(paragraph, document.paragraph_by_id[paragraph].digest)


def move(paragraph: str, after: str) -> MoveParagraph:
    return MoveParagraph(paragraph, f"s{after[1]}", after)


def cut(document: Document, paragraph: str, before: str, new: str) -> SplitParagraph:
    """Split a paragraph before the words `before`, striking the space there."""
    tokens = document.paragraph_by_id[paragraph].tokens
    at = next(i for i in range(len(tokens)) if visible(tokens[i:]).startswith(before) and tokens[i].kind != BLOCK)
    start = at - 1 if tokens[at - 1].kind == SPACE else at
    return SplitParagraph(paragraph, digest(tokens), start, tokens[start:at], new)


def join(document: Document, one: str, two: str) -> JoinParagraphs:
    a, b = document.paragraph_by_id[one], document.paragraph_by_id[two]
    return JoinParagraphs(one, a.digest, two, b.digest, (Token(SPACE, " "),))


def retitle(document: Document, section: str, new: str) -> RetitleSection:
    old = document.section_by_id[section].title
    return RetitleSection(section, digest(old), diff(old, tuple(split(new))))


def amendment(number: int, *edits: Edit) -> Amendment:
    return Amendment(f"A{number}", number, edits)


def shown(document: Document) -> list[str]:
    """Give the text as lines: "label: words", stubs as "label: [struck]", sections as "# label title"."""
    lines: list[str] = []
    for section in (None, *document.sections):
        if section:
            lines.append(f"# {section.label} {visible(section.title)}{' [struck]' if section.struck else ''}")
        row = document.within(section.id if section else None)
        lines += [f"{p.label}: {'[struck]' if p.struck else words(p.tokens)}" for p in row]
    return lines


def labels(document: Document, section: str | None) -> list[str]:
    return [p.label for p in document.within(section)]


def ids(document: Document, section: str | None) -> list[str]:
    return [p.id for p in document.within(section)]


def live(document: Document, paragraphs: Iterable[str]) -> list[str]:
    return [words(document.paragraph_by_id[id_].tokens) for id_ in paragraphs]
