"""What the pages of rivals show: the list for a document, all that is wanted of one paragraph, and one cluster by itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.urls import reverse

from amendments.models import Amendment, Congress, Role
from amendments.queries.document_glance import document_glance
from amendments.queries.masthead import Link
from amendments.queries.reading import Head
from amendments.queries.rivals import Rivals
from amendments.queries.rivals_map import map_of
from amendments.queries.rivals_side import WAYS, Cluster, Sides
from amendments.refusals import Absent
from amendments.rules import can
from amendments.text.number import number_of

ENOUGH = 24  # rivals that the page of one paragraph sets side by side before it names the other clusters alone
SWITCH = {"redline": "Redlines", "clean": "As they would read"}


def list_page(rivals: Rivals, congress: Congress, now: datetime, wanted: dict[str, str]) -> dict[str, Any]:
    """Compose the list of clusters. `wanted` has `page` and `by`, as typed."""
    page = int(wanted.get("page", "")) if wanted.get("page", "").isdecimal() and len(wanted["page"]) < 6 else 0
    largest = wanted.get("by") == "size"
    orders = [Link("In the order of the text", "?", not largest), Link("The largest first", "?by=size", largest)]
    return _about(rivals, congress, now) | {
        "listed": rivals.listed(page, largest=largest),
        "orders": orders,
        "by": "by=size&" if largest else "",
    }


def place_page(rivals: Rivals, congress: Congress, now: datetime, uid: str, way: str) -> dict[str, Any]:
    """Compose the page of one paragraph or section. Raises Absent where the text has none such."""
    if uid not in rivals.order:
        raise Absent
    here = rivals.at(uid)
    met = [one for one in rivals.clusters if not here.isdisjoint(one)]
    sides = Sides(rivals, here.union(*met), way)
    shown, named, many = list[Cluster](), list[list[Amendment]](), 0
    for members in met:
        if many < ENOUGH:
            found = sides.cluster(members, at=uid)
            shown += [found] if found.size > 1 else []
            many += len(found.rivals) if found.size > 1 else 0
        else:
            rows = sorted((sides.rows[key] for key in members if key in here), key=lambda row: row.number)
            named += [rows] if len(rows) > 1 else []
    against = {name for one in shown for name in one.names} | {str(row) for rows in named for row in rows}
    alone = sorted((key for key in here if str(sides.rows[key]) not in against), key=lambda key: sides.rows[key].number)
    at = [congress.slug, rivals.document.slug]
    rows = sorted((sides.rows[key] for key in here), key=lambda row: row.number)
    return _about(rivals, congress, now) | {
        "at": rivals.place(uid),
        "map": map_of(rivals.text, uid, rows, lambda name: reverse("amendment", args=[congress.slug, number_of(name)])),
        "many": len(here),
        "clusters": shown,
        "named": named,
        "alone": sides.cluster(alone, at=uid) if alone and many < ENOUGH else None,
        "alone_named": [sides.rows[key] for key in alone] if many >= ENOUGH else [],
        "switch": _switch(sides.way),
        "way": sides.way,
        "text_url": reverse("text", args=at) + f"#{rivals.place(uid).kind}-{uid}",
    }


def cluster_page(
    rivals: Rivals, congress: Congress, now: datetime, amendment: Amendment, wanted: dict[str, str]
) -> dict[str, Any]:
    """Compose the page of the cluster that an amendment belongs to. `wanted` has `as` and `page`, as typed."""
    page = int(wanted.get("page", "")) if wanted.get("page", "").isdecimal() and len(wanted["page"]) < 6 else 0
    members = rivals.of(amendment.pk)
    sides = Sides(rivals, members, wanted.get("as", ""))
    found = None
    if len(sides.rows) > 1:
        link = [congress.slug]
        found = sides.cluster(members, page, href=lambda name: reverse("amendment", args=[*link, number_of(name)]))
    return _about(rivals, congress, now) | {
        "amendment": amendment,
        "cluster": found,
        "switch": _switch(sides.way),
        "way": sides.way,
    }


def _switch(way: str) -> list[Link]:
    return [Link(SWITCH[one], f"?as={one}", one == way) for one in WAYS]


def _about(rivals: Rivals, congress: Congress, now: datetime) -> dict[str, Any]:
    document = rivals.document
    revision = document.current_revision.number if document.current_revision else 0
    return {
        "document": document,
        "key": uuid4().hex,
        "can_join": can(rivals.acting, "join_same", stage=document.stage),
        "can_compose": Role.COMMITTEE in rivals.acting.roles and can(rivals.acting, "propose_composite", stage=document.stage),
        "glance": document_glance(rivals.found, congress, now),
        "head": Head(revision, document.head),
    }
