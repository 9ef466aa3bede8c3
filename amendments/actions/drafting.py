"""What the drafting committee does to the draft: load it, and edit it, several people at once, losing nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from amendments.access import User, access_congress_for
from amendments.actions import record, words
from amendments.actions.projection import next_number, revise
from amendments.actions.settings import MOST
from amendments.actions.stages import begin
from amendments.models import Congress, Document, Entry, Revision
from amendments.models.fields import new_uid
from amendments.queries import clock
from amendments.queries.document import current_text, text_at
from amendments.queries.editing import Stale, stale_piece
from amendments.refusals import Conflict, Refused
from amendments.text.apply import apply
from amendments.text.compose import Piece, Unclear, compose, pieces_to_json
from amendments.text.document import Document as Text
from amendments.text.edits import Edits, Mismatch, edits_to_json
from amendments.text.stored import canonical, document_digest, document_to_json, parts, sha256
from amendments.text.undo import restored


@transaction.atomic
def load_document(
    *,
    acting_user: User,
    congress: Congress,
    text: Text,
    title: str,
    number: int | None = None,
    slug: str = "",
    key: str = "",
) -> Document:
    """Make a document of the series out of a text that was read in. Its parts get ids for life.

    `number` is its place in the series, the next one where None. Refused, not doubled, where the number is taken or the same
    text was loaded already.
    """
    congress = access_congress_for(acting_user, "load_document", pk=congress.pk, lock=True).congress
    done = record.done_before(acting_user, "load_document", key)
    if done is not None:
        return Document.objects.get(pk=done)
    if not text.paragraphs:
        raise Refused("This text has no paragraphs. Please look at the file again.")
    known = list(Document.objects.filter(congress=congress).values_list("number", "slug", "title"))
    number = number or max((row[0] for row in known), default=0) + 1
    title = words.line(title, "The title", most=MOST) or f"Document {number}"
    slug = slug or slugify(title)[:80] or f"document-{number}"
    texts = sha256(canonical([[p.label, p.digest] for p in text.paragraphs]))
    _refuse_twice(congress, number, slug, known, texts)
    text = _with_own_ids(text)
    document = Document.objects.create(congress=congress, number=number, slug=slug, title=title)
    at, whole = clock.now(), document_digest(text)
    body = {"number": number, "title": title, "revision": 1, "document": document_to_json(text), "text": whole, "words": texts}
    entry = record.append("loaded", body, congress=congress, document=document, acting_user=acting_user, at=at)
    revise(document, Text(), text, entry=entry, whole=whole, number=1, acting_user=acting_user)
    record.remember(acting_user, "load_document", key, result=document.pk, at=at)
    return document


def _refuse_twice(congress: Congress, number: int, slug: str, known: Sequence[tuple[int, str, str]], words: str) -> None:
    for taken, taken_slug, title in known:
        if number == taken:
            raise Refused(f"Document {number} of {congress} is “{title}” already. Choose another number, or edit that one.")
        if slug == taken_slug:
            raise Refused(f"{congress} has a document “{title}” already. Give this one another title, or edit that one.")
    loaded = Entry.objects.filter(congress=congress, kind="loaded", payload__contains=words).select_related("document").first()
    if loaded is not None:
        raise Refused(f"This very text was loaded already: it is “{loaded.document}”. Nothing was loaded twice.")


def _with_own_ids(text: Text) -> Text:
    """Give every part a new id: those that a reader of files made are unique in one file only."""
    new = {part.id: new_uid() for part in parts(text)}
    return Text(
        tuple(replace(s, id=new[s.id], parent=new[s.parent] if s.parent else None) for s in text.sections),
        tuple(replace(p, id=new[p.id], section=new[p.section] if p.section else None) for p in text.paragraphs),
    )


@transaction.atomic
def edit_text(*, acting_user: User, document: Document, revision: int, pieces: Sequence[Piece], key: str = "") -> Revision:
    """Change the draft. `revision` is the number of the revision that was on the page when the person began to type.

    What others changed elsewhere since then does not matter. Where somebody changed the same place, nothing is saved and
    `Conflict` holds both texts, with both changes in one where they are independent.
    """
    document, _, done = begin("edit_text", document, acting_user=acting_user, key=key)
    if done is not None:
        return Revision.objects.get(pk=done)
    current = current_text(document)
    edits = _composed(document, revision, pieces, current)
    if not edits:
        raise Refused("Nothing was changed: the text reads as it did before.")
    try:
        after = apply(current, edits)
    except Mismatch as mismatch:
        raise Refused(f"{mismatch} Please open the page again; what you typed is still here.") from mismatch
    made = _revised(document, current, after, acting_user=acting_user, edits=edits_to_json(edits))
    record.remember(acting_user, "edit_text", key, result=made.pk, at=made.entry.made_at)
    return made


@transaction.atomic
def undo_edit(*, acting_user: User, document: Document, revision: int, key: str = "") -> Revision:
    """Take the last save back, as a revision of its own: the draft reads again as before it. Undone once more, it is back.

    `revision` is the number of the save to be undone. Refused where another one came after it, and for the first text.
    """
    document, _, done = begin("edit_text", document, acting_user=acting_user, key=key)
    if done is not None:
        return Revision.objects.get(pk=done)
    last = document.current_revision
    if last is None or last.number != revision:
        raise Refused(f"Somebody saved “{document}” since you opened this page. Please look at the last save again.")
    if last.entry.kind != "edited":
        raise Refused(f"Nothing was saved since “{document}” was {last.entry.kind}, so there is nothing to undo.")
    before = document.revisions.get(number=revision - 1)
    current = current_text(document)
    made = _revised(document, current, restored(text_at(before), current), acting_user=acting_user, restores=before.number)
    record.remember(acting_user, "edit_text", key, result=made.pk, at=made.entry.made_at)
    return made


def _revised(document: Document, current: Text, after: Text, *, acting_user: User, **how: Any) -> Revision:
    """Append the entry of a save and make its revision."""
    at, number, whole = clock.now(), next_number(document), document_digest(after)
    body = {"revision": number, "text": whole} | how
    entry = record.append("edited", body, congress=document.congress, document=document, acting_user=acting_user, at=at)
    return revise(document, current, after, entry=entry, whole=whole, number=number, acting_user=acting_user)


def _composed(document: Document, revision: int, pieces: Sequence[Piece], current: Text) -> Edits:
    now = document.current_revision
    base = current
    if now is None or revision != now.number:
        began = document.revisions.filter(number=revision).first()
        if began is None:
            raise Refused(f"“{document}” has no revision {revision}. Please open the page again.")
        base = text_at(began)
    stale = stale_piece(base, current, pieces)
    if stale is not None and now is not None:
        raise conflict(stale, pieces, now.number)
    try:
        return compose(current, pieces)
    except Unclear as unclear:
        raise Refused(str(unclear)) from unclear


def conflict(stale: Stale, pieces: Sequence[Piece], revision: int) -> Conflict:
    """Give the refusal of a save on a place that was changed meanwhile: both texts, and all that was typed."""
    offer = " Both changes fit together: see the text with both." if stale.merged is not None else ""
    return Conflict(
        f"{stale.name} was changed while you were typing. Nothing is lost: both texts are shown.{offer}",
        base=stale.base,
        mine=stale.mine,
        theirs=stale.theirs,
        merged=stale.merged,
        revision=revision,
        place=stale.place,
        pieces=pieces_to_json(pieces),
    )
