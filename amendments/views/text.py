"""Reading a document: the page, and one paragraph of it with a mark open."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from amendments.access import access_document_for, access_draft_for
from amendments.live.parts import TextNews
from amendments.live.shown import shown
from amendments.queries.clock import now
from amendments.queries.document_glance import document_glance
from amendments.queries.news import feed_for
from amendments.queries.reading import Reader
from amendments.queries.reading_ways import ways
from amendments.refusals import Absent
from amendments.text.number import Number
from amendments.views.pages import READ_DOCUMENT, acts, part, show, user_of


def _reader(request: HttpRequest, congress: str, document: str, at: str = "") -> Reader:
    found = access_document_for(user_of(request), "read_document", congress=congress, slug=document)
    opened = request.GET.get("open", "")
    number = Number.read(opened)
    return Reader(found, request.GET.get("as", ""), number, request.GET.get("part", ""), at or request.GET.get("at", ""))


@acts(GET=READ_DOCUMENT)
def text(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """The text in one of its conditions, with the amendments in its margin; `?open=12` answers with A12 open."""
    reader = _reader(request, congress, document)
    moment, home = now(), reader.document.congress
    draft = access_draft_for(user_of(request), document=reader.document) is not None
    context = {
        "reader": reader,
        "chapters": reader.chapters(),
        "contents": reader.contents(),
        "document": reader.document,
        "glance": document_glance(reader.found, home, moment, draft=draft),
        "switch": ways(reader, home),
        "head": reader.head,
        "feed": feed_for(reader.document),
    }
    news = TextNews(reader.document, reader.acting, {})
    context |= shown(request, news, "live-text", congress=congress, document=document)
    return show(request, "public/text.html", context, congress=home, here="Text")


@acts(GET=READ_DOCUMENT)
def paragraph(request: HttpRequest, congress: str, document: str, uid: str) -> HttpResponse:
    """One paragraph for a page that is open already; without htmx, the whole page at this paragraph."""
    reader = _reader(request, congress, document, at=uid)
    found = reader.text.paragraph_by_id.get(uid)
    if found is None:
        raise Absent
    if not request.htmx:  # type: ignore[attr-defined]
        asked = request.GET.copy()
        asked["at"] = uid
        return redirect(f"{reverse('text', args=[congress, document])}?{asked.urlencode()}#p-{uid}")
    context = {"row": reader.row(found), "reader": reader, "document": reader.document}
    return part(request, "components/paragraph.html", context, reader.document.congress)
