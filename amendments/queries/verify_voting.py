"""Verify what people did with the voting list: what the chair moved, what was pulled out, and the order that was fixed."""

from __future__ import annotations

from collections.abc import Iterator

from amendments.models import Document, Pull, VotingItem, VotingList, VotingMove
from amendments.queries.fold import Fold
from amendments.text.number import label_of
from amendments.text.stored import sha256


def voting_problems(document: Document, fold: Fold) -> Iterator[str]:
    """Compare the rows of the voting list with what the record says; each problem is one sentence."""
    listing = VotingList.objects.filter(document=document).first()
    if (listing.fixed if listing else None) != fold.voting:
        yield f"{document}: the order of its voting list is not the one that the record says."
    moves = VotingMove.objects.filter(amendment__document=document, ended=False).select_related("amendment", "after")
    moved = {
        one.amendment.number: (one.after.number if one.after else None, one.was, one.place, sha256(one.reason)) for one in moves
    }
    pulls = {
        one.amendment.number: one
        for one in Pull.objects.filter(amendment__document=document, ended=False).select_related("amendment", "person")
    }
    listed = set(VotingItem.objects.filter(document=document).values_list("amendment__number", flat=True))
    for number, told in fold.amendments.items():
        if moved.get(number) != told.place.moved:
            yield f"{label_of(number)}: its place on the voting list was changed otherwise than the record says."
        pull = pulls.get(number)
        if not _same(pull, told.place.pulled):
            yield f"{label_of(number)}: it was pulled out of the en bloc list otherwise than the record says."
        if (told.place.moved or told.place.pulled) and number not in listed:
            yield f"{label_of(number)}: it was moved or pulled out, and is not on the voting list."


def _same(pull: Pull | None, told: tuple[str, str] | None) -> bool:
    if pull is None or told is None:
        return pull is None and told is None
    return sha256(pull.reason) == told[1] and (pull.person.erased or pull.person.commitment == told[0])
