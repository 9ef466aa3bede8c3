"""How one draft of advice is published: its words composed and brought to the current text, put on record, and projected."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from amendments.access import User
from amendments.actions import record
from amendments.life import Recommendation, Words
from amendments.models import Acceptance, Advice, AdvicePlace, Amendment, Document
from amendments.queries import clock
from amendments.queries.advice import on_current_text, standing_advice
from amendments.queries.decision import FALLS
from amendments.queries.document import current_text, text_at
from amendments.refusals import Refused
from amendments.text import edits as e
from amendments.text.apply import apply
from amendments.text.compose import Unclear, compose, pieces_from_json
from amendments.text.edits import Edits, Mismatch, edits_to_json
from amendments.text.rebase import Rebased, State
from amendments.text.relation import places
from amendments.text.stored import canonical, sha256


class _Composed(NamedTuple):
    """Words of the committee: as they were written, and on the current text."""

    edits: Edits
    now: Rebased


def check_opinion(recommendation: str, count: tuple[int, int, int] | None, size: int | None) -> None:
    """Refuse what is no advice, and counts that cannot be."""
    if recommendation not in Recommendation.values:
        raise Refused(f"The advice can be one of these: {', '.join(Recommendation.labels)}.")
    numbers = [*(count or ()), size or 0]
    if min(numbers) < 0 or max(numbers) > 10_000:
        raise Refused("A count has numbers from 0 upward. Please check what was typed.")


def check_day(on: date | None, document: Document) -> None:
    """Refuse a day of the committee's vote that is still to come."""
    if on is not None and on > clock.now().astimezone(ZoneInfo(document.congress.time_zone)).date():
        raise Refused(
            f"The committee cannot have decided on {on:%d %B %Y}, which is still to come. "
            "Give the day of its vote, or leave it empty."
        )


def publish_row(row: Advice, amendment: Amendment, document: Document, *, acting_user: User, at: datetime) -> None:
    """Publish a draft on a locked amendment: shared by those acts, which name their actor."""
    composed = _composed(row, amendment)
    _check(row, amendment, composed)
    previous = _supersede(row, amendment)
    _fill(row, composed)
    row.published_at = at
    ended = [] if row.minority else _ended(row, amendment, previous)
    kind = "minority advice" if row.minority else "recommended"
    body = _body(row, amendment) | ({} if row.minority else {"ends": bool(ended)})
    row.entry = record.append(kind, body, congress=document.congress, document=document, acting_user=acting_user, at=at)
    row.save()
    for acceptance in ended:
        acceptance.ended = True
        acceptance.save(update_fields=["ended"])
    if row.minority:
        return
    _index(row, amendment, document, composed, acting_user)
    amendment.recommendation, amendment.recommendation_reason = row.recommendation, row.reason
    fields = ("recommendation", "recommendation_reason")
    record.keep([amendment], *fields, document=document, entry=row.entry, acting_user=acting_user)


def _composed(row: Advice, amendment: Amendment) -> _Composed | None:
    """Make edits of the words, on the revision that the amendment was filed on; None where the advice has none.

    A minority's words are read and never put to the vote, so they are not brought to the current text.
    """
    if row.recommendation != Recommendation.CARRY_AMENDED:
        return None
    if amendment.primary_id:
        primary = amendment.primary
        raise Refused(f"{amendment} amends {primary}: advise to carry or reject it, or write other words for {primary} itself.")
    try:
        base = text_at(row.base_revision)
        edits = compose(base, pieces_from_json(row.work))
        apply(base, edits)
        now = Rebased(State.CLEAN, edits) if row.minority else on_current_text(amendment, row.base_revision, edits)
    except (Unclear, Mismatch) as error:
        raise Refused(f"The words advised for {amendment} cannot be read: {error}") from error
    return _Composed(edits, now)


def _check(row: Advice, amendment: Amendment, composed: _Composed | None) -> None:
    if row.about_digest != amendment.edits_digest:
        raise Refused(f"{amendment} has a new version since this advice was drafted. Read that, and save the advice again.")
    if row.minority and standing_advice(amendment) is None:
        raise Refused(
            f"A minority’s advice stands beside the committee’s, and there is none on {amendment} yet. It is kept as a draft."
        )
    if row.minority and not row.reason:
        raise Refused("A minority’s advice needs its words: why it advises otherwise.")
    if row.recommendation == Recommendation.REFER and not row.referred_to:
        raise Refused(f"Say to whom {amendment} is to be referred.")
    if composed is None:
        return
    if not composed.edits:
        raise Refused(
            f"To advise carrying {amendment} as amended takes the words: write them, or advise to carry it as it was filed."
        )
    if edits_to_json(composed.edits) == amendment.edits:
        raise Refused(f"These are the mover’s own words. Advise to carry {amendment}, or write other words.")
    if composed.now.state in FALLS:
        raise Refused(f"These words do not fit the current text any more: {composed.now.why}")


def _supersede(row: Advice, amendment: Amendment) -> Advice | None:
    """Put an earlier advice of the same committee or minority behind this one."""
    rows = Advice.objects.filter(amendment=amendment, minority=row.minority, published_at__isnull=False, superseded=False)
    previous = (rows.filter(person=row.person) if row.minority else rows).first()
    if previous is not None:
        previous.superseded = True
        previous.save(update_fields=["superseded"])
        previous.places.all().delete()
    return previous


def lay_aside(amendment: Amendment, *, acting_user: User) -> None:
    """Put behind a locked amendment's new version what was advised on, and accepted of, the one before it."""
    del acting_user  # the version's entry names them
    for row in Advice.objects.filter(amendment=amendment, published_at__isnull=False, superseded=False):
        row.superseded = True
        row.save(update_fields=["superseded"])
        row.places.all().delete()
    for acceptance in Acceptance.objects.filter(amendment=amendment, ended=False):
        acceptance.ended = True
        acceptance.save(update_fields=["ended"])


def _fill(row: Advice, composed: _Composed | None) -> None:
    """Note the words, and how they stand on the current text."""
    row.referred_to = row.referred_to if row.recommendation == Recommendation.REFER else ""
    if composed is None:
        return
    row.edits = edits_to_json(composed.edits)
    row.edits_digest = sha256(canonical(row.edits))
    row.resolved = edits_to_json(composed.now.edits)
    row.rebase_state, row.rebase_why = str(composed.now.state), composed.now.why
    row.combined_digest = composed.now.digest


def _ended(row: Advice, amendment: Amendment, previous: Advice | None) -> list[Acceptance]:
    """Give the acceptances that this advice makes void: of other words, or of an amendment that is not recommended any more."""
    standing = Acceptance.objects.filter(amendment=amendment, ended=False)
    same_words = previous is not None and previous.edits_digest == row.edits_digest and bool(row.edits_digest)
    keeps = {Words.ADVISED: same_words, Words.FILED: row.recommendation in {Recommendation.CARRY, Recommendation.NONE}}
    return [one for one in standing if not keeps[Words(one.words)]]


def _body(row: Advice, amendment: Amendment) -> dict[str, Any]:
    """Give the advice as entries have it: the words themselves, people as commitments, reasons as digests."""
    body: dict[str, Any] = {
        "amendment": amendment.number,
        "recommendation": row.recommendation,
        "reason": sha256(row.reason),
        "about": row.about_digest,
        "referred": row.referred_to,
        "on": row.decided_on.isoformat() if row.decided_on else None,
        "count": None,
        "edits": row.edits,
        "digest": row.edits_digest,
    }
    if row.votes_for is not None:
        body["count"] = {"for": row.votes_for, "against": row.votes_against, "abstained": row.abstentions}
    if row.minority:
        signers = sorted(person.commitment for person in row.signers.all())
        return body | {"signers": signers, "size": row.size}
    return body | {"now": row.resolved, "state": row.rebase_state, "combined": row.combined_digest}


def _index(row: Advice, amendment: Amendment, document: Document, composed: _Composed | None, acting_user: User) -> None:
    if composed is not None:
        value = e.Amendment(str(amendment), amendment.number, composed.now.edits)
        reindex(row, places(current_text(document), value), acting_user=acting_user)


def reindex(row: Advice, where: frozenset[str], *, acting_user: User) -> None:
    """Write where the committee's words stand, in place of where they stood."""
    del acting_user  # an index: nothing of it is on record
    row.places.all().delete()
    AdvicePlace.objects.bulk_create(
        AdvicePlace(advice=row, document_id=row.amendment.document_id, uid=uid) for uid in sorted(where)
    )
