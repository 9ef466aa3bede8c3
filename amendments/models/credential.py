"""Credentials: printed one-time codes and mailed links that work once, and how often somebody has tried to get in."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterator

from django.conf import settings
from django.db import models
from django.db.models import Q, TextChoices
from django.utils.crypto import constant_time_compare

from amendments.models.congress import Congress
from amendments.models.fields import digest_field, one_of
from amendments.models.person import Person

ALPHABET = "CDFGHJKMNPQRTVWXY34679"  # no two that look alike in print, and no vowel that would make a word of it
LENGTH_AT_DOOR, GROUP_AT_DOOR = 6, 3  # short, for it opens nothing to who is not signed in, and only for a time
LENGTH, GROUP = 12, 4  # 22 signs at 12 places are 53 bits: nobody guesses that, counted tries or not
LINK_BYTES = 24


class CredentialKind(TextChoices):
    """What it is, and how it comes to its person."""

    CODE = "code", "printed code"
    LINK = "link", "mailed link"


class Credential(models.Model):
    """Lets one person in once. A person has at most one open credential of a kind: issuing another revokes it.

    Of a code only a keyed digest is kept, so that it is read nowhere but on the paper. A link is made again from `nonce` and
    the site's secret whenever its mail is written, so neither a copy of the database nor the outbox holds it. Of the use only
    the day is kept. `used_with` is the digest of the request that used it, which may be repeated when its answer was lost.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="credentials")
    congress = models.ForeignKey(Congress, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=CredentialKind)
    digest = digest_field(editable=False)
    nonce = digest_field(editable=False)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    used_on = models.DateField(null=True, blank=True)
    used_with = digest_field(editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-issued_at", "-pk"]
        constraints = [
            one_of("kind", CredentialKind, "credential_kind"),
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(used_on__isnull=True, revoked_at__isnull=True),
                name="credential_one_open_a_person_and_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind=CredentialKind.CODE, nonce="") & ~Q(digest="")
                | Q(kind=CredentialKind.LINK, digest="", expires_at__isnull=False) & ~Q(nonce=""),
                name="credential_keeps_what_its_kind_needs",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.person}"

    def opens_to(self, code: str) -> bool:
        """Tell whether this is the code, typed with or without its groups."""
        return any(constant_time_compare(self.digest, one) for one in _digests(self.person_id, typed(code)))

    @property
    def token(self) -> str:
        """The last part of a mailed link: the row's key and what the site's secret makes of its nonce."""
        return f"{self.pk}.{_keyed(settings.SECRET_KEY, 'link', self.nonce)[: LINK_BYTES * 2]}"

    def is_opened_by(self, token: str) -> bool:
        """Tell whether a link ends in this, with the secret of today or one of those before it."""
        given = token.partition(".")[2]
        wanted = (_keyed(key, "link", self.nonce)[: LINK_BYTES * 2] for key in _keys())
        return any(constant_time_compare(given, one) for one in wanted)


class Tries(models.Model):
    """How often something was tried within a window that ends at `until`.

    `bucket` is a keyed hash that is another one every day: neither a person nor an address can be read from it, and rows of
    days before are deleted.
    """

    bucket = models.CharField(max_length=64, unique=True)
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)
    until = models.DateTimeField()

    class Meta:
        verbose_name_plural = "tries"
        indexes = [models.Index(fields=["day"], name="tries_by_day")]

    def __str__(self) -> str:
        return f"{self.count} until {self.until:%H:%M}"


def typed(code: str) -> str:
    """Give a code as it is compared: capitals, without the spaces and dashes between its groups."""
    return "".join(sign for sign in code.upper() if sign.isalnum())


def grouped(code: str) -> str:
    """Give a code as it is printed: "CDFG-HJKM-NPQR"."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def code_for(person: Person, request: str) -> str:
    """Make a code. The same request gives the same person the same code again, so that a sheet can be printed twice.

    `request` is a secret of the page, which is kept nowhere; without one the code is random.
    """
    made = _keyed(settings.SECRET_KEY, "code", f"{request}:{person.pk}") if request else secrets.token_hex(32)
    return _signs(made, LENGTH)


def short_codes(purpose: str, value: str, length: int) -> Iterator[str]:
    """Give the code that stands for a value, with the site's secret of today first, then with those before it."""
    return (_signs(_keyed(key, purpose, value), length) for key in _keys())


def _signs(made: str, length: int) -> str:
    """Write hexadecimal digits in the alphabet of codes."""
    value, signs = int(made, 16), []
    for _ in range(length):
        value, sign = divmod(value, len(ALPHABET))
        signs.append(ALPHABET[sign])
    return "".join(signs)


def code_digest(person: Person, code: str) -> str:
    """Give what is kept of a code."""
    return next(_digests(person.pk, typed(code)))


def bucket(day: str, kind: str, value: str) -> str:
    """Give the name under which tries are counted on a day."""
    return _keyed(settings.SECRET_KEY, f"tries {day} {kind}", value)


def _digests(person_id: int, code: str) -> Iterator[str]:
    return (_keyed(key, "kept code", f"{person_id}:{code}") for key in _keys())


def _keys() -> list[str]:
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def _keyed(key: str, purpose: str, value: str) -> str:
    """HMAC-SHA-256 under a key made of the site's secret for one purpose alone, as 64 hexadecimal digits."""
    own = hashlib.sha256(f"plank {purpose}\0{key}".encode()).digest()
    return hmac.new(own, value.encode("utf-8", "replace"), hashlib.sha256).hexdigest()
