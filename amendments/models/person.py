"""People. They appear in the record only as salted commitments, so this table has no history and can forget."""

from __future__ import annotations

import hashlib
import hmac
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from amendments.models.fields import new_salt


class PersonManager(BaseUserManager["Person"]):
    """Finds people by what they sign in with."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """Find a person by member number, whatever its case and the space around it."""
        return self.get(member_number__iexact=(username or "").strip())


class Person(AbstractBaseUser):
    """A person who may sign in by member number or e-mail address.

    Couples share an address and many have none, so `email` is neither required nor unique. Of the last sign-in only the day is
    kept. An erased person keeps the row, so that the record's projections still point somewhere, and nothing that names them.
    """

    member_number = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=10, blank=True)
    salt = models.CharField(max_length=64, default=new_salt, editable=False, blank=True)
    last_login = models.DateField("last sign-in", null=True, blank=True)  # type: ignore[assignment]
    is_active = models.BooleanField(default=True)
    erased = models.BooleanField(default=False)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "member_number"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name_plural = "people"
        ordering = ["name", "member_number"]
        indexes = [models.Index(fields=["email"], name="person_by_email")]
        constraints = [
            models.CheckConstraint(
                condition=Q(erased=False) | Q(erased=True, name="", email="", salt="", is_active=False),
                name="erased_person_keeps_nothing",
            ),
            models.CheckConstraint(condition=Q(erased=True) | ~Q(salt=""), name="person_has_salt"),
            models.CheckConstraint(condition=~Q(member_number=""), name="person_has_member_number"),
        ]

    def __str__(self) -> str:
        return self.name or ("someone who was erased" if self.erased else self.member_number)

    @property
    def commitment(self) -> str:
        """Give what stands for this person in the record: HMAC-SHA-256 of the member number, keyed by the salt.

        Whoever knows salt and member number can show that an entry is about them; without the salt nobody can. Empty once
        the person is erased.
        """
        if not self.salt:
            return ""
        return hmac.new(bytes.fromhex(self.salt), self.member_number.encode(), hashlib.sha256).hexdigest()
