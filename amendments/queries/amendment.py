"""Amendments as values of the engine, the places they stand on, and those that are open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Q, QuerySet

from amendments.life import STANDING, Admissibility, Outcome
from amendments.models import Amendment, AmendmentPlace, Document
from amendments.text import edits as e
from amendments.text.document import Document as Text
from amendments.text.edits import Edits, edits_from_json

OPEN = Q(decision=Outcome.PENDING, state__in=[state.value for state in STANDING]) & ~Q(admissibility=Admissibility.OUT_OF_ORDER)


def open_amendments(document: Document) -> QuerySet[Amendment]:
    """Give the amendments of a document that still want a decision, by number."""
    return Amendment.objects.filter(OPEN, document=document).order_by("number")


def is_open(amendment: Amendment) -> bool:
    """Tell the same of one amendment."""
    pending = amendment.decision == Outcome.PENDING and amendment.state in STANDING
    return pending and amendment.admissibility != Admissibility.OUT_OF_ORDER


def filed(amendment: Amendment) -> e.Amendment:
    """Give an amendment as the engine knows it, with the edits that were filed."""
    return e.Amendment(str(amendment), amendment.number, edits_from_json(amendment.edits))


def on_current_text(amendment: Amendment) -> e.Amendment:
    """Give an amendment as the engine knows it, with its edits on the current text."""
    return e.Amendment(str(amendment), amendment.number, edits_from_json(amendment.resolved))


def sharing(document: Document, uids: Iterable[str]) -> QuerySet[Amendment]:
    """Give the undecided amendments that stand on any of these places, those that were withdrawn or ruled out included."""
    at = AmendmentPlace.objects.filter(document=document, uid__in=set(uids)).values("amendment")
    return Amendment.objects.filter(document=document, decision=Outcome.PENDING, pk__in=at).order_by("number")


def places(edits: Edits) -> set[str]:
    """Give the ids of paragraphs and sections that edits change or are anchored to.

    The very beginning of the text is the empty id. What the same edits insert is no place: nobody else can name it.
    """
    own = {edit.paragraph for edit in edits if isinstance(edit, e.InsertParagraph)}
    own |= {edit.section for edit in edits if isinstance(edit, e.InsertSection)}
    own |= {edit.new for edit in edits if isinstance(edit, e.SplitParagraph)}
    return {uid for edit in edits for uid in _of(edit) if uid not in own}


def _of(edit: e.Edit) -> Iterator[str]:
    if isinstance(edit, e.JoinParagraphs):
        yield from (edit.first, edit.second)
    if isinstance(edit, e.ChangeWords | e.StrikeParagraph | e.MoveParagraph | e.SplitParagraph):
        yield edit.paragraph
    if isinstance(edit, e.StrikeSection | e.RetitleSection | e.MoveSection):
        yield edit.section
    if isinstance(edit, e.InsertParagraph | e.MoveParagraph):
        yield edit.after or edit.section or ""
    if isinstance(edit, e.InsertSection | e.MoveSection):
        yield edit.after or edit.parent or ""


def changed_places(before: Text, after: Text, edits: Edits) -> set[str]:
    """Give the places where a carried amendment makes others look again: what it changed, and the sections around it."""
    changed = places(edits)
    for old, new in ((before.paragraph_by_id, after.paragraph_by_id), (before.section_by_id, after.section_by_id)):
        changed |= {uid for uid, part in new.items() if old.get(uid) is not part and old.get(uid) != part}
    around = set[str]()
    for uid in changed:
        paragraph = before.paragraph_by_id.get(uid) or after.paragraph_by_id.get(uid)
        section = paragraph.section if paragraph else uid
        while section and section not in around:
            around.add(section)
            home = after.section_by_id.get(section)
            section = home.parent if home else None
    return changed | around
