"""The records of the documents and of the congress itself: every entry by its digest, for people and for print."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from amendments.access import access_congress_for, access_document_for, readable_documents
from amendments.queries.clock import now
from amendments.queries.document_glance import document_glance
from amendments.queries.heads import congress_head
from amendments.queries.own_record import own_entry, own_record
from amendments.queries.reading import Head
from amendments.queries.record import entry_of, record_page
from amendments.refusals import Absent
from amendments.rules import can
from amendments.views.pages import READ_DOCUMENT, acts, number_of, show, user_of


@acts(GET="read_congress")
def records(request: HttpRequest, congress: str) -> HttpResponse:
    """The records of the congress: one for each document that this person may read."""
    home, acting = access_congress_for(user_of(request), "read_congress", slug=congress)
    registers = can(acting, "read_registers")
    context = {"documents": readable_documents(acting, home), "whole": congress_head(home), "registers": registers}
    return show(request, "public/records.html", context, congress=home, here="Record")


@acts(GET=READ_DOCUMENT)
def record(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """The entries of one document, in their order."""
    found = access_document_for(user_of(request), "read_document", congress=congress, slug=document)
    home = found.document.congress
    revision = found.document.current_revision
    context = {
        "page": record_page(found, number_of(request.GET.get("page", "")), everything="all" in request.GET),
        "document": found.document,
        "glance": document_glance(found, home, now()),
        "head": Head(revision.number if revision else 0, found.document.head),
    }
    return show(request, "public/record.html", context, congress=home, here="Record")


@acts(GET=READ_DOCUMENT)
def entry(request: HttpRequest, congress: str, document: str, sequence: int) -> HttpResponse:
    """One entry to the letter: what its digest is taken of."""
    found = access_document_for(user_of(request), "read_document", congress=congress, slug=document)
    one = entry_of(found, sequence)
    if one is None:
        raise Absent
    context = {"entry": one[0], "row": one[1], "document": found.document, "newest": found.document.head}
    return show(request, "public/entry.html", context, congress=found.document.congress, here="Record")


@acts(GET="read_own_record")
def own(request: HttpRequest, congress: str) -> HttpResponse:
    """The congress's own chain: its seats, orders and registers."""
    found = access_congress_for(user_of(request), "read_own_record", slug=congress)
    page = own_record(found, number_of(request.GET.get("page", "")), everything="all" in request.GET)
    context = {"page": page, "whole": congress_head(found.congress)}
    return show(request, "public/own_record.html", context, congress=found.congress, here="Record")


@acts(GET="read_own_record")
def own_to_the_letter(request: HttpRequest, congress: str, sequence: int) -> HttpResponse:
    """One entry of that chain to the letter."""
    found = access_congress_for(user_of(request), "read_own_record", slug=congress)
    one = own_entry(found, sequence)
    if one is None:
        raise Absent
    context = {"entry": one[0], "row": one[1], "newest": found.congress.head}
    return show(request, "public/entry.html", context, congress=found.congress, here="Record")
