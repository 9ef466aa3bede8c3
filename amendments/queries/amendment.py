"""Amendments as values of the engine, the places they stand on, and those that are open."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from amendments.life import STANDING, Admissibility, Backing, Outcome, Rebase, Rest, Stage, Visibility
from amendments.models import Amendment, AmendmentPlace, Document
from amendments.rules import Acting, can_see
from amendments.text import edits as e
from amendments.text.edits import edits_from_json

STANDS = Q(decision=Outcome.PENDING, state__in=[state.value for state in STANDING], rest=Rest.NONE)
OPEN = STANDS & ~Q(admissibility=Admissibility.OUT_OF_ORDER) & ~Q(backing=Backing.SHORT)


# What a list does not show, and must not read: words and edits, which are long. State and names are for every page.
WORDS = ("edits", "resolved", "reason", "recommendation_reason", "rebase_why")


def seen_by(acting: Acting, prefix: str = "") -> Q:
    """Give the condition that a person may see an amendment of a document that they may read: `rules.can_see` for the database.

    `prefix` leads from another table to the amendment: "amendment__".
    """
    if can_see(acting, Visibility.COMMITTEE, ()):
        return Q()
    mine = {"visibility": Visibility.READERS, "mover_person": acting.person_id, "mover_body__in": acting.speaks_for}
    return reduce(or_, (Q(**{prefix + name: value}) for name, value in mine.items() if value))


def open_amendments(document: Document) -> QuerySet[Amendment]:
    """Give the amendments of a document that still want a decision, by number."""
    return Amendment.objects.filter(OPEN, document=document).order_by("number")


def flag(condition: Q) -> ExpressionWrapper[Any]:
    """Make a condition a column: true or false for each row."""
    return ExpressionWrapper(condition, output_field=BooleanField())


def is_open(amendment: Amendment) -> bool:
    """Tell the same of one amendment."""
    pending = amendment.decision == Outcome.PENDING and amendment.state in STANDING and amendment.rest == Rest.NONE
    may_be_put = amendment.admissibility != Admissibility.OUT_OF_ORDER and amendment.backing != Backing.SHORT
    return pending and may_be_put


def confirmed_alone(amendment: Amendment, stage: str) -> bool:
    """Tell whether its combined text is confirmed by itself: on the floor, and when what it amends is written anew.

    After a second reading it is confirmed, or not, with all of the amendment.
    """
    return stage == Stage.FLOOR or amendment.primary_id is not None


def by_version(amendment: Amendment) -> bool:
    """Tell whether an amendment to another fell because that one's mover wrote it anew, and not because it was decided."""
    mine = amendment.primary_id is not None and amendment.primary_id == amendment.fallen_because_id
    return mine and amendment.rebase_state in {Rebase.CONFLICTING, Rebase.GONE, Rebase.SATISFIED}


_ENDED = {
    Outcome.CARRIED: "was carried",
    Outcome.LOST: "was lost",
    Outcome.REFERRED: "was referred",
    Outcome.FALLEN: "fell",
}


def fate(cause: Amendment) -> str:
    """Say what became of an amendment because of which others fell: "was carried"; where nothing was, it was withdrawn."""
    return _ENDED.get(Outcome(cause.decision), "was withdrawn")


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
