"""The small pages on which a mover answers or appeals, or somebody objects; and that of the vote on an appeal."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse

from amendments.access import ForAmendment
from amendments.life import Words
from amendments.models import Acceptance, Appeal, Correction, Ruling, StandingOrders
from amendments.models.decision import RulingKind
from amendments.models.orders import Hearing
from amendments.models.screening import AppealOutcome, Turn
from amendments.queries.amendment_reader import AmendmentReader
from amendments.queries.document_glance import until_of
from amendments.queries.glance import Glance
from amendments.queries.masthead import Link
from amendments.queries.talk import Talk, talks_of
from amendments.rules import can, relations_to
from amendments.text.html import render
from amendments.text.markdown import parse


@dataclass(frozen=True)
class AnswerPage:
    """One small page: what it is about in sentences, its button, what is said when it is done. `closed`: why it cannot be."""

    title: str
    lead: str
    follows: tuple[str, ...]
    button: str
    done: str
    closed: str = ""
    until: datetime | None = None
    talks: list[Talk] = field(default_factory=list)
    also: Link | None = None


def correction_page(found: ForAmendment) -> AnswerPage:
    """What mover and committee say about a correction."""
    one = found.amendment
    row = Correction.objects.filter(amendment=one).exclude(turn=Turn.CLOSED).first()
    may = can(found.acting, "revise_amendment", stage=found.document.stage, relations=relations_to(found.acting, one))
    return AnswerPage(
        title=f"A correction of {one}",
        lead="The committee asked for a correction before it rules. Answer in words, or file a new version.",
        follows=("The mover and the committee read it, and after publication whoever reads the amendment.",),
        button="Say it",
        done=f"Said about {one}.",
        closed="" if row else f"No correction of {one} is being talked over.",
        until=row.until if row and row.turn == Turn.MOVER else None,
        talks=talks_of(found),
        also=Link("Look at it again", reverse("amendment", args=[found.document.congress.slug, one.number])) if may else None,
    )


def appeal_page(found: ForAmendment) -> AnswerPage:
    """A mover's appeal."""
    one = found.amendment
    orders = StandingOrders.objects.get(congress=found.document.congress_id)
    ruling = Ruling.objects.filter(amendment=one, kind=RulingKind.OUT_OF_ORDER).order_by("-pk").first()
    said = f"{one} was ruled out of order: “{ruling.reason}”" if ruling else f"{one} was not ruled out of order."
    return AnswerPage(
        title=f"Appeal on {one}",
        lead=said,
        follows=(
            f"It is heard by {Hearing(orders.appeals).label}.",
            "Until then the ruling stands. Heard, it is upheld or overturned by a counted vote, on record.",
        ),
        button="Appeal against the ruling",
        done=f"Your appeal on {one} is on record.",
        closed="" if ruling else "There is nothing to appeal against.",
    )


def objection_page(found: ForAmendment) -> AnswerPage:
    """An objection to what was accepted without a vote."""
    one = found.amendment
    row = Acceptance.objects.filter(amendment=one, ended=False).first()
    in_words = "in the committee’s words" if row and row.words == Words.ADVISED else "as it was filed"
    return AnswerPage(
        title=f"Object to the acceptance of {one}",
        lead=f"{one} was accepted {in_words}. Unless somebody objects, it goes without a vote of its own.",
        follows=("One objection is enough: the congress then votes on it.", "It is on record, with your name on this page."),
        button="Object, and let the congress vote",
        done=f"You objected: {one} gets a vote of its own.",
        closed="" if row else f"{one} was not accepted without a vote.",
        until=row.until if row else None,
    )


def read_it(found: ForAmendment) -> Link:
    """Lead to the amendment, where there is nothing to answer any more."""
    at = [found.document.congress.slug, found.amendment.number]
    return Link(f"Read {found.amendment}", reverse("amendment", args=at))


def answer_page(found: ForAmendment, page: AnswerPage, now: datetime) -> dict[str, Any]:
    """Compose the values of one of these pages: the amendment with its redline, and the three answers."""
    reader = AmendmentReader(found)
    return {
        "page": page,
        "reader": reader,
        "document": found.document,
        "places": reader.places,
        "glance": Glance(
            where=reader.state.word.capitalize(),
            where_more=reader.title,
            state=reader.state.sign,
            can=(read_it(found),) if page.closed else (Link(page.button, "#answer"),),
            until=page.until or until_of(found.document, found.document.congress),
            until_words="No day is set",
            now=now,
        ),
    }


def hearing_page(found: ForAmendment, now: datetime) -> dict[str, Any]:
    """Compose the page of the vote on an appeal."""
    row = Appeal.objects.filter(amendment=found.amendment).select_related("ruling", "person").order_by("-pk").first()
    pending = row is not None and row.outcome == AppealOutcome.PENDING
    reader = AmendmentReader(found)
    return {
        "appeal": row,
        "pending": pending,
        "reasons": render(parse(row.reason)) if row else "",
        "reader": reader,
        "document": found.document,
        "places": reader.places,
        "glance": Glance(
            where=row.get_outcome_display().capitalize() if row else "No appeal",
            where_more=reader.title,
            can=(Link("Record the vote", "#record"),) if pending else (read_it(found),),
            until=until_of(found.document, found.document.congress),
            until_words="No day is set",
            now=now,
        ),
    }
