"""What several tables share: new ids, salts and digests."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import models
from django.db.models import Q, TextChoices


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
