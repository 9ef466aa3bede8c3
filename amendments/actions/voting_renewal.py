"""Making and renewing the voting list: by increments, keeping what the chair changed, and saying what is new.

It is an index of what the program proposes; on record is what people did with it, and the order that the chair fixed.
"""

from __future__ import annotations

from datetime import datetime

from amendments.access import User
from amendments.actions import record
from amendments.actions.rows import update
from amendments.models import Amendment, Document, VotingItem, VotingList, VotingMove
from amendments.queries.amendment import WORDS, is_open
from amendments.queries.states import state_of
from amendments.queries.voting import Proposed, proposal
from amendments.queries.voting_order import renewed

SPACE = 1 << 20  # between two places, so that a move need not write the others
MOST_NEWS = 40


def renew(document: Document, *, acting_user: User, at: datetime) -> VotingList:
    """Make the list of a locked document, or bring it up to date: shared by those acts, which name their actor."""
    listing = VotingList.objects.filter(document=document).first()
    rows = VotingItem.objects.filter(document=document).select_related("amendment").defer(*(f"amendment__{it}" for it in WORDS))
    known = {one.amendment_id: one for one in rows}
    found = proposal(document)
    moved = set(VotingMove.objects.filter(amendment__in=known, ended=False).values_list("amendment_id", flat=True))
    news = _news(known, found, moved) if listing else []
    revised = {p.amendment.pk for p in found if _is_revised(known.get(p.amendment.pk), p.amendment)} - moved
    current = [one.amendment_id for one in sorted(known.values(), key=lambda one: one.position)]
    primaries = {p.amendment.pk: p.amendment.primary_id for p in found if p.amendment.primary_id}
    order = renewed(current, [p.amendment.pk for p in found], revised, primaries)
    _write(document, order, found, known)
    if listing is None:
        listing = VotingList(document=document, made_at=at, version=0)
    listing.version, listing.news = listing.version + 1, news
    listing.changed_at, listing.changed_by = at, record.person_of(acting_user)
    listing.save()
    return listing


def _is_revised(item: VotingItem | None, amendment: Amendment) -> bool:
    return item is not None and item.digest != amendment.edits_digest


def _write(document: Document, order: list[int], found: list[Proposed], known: dict[int, VotingItem]) -> None:
    """Write the rows that are new or have changed. Places are kept while their order is still right."""
    said = {one.amendment.pk: (rank, one) for rank, one in enumerate(found, 1)}
    in_place = [known[key].position for key in order if key in known]
    anew = len(in_place) < len(order) or in_place != sorted(set(in_place))
    new, changed = list[VotingItem](), list[VotingItem]()
    for n, key in enumerate(order, 1):
        item = known.get(key) or VotingItem(document=document, amendment_id=key, position=0)
        before = [getattr(item, name) for name in FIELDS]
        if anew:
            item.position = n * SPACE
        if key in said:
            rank, one = said[key]
            item.proposed, item.why, item.en_bloc, item.words = rank, one.why, one.en_bloc, one.words
            item.digest, item.open = one.amendment.edits_digest, True
        else:
            item.open = False
        if item.pk is None:
            new.append(item)
        elif before != [getattr(item, name) for name in FIELDS]:
            changed.append(item)
    VotingItem.objects.bulk_create(new, batch_size=500)
    update(VotingItem, changed, FIELDS)


FIELDS = ["position", "proposed", "why", "en_bloc", "words", "digest", "open"]


def _news(known: dict[int, VotingItem], found: list[Proposed], moved: set[int]) -> list[str]:
    """Say what a renewal changes, in sentences, by number."""
    said: list[tuple[int, str]] = []
    now = {one.amendment.pk: one for one in found}
    for key, item in known.items():
        one, name = now.get(key), item.amendment
        if one is None and item.open:
            said.append((name.number, f"{name} needs no vote any more: it is {_became(name)}."))
        elif one is not None and not item.open:
            said.append((name.number, f"{name} wants a vote again, at its old place."))
        elif one is not None and one.en_bloc != item.en_bloc:
            said.append((name.number, f"{name} {'joins' if one.en_bloc else 'leaves'} the en bloc list."))
        if one is not None and _is_revised(item, one.amendment):
            where = "It stays where the chair put it." if key in moved else "It stands where that belongs."
            said.append((name.number, f"{name} has a new version. {where}"))
    before: Proposed | None = None
    for one in found:
        if one.amendment.pk not in known:
            where = f"after {before.amendment}" if before else "first"
            said.append((one.amendment.number, f"{one.amendment} is new, {where}. {one.why}"))
        before = one
    sentences = [sentence for _, sentence in sorted(said)]
    more = len(sentences) - MOST_NEWS
    return [*sentences[:MOST_NEWS], f"And {more} more changes."] if more > 0 else sentences


def _became(amendment: Amendment) -> str:
    return "not published" if is_open(amendment) else state_of(amendment).word
