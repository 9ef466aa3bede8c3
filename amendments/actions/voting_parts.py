"""The voting list when one question becomes several, or several one: the new ones stand in the place of the old."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from amendments.access import User
from amendments.actions import record
from amendments.models import Amendment, VotingItem, VotingList


def in_place_of(whole: Amendment, parts: Sequence[Amendment], *, acting_user: User, at: datetime) -> None:
    """Put the parts of a divided amendment where it stands on the list, in their order. None without a list."""
    item = VotingItem.objects.filter(amendment=whole).first()
    if item is None:
        return
    why = f"It is a part of {whole}, which stood here."
    held = {"document_id": whole.document_id, "proposed": item.proposed, "why": why, "words": item.words}
    VotingItem.objects.bulk_create(
        VotingItem(amendment=one, position=item.position + n, digest=one.edits_digest, **held) for n, one in enumerate(parts, 1)
    )
    item.open = False
    item.save(update_fields=["open"])
    names = ", ".join(map(str, parts))
    _news(whole, f"{whole} is divided: {names} stand in its place.", acting_user=acting_user, at=at)


def on_the_list_again(whole: Amendment, parts: Sequence[Amendment], *, acting_user: User, at: datetime) -> None:
    """Give a whole its place on the list again; its parts need no vote any more."""
    rows = list(VotingItem.objects.filter(amendment__in=[whole, *parts]))
    if not rows:
        return
    for row in rows:
        row.open = row.amendment_id == whole.pk
    VotingItem.objects.bulk_update(rows, ["open"])
    _news(whole, f"{whole} is one question again, at its old place.", acting_user=acting_user, at=at)


def _news(whole: Amendment, sentence: str, *, acting_user: User, at: datetime) -> None:
    listing = VotingList.objects.get(document=whole.document_id)
    listing.version, listing.news = listing.version + 1, [*listing.news, sentence]
    listing.changed_at, listing.changed_by = at, record.person_of(acting_user)
    listing.save(update_fields=["version", "news", "changed_at", "changed_by"])
