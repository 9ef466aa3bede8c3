"""What movers are asked after a second reading, and what they answered."""

from __future__ import annotations

from django.db.models import F, QuerySet

from amendments.models import Amendment, CarriedOver, SecondReading
from amendments.models.reading import Answered
from amendments.queries.amendment import OPEN, on_current_text
from amendments.queries.document import current_text
from amendments.text.rebase import combined_digest


def question_of(amendment: Amendment) -> CarriedOver | None:
    """Give the question about an amendment after the last second reading; None where nobody asks. One query."""
    rows = CarriedOver.objects.filter(amendment=amendment).select_related("reading")
    return rows.order_by("-reading__number").first()


def waiting() -> QuerySet[CarriedOver]:
    """Give the questions that wait for an answer still: the amendment stands, in the version that was asked about."""
    rows = CarriedOver.objects.filter(answer=Answered.ASKED, version=F("amendment__version"), reading__settled_at__isnull=True)
    return rows.filter(amendment__in=Amendment.objects.filter(OPEN).values("pk"))


def unanswered(reading: SecondReading) -> list[CarriedOver]:
    """Give those of one second reading, with their amendments, by number: one query."""
    rows = waiting().filter(reading=reading).select_related("amendment")
    return list(rows.order_by("amendment__number"))


def combined_now(amendment: Amendment) -> str:
    """Give the digest of the places that an amendment changes, as they would read with it in the text of today."""
    return combined_digest(current_text(amendment.document), on_current_text(amendment).edits)
