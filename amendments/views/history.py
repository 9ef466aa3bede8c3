"""The history of a document: its revisions, any two of them compared, one paragraph's own, and who put each word there."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from amendments.access import ForDocument, access_document_for
from amendments.queries.by_word import Provenance
from amendments.queries.clock import now
from amendments.queries.compare import WAYS, compare
from amendments.queries.corrections_page import Corrections
from amendments.queries.document_glance import document_glance
from amendments.queries.history_page import history_page
from amendments.queries.masthead import Link
from amendments.queries.part_history import part_history
from amendments.queries.reading import Head
from amendments.queries.revisions import pair_of
from amendments.queries.sealed import sealed, ways_of
from amendments.refusals import Absent
from amendments.views.pages import READ_DOCUMENT, acts, show, user_of


def _found(request: HttpRequest, congress: str, document: str) -> ForDocument:
    return access_document_for(user_of(request), "read_document", congress=congress, slug=document)


def _number(typed: str | None) -> int | None:
    return int(typed) if typed and typed.isdecimal() and len(typed) < 9 else None


def _head(found: ForDocument) -> Head:
    revision = found.document.current_revision
    return Head(revision.number if revision else 0, found.document.head)


@acts(GET=READ_DOCUMENT)
def history(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """The revisions of a document, to be compared with each other."""
    found = _found(request, congress, document)
    home = found.document.congress
    context = {
        "page": history_page(found, _number(request.GET.get("page")) or 0),
        "document": found.document,
        "glance": document_glance(found, home, now()),
        "head": _head(found),
    }
    return show(request, "public/history.html", context, congress=home, here="Record")


@acts(GET=READ_DOCUMENT)
def compared(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """Two revisions as a redline, side by side, or the newer one alone; `?to=5` alone is compared with the one before it."""
    found = _found(request, congress, document)
    wanted = request.GET
    pair = pair_of(found, _number(wanted.get("from")), _number(wanted.get("to")))
    if pair is None:
        raise Absent
    older, newer = pair
    way = wanted.get("as", "") if wanted.get("as", "") in WAYS else WAYS[0]
    context = {
        "page": compare(older, newer, whole=way == "clean" or bool(wanted.get("whole"))),
        "way": way,
        "switch": _ways(older.number, newer.number, way),
        "whole": f"?{urlencode({'from': older.number, 'to': newer.number, 'as': way, 'whole': 1})}",
        "document": found.document,
    }
    return show(request, "public/compare.html", context, congress=found.document.congress, here="Record")


def _ways(older: int, newer: int, way: str) -> list[Link]:
    words = (("redline", "Redline"), ("beside", "Side by side"), ("clean", f"Revision {newer} alone"))
    return [Link(text, f"?{urlencode({'from': older, 'to': newer, 'as': name})}", name == way) for name, text in words]


@acts(GET=READ_DOCUMENT)
def part(request: HttpRequest, congress: str, document: str, uid: str) -> HttpResponse:
    """The history of one paragraph or heading."""
    found = _found(request, congress, document)
    page = part_history(found, uid)
    if page is None:
        raise Absent
    may = Corrections(found).may_correct
    context = {"page": page, "document": found.document, "head": _head(found), "may_correct": may}
    return show(request, "public/part_history.html", context, congress=found.document.congress, here="Record")


@acts(GET=READ_DOCUMENT)
def provenance(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """The text with the decision that put each word there; once adopted, with its seal. htmx asks for one paragraph of it."""
    found = _found(request, congress, document)
    home, at = found.document.congress, request.GET.get("at", "")
    reader = Provenance(found, request.GET.get("open", "")[:30], at, request.GET.get("part", ""))
    if request.htmx:  # type: ignore[attr-defined]
        row = next((reader.row(one) for one in reader.text.paragraphs if one.id == at), None)
        if row is None:
            raise Absent
        context = {"row": row, "reader": reader, "document": found.document, "congress": home}
        return render(request, "components/provenance_row.html", context)
    context = {
        "reader": reader,
        "chapters": reader.chapters(),
        "contents": reader.contents(),
        "document": found.document,
        "sealed": sealed(reader),
        "switch": ways_of(reader, reverse("text", args=[congress, document])),
        "glance": document_glance(found, home, now()),
        "head": _head(found),
    }
    return show(request, "public/provenance.html", context, congress=home, here="Text")
