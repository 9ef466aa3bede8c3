"""Search as people type: the text, the amendments and the discussion of a congress, as far as this person may read them.

On PostgreSQL by full text, each word taken as the beginning of one, without a language's stems: congresses write in many. On
SQLite plainly, by the letters themselves.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import regex
from django.db import connection
from django.db.models import BooleanField, F, Func, Q, Value
from django.urls import reverse

from amendments.access import readable_documents
from amendments.models import Amendment, AmendmentWords, Body, Congress, Paragraph, Person, Post, Section
from amendments.queries.amendment import seen_by
from amendments.queries.states import Named, mover_of, state_of
from amendments.rules import Acting
from amendments.text.markdown import parse
from amendments.text.number import Number
from amendments.text.tokens import visible

MOST_WORDS, MOST = 8, 20  # words of a question, and finds of a kind on one page
AROUND = 70  # letters on each side of what was found
_WORD = regex.compile(r"(?:[^\W_]\p{M}*)+")  # letters and digits, each with its marks
# Signs that PostgreSQL takes for a part of a word: in “24/7”, in addresses, and, where the database was made with the locale C,
# each of those outside ASCII. They part words here, in the index as in a question.
SIGNS = "./-_:@*?=&#+~“”„«»‹›‘’‚…–—•·→\u00a0\u2009\u202f"
MOST_INDEXED = 150_000  # characters of one text that are found: PostgreSQL indexes no more than a megabyte
INDEXED = "to_tsvector('simple', translate(left(", f", {MOST_INDEXED}), '{SIGNS}', '{' ' * len(SIGNS)}'))"  # around a column


class Bit(NamedTuple):
    """A stretch of words; `hit` where it is what was looked for."""

    words: str
    hit: bool


@dataclass(frozen=True)
class Find:
    """One thing found: where it leads, its name, words around, and for an amendment its state."""

    url: str
    name: str
    bits: list[Bit]
    small: str = ""
    state: Named | None = None


@dataclass(frozen=True)
class Found:
    """All that was found. `more` says of which kinds there is more than is shown."""

    asked: str
    text: list[Find]
    amendments: list[Find]
    posts: list[Find]
    more: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.text or self.amendments or self.posts)


def words_of(asked: str, *, most: int = MOST_WORDS) -> list[str]:
    """Give the words that are looked for: letters and digits only, eight at most unless told otherwise."""
    return _WORD.findall(asked)[:most]


def spellings(word: str) -> list[str]:
    """Give the ways in which a word may stand in a text: databases know the case of few letters beyond ASCII.

    Small, large or with a large initial; with “ß” or “ss”; with its accents as letters or as marks.
    """
    found = {word.lower()}
    if "ss" in word.lower() or "ß" in word.lower():
        found |= {word.lower().replace("ß", "ss"), word.lower().replace("ss", "ß")}
    if not all(one.isascii() for one in found):
        found |= {one for each in (word, *found) for one in (each, each.upper(), each.title())}
        found = {unicodedata.normalize(form, one) for one in found for form in ("NFC", "NFD")}
    return sorted(found)


def holding(column: str, words: Sequence[str]) -> Any:
    """Give the condition that a column holds all the words."""
    if connection.vendor != "postgresql":
        found = Q()
        for word in words:
            found &= named(column, word)
        return found
    ways = (" | ".join(f"'{one}':*" for one in spellings(word)) for word in words)
    asked = " & ".join(f"({one})" for one in ways)
    return _Holds(F(column), Value(asked), output_field=BooleanField())


class _Holds(Func):
    """A text and a question to it, in the words of the index."""

    template = f"{INDEXED[0]}%(expressions)s)"
    arg_joiner = f"{INDEXED[1]} @@ to_tsquery('simple', "


def named(column: str, word: str) -> Q:
    """Give the condition that the letters of a word stand in a column."""
    found = Q()
    for one in spellings(word):
        found |= Q(**{f"{column}__icontains": one})
    return found


def _held_by(table: Any, column: str, words: Sequence[str], label: str) -> Q:
    """Give the condition that a row of a table holds all the words, found by its own index, or bears the label."""
    return Q(pk__in=table.objects.filter(holding(column, words)).order_by().values("pk")) | Q(label=label)


def search(acting: Acting, congress: Congress, asked: str) -> Found:
    """Look for all the words of a question: five queries. Words that are none find nothing."""
    words = words_of(asked)
    if not words:
        return Found(asked, [], [], [])
    kinds = _Search(acting, congress, asked.strip("§¶ "), words).kinds()
    more = frozenset(kind for kind, finds in kinds.items() if len(finds) > MOST)
    return Found(asked, **{kind: finds[:MOST] for kind, finds in kinds.items()}, more=more)


def amendments_holding(asked: str) -> Q:
    """Give the condition that an amendment is found by a question, or bears the number that it is."""
    words = words_of(asked)
    number = Number.read(asked.replace(" ", "")) if asked.strip()[:1] in {"A", "a"} else None
    if not words:
        return Q()
    found = Q(pk__in=AmendmentWords.objects.filter(holding("words", words)).values("amendment")) | _by_name(words)
    return found | Q(number=number) if number else found


def _by_name(words: Sequence[str]) -> Q:
    found = Q()
    for word in words:
        people, bodies = (table.objects.filter(named("name", word)).values("pk") for table in (Person, Body))
        found &= Q(mover_person__in=people) | Q(mover_body__in=bodies)
    return found


class _Search:
    """One question by one person."""

    def __init__(self, acting: Acting, congress: Congress, asked: str, words: Sequence[str]) -> None:
        self.acting, self.congress, self.asked, self.words = acting, congress, asked, words
        self.documents = {one.pk: one for one in readable_documents(acting, congress)}

    def kinds(self) -> dict[str, list[Find]]:
        """Give what is found of each kind, one more than is shown."""
        return {"text": self._text(), "amendments": self._amendments(), "posts": self._posts()}

    def _text(self) -> list[Find]:
        mine = {"document__in": self.documents, "struck": False}
        sections = Section.objects.filter(_held_by(Section, "title", self.words, self.asked), **mine)
        paragraphs = Paragraph.objects.filter(_held_by(Paragraph, "text", self.words, self.asked), **mine)
        headings = sections.order_by("document__number", "position")[:MOST]
        found = [self._place(one.document_id, f"s-{one.uid}", one.label or "a section", one.title) for one in headings]
        rows = paragraphs.order_by("document__number", "position")[: MOST + 1]
        return found + [self._place(row.document_id, f"p-{row.uid}", row.label or "unnumbered", row.text) for row in rows]

    def _place(self, key: int, anchor: str, name: str, markdown: str) -> Find:
        document, uid = self.documents[key], anchor.partition("-")[2]
        url = reverse("text", args=[self.congress.slug, document.slug])
        return Find(f"{url}?at={uid}#{anchor}", name, around(visible(parse(markdown)), self.words), document.title)

    def _amendments(self) -> list[Find]:
        rows = Amendment.objects.filter(amendments_holding(self.asked), seen_by(self.acting), document__in=self.documents)
        rows = rows.select_related("mover_person", "mover_body", "found_by").defer("edits", "resolved").order_by("number")
        return [self._amendment(row) for row in rows[: MOST + 1]]

    def _amendment(self, row: Amendment) -> Find:
        url = reverse("amendment", args=[self.congress.slug, row.number])
        return Find(url, str(row), around(row.found_by.words, self.words), mover_of(row), state_of(row))

    def _posts(self) -> list[Find]:
        seen = Q(thread__amendment__isnull=True) | seen_by(self.acting, "thread__amendment__")
        rows = Post.objects.filter(Q(holding("words", self.words)), seen, thread__document__in=self.documents, hidden=False)
        rows = rows.filter(deleted_at__isnull=True).select_related("thread__amendment", "thread__document").order_by("-pk")
        return [self._post(row) for row in rows[: MOST + 1]]

    def _post(self, row: Post) -> Find:
        name = f"On {row.thread.amendment or row.thread.document}"
        url = reverse("post", args=[self.congress.slug, row.pk])
        return Find(url, name, around(visible(parse(row.words)), self.words), row.get_side_display())


def around(text: str, words: Sequence[str]) -> list[Bit]:
    """Give the words around the first find, with all finds among them marked; the beginning where nothing is found."""
    text = " ".join(text.split())
    ways = {one for word in words for one in spellings(word)}
    pattern = regex.compile("|".join(map(regex.escape, sorted(ways, key=len, reverse=True))), regex.IGNORECASE)
    first = pattern.search(text)
    at = first.start() if first else 0
    low = text.rfind(" ", 0, max(at - AROUND, 0)) + 1 if at > AROUND else 0
    high = text.find(" ", at + 2 * AROUND)
    high = len(text) if high == -1 else high
    bits, last = [Bit("… ", False)] if low else [], low
    for hit in pattern.finditer(text, low, high):
        bits += [Bit(text[last : hit.start()], False), Bit(hit[0], True)]
        last = hit.end()
    bits.append(Bit(text[last:high] + (" …" if high < len(text) else ""), False))
    return [bit for bit in bits if bit.words]
