"""All that the page of one amendment shows, with the three answers at its head."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse

from amendments.access_things import Thing
from amendments.life import PUBLISHED, STANDING, Outcome, Rest, Stage, State, Visibility
from amendments.models import Amendment, Congress, Paper
from amendments.queries.advised import AdviceOf
from amendments.queries.amendment import confirmed_alone
from amendments.queries.amendment_reader import AmendmentReader
from amendments.queries.composites import composite_about
from amendments.queries.desk import DeskOf
from amendments.queries.discussion import FEW, talk_of
from amendments.queries.division_page import lines_of
from amendments.queries.document_glance import until_of
from amendments.queries.following import beside_of
from amendments.queries.glance import Glance
from amendments.queries.leave import overrides_of
from amendments.queries.life import capital, stage_word
from amendments.queries.masthead import Link
from amendments.queries.reading_note import reading_note
from amendments.queries.secondary import amending, why_no_secondary
from amendments.queries.support_page import Panel, panel_of, support_links
from amendments.rules import can, relations_to
from amendments.text.html import render
from amendments.text.markdown import parse


def amendment_page(reader: AmendmentReader, congress: Congress, now: datetime) -> dict[str, Any]:
    """Compose the page's values."""
    one = reader.amendment
    thing = Thing(reader.document, reader.acting, amendment=one)
    standing = one.decision == Outcome.PENDING and one.state in STANDING and one.rest == Rest.NONE
    panel = panel_of(reader.found, now)
    return {
        "reader": reader,
        "lines": lines_of(one),
        "shown": reader.shown,
        "reading_note": reading_note(reader.found),
        "everywhere": reader.everywhere,
        "amending": amending(one, reader.acting) if one.primary_id is None else [],
        "document": reader.document,
        "glance": _glance(reader, congress, now, panel, standing=standing),
        "switch": _switch(reader),
        "counts": reader.counts,
        "reason": render(parse(one.reason)),
        "decision": reader.decision(),
        "ruling": reader.ruling(),
        "combined": reader.combined() if reader.stands and Stage(reader.document.stage) in PUBLISHED else [],
        "beside": reader.beside(),
        "talk": talk_of(thing, now, size=FEW),
        "mine_beside": beside_of(thing),
        "story": reader.story(),
        "panel": panel,
        "otherwise": list(overrides_of(one)),
        "now": now,
        "paper": Paper.objects.filter(amendment=one).defer("data").first(),
        "composite": composite_about(one),
        "joined": list(
            Amendment.objects.filter(rests_in=one, rest=Rest.SAME).order_by("number").values_list("number", flat=True)
        ),
        "advice": AdviceOf(reader.found, now),
        "desk": DeskOf(reader.found, now),
        **_acts(reader, standing=standing),
    }


def _acts(reader: AmendmentReader, *, standing: bool) -> dict[str, bool]:
    """Give what this person can do with it here."""
    one = reader.amendment
    return {
        "may_read_paper": _may(reader, "read_paper"),
        "can_withdraw": standing and _may(reader, "withdraw_amendment"),
        "can_take_over": _may_take_over(reader),
        "can_tag": _may(reader, "tag_amendment"),
        "can_rule": standing and _may(reader, "rule_on_order"),
        "can_recommend": standing and _may(reader, "recommend"),
        "can_publish": one.visibility == Visibility.COMMITTEE and _may(reader, "publish_amendments"),
        "can_override": standing and _may(reader, "override"),
        "can_part": one.rest == Rest.SAME and one.decision == Outcome.PENDING and _may(reader, "part_from_same"),
        "can_divide": one.decision == Outcome.PENDING and _may_divide(reader),
        "can_ask_division": standing and not _may(reader, "divide_amendment") and _may_divide(reader, "ask_division"),
        "can_confirm": _may_confirm(reader),
    }


def _may_take_over(reader: AmendmentReader) -> bool:
    one = reader.amendment
    withdrawn = one.decision == Outcome.PENDING and one.state == State.WITHDRAWN
    return withdrawn and _may(reader, "take_over_amendment")


def _may_divide(reader: AmendmentReader, action: str = "divide_amendment") -> bool:
    one = reader.amendment
    if one.rest == Rest.PARTS:
        return _may(reader, "unite_amendment")
    whole = one.primary_id is None and one.part_of_id is None and one.rest == Rest.NONE and one.state in STANDING
    return whole and reader.everywhere is None and _may(reader, action)


def _may(reader: AmendmentReader, action: str) -> bool:
    relations = relations_to(reader.acting, reader.amendment)
    return can(reader.acting, action, stage=reader.document.stage, relations=relations)


def _switch(reader: AmendmentReader) -> list[Link]:
    ways = (("redline", "Redline"), ("clean", "As it would read"), ("now", "As it stands"))
    return [Link(text, f"?as={way}", way == reader.way) for way, text in ways]


def _in_the_text(reader: AmendmentReader, congress: Congress) -> Link:
    """Lead whoever can only read to the paragraph that it changes first, where it opens."""
    at = [congress.slug, reader.document.slug]
    uid = next((place.at for place in reader.places if not place.section and not place.new), "")
    url = reverse("paragraph", args=[*at, uid]) if uid else reverse("text", args=at)
    return Link("Read it in the text", f"{url}?open={reader.amendment.number}")


def _glance(reader: AmendmentReader, congress: Congress, now: datetime, panel: Panel, *, standing: bool) -> Glance:
    document, state = reader.document, reader.state
    links = [Link("Read its parts", "#divided")] if reader.amendment.rest == Rest.PARTS else []
    if _may_confirm(reader):
        links.append(Link("Confirm the combined text", "#combined"))
    if standing and not reader.waits and _may(reader, "record_decision"):
        links.append(Link("Put it to the vote", reverse("decide", args=[congress.slug, reader.amendment.number])))
    links += support_links(panel) + ([Link("take it over", "#take-over")] if _may_take_over(reader) else [])
    if _may(reader, "write_post"):
        links.append(Link("discuss it", "#discuss"))
    if standing and _may(reader, "rule_on_order"):
        inbox = reverse("screening", args=[congress.slug, document.slug])
        links.append(Link("rule on it", f"{inbox}?at={reader.amendment.number}"))
    if standing and _may(reader, "file_amendment"):
        at = next((place.at for place in reader.places if not place.section), "")
        url = reverse("amend", args=[congress.slug, document.slug])
        links.append(Link("file one of your own", f"{url}?paragraph={at}" if at else url))
    if (
        standing
        and _may(reader, "file_amendment")
        and not why_no_secondary(reader.amendment, everywhere=reader.everywhere is not None)
    ):
        links.append(Link("amend it", reverse("amend-amendment", args=[congress.slug, reader.amendment.number])))
    if standing and _may(reader, "withdraw_amendment"):
        links.append(Link("withdraw it", "#withdraw"))
    until = until_of(document, congress)
    return Glance(
        where=capital(state.word),
        where_more=f"{stage_word(document)}: {document.title}",
        state=state.sign,
        can=tuple(links) or (_in_the_text(reader, congress),),
        until=until if standing else None,
        until_words=_until_words(reader, standing=standing),
        until_more=""
        if not standing
        else "Then filing closes."
        if document.stage == Stage.DISCUSSION
        else "The congress votes.",
        now=now,
    )


def _until_words(reader: AmendmentReader, *, standing: bool) -> str:
    one = reader.amendment
    if _may_take_over(reader):
        return "Somebody takes it over"
    if one.rest == Rest.PARTS and one.decision == Outcome.PENDING:
        return "Its parts are put"
    return "The congress" if standing else "Nothing more is to be done"


def _may_confirm(reader: AmendmentReader) -> bool:
    alone = reader.waits and confirmed_alone(reader.amendment, reader.document.stage)
    return alone and _may(reader, "confirm_combined")
