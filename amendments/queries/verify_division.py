"""Verify the requests of delegates to divide amendments: rows against the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from amendments.models import DivisionRequest, Document
from amendments.queries.fold import Fold
from amendments.queries.fold_parts import Asked
from amendments.text.number import label_of
from amendments.text.stored import sha256


def division_problems(document: Document, fold: Fold) -> Iterator[str]:
    """Give a sentence for each amendment whose requests are not what the record says: the last one of each person.

    A person who was erased has no commitment any more: of theirs only what was asked can be checked.
    """
    last: dict[tuple[int, int], DivisionRequest] = {}
    rows = DivisionRequest.objects.filter(amendment__document=document).select_related("amendment", "person")
    for row in rows.order_by("pk"):
        last[row.amendment.number, row.person_id] = row
    held: dict[int, list[DivisionRequest]] = {}
    for (number, _), row in last.items():
        held.setdefault(number, []).append(row)
    for number in sorted(held.keys() | {number for number, told in fold.amendments.items() if told.division}):
        told = fold.amendments[number].division if number in fold.amendments else {}
        mine = held.get(number, [])
        known = all(row.person.erased or told.get(row.person.commitment) == _asked(row) for row in mine)
        if not known or Counter(map(str, map(_asked, mine))) != Counter(map(str, told.values())):
            yield f"{label_of(number)}: it was asked to be divided otherwise than the record says."


def _asked(row: DivisionRequest) -> Asked:
    because = sha256(row.answer_reason) if row.answer_reason else ""
    return Asked(row.numbers, row.words, sha256(row.reason), str(row.answer), because)
