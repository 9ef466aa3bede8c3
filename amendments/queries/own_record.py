"""The congress's own chain as people read it: seats, standing orders, registers, and what was decided outside of any text."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import QuerySet

from amendments.access import ForCongress
from amendments.models import Body, Congress, Entry
from amendments.models.seat import Role
from amendments.queries.record import KINDS, PAGE, EntryRow, RecordPage

OWN: dict[str, tuple[str, str]] = {
    "congress set up": ("The congress was set up: {name}", "office"),
    "orders set": ("The standing orders were set", "office"),
    "body set up": ("A body was set up: {name}", "office"),
    "people imported": ("A list of people was entered: {new} new, {changed} changed, {seats} seats", "secretary"),
    "codes issued": ("Codes to sign in with were issued to {people}", "secretary"),
    "invited": ("Invited by mail: {people}", "secretary"),
    "seat given": ("A seat was given: {seat}", "office"),
    "seats given": ("{seats} seats were given", "secretary"),
    "seat ended": ("A seat ended: {seat}", "office"),
    "seats ended": ("{seats} seats ended", "secretary"),
    "seat handed over": ("A seat was handed over: {to}", "office"),
    "seat surrendered": ("A seat was given to an alternate{lent}: {to}", "delegate or desk"),
    "seat given back": ("A seat was given back: {to}", "delegate or desk"),
    "weight set": ("The weight of a card was set: {weight}", "secretary"),
    "vote given": ("A delegate let another hold a vote", "delegate or desk"),
    "vote taken back": ("A delegate took a vote back", "delegate or desk"),
    "register frozen": ("Register {register} was frozen: {present} of {seats} are here", "chair or desk"),
    "register challenged": ("{doubt} was challenged", "delegate"),
    "challenge answered": ("The challenge of entry {challenge} was answered", "chair or desk"),
    "recess taken": ("The congress went into recess", "chair"),
    "sitting resumed": ("The sitting was resumed", "chair"),
}


def own_record(found: ForCongress, page: int = 0, *, everything: bool = False) -> RecordPage:
    """Read one page of the chain, the first entry first: three queries."""
    entries = _chain(found.congress)
    total = entries.count()
    shown = list(entries if everything else entries[page * PAGE : (page + 1) * PAGE])
    names = _bodies(found.congress)
    return RecordPage([_row(one, names) for one in shown], page, not everything and total > (page + 1) * PAGE, total)


def own_entry(found: ForCongress, sequence: int) -> tuple[Entry, EntryRow] | None:
    """Read one entry to the letter; None where there is none: two queries."""
    entry = _chain(found.congress).filter(sequence=sequence).first()
    return (entry, _row(entry, _bodies(found.congress))) if entry else None


def _chain(congress: Congress) -> QuerySet[Entry]:
    return Entry.objects.filter(congress=congress, document=None).order_by("sequence")


def _bodies(congress: Congress) -> dict[str, str]:
    return dict(Body.objects.filter(congress=congress).values_list("slug", "name"))


def _row(entry: Entry, bodies: dict[str, str]) -> EntryRow:
    body = json.loads(entry.payload)["body"]
    words, seat = OWN.get(entry.kind) or KINDS.get(entry.kind) or (entry.kind.capitalize(), "")
    what = words.format(**_said(body, bodies))
    return EntryRow(entry.sequence, entry.made_at, what, seat, entry.digest, None, open=True)


def _said(body: dict[str, Any], bodies: dict[str, str]) -> dict[str, str]:
    """Give what an entry says by name: no person, for people stand in it as commitments."""
    told: dict[str, Any] = next((body[name] for name in ("vote", "question") if isinstance(body.get(name), dict)), {})
    said = {name: str(value) for name, value in {**body, **told}.items() if isinstance(value, (str, int))}
    said |= {name: _seat(value, bodies) for name, value in body.items() if name in {"from", "to"} and isinstance(value, dict)}
    if "role" in body:
        said["seat"] = _seat(body, bodies)
    said |= {name: str(len(body[name])) for name in ("seats", "people") if isinstance(body.get(name), list)}
    if "people" in said:
        said["people"] = f"{said['people']} {'person' if said['people'] == '1' else 'people'}"
    said["lent"] = " for a time" if body.get("lent") else ""
    said["doubt"] = "The quorum" if body.get("about") == "quorum" else f"Register {body.get('register', '')}"
    return said


def _seat(told: dict[str, Any], bodies: dict[str, str]) -> str:
    """Say what a seat is: "delegate of Brickfields Tenants’ Union, card 114"."""
    of = bodies.get(told.get("body") or "", "")
    card = f", card {told['number']}" if told.get("number") else ""
    return f"{Role(told['role']).label}{f' of {of}' if of else ''}{card}"
