"""All that the screening inbox shows, with the three answers at its head."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse

from amendments.models import Congress
from amendments.queries.document_glance import until_of
from amendments.queries.glance import Glance
from amendments.queries.life import stage_word
from amendments.queries.masthead import Link
from amendments.queries.screening import Inbox
from amendments.rules import can
from amendments.text.html import render
from amendments.text.markdown import parse


def inbox_page(inbox: Inbox, congress: Congress, now: datetime) -> dict[str, Any]:
    """Compose the page's values."""
    reader = inbox.reader
    return {
        "inbox": inbox,
        "reader": reader,
        "document": inbox.document,
        "places": reader.places if reader else [],
        "counts": reader.counts if reader else (0, 0),
        "reason": render(parse(reader.amendment.reason)) if reader else "",
        "beside": reader.beside() if reader else [],
        "ruling": inbox.ruling,
        "can_ask": can(inbox.acting, "ask_correction", stage=inbox.document.stage),
        "glance": _glance(inbox, congress, now),
        "now": now,
    }


def _glance(inbox: Inbox, congress: Congress, now: datetime) -> Glance:
    document, left = inbox.document, len(inbox.queue)
    at = [congress.slug, document.slug]
    links = [Link("Rule on the oldest", "#open-h")] if left else []
    if can(inbox.acting, "publish_amendments", stage=document.stage):
        links.append(Link("publish a list", reverse("lists", args=at)))
    if can(inbox.acting, "recommend", stage=document.stage):
        links.append(Link("go on to the advice", reverse("advice-drafts", args=at)))
    return Glance(
        where=f"{left} to rule on" if left else "Nothing is left to rule on",
        where_more=f"{stage_word(document)}: {document.title}",
        can=tuple(links),
        until=until_of(document, congress),
        until_words="The congress",
        now=now,
    )
