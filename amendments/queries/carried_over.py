"""What movers are asked after a second reading, and what they answered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse

from amendments.access import ForAmendment
from amendments.life import Rest
from amendments.models import Amendment, CarriedOver, SecondReading
from amendments.models.orders_reading import Unanswered
from amendments.models.reading import Answered
from amendments.queries.amendment import OPEN, is_open, on_current_text
from amendments.queries.amendment_reader import AmendmentReader
from amendments.queries.answers import AnswerPage, answer_page, read_it
from amendments.queries.decision import FALLS
from amendments.queries.document import current_text
from amendments.queries.glance import Glance
from amendments.queries.masthead import Link
from amendments.queries.places import places
from amendments.queries.secondary import filed_on
from amendments.queries.support import orders_of
from amendments.text.edits import edits_from_json
from amendments.text.rebase import combined_digest
from amendments.text.words import in_words


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


HOW = {
    "clean": "Nothing that it stands on has changed. It asks for the same, in the same place.",
    "shifted": "It stands elsewhere now, with the same words.",
    "touching": "Words beside it were changed. Read both together: this is how the text would stand.",
    "conflicting": "It does not fit the new text. File a new version that does, or withdraw it.",
    "satisfied": "The new text does what it asks for. You can withdraw it, or file a new version that asks for more.",
    "gone": "What it would change is not in the new text any more. File a new version, or withdraw it.",
}
WITH_PRIMARY = "What it amends is part of the text now. Amend the text itself, and withdraw this."
UNANSWERED = {
    Unanswered.STANDS: "If you do not answer, it stands where it fits the new text, and rests where it does not.",
    Unanswered.RESTS: "If you do not answer, it rests: it is put to the vote only if the committee or the chair lets it stand.",
}


def carried_page(found: ForAmendment, now: datetime) -> dict[str, Any]:
    """Compose the page on which a mover answers for an amendment on the new text."""
    one, row = found.amendment, question_of(found.amendment)
    home = found.document.congress
    until = row.reading.answers_until if row else None
    closed = _closed(one, row, now)
    edits = edits_from_json(one.resolved)
    text, reader = current_text(found.document), AmendmentReader(found)
    fits = one.rebase_state not in FALLS and bool(edits)
    can: list[Link] = []
    if not closed:
        can = [Link("Confirm it", "#confirm")] if fits else []
        can += [Link("file a new version", reverse("revise", args=[home.slug, one.number]))] if one.primary_id is None else []
        can.append(Link("withdraw it", "#withdraw"))
    return {
        "reader": reader,
        "amendment": one,
        "document": found.document,
        "row": row,
        "closed": closed,
        "fits": fits,
        "how": HOW[one.rebase_state] if one.primary_id is None else WITH_PRIMARY,
        "places": places(text, edits, "now-") if fits else [],
        "words": in_words(text, edits) if fits else "",
        "filed": places(filed_on(one), edits_from_json(one.edits), "filed-"),
        "digest": combined_now(one) if fits else "",
        "unanswered": UNANSWERED[Unanswered(orders_of(home.pk).unanswered)],
        "glance": Glance(
            where="To be answered" if not closed else reader.state.word.capitalize(),
            where_more=f"{one} on the text that was published anew",
            can=tuple(can) or (read_it(found),),
            until=until,
            until_words="No day is set",
            now=now,
        ),
    }


def _closed(one: Amendment, row: CarriedOver | None, now: datetime) -> str:
    """Say why nobody answers here now; "" where the mover can."""
    if row is None or row.version != one.version:
        return f"Nobody is asked about {one}: it was filed on the text as it is."
    if row.answer != Answered.ASKED:
        return f"{one} on the new text: {Answered(row.answer).label}."
    if not is_open(one):
        return f"{one} does not stand any more, so there is nothing to answer."
    if row.reading.answers_until is not None and now > row.reading.answers_until:
        return f"The time to answer for {one} is over. What becomes of it is for the standing orders."
    return ""


def let_stand_page(found: ForAmendment, now: datetime) -> dict[str, Any]:
    """Compose the page on which an amendment that rests for want of an answer is let stand again."""
    one = found.amendment
    page = AnswerPage(
        title=f"Let {one} stand",
        lead=f"{one} rests, because its mover did not confirm it on the new text in time.",
        follows=("It is put to the vote again where it fits the text.", "The ruling is on record, with its reason."),
        button="Let it stand",
        done=f"{one} stands again.",
        closed="" if one.rest == Rest.UNCONFIRMED else f"{one} does not rest for want of an answer.",
    )
    return answer_page(found, page, now)
