"""How people get in who have no password: printed one-time codes, and invitations by mail with a link that works once.

Whoever issues a code holds it in their hands, so each issue is on record, with the people as commitments: an office that lets
itself in as somebody else leaves a trace that it cannot take back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from amendments.access import User, access_congress_for, people_of
from amendments.actions import record
from amendments.models import Congress, Credential, Person, StandingOrders
from amendments.models.credential import CredentialKind, code_digest, code_for, grouped
from amendments.models.fields import new_salt
from amendments.queries import clock
from amendments.refusals import Refused
from amendments.text.stored import sha256

MOST = 500  # people at a time: as many letters as one packet of paper has sheets


@dataclass(frozen=True)
class Issued:
    """A code as it goes on paper, once: it is kept nowhere."""

    person: Person
    code: str


@transaction.atomic
def issue_codes(*, acting_user: User, congress: Congress, people: Iterable[int], key: str = "") -> list[Issued]:
    """Issue a code for each of these people and revoke the codes they had. Gives the codes, to be printed at once.

    The same request gives the same codes again, as long as they are still open: a page that is loaded twice prints the same.
    """
    congress = access_congress_for(acting_user, "issue_codes", pk=congress.pk, lock=True).congress
    chosen = _chosen(congress, people)
    made = [Issued(person, code_for(person, key)) for person in chosen]
    if record.done_before(acting_user, "issue_codes", sha256(key) if key else "") is not None:
        return _still_open(made)
    at = clock.now()
    _revoke(chosen, CredentialKind.CODE, at)
    Credential.objects.bulk_create(
        Credential(
            person=one.person,
            congress=congress,
            kind=CredentialKind.CODE,
            digest=code_digest(one.person, one.code),
            issued_at=at,
        )
        for one in made
    )
    _on_record("codes issued", congress, chosen, acting_user=acting_user, at=at, key=key)
    return [Issued(one.person, grouped(one.code)) for one in made]


def _still_open(made: list[Issued]) -> list[Issued]:
    """Give those that were not used, and not replaced by another, since they were issued."""
    rows = Credential.objects.filter(person__in=[one.person for one in made], kind=CredentialKind.CODE)
    digests = set(rows.filter(used_on__isnull=True, revoked_at__isnull=True).values_list("digest", flat=True))
    found = [Issued(one.person, grouped(one.code)) for one in made if code_digest(one.person, one.code) in digests]
    if not found:
        raise Refused("These codes were used or replaced since. Issue new ones for whoever still needs one.")
    return found


@transaction.atomic
def invite(*, acting_user: User, congress: Congress, people: Iterable[int], key: str = "") -> int:
    """Write to each of these people who has an address, with a link that works once. Gives how many are written to.

    A link that was sent before and not used is revoked: the newest mail is the one that works.
    """
    congress = access_congress_for(acting_user, "invite", pk=congress.pk, lock=True).congress
    if (done := record.done_before(acting_user, "invite", sha256(key) if key else "")) is not None:
        return done
    chosen = [one for one in _chosen(congress, people) if one.email]
    if not chosen:
        raise Refused("None of these people has an e-mail address. Print codes for them instead.")
    at = clock.now()
    days = StandingOrders.objects.values_list("invitation_days", flat=True).get(congress=congress)
    _revoke(chosen, CredentialKind.LINK, at)
    for person in chosen:
        made = Credential.objects.create(
            person=person,
            congress=congress,
            kind=CredentialKind.LINK,
            nonce=new_salt(),
            issued_at=at,
            expires_at=at + timedelta(days=days),
        )
        record.promise("invited", congress=congress, at=at, credential=made.pk)
    _on_record("invited", congress, chosen, acting_user=acting_user, at=at, key=key)
    return len(chosen)


@transaction.atomic
def revoke(*, acting_user: User, congress: Congress, person: Person) -> int:
    """Revoke every code and link of a person that is still open. Gives how many there were.

    Who has no password is signed out everywhere too: a card that was lost may have let somebody in already.
    """
    congress = access_congress_for(acting_user, "issue_codes", pk=congress.pk, lock=True).congress
    chosen = _chosen(congress, [person.pk])
    at = clock.now()
    many = _revoke(chosen, CredentialKind.CODE, at) + _revoke(chosen, CredentialKind.LINK, at)
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if not person.has_usable_password():
        person.set_unusable_password()  # another one, and sessions are bound to it
        person.save(update_fields=["password"])
    elif not many:
        raise Refused(f"{person} has no code and no link that is still open, and a password that only they can change.")
    _on_record("credentials revoked", congress, chosen, acting_user=acting_user, at=at, key="")
    return many


def _chosen(congress: Congress, people: Iterable[int]) -> list[Person]:
    wanted = set(people)
    if not wanted:
        raise Refused("Choose at least one person.")
    if len(wanted) > MOST:
        raise Refused(f"These are {len(wanted)} people. Take at most {MOST} at a time.")
    found = list(people_of(congress).filter(pk__in=wanted, is_active=True).order_by("name", "member_number"))
    if len(found) < len(wanted):
        raise Refused("Some of these people are not on the list any more. Please open it again.")
    return found


def _revoke(people: Sequence[Person], kind: str, at: datetime) -> int:
    rows = Credential.objects.select_for_update(no_key=True).filter(
        person__in=people, kind=kind, used_on__isnull=True, revoked_at__isnull=True
    )
    revoked = list(rows)
    for row in revoked:
        row.revoked_at = at
        row.save(update_fields=["revoked_at"])
    return len(revoked)


def _on_record(kind: str, congress: Congress, people: list[Person], *, acting_user: User, at: datetime, key: str) -> None:
    body = {"people": sorted(person.commitment for person in people)}
    entry = record.append(kind, body, congress=congress, acting_user=acting_user, at=at)
    act, done = {"codes issued": ("issue_codes", entry.pk), "invited": ("invite", len(people))}.get(kind, ("", 0))
    if key and act:
        record.remember(acting_user, act, sha256(key), result=done, at=at)
