"""Signing in: by member number, or by e-mail address where only one person has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.backends import BaseBackend

from amendments.models import Person

if TYPE_CHECKING:
    from django.http import HttpRequest


class SharedAddressError(Exception):
    """Several people sign in with this address: only the member number tells them apart. The message is for them to read."""


def find_person(login: str) -> Person | None:
    """Find the one active person with this member number or e-mail address; None where there is none.

    Raises SharedAddressError when several people have the address.
    """
    login = login.strip()
    if not login:
        return None
    by_number = Person.objects.filter(is_active=True, member_number__iexact=login).first()
    if by_number:
        return by_number
    people = list(Person.objects.filter(is_active=True, email__iexact=login)[:2])
    if len(people) > 1:
        raise SharedAddressError("Several people use this e-mail address. Please sign in with your member number.")
    return people[0] if people else None


class SignIn(BaseBackend):
    """Checks a password. Says nothing about whom it knows: an unknown login takes as long as a wrong password."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **options: Any
    ) -> Person | None:
        """Give the person who signs in so, or None. An address that several people share signs nobody in."""
        del request, options
        try:
            person = find_person(username or "")
        except SharedAddressError:
            person = None
        if person is None:
            Person().set_password(password)
            return None
        return person if person.check_password(password or "") else None

    def get_user(self, user_id: int) -> Person | None:
        """Give the signed-in person, or None once they are gone or erased."""
        return Person.objects.filter(pk=user_id, is_active=True).first()
