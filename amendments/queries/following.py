"""What a person follows and noted, beside a thing and on pages of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q, Value
from django.urls import reverse

from amendments.access import ForCongress, readable_documents
from amendments.access_things import Thing
from amendments.models import Amendment, Body, CoMover, Follow, Mailing, Note, Often, Paragraph, Seat, Section, Support
from amendments.models.support import ABOUT
from amendments.queries.masthead import Link
from amendments.rules import Relation, can, can_see, relations_to
from amendments.text.html import render
from amendments.text.markdown import parse

BESIDE, SIGNED = "because you are named to move it together with its mover", "because you support it"


@dataclass(frozen=True)
class Beside:
    """What stands beside a thing for one person alone. `body` is who moves it, `body_followed` whether they follow that."""

    url: str
    follows: bool
    why: str
    may_follow: bool
    body: Body | None
    body_followed: bool
    may_follow_body: bool
    note_url: str
    may_note: bool
    notes: list[NoteRow]


class NoteRow(NamedTuple):
    """A note: by whom where it is another's, for which body, and its words."""

    note: Note
    by: str
    html: str
    name: str = ""
    url: str = ""


def beside_of(thing: Thing) -> Beside:
    """Read what a person follows and noted about a thing: at most five queries, none for a passer-by."""
    acting, document, one = thing.acting, thing.document, thing.amendment
    at = [document.congress.slug]
    if one is not None:
        at += [str(one.number)]
    else:
        at += [document.slug, thing.uid]
    kind = "amendment" if one is not None else "place"
    me = acting.person_id
    rows = list(_follows(thing)) if me is not None else []
    direct = [row for row in rows if row.body_id is None]
    mine = _mine(thing) if one is not None and me is not None and not direct else ""
    return Beside(
        url=reverse(f"follow-{kind}", args=at),
        follows=direct[0].wanted if direct else bool(mine),
        why=mine,
        may_follow=can(acting, "follow"),
        body=one.mover_body if one else None,
        body_followed=any(row.body_id for row in rows),
        may_follow_body=can(acting, "follow_body"),
        note_url=reverse(f"note-{kind}", args=at),
        may_note=can(acting, "write_note"),
        notes=notes_on(thing) if me is not None else [],
    )


def _follows(thing: Thing) -> list[Follow]:
    wanted = Q(amendment=thing.amendment) if thing.amendment else Q(document=thing.document, uid=thing.uid)
    if thing.amendment and thing.amendment.mover_body_id:
        wanted |= Q(body=thing.amendment.mover_body_id)
    return list(Follow.objects.filter(wanted, person=thing.acting.person_id))


def _mine(thing: Thing) -> str:
    """Say why one follows an amendment without having asked to; empty where one does not. Two queries at most."""
    person = thing.acting.person_id
    if Mailing.objects.filter(person=person, congress=thing.document.congress_id, mine=False).exists():
        return ""
    one = thing.amendment
    if one is None:
        return ""
    if not relations_to(thing.acting, one).isdisjoint({Relation.MOVER, Relation.SPEAKER}):
        return "because you move it"
    if one.filed_by_id == person:
        return "because you filed it"
    me = Q(person=person) | Q(body__in=thing.acting.speaks_for)
    beside = CoMover.objects.filter(me, amendment=one, answer__in=ABOUT).annotate(why=Value(BESIDE))
    signed = Support.objects.filter(me, amendment=one, withdrawn_at__isnull=True).annotate(why=Value(SIGNED))
    found = {why for (why,) in beside.order_by().values_list("why").union(signed.order_by().values_list("why"))}
    return BESIDE if BESIDE in found else SIGNED if found else ""


def bodies_of(person: int | None, congress: int) -> list[Body]:
    """Give the bodies in which a person sits now: one query."""
    held = Seat.objects.filter(person=person, congress=congress, until__isnull=True, body__isnull=False)
    return list(Body.objects.filter(pk__in=held.values("body")).order_by("name"))


def _seen(person: int | None, congress: int) -> Q:
    held = Seat.objects.filter(person=person, congress=congress, until__isnull=True, body__isnull=False)
    return Q(person=person) | Q(body__in=held.values("body"))


def notes_on(thing: Thing) -> list[NoteRow]:
    """Give one's own notes on a thing, and those for a body in which one sits: one query."""
    person = thing.acting.person_id
    rows = Note.objects.filter(_seen(person, thing.document.congress_id), **thing.where)
    return [_row(one, person) for one in rows.select_related("person", "body").order_by("body", "pk")]


def _row(note: Note, person: int | None) -> NoteRow:
    by = "" if note.person_id == person else str(note.person)
    return NoteRow(note, by, render(parse(note.words), note_prefix=f"n{note.pk}-"))


def my_notes(found: ForCongress) -> list[NoteRow]:
    """Give all notes that one may read, by document, on what one may still read: at most six queries."""
    congress, acting = found
    documents = {one.pk: one for one in readable_documents(acting, congress)}
    rows = Note.objects.filter(_seen(acting.person_id, congress.pk), document__in=documents)
    rows = rows.select_related("person", "body", "amendment", "document").order_by("document__number", "pk")
    notes = [one for one in rows if one.amendment is None or _can_see(acting, one.amendment)]
    labels = labels_of({one.uid for one in notes if one.uid})
    shown = []
    for one in notes:
        name, url = _where(one, congress.slug, labels)
        shown.append(_row(one, acting.person_id)._replace(name=name, url=url))
    return shown


def _can_see(acting: object, one: Amendment) -> bool:
    return can_see(acting, one.visibility, relations_to(acting, one))  # type: ignore[arg-type]


def _where(row: Note | Follow, congress: str, labels: dict[str, tuple[str, str]]) -> tuple[str, str]:
    """Give the name of what a note or a follow is about, and where it is read."""
    if row.amendment is not None:
        return str(row.amendment), reverse("amendment", args=[congress, row.amendment.number])
    if row.document is None:
        return "", ""
    name, anchor = labels.get(row.uid, ("", "p"))
    return f"{name} of {row.document.title}", f"{reverse('text', args=[congress, row.document.slug])}#{anchor}-{row.uid}"


def labels_of(uids: set[str]) -> dict[str, tuple[str, str]]:
    """Name places by their ids, with the letter of their anchors: two queries."""
    found = {
        uid: (label or "an unnumbered paragraph", "p")
        for uid, label in Paragraph.objects.filter(uid__in=uids).order_by().values_list("uid", "label")
    }
    sections = Section.objects.filter(uid__in=uids).order_by().values_list("uid", "label")
    return found | {uid: (f"section {label}".strip(), "s") for uid, label in sections}


@dataclass(frozen=True)
class FollowingPage:
    """What one follows, how often mails come, and whether they can come at all. `bodies` are those one could follow besides."""

    rows: list[Link]
    quiet: list[Link]
    bodies: list[Link]
    often: str
    mine: bool
    email: bool


def following_page(found: ForCongress, *, email: bool) -> FollowingPage:
    """Read what a person follows: at most seven queries."""
    congress, acting = found
    readable = {one.pk for one in readable_documents(acting, congress)}
    rows = Follow.objects.filter(person=acting.person_id, congress=congress).select_related("document", "amendment", "body")
    follows = list(rows)
    labels = labels_of({one.uid for one in follows if one.uid})
    links: dict[bool, list[Link]] = {True: [], False: []}
    for one in follows:
        if one.body is not None:
            links[True].append(Link(str(one.body), small=reverse("follow-body", args=[congress.slug, one.body.slug])))
        elif (one.document_id or one.amendment.document_id) in readable:  # type: ignore[union-attr]
            links[one.wanted].append(_link(one, congress.slug, labels))
    mailing = Mailing.objects.filter(person=acting.person_id, congress=congress).first()
    often, mine = (mailing.often, mailing.mine) if mailing else (Often.DAILY.value, True)
    others = Body.objects.filter(congress=congress).exclude(pk__in=[one.body_id for one in follows if one.body_id])
    bodies = [
        Link(str(one), small=reverse("follow-body", args=[congress.slug, one.slug]))
        for one in (others.order_by("name") if can(acting, "follow_body") else ())
    ]
    return FollowingPage(links[True], links[False], bodies, often, mine, email)


def _link(one: Follow, congress: str, labels: dict[str, tuple[str, str]]) -> Link:
    name, url = _where(one, congress, labels)
    if one.amendment is not None:
        return Link(name, url, small=reverse("follow-amendment", args=[congress, one.amendment.number]))
    return Link(name, url, small=reverse("follow-place", args=[congress, one.document.slug if one.document else "", one.uid]))
