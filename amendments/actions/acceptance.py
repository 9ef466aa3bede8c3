"""What is accepted without a vote, and who objects: the committee accepts an amendment, or its mover the committee's words."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from amendments.access import ForAmendment, User, access_amendment_for, require
from amendments.actions import record
from amendments.actions.stages import check_version, local
from amendments.actions.words import prose
from amendments.life import STANDING, Admissibility, Outcome, Recommendation, Visibility, Words
from amendments.models import Acceptance, Advice, Amendment, Objection, Person, Role, StandingOrders
from amendments.models.orders import Objectors
from amendments.queries import clock
from amendments.queries.advice import advised_words
from amendments.refusals import Refused
from amendments.rules import relations_to
from amendments.text.stored import sha256


@transaction.atomic
def accept_amendment(*, acting_user: User, amendment: Amendment, version: int | None = None, key: str = "") -> Acceptance:
    """Accept an amendment as it was filed, for the drafting committee: it goes without a vote unless somebody objects.

    `version` is that of the words on the page.
    """
    person, found = _sit_down(acting_user, amendment)
    done = record.done_before(acting_user, "accept_amendment", key)
    if done is not None:
        return Acceptance.objects.get(pk=done)
    amendment = found.amendment
    require(found.acting, "accept_amendment", stage=found.document.stage, relations=relations_to(found.acting, amendment))
    check_version(amendment, version)
    orders = StandingOrders.objects.get(congress=found.document.congress_id)
    if not orders.committee_accepts:
        raise Refused("The standing orders do not let the committee accept amendments. It can recommend to carry them.")
    if amendment.recommendation not in {Recommendation.CARRY, Recommendation.NONE}:
        raise Refused(
            f"The committee’s advice on {amendment} is “{amendment.get_recommendation_display()}”. Change that first."
        )
    _can_be_accepted(amendment)
    row = _accept(found, person, orders, acting_user, None)
    record.remember(acting_user, "accept_amendment", key, result=row.pk, at=row.made_at)
    return row


@transaction.atomic
def agree_to_words(*, acting_user: User, amendment: Amendment, digest: str, key: str = "") -> Acceptance:
    """Agree, as its mover, to the committee's words for an amendment. `digest` is that of the words on the page.

    Both texts are kept. It goes without a vote in the committee's words unless somebody objects.
    """
    person, found = _sit_down(acting_user, amendment)
    done = record.done_before(acting_user, "agree_to_words", key)
    if done is not None:
        return Acceptance.objects.get(pk=done)
    amendment = found.amendment
    require(found.acting, "agree_to_words", stage=found.document.stage, relations=relations_to(found.acting, amendment))
    orders = StandingOrders.objects.get(congress=found.document.congress_id)
    if not orders.mover_agrees:
        raise Refused("The standing orders do not let a mover agree to other words. The congress decides between both texts.")
    advice = advised_words(amendment)
    if advice is None:
        raise Refused(f"The committee proposes no words of its own for {amendment}.")
    if digest != advice.edits_digest or advice.about_digest != amendment.edits_digest:
        raise Refused(f"The words changed since you opened this page. Please read what is proposed for {amendment} now.")
    _can_be_accepted(amendment)
    row = _accept(found, person, orders, acting_user, advice)
    record.remember(acting_user, "agree_to_words", key, result=row.pk, at=row.made_at)
    return row


@transaction.atomic
def object_to(*, acting_user: User, amendment: Amendment, reason: str = "", key: str = "") -> Objection:
    """Object to what was accepted: the amendment gets a vote of its own. It takes no reason, and may have one."""
    person, found = _sit_down(acting_user, amendment)
    done = record.done_before(acting_user, "object", key)
    if done is not None:
        return Objection.objects.get(pk=done)
    amendment, document, acting = found
    require(acting, "object", stage=document.stage, relations=relations_to(acting, amendment))
    orders, at = StandingOrders.objects.get(congress=document.congress_id), clock.now()
    if orders.objectors == Objectors.DELEGATES and Role.DELEGATE not in acting.roles:
        raise Refused("By the standing orders any delegate may object, and nobody else. Ask one of yours.")
    acceptance = Acceptance.objects.filter(amendment=amendment, ended=False).first()
    if acceptance is None or amendment.decision != Outcome.PENDING:
        raise Refused(f"{amendment} was not accepted without a vote, so there is nothing to object to.")
    if at > acceptance.until:
        raise Refused(
            f"Objections to {amendment} were possible until {local(acceptance.until, document)}. "
            "On the floor any delegate can pull it out."
        )
    if acceptance.objections.filter(person=person).exists():
        raise Refused(f"You have objected already: {amendment} gets a vote of its own.")
    reason = prose(reason)
    body = {"amendment": amendment.number, "reason": sha256(reason)}
    entry = record.append("objected", body, congress=document.congress, document=document, acting_user=acting_user, at=at)
    row = Objection.objects.create(acceptance=acceptance, person=person, reason=reason, made_at=at, entry=entry)
    record.remember(acting_user, "object", key, result=row.pk, at=at)
    record.promise("objected", congress=document.congress, at=at, amendment=amendment.pk)
    return row


def _sit_down(acting_user: User, amendment: Amendment) -> tuple[Person, ForAmendment]:
    person = record.must_be_person(acting_user)
    return person, access_amendment_for(acting_user, "read_amendment", pk=amendment.pk, lock=True)


def _can_be_accepted(amendment: Amendment) -> None:
    if amendment.decision != Outcome.PENDING or amendment.state not in STANDING:
        raise Refused(f"{amendment} is not before the congress any more, so there is nothing to accept.")
    if amendment.admissibility == Admissibility.OUT_OF_ORDER:
        raise Refused(f"{amendment} was ruled out of order, and cannot be accepted.")
    if amendment.visibility != Visibility.READERS:
        raise Refused(f"{amendment} is not published yet. Whoever may object must be able to read it first.")
    known = Acceptance.objects.filter(amendment=amendment, ended=False).first()
    if known is not None:
        raise Refused(f"{amendment} was accepted {known.get_words_display()} already.")


def _accept(found: ForAmendment, person: Person, orders: StandingOrders, user: User, advice: Advice | None) -> Acceptance:
    amendment, document, _ = found
    at = clock.now()
    words, until = Words.ADVISED if advice else Words.FILED, at + timedelta(days=orders.objection_days)
    body = {
        "amendment": amendment.number,
        "words": words.value,
        "digest": advice.edits_digest if advice else amendment.edits_digest,
        "until": record.moment(until),
    }
    entry = record.append("accepted", body, congress=document.congress, document=document, acting_user=user, at=at)
    row = Acceptance.objects.create(
        amendment=amendment, words=words, advice=advice, person=person, made_at=at, until=until, entry=entry
    )
    record.promise("accepted", congress=document.congress, at=at, amendment=amendment.pk)
    return row
