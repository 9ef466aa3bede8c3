"""Tagging amendments: the committee's words for what they are about. No part of the record, and never of the text."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from amendments.access import User, access_amendment_for
from amendments.actions import words
from amendments.models import Amendment, Tag
from amendments.refusals import Refused

MOST, LONGEST = 8, 40  # tags of an amendment, letters of a tag


@transaction.atomic
def tag_amendment(*, acting_user: User, amendment: Amendment, names: Sequence[str]) -> list[Tag]:
    """Give an amendment these tags and no others.

    Tags that differ in case alone are one; one that nothing bears any more goes.
    """
    amendment, document, _ = access_amendment_for(acting_user, "tag_amendment", pk=amendment.pk, lock=True)
    wanted = {key_of(name): name for name in reversed([words.line(one, "A tag") for one in names]) if key_of(name)}
    if len(wanted) > MOST:
        raise Refused(f"{amendment} would have {len(wanted)} tags. At most {MOST} help to find it; please choose.")
    long = next((name for name in wanted.values() if len(name) > LONGEST), None)
    if long:
        raise Refused(f"The tag “{long}” has {len(long)} letters; {LONGEST} are the most. Please shorten it.")
    found = [_tag(document.congress_id, key, name) for key, name in wanted.items()]
    amendment.tags.set(found)
    Tag.objects.filter(congress_id=document.congress_id, amendments__isnull=True).delete()
    return sorted(found, key=lambda one: one.key)


def _tag(congress: int, key: str, name: str) -> Tag:
    return Tag.objects.get_or_create(congress_id=congress, key=key, defaults={"name": name})[0]


def key_of(name: str) -> str:
    """Give a tag without regard to case and the spaces around it."""
    return " ".join(name.casefold().split())
