"""What the standing orders say of rivals: one after another, or a choice among them first. The chair may rule otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from amendments.models import Amendment, Document, StandingOrders
from amendments.models.orders_voting import Serial
from amendments.queries.amendment import open_amendments
from amendments.queries.choosing import Choosing, ruled_otherwise
from amendments.refusals import Refused
from amendments.text.number import label_of

RULE = "The chair can rule otherwise, with a reason on record, under “Choosing among rivals”."


def _by(document: Document) -> str:
    return StandingOrders.objects.values_list("rivals_by", flat=True).get(congress=document.congress_id)


def _choosing(document: Document) -> Choosing:
    return Choosing(document, open_amendments(document).values_list("pk", flat=True))


def check_chosen(amendment: Amendment, document: Document) -> None:
    """Refuse one of several rivals that did not come first among them, where the orders ask for a choice first."""
    if _by(document) != Serial.RANKED or ruled_otherwise(document, [amendment]):
        return
    found = _choosing(document)
    among = found.together(amendment.pk)
    if not among or found.is_chosen(amendment.pk):
        return
    numbers = dict(Amendment.objects.filter(pk__in=among).values_list("pk", "number"))
    first = found.first_of(amendment.pk)
    if first is not None:
        raise Refused(f"{label_of(numbers[first])} came first among its rivals, so it is put before {amendment}. {RULE}")
    names = ", ".join(label_of(number) for number in sorted(numbers.values()))
    raise Refused(f"By the standing orders delegates first choose among rivals: {names}. Put that choice first. {RULE}")


def check_choice(rivals: Sequence[Amendment], document: Document) -> None:
    """Refuse a choice where the orders put rivals one after another, or among amendments that are no rivals."""
    if _by(document) == Serial.SERIAL and not ruled_otherwise(document, rivals):
        raise Refused(
            f"By the standing orders rivals are put one after another, and the first that is carried stands. "
            f"Put {rivals[0]} by itself. {RULE}"
        )
    found, keys = _choosing(document), {one.pk for one in rivals}
    for one in rivals:
        if not found.rivals[one.pk] & keys:
            raise Refused(f"{one} contradicts none of the others, so it is no rival of theirs. Put it by itself.")
