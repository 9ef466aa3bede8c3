"""The redline of an amendment place by place: each paragraph or section that it changes, as HTML of the engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from amendments.text.document import Document, Paragraph
from amendments.text.edits import (
    Change,
    ChangeWords,
    Edit,
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
from amendments.text.html import render
from amendments.text.redline import redline, redline_block
from amendments.text.tokens import BLOCK, Token, Tokens, visible


@dataclass(frozen=True)
class Place:
    """One place. `at` is the paragraph or section that it stands at, or after where it is `new`; `html` its redline.

    `uid` is the own id of what is new there, and of what is moved there: that has two places, one where it was, with `away`,
    and a new one. `said` says in words what a redline cannot show, such as where a paragraph goes.
    """

    at: str
    label: str
    html: str
    new: bool = False
    section: bool = False
    said: str = ""
    uid: str = ""
    away: bool = False


def places(document: Document, edits: Iterable[Edit], note_prefix: str = "") -> list[Place]:
    """Give an amendment's places in the order of the text, those in unknown paragraphs left out.

    What stands in or after something that the same amendment inserts has its place there, in the order of the edits.
    """
    found: list[Place] = []
    together: dict[str, list[Edit]] = {}
    new: dict[str, tuple[str, str]] = {}  # what the amendment inserts: how it is cited, and the old place that it stands at
    for edit in edits:
        if isinstance(edit, (InsertParagraph, InsertSection)):
            found.append(_inserted(document, edit, new, note_prefix))
        elif isinstance(edit, (StrikeSection, MoveSection, RetitleSection)):
            found += _section(document, edit, new)
        else:
            together.setdefault(edit.first if isinstance(edit, JoinParagraphs) else edit.paragraph, []).append(edit)
    for uid, rows in together.items():
        if uid in document.paragraph_by_id:
            found += _paragraph(document, uid, rows, new, note_prefix)
    order = document.reading_order
    return sorted(found, key=lambda place: (order.get(place.at, -1), place.new))


def read_places(document: Document, found: Iterable[Place], edits: Iterable[Edit]) -> list[Place]:
    """Give places of a redline as they read in a document into which `edits` were carried: without any marks."""
    new = {one.paragraph: one.tokens for one in edits if isinstance(one, InsertParagraph)}
    read: list[Place] = []
    for place in found:
        uid = place.uid or place.at
        part = document.paragraph_by_id.get(uid) or document.section_by_id.get(uid)
        if place.away:
            continue  # it is read where it goes
        if place.new:
            words: Tokens = new.get(place.uid, part.tokens if isinstance(part, Paragraph) else ())
        else:
            words = () if part is None or part.struck else part.tokens if isinstance(part, Paragraph) else part.title
        read.append(replace(place, html=place.html if place.section and place.new else render(words) if words else ""))
    return read


def stands_at(edits: Iterable[Edit]) -> list[str]:
    """Give the paragraphs and sections in whose margin an amendment stands, "" for the very beginning, each once."""
    found: dict[str, None] = {}
    own: set[str] = set()
    for edit in edits:
        match edit:
            case (
                InsertParagraph(paragraph=new, section=around, after=after)
                | InsertSection(section=new, parent=around, after=after)
            ):
                found[after or around or ""] = None
                own.add(new)
            case JoinParagraphs(first=first, second=second):
                found |= {first: None, second: None}
            case StrikeSection(section=uid) | MoveSection(section=uid) | RetitleSection(section=uid):
                found[uid] = None
            case _:
                found[edit.paragraph] = None
    return [uid for uid in found if uid not in own]


def name_of(document: Document, uid: str | None) -> str:
    """Cite a paragraph or section: its label, or the beginning of its words where it has none."""
    if uid in document.paragraph_by_id:
        paragraph = document.paragraph_by_id[uid]
        return paragraph.label or f"“{_begin(paragraph.tokens)}”"
    if uid in document.section_by_id:
        section = document.section_by_id[uid]
        return section.label or f"“{_begin(section.title)}”"
    return "the beginning"


def _begin(tokens: Tokens, length: int = 32) -> str:
    words = " ".join(visible(tokens).split())
    return words if len(words) <= length else words[:length].rsplit(" ", 1)[0] + " …"


def _inserted(document: Document, edit: InsertParagraph | InsertSection, new: dict[str, tuple[str, str]], prefix: str) -> Place:
    """Give the place of something new: at the old paragraph or section that it, or what it stands by, comes after."""
    section = isinstance(edit, InsertSection)
    around = edit.parent if isinstance(edit, InsertSection) else edit.section
    near = edit.after or around or ""
    cited, at = new.get(near, (name_of(document, near) if near else "", near))
    where = f"after {cited}" if edit.after else f"first in {cited}" if around else "at the very beginning"
    if isinstance(edit, InsertSection):
        name, uid, tokens = "new section", edit.section, edit.title
    else:
        name = f"new ¶ {1 + sum(cited.startswith('new ¶') for cited, _ in new.values())}"
        uid, tokens = edit.paragraph, edit.tokens
    new[uid] = (f"the {name}" if section else name, at)
    html = redline_block(tokens, "ins", note_prefix=f"{prefix}{uid}-")
    return Place(at, name, html, new=True, section=section, said=f"Inserted {where}.", uid=uid)


def _section(
    document: Document, edit: StrikeSection | MoveSection | RetitleSection, new: dict[str, tuple[str, str]]
) -> list[Place]:
    section = document.section_by_id.get(edit.section)
    if section is None:
        return []
    own = Place(section.id, section.label, "", section=True)
    if isinstance(edit, RetitleSection):
        return [replace(own, html=redline(section.title, edit.changes))]
    if isinstance(edit, MoveSection):
        away = replace(own, html=redline_block(section.title, "move-away"))
        here = redline_block(section.title, "move")
        return list(_moved(document, away, here, (edit.parent, edit.after), new))
    return [replace(own, html=redline_block(section.title, "del"), said="Struck with all its paragraphs.")]


def _moved(
    document: Document, away: Place, here: str, gap: tuple[str | None, str | None], new: dict[str, tuple[str, str]]
) -> Iterator[Place]:
    """Give both places of what is moved: where it was, and where it goes."""
    around, after = gap
    near = after or around or ""
    cited, at = new.get(near, (name_of(document, near) if near else "", near))
    where = f"after {cited}" if after else f"the beginning of {cited}" if around else "the very beginning"
    yield replace(away, said=f"{away.said} Moved to {where}.".lstrip(), away=True)
    yield replace(away, at=at, html=here, new=True, uid=away.at, said="Moved here.")


def _paragraph(
    document: Document, uid: str, edits: list[Edit], new: dict[str, tuple[str, str]], prefix: str
) -> Iterator[Place]:
    """Show all edits of one paragraph together: word changes, a split and a joint stand on the same base."""
    paragraph = document.paragraph_by_id[uid]
    note = f"{prefix}{uid}-"
    changes: list[Change] = []
    said: list[str] = []
    move = next((edit for edit in edits if isinstance(edit, MoveParagraph)), None)
    for edit in edits:
        changes += _changes(document, edit)
        if isinstance(edit, SplitParagraph):
            said.append("A new paragraph begins at the sign ¶.")
        elif isinstance(edit, JoinParagraphs):
            said.append(f"Joined with {name_of(document, edit.second)}.")
    place = Place(uid, paragraph.label, "", said=" ".join(said))
    if any(isinstance(edit, StrikeParagraph) for edit in edits):
        yield replace(place, html=redline_block(paragraph.tokens, "del", note_prefix=note))
    elif move is None:
        yield replace(place, html=redline(paragraph.tokens, in_one_order(changes), note_prefix=note, quiet=True))
    else:
        away = replace(place, html=redline_block(paragraph.tokens, "move-away", note_prefix=f"{note}away-"))
        here = redline(paragraph.tokens, in_one_order(changes), note_prefix=note) if changes else ""
        here = here or redline_block(paragraph.tokens, "move", note_prefix=note)
        yield from _moved(document, away, here, (move.section, move.after), new)


def in_one_order(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Put changes that meet at one point together, in the order in which they are made."""
    found: list[Change] = []
    for change in sorted(changes, key=lambda one: (one.at, one.end)):
        last = found[-1] if found else None
        if last and last.end == change.at:
            found[-1] = Change(last.at, last.struck + change.struck, last.inserted + change.inserted)
        else:
            found.append(change)
    return tuple(found)


def _changes(document: Document, edit: Edit) -> tuple[Change, ...]:
    """Give the word changes that show an edit, a split and a joint included."""
    if isinstance(edit, ChangeWords):
        return edit.changes
    if isinstance(edit, SplitParagraph):
        return (Change(edit.at, edit.struck, (Token(BLOCK, "p"),)),)
    if isinstance(edit, JoinParagraphs):
        second = document.paragraph_by_id.get(edit.second)
        words = second.tokens[1:] if second and second.tokens and second.tokens[0].kind == BLOCK else ()
        return (Change(len(document.paragraph_by_id[edit.first].tokens), (), (*edit.between, *words)),)
    return ()
