"""Advice as it stands: the committee's words on the current text, what a decision makes of them, and what nobody contests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from amendments.life import Outcome, Rebase, Recommendation, Visibility, Words
from amendments.models import Acceptance, Advice, AdvicePlace, Amendment, Document, Objection, Revision
from amendments.queries import clock
from amendments.queries.amendment import WORDS, open_amendments
from amendments.queries.document import text_at
from amendments.queries.provenance import changes_since
from amendments.text import edits as e
from amendments.text.document import Document as Text
from amendments.text.edits import Edits, edits_from_json
from amendments.text.rebase import RANK, Rebased, State, combined_digest, rebase, rebase_all
from amendments.text.relation import places

STANDING_ADVICE = {"minority": False, "published_at__isnull": False, "superseded": False}


def standing_advice(amendment: Amendment) -> Advice | None:
    """Give the committee's advice that is published and stands; None where there is none."""
    return Advice.objects.filter(amendment=amendment, **STANDING_ADVICE).first()


def advised_words(amendment: Amendment) -> Advice | None:
    """Give the standing advice that has words of its own which can still be put to the vote; None where there are none.

    Words that were written beside an earlier version of the amendment are not put: they would undo what made the next one.
    """
    rows = Advice.objects.filter(amendment=amendment, edits__isnull=False, lost__isnull=True, **STANDING_ADVICE)
    return rows.filter(about_digest=amendment.edits_digest).first()


def as_value(advice: Advice) -> e.Amendment:
    """Give the committee's words as the engine knows an amendment, with their edits on the current text."""
    return e.Amendment(str(advice.amendment), advice.amendment.number, edits_from_json(advice.resolved))


def on_current_text(amendment: Amendment, base: Revision, edits: Edits) -> Rebased:
    """Bring new words, written on the revision `base`, through all that was carried since."""
    value = e.Amendment(str(amendment), amendment.number, edits)
    return rebase(text_at(base), value, changes_since(amendment.document, base.number))


@dataclass(frozen=True)
class WordsFollow:
    """What a decision would make of the committee's words for another amendment."""

    advice: Advice
    rebased: Rebased
    places: frozenset[str]


def words_after(
    document: Document, before: Text, after: Text, decision: e.Amendment, carried: Amendment | None
) -> list[WordsFollow]:
    """Rebase the committee's words that share a place with a decision: two queries, however many there are."""
    found = rebase_words(document, before, after, [decision], places(before, decision))
    return [one for one in found if carried is None or one.advice.amendment_id != carried.pk]


def rebase_words(
    document: Document, before: Text, after: Text, changes: Sequence[e.Amendment], at: Iterable[str]
) -> list[WordsFollow]:
    """Rebase the committee's words that stand on any of these places through changes: two queries."""
    near = AdvicePlace.objects.filter(document=document, uid__in=at).values("advice")
    rows = Advice.objects.filter(pk__in=near, lost__isnull=True, amendment__decision=Outcome.PENDING, **STANDING_ADVICE)
    affected = [row for row in rows.select_related("amendment").order_by("pk") if _has_text(row)]
    rebased = rebase_all(before, [as_value(row) for row in affected], changes)
    return [_follow(row, found, after) for row, found in zip(affected, rebased, strict=True)]


def _has_text(advice: Advice) -> bool:
    return bool(advice.resolved and edits_from_json(advice.resolved))


def _follow(advice: Advice, found: Rebased, after: Text) -> WordsFollow:
    state = max(State(advice.rebase_state), found.state, key=RANK.index)
    why = " ".join(dict.fromkeys(filter(None, (advice.rebase_why, found.why))))
    digest = combined_digest(after, found.edits) if state == State.TOUCHING else ""
    value = e.Amendment("", advice.amendment.number, found.edits)
    where = places(after, value) if found.edits else frozenset[str]()
    return WordsFollow(advice, Rebased(state, found.edits, why, digest), where)


@dataclass(frozen=True)
class Uncontested:
    """An amendment that the committee recommends and nobody stands against: `words` says in which text it would be carried."""

    amendment: Amendment
    words: str
    advice: Advice | None
    why: str


def uncontested(document: Document, now: datetime | None = None) -> list[Uncontested]:
    """Give what can be carried en bloc, by number: five queries, however many there are.

    That is what the committee advises to carry as filed, and what its mover or the committee accepted and nobody objected to
    until the last moment for it. What a minority advises against, what waits for a confirmation or does not fit the text, and
    what the readers do not see yet is left out. Rivals are not looked at here: whoever makes the list knows the relations.
    """
    rows = _fitting(open_amendments(document).filter(visibility=Visibility.READERS))
    against = Advice.objects.filter(amendment=OuterRef("pk"), minority=True, published_at__isnull=False, superseded=False)
    rows = rows.exclude(Exists(against.exclude(recommendation__in=[Recommendation.CARRY, Recommendation.NONE])))
    amendments = list(rows.defer(*WORDS))
    accepted = {row.amendment_id: row for row in _accepted(document, now or clock.now())}
    objected = _objected(document)
    advice = {row.amendment_id: row for row in Advice.objects.filter(amendment__document=document, **STANDING_ADVICE)}
    found = []
    for one in amendments:
        if one.pk in objected:
            continue
        row = _uncontested(one, accepted.get(one.pk), advice.get(one.pk))
        found += [row] if row else []
    return found


def _uncontested(one: Amendment, accepted: Acceptance | None, advice: Advice | None) -> Uncontested | None:
    if accepted is not None and accepted.words == Words.ADVISED:
        fits = advice is not None and advice.pk == accepted.advice_id and advice.lost_id is None and _fits(advice)
        fits = fits and advice is not None and advice.about_digest == one.edits_digest
        return Uncontested(one, Words.ADVISED, advice, "Its mover agreed to the committee’s words.") if fits else None
    if accepted is not None:
        return Uncontested(one, Words.FILED, advice, "The committee accepted it as it was filed.")
    if one.recommendation == Recommendation.CARRY:
        return Uncontested(one, Words.FILED, advice, "The committee advises to carry it.")
    return None


def _fits(advice: Advice) -> bool:
    confirmed = advice.rebase_state == Rebase.TOUCHING and advice.confirmed_digest == advice.combined_digest
    return advice.rebase_state in {Rebase.CLEAN, Rebase.SHIFTED} or confirmed


def _fitting(rows: QuerySet[Amendment]) -> QuerySet[Amendment]:
    return rows.filter(rebase_state__in=[Rebase.CLEAN, Rebase.SHIFTED])


def _accepted(document: Document, now: datetime) -> Iterable[Acceptance]:
    rows = Acceptance.objects.filter(amendment__document=document, ended=False, until__lt=now)
    return rows.exclude(Exists(Objection.objects.filter(acceptance=OuterRef("pk"))))


def _objected(document: Document) -> set[int]:
    """Give the amendments whose acceptance somebody objected to: those want a vote of their own."""
    rows = Objection.objects.filter(acceptance__amendment__document=document, acceptance__ended=False)
    return set(rows.values_list("acceptance__amendment_id", flat=True))
