"""What the chair does on the floor: take the document up, record decisions, let amendments be withdrawn, adopt the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction

from amendments.access import User, access_amendment_for, require
from amendments.actions import record, votes, words
from amendments.actions.carried_over import settle_before_floor
from amendments.actions.following_on import check_keep, keep_others, reasons_to_keep, rule_kept, told_others
from amendments.actions.member import withdraw
from amendments.actions.next_version import version_by
from amendments.actions.on_paper import OnPaper, check_paper, paper_body
from amendments.actions.projection import next_number, revise
from amendments.actions.signing import check_by_itself
from amendments.actions.stages import begin, check_not_voted_on, check_seen, move_on
from amendments.actions.votes import Count
from amendments.actions.voting_renewal import renew
from amendments.actions.words_put import check_words_fit, keep_words, lose_words, words_body, words_to_put
from amendments.life import Admissibility, Backing, Matter, Outcome, Rebase, State, Visibility, Words
from amendments.models import Advice, Amendment, Decision, Document, Question, Vote
from amendments.queries import clock
from amendments.queries.amendment import fate, is_open, open_amendments
from amendments.queries.awaiting import awaits_chair
from amendments.queries.decision import FALLS, Consequences, if_carried, if_not_carried
from amendments.refusals import Refused
from amendments.rules import relations_to
from amendments.text.edits import Mismatch, edits_to_json
from amendments.text.stored import document_digest


@dataclass(frozen=True)
class Verdict:
    """What the congress decided: the outcome and the count; to whom, where it referred; and which amendments the chair keeps.

    `keep` holds, by number, the reason for each amendment that would fall and by the chair's ruling does not. `words` says
    which text was put: the mover's, or the committee's. The committee's can be lost, and the mover's is still to be put.
    """

    outcome: str
    count: Count = field(default_factory=Count)
    referred_to: str = ""
    keep: Mapping[int, str] = field(default_factory=dict)
    words: str = Words.FILED
    paper: OnPaper | None = None


@transaction.atomic
def take_to_floor(*, acting_user: User, document: Document, key: str = "") -> Document:
    """Take the document up: from now on the congress decides on its amendments."""
    document, _, done = begin("take_to_floor", document, acting_user=acting_user, key=key)
    if done is not None:
        return document
    settle_before_floor(document, acting_user=acting_user)
    at = clock.now()
    entry = move_on(document, "take_to_floor", acting_user=acting_user, at=at, kind="taken up")
    renew(document, acting_user=acting_user, at=at)
    record.remember(acting_user, "take_to_floor", key, result=entry.pk, at=at)
    record.promise("taken_up", congress=document.congress, at=at, document=document.pk)
    return document


@transaction.atomic
def record_decision(*, acting_user: User, amendment: Amendment, verdict: Verdict, head: str = "", key: str = "") -> Decision:
    """Record what the congress decided on an amendment, and do all that follows from it, in one transaction.

    A carried one changes the text: a revision is made, the open amendments on changed places are rebased, those that cannot
    stand any more fall. `head` is the head of the record that the page showed, so that nobody decides on an outdated page.
    """
    amendment, document, acting = access_amendment_for(acting_user, "read_amendment", pk=amendment.pk, lock=True)
    done = record.done_before(acting_user, "record_decision", key)
    if done is not None:
        return votes.repeated(done, verdict.outcome, verdict.count)
    require(acting, "record_decision", stage=document.stage, relations=relations_to(acting, amendment))
    amendment.document = document
    check_seen(document, head)
    check_not_on_the_floor(document)
    verdict = _in_words(verdict)
    check_paper(document, verdict.paper, acting_user=acting_user)
    needed = votes.needed_for(document, Matter.AMENDMENT, verdict.count)
    votes.check_outcome(verdict.count, needed, verdict.outcome, casting=votes.casting(document))
    decision = carry_out(amendment, verdict, needed=needed, acting_user=acting_user)
    record.remember(acting_user, "record_decision", key, result=decision.pk, at=decision.made_at)
    return decision


def check_not_on_the_floor(document: Document) -> None:
    """Refuse to type a decision in while a question of the document is on the floor: it is voted on and declared there."""
    question = Question.objects.filter(document=document, ended="", upon__isnull=True).first()
    if question is not None:
        raise Refused(
            f"“{question.words}” is on the floor. Count and declare it there, or take it back before you type a decision in."
        )


def carry_out(
    amendment: Amendment, verdict: Verdict, *, needed: int | None, acting_user: User, vote: Vote | None = None
) -> Decision:
    """Do all that follows from an outcome whose count was checked; `amendment.document` is locked. For the acts that decide.

    `vote` is the one on the floor that it was declared from. Raises Refused where it cannot be put, or does not fit the text.
    """
    document, verdict = amendment.document, _in_words(verdict)
    advice = words_to_put(amendment, verdict.words)
    check_to_be_put(amendment, verdict.outcome, advice)
    if advice is not None and verdict.outcome == Outcome.LOST:
        return lose_words(
            advice, document, verdict.count, needed=needed, acting_user=acting_user, vote=vote, paper=verdict.paper
        )
    follows = consequences(amendment, verdict.outcome, advice)
    check_keep(follows, verdict.keep)
    decision = _decide(amendment, document, verdict, follows, needed=needed, user=acting_user, vote=vote)
    record.promise("decided", congress=document.congress, at=decision.made_at, decision=decision.pk)
    return decision


def check_to_be_put(amendment: Amendment, outcome: str, advice: Advice | None = None) -> None:
    """Refuse a decision on what cannot be put to the vote, in the committee's words where given, or an outcome that is none."""
    if outcome not in {Outcome.CARRIED, Outcome.LOST, Outcome.REFERRED}:
        raise Refused("An amendment is carried, lost or referred; or it is withdrawn by leave of the congress.")
    if amendment.decision == Outcome.FALLEN:
        because = f" because {amendment.fallen_because} {fate(amendment.fallen_because)}" if amendment.fallen_because else ""
        raise Refused(f"{amendment} has fallen{because}, and is not put to the vote.")
    if amendment.decision != Outcome.PENDING:
        last = amendment.decisions.filter(superseded=False).first()
        when = f" on {last.made_at:%d %B %Y}" if last else ""
        raise Refused(f"{amendment} was decided{when} already: it is {amendment.get_decision_display()}.")
    _check_stands(amendment)
    pending = open_amendments(amendment.document).filter(primary=amendment)
    if pending.exists():
        raise Refused(f"First decide on {_list(pending)}: an amendment to {amendment} is decided before it.")
    if outcome == Outcome.CARRIED and advice is not None:
        check_words_fit(advice)
    elif outcome == Outcome.CARRIED:
        _check_fits(amendment)


def _check_stands(amendment: Amendment) -> None:
    """Refuse what is not before the congress: withdrawn, ruled out, without supporters, or not published."""
    if amendment.state == State.WITHDRAWN:
        raise Refused(f"{amendment} was withdrawn by its mover. Another member may take it over.")
    check_by_itself(amendment)
    if amendment.admissibility == Admissibility.OUT_OF_ORDER:
        raise Refused(f"{amendment} was ruled out of order, and is not put to the vote.")
    if awaits_chair(amendment):
        raise Refused(
            f"{amendment} came from the floor, and by the standing orders the chair rules first whether it is in order."
        )
    if amendment.backing == Backing.SHORT:
        raise Refused(
            f"{amendment} had too few supporters when filing closed, and is not put to the vote. "
            "The committee or the chair can let it in, with a reason on record."
        )
    if amendment.visibility == Visibility.COMMITTEE:
        raise Refused(
            f"{amendment} is not published yet, and nobody votes on what they cannot read. The committee publishes it."
        )


def _check_fits(amendment: Amendment) -> None:
    if amendment.primary and not is_open(amendment.primary):
        raise Refused(f"{amendment} amends {amendment.primary}, which is not before the congress any more.")
    if amendment.rebase_state in FALLS:
        raise Refused(
            f"{amendment} does not fit the current text: {amendment.rebase_why} It can be lost, referred or withdrawn."
        )
    if amendment.rebase_state == Rebase.TOUCHING and amendment.confirmed_digest != amendment.combined_digest:
        raise Refused(
            f"{amendment} touches what was carried before. "
            "First its mover or the drafting committee must confirm the combined text."
        )


def consequences(amendment: Amendment, outcome: str, advice: Advice | None = None) -> Consequences:
    """Work out what a decision does. Raises Refused where the edits do not fit the current text."""
    if outcome != Outcome.CARRIED:
        return if_not_carried(amendment)
    try:
        return if_carried(amendment, advice)
    except Mismatch as mismatch:
        raise Refused(f"{amendment} does not fit the current text: {mismatch}") from mismatch


def _in_words(verdict: Verdict) -> Verdict:
    """Check the chair's own words. Raises Refused where a referral goes to nobody."""
    referred = words.line(verdict.referred_to, "The body that it is referred to")
    if verdict.outcome == Outcome.REFERRED and not referred:
        raise Refused("Name the body that it is referred to: it is printed in the record.")
    return replace(verdict, referred_to=referred, keep=reasons_to_keep(verdict.keep))


def _decide(
    amendment: Amendment,
    document: Document,
    verdict: Verdict,
    follows: Consequences,
    *,
    needed: int | None,
    user: User,
    vote: Vote | None,
) -> Decision:
    at, carried = clock.now(), verdict.outcome == Outcome.CARRIED
    revises = carried and amendment.primary_id is None  # an amendment to an amendment changes that one, and not the text
    number, whole = next_number(document), document_digest(follows.after)
    body = _told(amendment, document, verdict, follows) | {"count": votes.words(verdict.count, needed)}
    body |= {"revision": number, "text": whole} if revises else {}
    body |= ({"vote": vote.number} if vote else {}) | paper_body(verdict.paper)
    entry = record.append("decided", body, congress=document.congress, document=document, acting_user=user, at=at)
    if revises:
        revise(document, follows.before, follows.after, entry=entry, whole=whole, number=number, acting_user=user)
    decision = votes.decide(
        document,
        Matter.AMENDMENT,
        verdict.outcome,
        verdict.count,
        entry=entry,
        needed=needed,
        at=at,
        amendment=amendment,
        referred_to=verdict.referred_to,
        text=verdict.words,
        vote=vote,
        paper=verdict.paper,
    )
    keep_words(follows.words, acting_user=user)
    keep_others(amendment, document, verdict.outcome, follows, verdict.keep, entry=entry, acting_user=user)
    if carried and not revises:
        version_by(amendment, document, acting_user=user)
    rule_kept(document, follows, verdict.keep, acting_user=user, at=at)
    return decision


def _told(amendment: Amendment, document: Document, verdict: Verdict, follows: Consequences) -> dict[str, Any]:
    """Give a decision as its entry has it, but for the count."""
    return {
        "amendment": amendment.number,
        "outcome": verdict.outcome,
        "referred": verdict.referred_to,
        "before": document.current_revision.digest if document.current_revision else "",
        "edits": edits_to_json(follows.edits) if verdict.outcome == Outcome.CARRIED else amendment.resolved,
        "others": told_others(follows, verdict.keep),
    } | words_body(verdict.words, follows)


@transaction.atomic
def withdraw_by_leave(*, acting_user: User, amendment: Amendment, head: str = "", key: str = "") -> Amendment:
    """Record that an amendment was withdrawn on the floor, by leave of the congress."""
    amendment, document, acting = access_amendment_for(acting_user, "read_amendment", pk=amendment.pk, lock=True)
    if record.done_before(acting_user, "withdraw_by_leave", key) is not None:
        return amendment
    require(acting, "withdraw_by_leave", stage=document.stage, relations=relations_to(acting, amendment))
    check_seen(document, head)
    check_not_voted_on(amendment)
    at = clock.now()
    withdraw(amendment, document, acting_user=acting_user, at=at, kind="withdrawn by leave")
    record.remember(acting_user, "withdraw_by_leave", key, result=amendment.pk, at=at)
    return amendment


def _list(amendments: Any) -> str:
    names = [str(one) for one in amendments[:4]]
    more = " and others" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more
