"""An amendment in words, as a motion is read out: “In 3.2.5, strike ‘two’ and insert ‘three’”.

Enough words are quoted around each place that it is found without counting. Every sentence comes from one table, so that it can
be translated; a template may use its fields in any order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from amendments.text.apply import name_of
from amendments.text.document import Document
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
from amendments.text.tokens import BLOCK, SPACE, WORD, Tokens, visible

TEMPLATES: Mapping[str, str] = {
    "in": "In {place}, {changes}.",
    "title": "In the title of {place}, {changes}.",
    "and then": "; ",
    "everywhere": "Strike {words} and insert “{new}” at {count} places: {places}.",
    "times": "{place} ({times} times)",
    "and more": " and {more} more",
    "substitute": "strike {words} and insert “{new}”",
    "substitute after": "after “{context}” strike {words} and insert “{new}”",
    "strike": "strike {words}",
    "strike after": "after “{context}” strike {words}",
    "insert after": "after “{context}” insert “{new}”",
    "insert before": "before “{context}” insert “{new}”",
    "insert first": "at the beginning insert “{new}”",
    "insert last": "at the end insert “{new}”",
    "insert only": "insert “{new}”",
    "set": "set {words} otherwise: {marks}",
    "plainly": "plainly",
    "em": "with emphasis",
    "strong": "in strong type",
    "link": "as a link to {address}",
    "quoted": "“{words}”",
    "from to": "from “{first}” to “{last}”",
    "strike paragraph": "Strike {place}.",
    "insert paragraph": "Insert after {place}, as a new paragraph: “{new}”.",
    "insert paragraph first": "Insert at the beginning of {section}, as a new paragraph: “{new}”.",
    "move": "Move {place} to after {after}.",
    "move first": "Move {place} to the beginning of {section}.",
    "split": "Split {place} after “{context}”.",
    "join": "Join {second} to {first}.",
    "insert section": "Insert after {place}, as a new section: “{new}”.",
    "insert section first": "Insert at the beginning of {section}, as a new section: “{new}”.",
    "section": "section {name}",
    "text": "the text",
    "new paragraph": "the new paragraph {number}",
    "new section": "the new section “{title}”",
}
MANY = 4  # places at which the same is done, from which one sentence says it for all
NAMED = 12  # of those, how many are named
LONG = 14  # words from which struck ones are named by their ends
ENDS = 4  # words quoted at each end
BLOCKS = " ¶ "
_FULL_STOP_TWICE = re.compile(r"([.!?…][”“’»])\.$")
SEAM = "\x1f"  # no text holds it


def in_words(document: Document, edits: Iterable[Edit], templates: Mapping[str, str] = TEMPLATES) -> str:
    """Say what edits of a document do, one sentence an edit, and one in all where they do the same at many places.

    The edits must fit the document.
    """
    teller = _Teller(document, tuple(edits), templates)
    return teller.everywhere() or teller.tell()


def counts(edits: Iterable[Edit], document: Document | None = None) -> tuple[int, int]:
    """Count words struck and inserted. Whole struck paragraphs and sections count where their document is given."""
    struck = inserted = 0
    sections: set[str | None] = set()
    for edit in edits:
        if isinstance(edit, ChangeWords | RetitleSection):
            struck += sum(_count(change.struck) for change in edit.changes)
            inserted += sum(_count(change.inserted) for change in edit.changes)
        elif isinstance(edit, InsertParagraph | InsertSection):
            inserted += _count(edit.tokens if isinstance(edit, InsertParagraph) else edit.title)
        elif isinstance(edit, StrikeParagraph) and document:
            struck += _count(document.paragraph_by_id[edit.paragraph].tokens)
        elif isinstance(edit, StrikeSection):
            sections.add(edit.section)
    if sections and document:
        for section in document.sections:
            sections |= {section.id} if section.parent in sections else set()
        struck += sum(_count(p.tokens) for p in document.paragraphs if p.section in sections and not p.struck)
    return struck, inserted


def _count(tokens: Tokens) -> int:
    return sum(token.kind == WORD for token in tokens)


class _Teller:
    """Tells the edits of one amendment."""

    def __init__(self, document: Document, edits: tuple[Edit, ...], templates: Mapping[str, str]) -> None:
        self.document, self.edits, self.templates = document, edits, templates
        inserted = [edit.paragraph for edit in edits if isinstance(edit, InsertParagraph)]
        inserted += [edit.new for edit in edits if isinstance(edit, SplitParagraph)]
        self.new = {id_: number for number, id_ in enumerate(inserted, 1)}
        self.titles = {edit.section: edit.title for edit in edits if isinstance(edit, InsertSection)}

    def tell(self) -> str:
        return " ".join(_FULL_STOP_TWICE.sub(r"\1", self._sentence(edit)) for edit in self.edits)

    def everywhere(self) -> str:
        """Say that the same words are replaced at many places; "" where other things are done, or there are few."""
        if not all(isinstance(edit, ChangeWords | RetitleSection) for edit in self.edits):
            return ""
        rows = [
            (edit, change) for edit in self.edits if isinstance(edit, ChangeWords | RetitleSection) for change in edit.changes
        ]
        same = {tuple(visible(words).casefold() for words in (change.struck, change.inserted)) for _, change in rows}
        if len(rows) < MANY or len(same) != 1 or not rows[0][1].struck or not rows[0][1].inserted:
            return ""
        plain = min((change for _, change in rows), key=lambda change: visible(change.struck).swapcase())
        times: dict[str, int] = {}
        for edit, _ in rows:
            name = self._section(edit.section) if isinstance(edit, RetitleSection) else self._paragraph(edit.paragraph)
            times[name] = times.get(name, 0) + 1
        named = [name if many == 1 else self._say("times", place=name, times=many) for name, many in times.items()]
        listed = ", ".join(named[:NAMED]) + (self._say("and more", more=len(named) - NAMED) if len(named) > NAMED else "")
        words, new = self._quoted(plain.struck), _shown(plain.inserted)
        return self._say("everywhere", words=words, new=new, count=len(rows), places=listed)

    def _say(self, template: str, **values: object) -> str:
        return self.templates[template].format(**values)

    def _sentence(self, edit: Edit) -> str:
        if isinstance(edit, ChangeWords):
            tokens = self.document.paragraph_by_id[edit.paragraph].tokens
            return self._say("in", place=self._paragraph(edit.paragraph), changes=self._changes(tokens, edit.changes))
        if isinstance(edit, RetitleSection):
            tokens = self.document.section_by_id[edit.section].title
            return self._say("title", place=self._section(edit.section), changes=self._changes(tokens, edit.changes))
        if isinstance(edit, StrikeParagraph | StrikeSection):
            place = self._section(edit.section) if isinstance(edit, StrikeSection) else self._paragraph(edit.paragraph)
            return self._say("strike paragraph", place=place)
        if isinstance(edit, SplitParagraph):
            tokens = self.document.paragraph_by_id[edit.paragraph].tokens
            context = _Text(tokens).before(edit.at) or _shown(tokens[: edit.at])
            return self._say("split", place=self._paragraph(edit.paragraph), context=context)
        if isinstance(edit, JoinParagraphs):
            return self._say("join", first=self._paragraph(edit.first), second=self._paragraph(edit.second))
        return self._placed(edit)

    def _placed(self, edit: InsertParagraph | MoveParagraph | InsertSection | MoveSection) -> str:
        if isinstance(edit, InsertParagraph | MoveParagraph):
            place, around = edit.after and self._paragraph(edit.after), self._section(edit.section)
        else:
            place, around = edit.after and self._section(edit.after), self._section(edit.parent)
        if isinstance(edit, MoveParagraph | MoveSection):
            name = self._section(edit.section) if isinstance(edit, MoveSection) else self._paragraph(edit.paragraph)
            return self._say("move" if place else "move first", place=name, after=place, section=around)
        kind = "insert section" if isinstance(edit, InsertSection) else "insert paragraph"
        new = _shown(edit.title if isinstance(edit, InsertSection) else edit.tokens)
        return self._say(kind if place else f"{kind} first", place=place, section=around, new=new)

    def _paragraph(self, id_: str) -> str:
        if id_ in self.new:
            return self._say("new paragraph", number=self.new[id_])
        return name_of(self.document.paragraph_by_id[id_])

    def _section(self, id_: str | None) -> str:
        if id_ is None:
            return self._say("text")
        if id_ in self.titles:
            return self._say("new section", title=_shown(self.titles[id_]))
        return self._say("section", name=name_of(self.document.section_by_id[id_]))

    def _changes(self, tokens: Tokens, changes: Sequence[Change]) -> str:
        text = _Text(tokens)
        return self.templates["and then"].join(self._change(text, change) for change in changes)

    def _change(self, text: _Text, change: Change) -> str:
        old, new = visible(change.struck), visible(change.inserted)
        if old == new and [t.kind for t in change.struck] == [t.kind for t in change.inserted]:
            return self._say("set", words=self._quoted(change.struck), marks=self._marks(change.inserted))
        if not change.struck or not old.strip():
            return self._insertion(text, change)
        context = "" if text.once(change.struck) else text.before(change.at, change.struck)
        template = ("substitute" if new.strip() else "strike") + (" after" if context else "")
        return self._say(template, words=self._quoted(change.struck), new=_shown(change.inserted), context=context)

    def _insertion(self, text: _Text, change: Change) -> str:
        tokens = text.tokens
        new = _shown(change.inserted)
        if not any(token.kind == WORD for token in tokens):
            return self._say("insert only", new=new)
        if not visible(tokens[change.end :]).strip():
            return self._say("insert last", new=new)
        if not visible(tokens[: change.at]).strip():
            return self._say("insert first", new=new)
        context, following = text.before(change.at), text.after(change.end)
        if context and len(context.split()) <= len(following.split()):
            return self._say("insert after", context=context, new=new)
        return self._say("insert before", context=following, new=new)

    def _quoted(self, tokens: Tokens) -> str:
        words = [n for n, token in enumerate(tokens) if token.kind == WORD]
        if len(words) < LONG:
            return self._say("quoted", words=_shown(tokens))
        return self._say("from to", first=_shown(tokens[: words[ENDS - 1] + 1]), last=_shown(tokens[words[-ENDS] :]))

    def _marks(self, tokens: Tokens) -> str:
        marks = {mark: None for token in tokens for mark in token.marks}
        named = [
            self._say("link", address=mark[5:]) if mark.startswith("link:") else self.templates.get(mark, mark)
            for mark in marks
        ]
        return ", ".join(named) or self._say("plainly")


def _shown(tokens: Tokens) -> str:
    return visible(tokens).strip().replace("\n\n", BLOCKS).replace("\n", " ")


class _Text:
    """A text in which passages are looked for."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.joined = SEAM.join(["", *(token.text for token in tokens), ""])

    def once(self, piece: Tokens) -> bool:
        """Tell whether a reader sees these words in this text once only."""
        wanted = SEAM.join(["", *(token.text for token in piece), ""])
        return self.joined.find(wanted, self.joined.find(wanted) + 1) < 0

    def before(self, at: int, struck: Tokens = ()) -> str:
        """Give as few words before a place as tell it from all others; none where a block begins there."""
        end = at
        while end and self.tokens[end - 1].kind == SPACE:
            end -= 1
        best: Tokens = ()
        for start in range(end - 1, -1, -1):
            if self.tokens[start].kind == BLOCK:
                break
            if self.tokens[start].kind == SPACE:
                continue
            best = self.tokens[start:end]
            if any(token.kind == WORD for token in best) and self.once(self.tokens[start : at + len(struck)]):
                break
        return _shown(best)

    def after(self, at: int) -> str:
        """Give as few words after a place as tell it from all others."""
        begin = next(n for n in range(at, len(self.tokens)) if self.tokens[n].kind not in {BLOCK, SPACE})
        best: Tokens = ()
        for end in range(begin + 1, len(self.tokens) + 1):
            if self.tokens[end - 1].kind == BLOCK:
                break
            best = self.tokens[begin:end]
            if self.tokens[end - 1].kind == WORD and self.once(best):
                break
        return _shown(best)
