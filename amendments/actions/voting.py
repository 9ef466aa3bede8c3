"""What the chair does with the voting list: have it made or renewed, reorder it with a reason, undo that, put it on record."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from amendments.access import User
from amendments.actions import record
from amendments.actions.rows import update
from amendments.actions.stages import begin
from amendments.actions.voting_renewal import SPACE, renew
from amendments.actions.words import prose
from amendments.life import Visibility
from amendments.models import Document, VotingItem, VotingList, VotingMove
from amendments.queries import clock
from amendments.queries.amendment import open_amendments
from amendments.queries.voting_order import ALONE
from amendments.refusals import Refused
from amendments.text.number import label_of
from amendments.text.stored import sha256

UP, DOWN = "up", "down"


class _Desk(NamedTuple):
    document: Document
    listing: VotingList
    done: int | None


def _sit_down(acting_user: User, document: Document, act: str, *, version: int, key: str) -> _Desk:
    """Lock the document, check who asks, and that the list is still the one that the page showed."""
    document, _, _ = begin("order_list", document, acting_user=acting_user, key="")
    done = record.done_before(acting_user, act, key)
    listing = VotingList.objects.filter(document=document).select_related("changed_by").first()
    if listing is None:
        raise Refused(f"There is no voting list of “{document}” yet. Have it made first.")
    if done is None and listing.version != version:
        who = listing.changed_by or "The program"
        raise Refused(f"{who} changed the list since you opened this page. Nothing was done: please look at it again first.")
    return _Desk(document, listing, done)


def _changed(listing: VotingList, acting_user: User, at: datetime) -> None:
    listing.version += 1
    listing.changed_at, listing.changed_by = at, record.person_of(acting_user)
    listing.save(update_fields=["version", "changed_at", "changed_by"])


@transaction.atomic
def make_list(*, acting_user: User, document: Document, version: int = 0, key: str = "") -> VotingList:
    """Have the list proposed, or renewed: what is new comes to its place, and what the chair changed stays.

    It says what changed. `version` is that of the list on the page, 0 where there was none.
    """
    document, _, done = begin("order_list", document, acting_user=acting_user, key="")
    done = record.done_before(acting_user, "make_list", key)
    listing = VotingList.objects.filter(document=document).first()
    if listing is not None and done is not None:
        return listing
    if listing is not None and version != listing.version:
        _sit_down(acting_user, document, "make_list", version=version, key="")
    at = clock.now()
    listing = renew(document, acting_user=acting_user, at=at)
    record.remember(acting_user, "make_list", key, result=listing.pk, at=at)
    return listing


@transaction.atomic
def move_item(
    *, acting_user: User, document: Document, number: int, to: str, reason: str, version: int, key: str = ""
) -> VotingList:
    """Put a question elsewhere on the list, with a reason: `to` is "up", "down" or a place among the questions, from 1.

    Amendments to it go along. The program's own proposal stays beside it.
    """
    document, listing, done = _sit_down(acting_user, document, "move_item", version=version, key=key)
    if done is not None:
        return listing
    said = prose(reason)
    if not said:
        raise Refused("Give a reason: whoever reads the list sees why it is not in the proposed order.")
    questions = _questions(document)
    block = _block(questions, number)
    was = questions.index(block[0])
    rest = [one for one in questions if one not in block]
    place = _place(to, was, len(block), len(rest))
    if place == was:
        raise Refused(f"{label_of(number)} stands at this place already.")
    _check_degrees(block, rest, place)
    after, at = rest[place - 1] if place else None, clock.now()
    asked = next(one for one in block if one.amendment.number == number)
    places = questions.index(asked) + 1, place + block.index(asked) + 1
    _keep_move(document, asked, after, places, reason=said, acting_user=acting_user, at=at)
    _put(document, block, after)
    _changed(listing, acting_user, at)
    record.remember(acting_user, "move_item", key, result=listing.pk, at=at)
    return listing


def _keep_move(
    document: Document,
    asked: VotingItem,
    after: VotingItem | None,
    places: tuple[int, int],
    *,
    reason: str,
    acting_user: User,
    at: datetime,
) -> None:
    """Put a move on record, from one place among the questions to another, and let it stand for those before it."""
    was, place = places
    behind = after.amendment if after else None
    number, before = asked.amendment.number, behind.number if behind else None
    body = {"amendment": number, "after": before, "was": was, "place": place, "reason": sha256(reason)}
    entry = record.append("reordered", body, congress=document.congress, document=document, acting_user=acting_user, at=at)
    VotingMove.objects.filter(amendment=asked.amendment, ended=False).update(ended=True)
    VotingMove.objects.create(
        amendment=asked.amendment,
        after=behind,
        was=was,
        place=place,
        reason=reason,
        person=record.must_be_person(acting_user),
        made_at=at,
        entry=entry,
    )


@transaction.atomic
def undo_move(*, acting_user: User, document: Document, number: int, version: int, key: str = "") -> VotingList:
    """Take a change of the order back: the amendment goes where the program proposes it."""
    document, listing, done = _sit_down(acting_user, document, "undo_move", version=version, key=key)
    if done is not None:
        return listing
    moved = VotingMove.objects.filter(amendment__document=document, amendment__number=number, ended=False).first()
    if moved is None:
        raise Refused(f"{label_of(number)} was not moved, or that was undone already.")
    at, body = clock.now(), {"amendment": number}
    record.append("reorder undone", body, congress=document.congress, document=document, acting_user=acting_user, at=at)
    moved.ended = True
    moved.save(update_fields=["ended"])
    items = list(VotingItem.objects.filter(document=document).select_related("amendment").order_by("proposed", "position"))
    block = _block(items, number)
    ahead = items[: items.index(block[0])]
    _put(document, block, ahead[-1] if ahead else None)
    _changed(listing, acting_user, at)
    record.remember(acting_user, "undo_move", key, result=listing.pk, at=at)
    return listing


@transaction.atomic
def fix_list(*, acting_user: User, document: Document, version: int, key: str = "") -> VotingList:
    """Put the order of the list on record, as it is announced to the congress: of its questions, and of the en bloc list.

    What changes afterwards is said beside it, and the chair can put it on record again.
    """
    document, listing, done = _sit_down(acting_user, document, "fix_list", version=version, key=key)
    if done is not None:
        return listing
    missing = open_amendments(document).filter(visibility=Visibility.READERS, voting_item__isnull=True).first()
    if missing is not None:
        raise Refused(f"{missing} is not on the list yet. Renew the list, look at it, and then put it on record.")
    order = order_now(document)
    if not order["questions"] and not order["en_bloc"]:
        raise Refused("No amendment is to be put, so there is no order to put on record.")
    if order == listing.fixed:
        raise Refused("This very order is on record already.")
    at = clock.now()
    entry = record.append("list fixed", order, congress=document.congress, document=document, acting_user=acting_user, at=at)
    listing.fixed, listing.entry = order, entry
    listing.save(update_fields=["fixed", "entry"])
    _changed(listing, acting_user, at)
    record.remember(acting_user, "fix_list", key, result=listing.pk, at=at)
    return listing


def order_now(document: Document) -> dict[str, list[int]]:
    """Give the numbers of the questions and of the en bloc list, each in its order: what still wants a vote."""
    questions = [one.amendment.number for one in _questions(document)]
    bloc = VotingItem.objects.filter(document=document, en_bloc=True, amendment__in=open_amendments(document))
    pulled = bloc.annotate(pulled=ALONE).filter(pulled=False).order_by("position")
    return {"questions": questions, "en_bloc": list(pulled.values_list("amendment__number", flat=True))}


def _questions(document: Document) -> list[VotingItem]:
    """Give what wants a vote of its own, in the order of the list."""
    rows = VotingItem.objects.filter(document=document, amendment__in=open_amendments(document)).annotate(pulled=ALONE)
    found = rows.select_related("amendment").order_by("position")
    return [one for one in found if not one.en_bloc or one.pulled]


def _block(items: list[VotingItem], number: int) -> list[VotingItem]:
    """Give an amendment with the amendments to it that stand right before it: they move together."""
    own = next((one for one in items if one.amendment.number == number), None)
    if own is None:
        raise Refused(f"{label_of(number)} is no question on this list: perhaps it was withdrawn, decided, or goes en bloc.")
    inner = [one for one in items if one.amendment.primary_id == own.amendment_id]
    return [one for one in items if one in inner] + [own]


def _place(to: str, was: int, size: int, rest: int) -> int:
    """Read where to: the place among the other questions, from 0."""
    if to in {UP, DOWN}:
        place = was - 1 if to == UP else was + 1
        if not 0 <= place <= rest:
            raise Refused(f"It stands {'first' if to == UP else 'last'} already.")
        return place
    if not to.isdecimal() or len(to) > 6 or not 1 <= int(to) <= rest + size:
        raise Refused(f"Say at which place it should stand, from 1 to {rest + size}.")
    return min(max(int(to) - size, 0), rest)


def _check_degrees(block: list[VotingItem], rest: list[VotingItem], place: int) -> None:
    """Refuse to put an amendment to an amendment after that one."""
    for one in block:
        late = [row for row in rest[:place] if row.amendment_id == one.amendment.primary_id]
        if late:
            raise Refused(f"{one.amendment} amends {late[0].amendment}, and is decided before it.")
    ahead = rest[place:]
    inner = [row for row in rest if row.amendment.primary_id and row.amendment.primary_id == block[-1].amendment_id]
    if any(row in ahead for row in inner):
        raise Refused(f"An amendment to {block[-1].amendment} is decided before it.")


def _put(document: Document, block: list[VotingItem], after: VotingItem | None) -> None:
    """Give items places right after another, in their order; where there is no room between, the whole list is spaced anew."""
    others = VotingItem.objects.filter(document=document).exclude(pk__in=[one.pk for one in block])
    low = after.position if after else None
    ahead = others.order_by("position") if low is None else others.filter(position__gt=low).order_by("position")
    high = ahead.values_list("position", flat=True).first()
    if low is None:
        low = (high or 0) - SPACE * (len(block) + 1)
    step = SPACE if high is None else (high - low) // (len(block) + 1)
    if step == 0:
        order = list(others.order_by("position"))
        at = order.index(after) + 1 if after else 0
        order[at:at] = block
        for n, one in enumerate(order, 1):
            one.position = n * SPACE
        update(VotingItem, order, ["position"])
        return
    for n, one in enumerate(block, 1):
        one.position = low + n * step
    update(VotingItem, block, ["position"])
