"""Amendments as values of the engine, the places they stand on, and those that are open."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from amendments.life import STANDING, Admissibility, Backing, Outcome
from amendments.models import Amendment, AmendmentPlace, Document
from amendments.text import edits as e
from amendments.text.edits import edits_from_json

STANDS = Q(decision=Outcome.PENDING, state__in=[state.value for state in STANDING])
OPEN = STANDS & ~Q(admissibility=Admissibility.OUT_OF_ORDER) & ~Q(backing=Backing.SHORT)


def open_amendments(document: Document) -> QuerySet[Amendment]:
    """Give the amendments of a document that still want a decision, by number."""
    return Amendment.objects.filter(OPEN, document=document).order_by("number")


def is_open(amendment: Amendment) -> bool:
    """Tell the same of one amendment."""
    pending = amendment.decision == Outcome.PENDING and amendment.state in STANDING
    may_be_put = amendment.admissibility != Admissibility.OUT_OF_ORDER and amendment.backing != Backing.SHORT
    return pending and may_be_put


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
