"""Documents and amendments by chance, for property tests: a seed gives the same ones each time."""

import random
from collections.abc import Callable

from amendments.text.apply import Mismatch, apply
from amendments.text.diff import diff
from amendments.text.document import Document, Paragraph, Section
from amendments.text.edits import (
    ChangeWords,
    Edit,
    Edits,
    InsertParagraph,
    InsertSection,
    JoinParagraphs,
    MoveParagraph,
    MoveSection,
    RetitleSection,
    SplitParagraph,
    StrikeParagraph,
    StrikeSection,
)
from amendments.text.tokens import BLOCK, SPACE, Token, Tokens, digest, normalize, split

WORDS = ["the", "the", "house", "union", "very", "very", "strike", "peace", "and", "we", "of", "bread"]


def sentence(chance: random.Random) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(2, 5))).capitalize() + "."


def body(chance: random.Random) -> Tokens:
    tokens: list[Token] = []
    for _ in range(chance.choice([1, 1, 1, 2])):
        path = chance.choice(["p", "p", "ul/li/p"])
        tokens += [Token(BLOCK, path), *split(" ".join(sentence(chance) for _ in range(chance.randint(1, 5))))]
    return normalize(tokens)


def document(chance: random.Random) -> Document:
    """Give three sections, the last inside the second, and four to nine paragraphs."""
    parents = {"s1": None, "s2": None, "s3": "s2"}
    labels = {"s1": "1", "s2": "2", "s3": "2.1"}
    sections = tuple(Section(id_, labels[id_], tuple(split(sentence(chance)[:-1])), parent) for id_, parent in parents.items())
    paragraphs = []
    for section in ("s1", "s2", "s3"):
        for n in range(1, chance.randint(2, 4)):
            label = f"{labels[section]}.{n}" if chance.random() < 0.9 else ""
            paragraphs.append(Paragraph(f"{section}p{n}", section, label, body(chance)))
    return Document(sections, tuple(paragraphs))


def revised(chance: random.Random, tokens: Tokens) -> Tokens:
    """Give the text with one to three places changed."""
    new = list(tokens)
    for _ in range(chance.randint(1, 3)):
        spots = [i for i, token in enumerate(new) if token.kind != BLOCK]
        if not spots:
            break
        at = chance.choice(spots)
        deed = chance.random()
        if deed < 0.5:
            new[at : at + 1] = split(chance.choice(WORDS)) if new[at].kind != SPACE else split(f" {chance.choice(WORDS)} ")
        elif deed < 0.75:
            del new[at : at + chance.randint(1, 4)]
        else:
            new[at:at] = split(f" {sentence(chance)} ")
    return normalize(new)


def _words(chance: random.Random, base: Document, paragraph: Paragraph) -> ChangeWords:
    return ChangeWords(paragraph.id, paragraph.digest, diff(paragraph.tokens, revised(chance, paragraph.tokens)))


def changed(chance: random.Random, base: Document, share: float) -> Edits:
    """Give word changes in a share of the paragraphs, in one at least."""
    some = [each for each in base.paragraphs if chance.random() < share] or [base.paragraphs[0]]
    return tuple(edit for edit in (_words(chance, base, each) for each in some) if edit.changes)


def _spot(chance: random.Random, base: Document, other: str) -> tuple[str | None, str | None]:
    anchors = [(p.section, p.id) for p in base.paragraphs if p.id != other]
    starts = [(s.id, None) for s in base.sections if not s.struck]
    return chance.choice([*anchors, *anchors, *starts])


def _edit(chance: random.Random, base: Document, name: str) -> Edit:
    paragraph = chance.choice(base.paragraphs)
    other = chance.choice(base.paragraphs)
    section, near = chance.choice(base.sections), chance.choice(base.sections)
    cut = chance.randint(2, max(2, len(paragraph.tokens) - 2))
    title = tuple(split(sentence(chance)[:-1]))
    makers: dict[str, Callable[[], Edit]] = {
        "words": lambda: _words(chance, base, paragraph),
        "insert": lambda: InsertParagraph(name, *_spot(chance, base, ""), body(chance)),
        "strike": lambda: StrikeParagraph(paragraph.id, paragraph.digest),
        "move": lambda: MoveParagraph(paragraph.id, *_spot(chance, base, paragraph.id)),
        "split": lambda: SplitParagraph(
            paragraph.id, paragraph.digest, cut, paragraph.tokens[cut : cut + chance.randint(0, 1)], name
        ),
        "join": lambda: JoinParagraphs(paragraph.id, paragraph.digest, other.id, other.digest, (Token(SPACE, " "),)),
        "retitle": lambda: RetitleSection(section.id, digest(section.title), diff(section.title, title)),
        "strike section": lambda: StrikeSection(section.id),
        "insert section": lambda: InsertSection(name, near.parent, near.id, title),
        "move section": lambda: MoveSection(section.id, chance.choice([near.id, None]), None),
    }
    weights = [8, 4, 2, 4, 2, 1, 1, 0.4, 0.6, 0.6]
    return makers[chance.choices(list(makers), weights)[0]]()


def edits(chance: random.Random, base: Document, name: str, most: int = 3) -> Edits:
    """Give edits that fit the document: at least one, unless nothing was found in many tries."""
    found: list[Edit] = []
    wanted = chance.randint(1, most)
    for attempt in range(40):
        if len(found) == wanted:
            break
        try:
            more = [*found, _edit(chance, base, f"{name}n{attempt}")]
            apply(base, more)
        except Mismatch:
            continue
        found = more
    return tuple(found)
