"""Who is told what: the mails that an outbox row promises.

So far an act tells the people whom it concerns in person: who moved or filed an amendment. A mail carries a sentence and a
link, never the words of an amendment, because a mailbox is not as private as the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, override

from amendments import notices_document
from amendments.life import Outcome, Rebase
from amendments.models import (
    Amendment,
    CarriedOver,
    CoMover,
    Decision,
    DivisionAnswer,
    DivisionRequest,
    Mailing,
    Often,
    Outbox,
    Person,
    ReadingStep,
    Seat,
    Support,
)
from amendments.models.support import ABOUT, Answer
from amendments.notices_invitation import invitation

SENTENCES = {
    "filed": "{number} was filed.",
    "withdrawn": "{number} was withdrawn.",
    "taken_over": "{number} was taken over by another mover.",
    "ruled": "The committee has ruled on {number}.",
    "composite_asked": "{number} is to be part of a composite. Please read it, and sign it off or decline.",
    "in_composite": "{number} rests in a composite that every mover signed off. You can leave it before the vote.",
    "fell_with": "{number} has fallen: what it amends was withdrawn.",
    "stands_again": "{number} stands again: somebody took over what it amends.",
    "revived": "The composite that {number} was in is no more: it stands by itself again.",
    "joined": "{number} rests in one that asks for the same words: you move that together. You can leave it before the vote.",
    "parted": "{number} stands by itself again.",
    "divided": "{number} was divided: its parts are voted apart.",
    "division_asked": "A delegate asks that {number} be divided.",
    "division_refused": "A delegate’s request to divide {number} was refused.",
    "division_granted": "{number} was divided, as you asked.",
    "division_otherwise": "{number} was divided, but not by your request: its parts may be others than you asked for.",
    "division_declined": "Your request to divide {number} was refused.",
    "united": "{number} is one question again, and not divided.",
    "correction_asked": "The committee asks for a correction of {number}. You can answer in words, or with a new version.",
    "made_public": "{number} was published.",
    "appeal_decided": "The appeal on {number} was heard.",
    "accepted": "{number} was accepted without a vote, unless somebody objects.",
    "objected": "Somebody objected to the acceptance of {number}: the congress votes on it.",
    "revised": "{number} has a new version.",
    "enough": "{number} has the supporters that it needs.",
    "short": "{number} had too few supporters when filing closed, and does not go to the congress.",
    "overridden": "About {number} it was ruled otherwise than the standing orders say.",
    "co_mover_named": "You are asked to move {number} together with its mover.",
    "co_mover_answered": "Somebody who was asked to move {number} together has answered.",
    "confirmed": "The combined text of {number} was confirmed.",
    "decided": "The congress has decided on {number}.",
    "reopened": "The decision on {number} was reopened: it is put to the vote again.",
    "recounted": "The vote on {number} was counted again.",
    "lapsed": "{number} lapsed: the congress ran out of time, and closed the debate on all that was open.",
    "referred_on": "{number} was referred, with all that was still open when the congress ran out of time.",
    "pending_again": "{number} had fallen, and is pending again, because a decision was reopened.",
    "open_again": "{number} is before the congress again: the one vote on all that was open was taken back.",
    "fallen": "{number} has fallen, because of what the congress decided on {cause}.",
    "carry_over": "The text that {number} was filed on was published anew. Please confirm {number}, revise or withdraw it.",
    "taken_in": "The committee has taken {number} into the text, which was published anew.",
    "carried_over": "{number} was confirmed on the new text.",
    "rests_unconfirmed": "{number} rests, because nobody confirmed it on the new text in time. It can be let stand again.",
    "let_stand": "{number} stands again.",
    "felled_by_version": "{number} has fallen: {cause} has a new version, in which the words that it changes do not stand.",
    "set_on_version": "{cause}, which {number} amends, has a new version. {number} stands in it with its own words.",
    "touching": "{cause} changed the text beside {number}. It waits until you have confirmed the combined text.",
}


# What asks for an answer comes even to those who want no mails: nobody else can give it, and it holds up the whole congress.
ASKS = frozenset({"composite_asked", "correction_asked", "co_mover_named", "touching", "carry_over"})
ASKS_SIGNERS = frozenset({"revised"})  # they stand behind new words, unless they withdraw
# What is told to those who signed it, too.
TO_SIGNERS = frozenset({"revised", "withdrawn", "fell_with", "stands_again", "taken_over", "short", "divided", "united"})
ANSWERS = {
    DivisionAnswer.GRANTED: "division_granted",
    DivisionAnswer.REFUSED: "division_declined",
    DivisionAnswer.OTHERWISE: "division_otherwise",
}
PAGES = {"carry_over": "carried-over", "division_declined": "ask-division"}  # where more stands than on the amendment's own
NOTICE = "notice"  # a row that tells one person, where what it is `of` concerns several
BECAUSE = "Plank writes to you because you moved or filed {number}, or speak for its mover."
BECAUSE_ASKED = "Plank writes to you because you asked for the division of {number}."
BECAUSE_SIGNED = "Plank writes to you because you support {number}, or move it together with its mover."


@dataclass(frozen=True)
class Notice:
    """One thing to tell: a key of SENTENCES, about an amendment, because of another where there is one.

    `asked` is the question whether somebody moves it together, where that is what is told: to them alone. `answered` is a
    request to divide it that was answered: told to whoever asked alone.
    """

    kind: str
    amendment: Amendment
    cause: Amendment | None = None
    asked: CoMover | None = None
    answered: DivisionRequest | None = None


class Letter(NamedTuple):
    """One notice to one person. `signed`: it comes because they signed the amendment, and not because it is theirs."""

    person: Person
    notice: Notice
    signed: bool

    @property
    def asks(self) -> bool:
        """Whether something is asked of them."""
        return self.notice.kind in (ASKS | ASKS_SIGNERS if self.signed else ASKS)


def notices(row: Outbox) -> list[Notice]:
    """Give what a row has to tell: nothing where its object is gone, or where the act concerns nobody in person."""
    if row.kind == "revised" and "entry" in row.payload:
        return list(_of_version(row))
    if amendment_id := row.payload.get("amendment"):
        found = Amendment.objects.select_related("congress").filter(pk=amendment_id)
        return [Notice(row.kind, amendment) for amendment in found if row.kind in SENTENCES]
    if asked_id := row.payload.get("co_mover"):
        asked = CoMover.objects.select_related("amendment__congress").filter(pk=asked_id, answer=Answer.ASKED)
        return [Notice(row.kind, one.amendment, asked=one) for one in asked]
    if request_id := row.payload.get("division_request"):
        return list(_of_request(request_id))
    if reading_id := row.payload.get("second_reading"):
        return list(_of_reading(reading_id))
    if decision_id := row.payload.get("decision"):
        decisions = Decision.objects.select_related("amendment__congress").filter(pk=decision_id, amendment__isnull=False)
        return [notice for decision in decisions for notice in _of_decision(decision)]
    return []


def _of_version(row: Outbox) -> Iterator[Notice]:
    """Give the notice of a new version, and one for each amendment to it, of what that makes of it."""
    for cause in Amendment.objects.select_related("congress").filter(pk=row.payload["amendment"]):
        yield Notice(row.kind, cause)
        changed = Amendment.history.filter(entry_id=row.payload["entry"], primary_id=cause.pk).values("id")
        for amendment in Amendment.objects.select_related("congress").filter(pk__in=changed).order_by("number"):
            if amendment.decision == Outcome.FALLEN:
                yield Notice("felled_by_version", amendment, cause)
            elif amendment.decision == Outcome.PENDING:
                touching = amendment.rebase_state == Rebase.TOUCHING
                yield Notice("touching" if touching else "set_on_version", amendment, cause)


def _of_request(request_id: int) -> Iterator[Notice]:
    """Give the notice to a delegate of what became of their request to divide an amendment."""
    for one in DivisionRequest.objects.select_related("amendment__congress", "person").filter(pk=request_id):
        if one.answer in ANSWERS:
            yield Notice(ANSWERS[DivisionAnswer(one.answer)], one.amendment, answered=one)


def _of_reading(reading_id: int) -> Iterator[Notice]:
    """Give the notices of a text that was published anew: to movers of what was taken in, and to those who are asked."""
    rows = Amendment.objects.select_related("congress")
    steps = ReadingStep.objects.filter(reading=reading_id, undone_at__isnull=True, amendment__isnull=False)
    for amendment in rows.filter(pk__in=steps.values("amendment")).order_by("number"):
        yield Notice("taken_in", amendment)
    asked = CarriedOver.objects.filter(reading=reading_id).exclude(amendment__in=steps.values("amendment"))
    for amendment in rows.filter(pk__in=asked.values("amendment")).order_by("number"):
        yield Notice("carry_over", amendment)


def _of_decision(decision: Decision) -> Iterator[Notice]:
    """Give the decision's own notice, and one for each amendment that fell or has to be confirmed because of it."""
    cause = decision.amendment
    if cause is None:
        return
    yield Notice("decided", cause)
    changed = Amendment.history.filter(entry_id=decision.entry_id).exclude(id=cause.pk).values("id")
    for amendment in Amendment.objects.select_related("congress").filter(pk__in=changed).order_by("number"):
        if amendment.decision == Outcome.FALLEN:
            yield Notice("fallen", amendment, cause)
        elif amendment.rebase_state == Rebase.TOUCHING and amendment.decision == Outcome.PENDING:
            yield Notice("touching", amendment, cause)


def concerned(amendment: Amendment) -> list[Person]:
    """Give whom an amendment concerns in person and who can be written to.

    That is its mover, or who speaks for the body that moved it, and whoever filed it.
    """
    speaks = Q(seats__body=amendment.mover_body_id, seats__speaks_for_body=True, seats__until__isnull=True)
    who = Q(pk__in=[pk for pk in (amendment.mover_person_id, amendment.filed_by_id) if pk])
    if amendment.mover_body_id:
        who |= speaks
    return list(Person.objects.filter(who, is_active=True).exclude(email="").distinct().order_by("pk"))


def readers(notice: Notice) -> Iterator[Letter]:
    """Give whom a notice is for: whom it concerns, and for some those who signed."""
    amendment = notice.amendment
    if notice.asked is not None:
        yield from (Letter(person, notice, signed=True) for person in _signers([notice.asked]))
        return
    if notice.answered is not None:
        person = notice.answered.person
        yield from [Letter(person, notice, signed=False)] if person.email and person.is_active else []
        return
    told = concerned(amendment)
    yield from (Letter(person, notice, signed=False) for person in told)
    if notice.kind in TO_SIGNERS:
        rows: list[Support | CoMover] = list(amendment.supports.filter(withdrawn_at__isnull=True))
        rows += amendment.co_movers.filter(answer__in=ABOUT)
        known = {person.pk for person in told}
        yield from (Letter(person, notice, signed=True) for person in _signers(rows) if person.pk not in known)


def letters(row: Outbox) -> list[Letter]:
    """Give whom a row is to be told, and what, but for those who want no mails of this congress and are asked nothing."""
    found = [letter for notice in notices(row) for letter in readers(notice)]
    never = Mailing.objects.filter(congress=row.congress_id, often=Often.NEVER, person__in={one.person.pk for one in found})
    quiet = set(never.values_list("person_id", flat=True)) if found else set()
    return [one for one in found if one.asks or one.person.pk not in quiet]


def addressed(row: Outbox) -> dict[int, dict[str, Any]]:
    """Give by person what a row of their own holds: all whom a row is told."""
    return notices_document.addressed(row) if notices_document.tells(row) else kept(letters(row))


def kept(some: Iterable[Letter]) -> dict[int, dict[str, Any]]:
    """Give by person what a row of their own holds, so that it can be written without asking again whom it concerns."""
    found: dict[int, dict[str, Any]] = {}
    for person, notice, signed in some:
        row = [notice.kind, notice.amendment.pk, notice.cause.pk if notice.cause else None, signed]
        found.setdefault(person.pk, {"notices": []})["notices"].append(row)
    return found


def _kept_letters(row: Outbox) -> Iterator[Letter]:
    """Read the same again; what is gone meanwhile is left out."""
    held = row.payload["notices"]
    keys = {key for _, *pair, _ in held for key in pair}
    known = {one.pk: one for one in Amendment.objects.select_related("congress").filter(pk__in=keys - {None})}
    for kind, key, cause, signed in held:
        if row.to is not None and row.to.email and row.to.is_active and key in known:
            yield Letter(row.to, Notice(kind, known[key], known.get(cause)), signed)


def told(row: Outbox) -> set[int]:
    """Give the people who are written to about a row because it concerns them; whoever follows it hears of it otherwise."""
    return {letter.person.pk for notice in notices(row) for letter in readers(notice)}


def _signers(rows: Iterable[Support | CoMover]) -> list[Person]:
    """Give the people behind signatures: whoever signed, and who speaks for a body that did. Two queries."""
    found = list(rows)
    people, bodies = [row.person_id for row in found if row.person_id], [row.body_id for row in found if row.body_id]
    speaks = Seat.objects.filter(body__in=bodies, speaks_for_body=True, until__isnull=True).values("person")
    who = Person.objects.filter(Q(pk__in=people) | Q(pk__in=speaks), is_active=True)
    return list(who.exclude(email="").order_by("pk"))


def mails(row: Outbox) -> Iterator[EmailMessage]:
    """Write the mails of a row, each in its reader's language and to one reader alone."""
    if "credential" in row.payload:
        yield from invitation(row.payload["credential"])
    if notices_document.tells(row):
        yield from notices_document.mails(row)
        return
    yield from map(written, _kept_letters(row) if row.kind == NOTICE else letters(row))


def written(letter: Letter) -> EmailMessage:
    """Write one letter."""
    person, (amendment, cause) = letter.person, (letter.notice.amendment, letter.notice.cause)
    page = PAGES.get(letter.notice.kind, "amendment")
    link = reverse(page, kwargs={"congress": amendment.congress.slug, "number": amendment.number})
    with override(person.language or settings.LANGUAGE_CODE):
        sentence = gettext(SENTENCES[letter.notice.kind]).format(number=amendment, cause=cause)
        answered = letter.notice.answered
        because = BECAUSE_ASKED if answered else BECAUSE_SIGNED if letter.signed else BECAUSE
        reason = gettext("The reason given: {reason}").format(reason=answered.answer_reason) if answered else ""
        lines = [sentence, reason if answered and answered.answer_reason else "", urljoin(settings.SITE_URL, link)]
        body = "\n\n".join(filter(None, [*lines, gettext(because).format(number=amendment)])) + "\n"
        subject = " ".join(f"{amendment.congress.name}: {sentence}".split())
        return EmailMessage(subject, body, to=[person.email])
