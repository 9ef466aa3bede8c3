"""Signing in: by password, by a printed code, by a mailed link. Guesses are counted, and a hall behind one address gets in.

A code has 53 bits and a link 192. Nobody guesses them, so whoever holds one gets in, however much others try meanwhile; wrong
codes are counted for each account alone. Passwords are weaker and are counted three ways: for each account; for the whole site;
and, while the whole site is being tried, for each network. No address is kept: see `Tries`.
"""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth import authenticate
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from amendments.actions.tries import count_try, day_of, forgive, minutes_left
from amendments.models import Credential, Person, Tries
from amendments.models.credential import CredentialKind, bucket
from amendments.queries import clock
from amendments.refusals import Refused
from amendments.signin import SharedAddressError, find_person
from amendments.text.stored import sha256

PASSWORDS, CODES = 10, 30  # wrong ones for an account within a window
SITE, NETWORK, SITE_MOST = 1000, 100, 5000  # wrong passwords: the site is watchful, a network waits, all wait

NOBODY = (
    "No member here has this number or address with this password. Where several people share an address, only the member "
    "number tells them apart. The congress office can give you a code or a new password."
)
WRONG_CODE = (
    "No member here has this number with this code, or the code was used or replaced. Each code works once. "
    "The congress office can give you another."
)
WRONG_LINK = (
    "This link was used or replaced, or its time is over. Each link works once. The congress office can send you another."
)
SITE_WAITS = (
    "Many wrong passwords are being tried just now, so none is taken from here for {minutes} minutes. A printed code or "
    "a mailed link works at any time: the congress office has one for you."
)


def by_password(*, acting_user: AnonymousUser, login: str, password: str, network: str) -> Person:
    """Give the person with this number or address and password. Raises Refused, with the same words whoever is meant.

    `network` is the address that asks, or what stands for its neighborhood; only keyed hashes of it are kept.
    """
    at = clock.now()
    account = _account(login)
    _wait_for_the_site(network, at)
    count_try(
        "password",
        account,
        at,
        acting_user=acting_user,
        most=PASSWORDS,
        instead="A printed code or a mailed link works at any time.",
    )
    found = authenticate(username=login, password=password)
    if not isinstance(found, Person):
        count_try("site", "", at, acting_user=acting_user)
        count_try("network", network, at, acting_user=acting_user)
        raise Refused(NOBODY)
    forgive("password", account, at, acting_user=acting_user)
    return found


def by_code(*, acting_user: AnonymousUser, login: str, code: str, key: str = "") -> Person:
    """Use up the printed code of the person with this number, or address of their own. Raises Refused.

    The same request may come again the same day when its answer was lost; `key` is a secret of the page that sent it.
    """
    at = clock.now()
    account = _account(login)
    count_try("code", account, at, acting_user=acting_user, most=CODES, instead="The congress office can send you a link.")
    person = _person(login)
    with transaction.atomic():
        rows = Credential.objects.select_for_update(no_key=True).filter(person=person, kind=CredentialKind.CODE)
        row = next((one for one in rows[:5] if one.opens_to(code)), None) if person else None
        if row is None or person is None or not _use(row, key, at):
            raise Refused(WRONG_CODE)
    forgive("code", account, at, acting_user=acting_user)
    return person


def by_link(*, acting_user: AnonymousUser, token: str, key: str = "") -> Person:
    """Use up the mailed link that ends in this token. Raises Refused. For `key` see `by_code`."""
    del acting_user
    number = token.partition(".")[0]
    wanted = int(number) if number.isdecimal() and len(number) < 18 else 0
    at = clock.now()
    with transaction.atomic():
        rows = Credential.objects.select_for_update(no_key=True, of=("self",)).select_related("person")
        row = rows.filter(pk=wanted, kind=CredentialKind.LINK, person__is_active=True).first()
        if row is None or not row.is_opened_by(token) or not _use(row, key, at):
            raise Refused(WRONG_LINK)
    return row.person


def _use(row: Credential, key: str, at: datetime) -> bool:
    """Use up a credential; one that this very request used today already counts as used by it."""
    if row.used_on is not None:
        return bool(key) and row.used_on == day_of(at) and row.used_with == sha256(key)
    if row.revoked_at is not None or (row.expires_at is not None and row.expires_at < at):
        return False
    row.used_on, row.used_with = day_of(at), sha256(key) if key else ""
    row.save(update_fields=["used_on", "used_with"])
    return True


def _person(login: str) -> Person | None:
    try:
        return find_person(login)
    except SharedAddressError:
        return None


def _account(login: str) -> str:
    """Give what stands for an account, however it is written; unknown ones are counted like known ones."""
    person = _person(login)
    return f"person {person.pk}" if person else f"login {login.strip().casefold()}"


def _wait_for_the_site(network: str, at: datetime) -> None:
    """Refuse a password while the whole site is being tried: from a network that tries much, and in the end from all."""
    site, mine = (_now(kind, value, at) for kind, value in (("site", ""), ("network", network)))
    if site and (site.count >= SITE_MOST or (site.count >= SITE and mine and mine.count >= NETWORK)):
        raise Refused(SITE_WAITS.format(minutes=minutes_left(site, at)))


def _now(kind: str, value: str, at: datetime) -> Tries | None:
    return Tries.objects.filter(bucket=bucket(day_of(at).isoformat(), kind, value), until__gt=at).first()
