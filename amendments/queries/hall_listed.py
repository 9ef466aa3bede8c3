"""What a question on several amendments is about: each of a list, of rivals, or of all that is still open, with its words."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from amendments.life import Matter, Words
from amendments.models import Question, QuestionItem
from amendments.queries.document import current_text
from amendments.queries.states import mover_of
from amendments.text.edits import Mismatch, edits_from_json
from amendments.text.number import label_of
from amendments.text.words import in_words

SEVERAL = frozenset({Matter.BLOC, Matter.REST, Matter.RIVALS})
MOST = 60  # more are named by number alone, in the words of the question


class Listed(NamedTuple):
    """One amendment of several that are put together. `words` is what it does, "" where that is to another amendment."""

    pk: int
    number: int
    about: str
    mover: str
    words: str


def title_of(question: Question) -> str:
    """Name what a question is about: "A38", or its kind."""
    if question.amendment:
        return str(question.amendment)
    kind = Matter(question.kind).label
    return kind[:1].upper() + kind[1:]


def amendments_of(questions: Collection[Question]) -> frozenset[int]:
    """Give the keys of the amendments that questions are about, by themselves or in a list: one query where it is a list."""
    lists = [one.pk for one in questions if one.kind in SEVERAL]
    rows = QuestionItem.objects.filter(question__in=lists, pulled_at=None, amendment__isnull=False) if lists else ()
    keys = [*(one.amendment_id for one in questions), *(row.amendment_id for row in rows)]
    return frozenset(key for key in keys if key is not None)


def pulled_from(question: Question) -> str:
    """Say what was pulled out of an en bloc list since it was put; "" where nothing was. One query, for such a list alone."""
    if question.kind != Matter.BLOC:
        return ""
    rows = question.items.filter(pulled_at__isnull=False).order_by("position").values_list("amendment__number", flat=True)
    names = [label_of(number) for number in rows if number is not None]
    was, is_ = ("was", "is") if len(names) == 1 else ("were", "are")
    return f"{', '.join(names)} {was} pulled out and {is_} not voted on with it." if names else ""


def listed_in(question: Question) -> list[Listed]:
    """Give what is put together and was not pulled out, in its order: four queries, and none for another question."""
    if question.kind not in SEVERAL or question.document is None:
        return []
    rows = question.items.filter(pulled_at=None, amendment__isnull=False).order_by("position")
    rows = rows.select_related("amendment__mover_person", "amendment__mover_body")[:MOST]
    text, found = current_text(question.document), list[Listed]()
    for row in rows:
        one = row.amendment
        if one is None:
            continue
        words = "In the committee’s words." if row.text == Words.ADVISED else ""
        if not words and one.primary_id is None:
            try:
                words = in_words(text, edits_from_json(one.resolved))
            except Mismatch:
                words = ""
        found.append(Listed(one.pk, one.number, one.about, mover_of(one), words))
    return found
