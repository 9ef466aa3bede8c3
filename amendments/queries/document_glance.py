"""The three answers for a document, by its stage and by what the person may do."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from amendments.access import ForDocument
from amendments.life import Stage
from amendments.models import Congress, Document
from amendments.queries.glance import Glance
from amendments.queries.life import reading_word, stage_word
from amendments.queries.masthead import Link
from amendments.queries.moves import moves_of
from amendments.rules import Acting, can

MORE = {
    Stage.DRAFTING: "The committee is writing it.",
    Stage.COUNCIL: "The council votes on publishing it.",
    Stage.DISCUSSION: "Members may amend every paragraph.",
    Stage.CLOSED: "The committee rules and advises on what was filed.",
    Stage.FLOOR: "The congress decides on the amendments.",
    Stage.ADOPTED: "Sealed. Only a new congress can change it.",
}
NEXT = {
    Stage.DRAFTING: "The committee puts it to the council",
    Stage.COUNCIL: "The council votes",
    Stage.DISCUSSION: "Filing is closed by the committee",
    Stage.CLOSED: "The congress takes it up",
    Stage.FLOOR: "The final vote",
    Stage.ADOPTED: "The next congress",
}


def until_of(document: Document, congress: Congress) -> datetime | None:
    """Give the moment until which a document stays in its stage: filing's deadline, then the congress's opening and close."""
    dates = {Stage.DISCUSSION: document.filing_deadline, Stage.CLOSED: congress.opens, Stage.FLOOR: congress.closes}
    return dates.get(Stage(document.stage))


def document_glance(found: ForDocument, congress: Congress, now: datetime, *, draft: bool = False) -> Glance:
    """Answer for a document. `draft` says that the person has unfiled work on it."""
    document, stage = found.document, Stage(found.document.stage)
    at = [congress.slug, document.slug]
    links = []
    if can(found.acting, "edit_text", stage=stage):
        links.append(Link("Edit the draft", reverse("edit", args=at)))
    if can(found.acting, "file_amendment", stage=stage):
        links.append(Link("Go on with your draft" if draft else "Amend a paragraph", reverse("amend", args=at)))
    links += moves_of(found.acting, congress, document)
    if stage == Stage.FLOOR:
        links.append(Link("follow the decisions", reverse("floor", args=at)))
    if stage in {Stage.CLOSED, Stage.FLOOR}:
        links.append(Link("read the voting list", reverse("voting-list", args=at)))
    if stage == Stage.ADOPTED:
        links.append(Link("Ask of any word who put it there", reverse("provenance", args=at)))
    if stage in {Stage.DISCUSSION, Stage.CLOSED, Stage.FLOOR}:
        links.append(Link("read the amendments", reverse("amendments", args=at[:1]) + f"?document={document.slug}"))
    if document.reading > 1:
        links.append(Link(f"see what changed at the {reading_word(document)}", reverse("readings", args=at)))
    until = until_of(document, congress)
    aside = document.set_aside_for
    approved = stage == Stage.COUNCIL and document.approval_id is not None
    return Glance(
        where="Closed" if aside else stage_word(document),
        where_more=f"The congress chose “{aside}” as the base text."
        if aside
        else "The council approved it."
        if approved
        else MORE[stage],
        state="carried" if stage == Stage.ADOPTED else "",
        can=tuple(links) or (Link("Read the text", reverse("text", args=at)),),
        can_more="Your draft is kept, not filed." if draft else "",
        until=until,
        until_words="The committee publishes it" if approved else NEXT[stage],
        until_more="" if stage == Stage.DISCUSSION else "" if until is None else f"{NEXT[stage]}.",
        now=now,
    )


def list_glance(document: Document | None, acting: Acting, congress: Congress, now: datetime) -> Glance | None:
    """Answer for a list of amendments: for its document, where it is about one."""
    return document_glance(ForDocument(document, acting), congress, now) if document else None
