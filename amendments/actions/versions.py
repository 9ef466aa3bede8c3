"""New versions of an amendment: what its mover files anew keeps its number, and every earlier version stays readable."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction

from amendments.access import User, access_amendment_for, require
from amendments.actions import record, words
from amendments.actions.advising import lay_aside
from amendments.actions.became import project
from amendments.actions.corrections import answered_by_version
from amendments.actions.filing import Work, edits_on, save_draft
from amendments.actions.following_on import told_others
from amendments.actions.relations import relate
from amendments.actions.rests import revived
from amendments.actions.signing import ask_again, check_standing
from amendments.actions.spread import asked, keep_everywhere
from amendments.actions.stages import local
from amendments.actions.unfiled import lock_drafts
from amendments.life import Admissibility, Rebase, Recommendation
from amendments.models import Amendment, Document, Draft, Person, Revision, Version
from amendments.queries import clock
from amendments.queries.decision import Consequences
from amendments.queries.leave import may_file_version
from amendments.queries.secondary import edits_to
from amendments.queries.seconds import follow_version, seconds_of
from amendments.queries.support import orders_of
from amendments.refusals import Refused
from amendments.rules import relations_to
from amendments.text import edits as e
from amendments.text.apply import apply
from amendments.text.document import Document as Text
from amendments.text.edits import Edits, edits_from_json, edits_to_json
from amendments.text.relation import places
from amendments.text.stored import canonical, document_digest, sha256

# What a new version begins with: rulings and advice were about other words. The record keeps both.
FRESH: dict[str, Any] = {
    "admissibility": Admissibility.NONE,
    "recommendation": Recommendation.NONE,
    "recommendation_reason": "",
    "rebase_state": Rebase.CLEAN,
    "rebase_why": "",
    "combined_digest": "",
    "confirmed_digest": "",
    "confirmed_by": None,
    "confirmed_at": None,
}
FILED = ("version", "base_revision", "primary_version", "edits", "edits_digest", "about", "reason", "resolved")


class Revised(NamedTuple):
    """A new version as it is filed: the words that stand around it, and the edits on them.

    `to` is the version of its primary that it amends, None where it amends the text itself.
    """

    base: Revision
    text: Text
    edits: Edits
    about: str
    reason: str
    to: int | None = None


def revise_amendment(
    *, acting_user: User, amendment: Amendment, version: int, revision: int, work: Work, key: str = ""
) -> Amendment:
    """File a new version of one's own amendment. `version` and `revision` are the numbers of those that were on the page.

    When it is refused, the work is kept as the person's draft of this version, and the refusal says so.
    """
    try:
        return _revise(acting_user=acting_user, amendment=amendment, version=version, revision=revision, work=work, key=key)
    except Refused as refused:
        document = amendment.document
        try:
            save_draft(acting_user=acting_user, document=document, revision=revision, work=work, revises=amendment)
        except Refused:
            raise refused from None
        refused.message += " Your text is kept as a draft."
        refused.args = (refused.message,)
        raise


@transaction.atomic
def _revise(*, acting_user: User, amendment: Amendment, version: int, revision: int, work: Work, key: str) -> Amendment:
    person = record.must_be_person(acting_user)
    amendment, document, acting = access_amendment_for(acting_user, "read_amendment", pk=amendment.pk, lock=True)
    if record.done_before(acting_user, "revise_amendment", key) is not None:
        return amendment
    require(acting, "revise_amendment", stage=document.stage, relations=relations_to(acting, amendment))
    at = clock.now()
    _check_time(amendment, document, at)
    revised = new_version(amendment, document, version=version, revision=revision, work=work)
    everywhere = asked(work.pieces)
    more = {"everywhere": everywhere} if everywhere else {}
    write_version(amendment, document, revised, person=person, acting_user=acting_user, at=at, more=more)
    keep_everywhere(amendment, work.pieces)
    record.remember(acting_user, "revise_amendment", key, result=amendment.pk, at=at)
    return amendment


def _check_time(amendment: Amendment, document: Document, at: datetime) -> None:
    """Refuse a new version that the orders do not allow, unless it was ruled that this mover may file one."""
    orders = orders_of(document.congress_id)
    if may_file_version(amendment, document, at, orders):
        return
    if not orders.revising_allowed:
        raise Refused(
            f"By the standing orders of this congress {amendment} stays as it was filed. "
            "You can withdraw it and file another, or the chair can rule otherwise."
        )
    closed = local(document.filing_deadline, document)
    raise Refused(
        f"{amendment} could be revised until filing closed on {closed}. "
        "The committee can ask for a correction, and the chair can rule otherwise."
    )


def new_version(amendment: Amendment, document: Document, *, version: int, revision: int, work: Work) -> Revised:
    """Make the next version of a locked amendment out of work. Refuses one that changes nothing, or of an outdated page."""
    check_standing(amendment)
    if version != amendment.version:
        raise Refused(
            f"{amendment} was revised since you opened this page: version {amendment.version} stands now. "
            "Please read it before you file another."
        )
    to = work.amends_version if amendment.primary else None
    if amendment.primary:
        base, text, edits = edits_to(amendment.primary, work.amends_version, work.pieces)
    else:
        base, text, edits = edits_on(document, revision, work.pieces)
    about, reason = words.line(work.about, "What it is about"), words.prose(work.reason)
    same = (about, reason, base.pk) == (amendment.about, amendment.reason, amendment.base_revision_id)
    if same and to == amendment.primary_version and _reads_like(text, edits, amendment):
        raise Refused(f"This is {amendment} as it stands: nothing in it is changed. Change a word, or the reason, first.")
    return Revised(base, text, edits, about, reason, to)


def _reads_like(text: Text, edits: Edits, amendment: Amendment) -> bool:
    return document_digest(apply(text, edits)) == document_digest(apply(text, edits_from_json(amendment.edits)))


def write_version(
    amendment: Amendment,
    document: Document,
    revised: Revised,
    *,
    person: Person,
    acting_user: User,
    at: datetime,
    more: Mapping[str, Any] | None = None,
) -> None:
    """Write the next version of a locked amendment, on record: its number stays, rulings and advice begin anew.

    Supporters stay and are told; whoever moves it together is asked again. `more` goes into the entry.
    """
    stored, seconds = edits_to_json(revised.edits), seconds_of(amendment, document)
    amendment.version += 1
    amendment.base_revision, amendment.edits, amendment.resolved = revised.base, stored, stored
    amendment.edits_digest, amendment.primary_version = sha256(canonical(stored)), revised.to
    amendment.about, amendment.reason = revised.about, revised.reason
    for name, value in FRESH.items():
        setattr(amendment, name, value)
    follows, again = Consequences(seconds.text, seconds.text, (), tuple(follow_version(amendment, seconds))), revived(amendment)
    body = _told(amendment, follows) | dict(more or {}) | ({"revives": [one.number for one in again]} if again else {})
    entry = record.append("revised", body, congress=document.congress, document=document, acting_user=acting_user, at=at)
    record.keep([amendment], *FILED, *FRESH, document=document, entry=entry, acting_user=acting_user)
    if changed := project(amendment, amendment.decision, {}, follows):
        others = [one.amendment for one in follows.others]
        record.keep(others, *changed, document=document, entry=entry, acting_user=acting_user)
    record.keep(again, "rest", "rests_in", document=document, entry=entry, acting_user=acting_user)
    Version.objects.bulk_create([record.version_of(amendment, entry, by=person)])
    where = () if revised.to else places(revised.text, e.Amendment(str(amendment), amendment.number, revised.edits))
    record.index([(amendment, where)])
    relate([amendment, *again], document)
    ask_again(amendment)
    lay_aside(amendment, acting_user=acting_user)
    answered_by_version(amendment, acting_user=acting_user)
    lock_drafts(person)
    Draft.objects.filter(person=person, revises=amendment).delete()
    record.promise("revised", congress=document.congress, at=at, amendment=amendment.pk, entry=entry.pk)


def _told(amendment: Amendment, follows: Consequences) -> dict[str, Any]:
    """Give a new version as its entry has it, with what it makes of the amendments to it."""
    return {
        "amendment": amendment.number,
        "version": amendment.version,
        "base": amendment.base_revision.number,
        "edits": amendment.edits,
        "digest": amendment.edits_digest,
        "about": sha256(amendment.about),
        "reason": sha256(amendment.reason),
        "others": told_others(follows, {}),
    } | ({"to version": amendment.primary_version} if amendment.primary_version else {})
