"""The page of the list of amendments: its rows, the ways to narrow it, and links that carry what was chosen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from amendments.models import Congress
from amendments.queries.amendments import STATES, Listed, listed
from amendments.queries.chosen_numbers import compact, read_numbers
from amendments.queries.document_glance import list_glance
from amendments.queries.masthead import Link
from amendments.rules import Acting


def amendments_page(acting: Acting, congress: Congress, wanted: Mapping[str, str], now: datetime) -> dict[str, Any]:
    """Compose the page's values. `wanted` is what the link carries, as typed; `a` are the amendments ticked before."""
    page = listed(acting, congress, dict(wanted))
    ticked = read_numbers(wanted.get("a", "")).numbers
    kept = {"document": page.document.slug if page.document else "", "a": compact(ticked), "state": page.state}
    return {
        "listed": page,
        "narrowed": page.narrowed,
        "kept": kept["a"],
        "kept_count": len(ticked),
        "kept_query": {name: value for name, value in kept.items() if value},
        "now": now,
        "glance": list_glance(page.document, acting, congress, now),
        "unnarrowed": _query(kept),
        **_links(page, kept | page.narrowed.query),
    }


def _links(page: Listed, carried: Mapping[str, str]) -> dict[str, Any]:
    """Give the switches and the turning of pages; each link carries all else that was chosen."""
    slug = carried["document"]
    documents = [Link("All documents", _query(carried, document="", a=""), not slug)]
    documents += [Link(one.title, _query(carried, document=one.slug, a=""), one.slug == slug) for one in page.documents]
    return {
        "documents": documents,
        "states": [Link(words, _query(carried, state=key), key == page.state) for key, (words, _) in STATES.items()],
        "earlier": _query(carried, page=page.page - 1),
        "later": _query(carried, page=page.page + 1),
    }


def _query(carried: Mapping[str, str], **other: object) -> str:
    return "?" + urlencode({name: value for name, value in {**carried, **other}.items() if value})
