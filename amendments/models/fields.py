"""What several tables share: new ids, salts and digests."""

from __future__ import annotations

import secrets
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q, TextChoices

from amendments.text.number import PARTS, Number


def new_uid() -> str:
    """Give a new permanent id for a section or a paragraph: 16 hexadecimal digits."""
    return secrets.token_hex(8)


def new_salt() -> str:
    """Give a new salt for a person's commitments: 64 hexadecimal digits."""
    return secrets.token_hex(32)


def no_tokens() -> list[Any]:
    """Give the stored form of an empty text."""
    return []


def digest_field(*, unique: bool = False, editable: bool = True, help_text: str = "") -> models.CharField[str, str]:
    """Give a column for a SHA-256 as 64 hexadecimal digits; empty where there is none yet."""
    return models.CharField(max_length=64, blank=True, default="", unique=unique, editable=editable, help_text=help_text)


def one_of(field: str, choices: type[TextChoices], name: str) -> models.CheckConstraint:
    """Give the constraint that a column holds one of its choices."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": choices.values}), name=name)


@lru_cache(maxsize=1 << 14)
def _number(kept: int) -> Number:
    """Read a number as it is kept. A long list has thousands, and the next one has them again."""
    return Number.of(*divmod(kept, PARTS))


if TYPE_CHECKING:
    _Whole = models.PositiveIntegerField[int, int]
else:
    _Whole = models.PositiveIntegerField


class NumberField(_Whole):
    """The number of an amendment. Kept as thousandths, so that the database puts 12.1 between 12 and 13, as people do."""

    description = "number of an amendment"

    def from_db_value(self, value: int | None, *_: Any) -> Number | None:
        """Read what is kept."""
        return None if value is None else _number(value)

    def to_python(self, value: Any) -> Any:
        """Read what is typed or loaded."""
        return Number.read(value) if isinstance(value, str) else None if value is None else Number(value)

    def get_prep_value(self, value: Any) -> Any:
        """Give what is kept."""
        if value is None or hasattr(value, "resolve_expression"):
            return value
        whole, part = Number(value).place
        return whole * PARTS + part
