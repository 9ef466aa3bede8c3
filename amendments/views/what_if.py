"""What if: the text as it would stand with any set of amendments. It reads, and stores nothing."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from amendments.access import access_document_for
from amendments.queries.chosen_numbers import compact, read_numbers
from amendments.queries.chosen_rows import advised
from amendments.queries.masthead import Link
from amendments.queries.reading import Head
from amendments.queries.what_if import EXTENTS, WhatIf
from amendments.queries.what_if_clashes import Clashes
from amendments.views.pages import READ_DOCUMENT, acts, number_of, show, user_of


def _query(**wanted: object) -> str:
    return "?" + urlencode({name: value for name, value in wanted.items() if value}, safe=",")


@acts(GET=READ_DOCUMENT)
def what_if(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """The text with the amendments of `?a=1,5,7-12`; boxes that were ticked (`n`) are added, and give such an address."""
    found = access_document_for(user_of(request), "read_document", congress=congress, slug=document)
    sent, typed = request.GET, read_numbers(",".join([request.GET.get("a", ""), *request.GET.getlist("n")]))
    if sent.getlist("n") and not typed.problems:
        return redirect(f"{request.path}{_query(a=compact(typed.numbers), **{'as': sent.get('as')})}")
    extent = next((one for one in EXTENTS if one in sent), "")
    page = WhatIf(found, typed, way=sent.get("as", ""), extent=extent, page=number_of(sent.get("page", "")))
    revision = found.document.current_revision
    context = {"page": page, "clashes": Clashes(page), "document": found.document, "advised": advised(found)}
    context |= _links(page) | {"head": Head(revision.number if revision else 0, found.document.head)}
    return show(request, "public/what_if.html", context, congress=found.document.congress, here="Amendments")


def _links(page: WhatIf) -> dict[str, object]:
    """Give the other ways to read the same set."""
    chosen, way, turn = page.query, page.way, page.turn
    here = {"a": chosen, "as": way}
    return {
        "switch": [
            Link(text, _query(a=chosen, **{"as": name}), name == way, small)
            for name, text, small in (
                ("redline", "Redline", "against the text as it stands"),
                ("clean", "Clean", "as it would be printed"),
            )
        ],
        "whole": _query(**here, whole="1"),
        "folded": _query(**here),
        "all_changes": _query(**here, all="1") if turn.last else "",
        "earlier": _query(**here, page=turn.number - 1) if turn.number else "",
        "later": _query(**here, page=turn.number + 1) if turn.number < turn.last else "",
        "free": _query(**here | {"a": page.free}),
    }
