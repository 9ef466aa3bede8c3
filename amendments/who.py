"""Whom a rule can grant an action to, and what a row of the table of rules is."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from amendments.life import Stage
from amendments.models import Role


class Anyone(StrEnum):
    """Who needs no seat: everybody, whoever is signed in, and whoever runs commands on the machine itself."""

    EVERYBODY = "everybody"
    SIGNED_IN = "whoever is signed in"
    OPERATOR = "the operator"


class Relation(StrEnum):
    """What a person is to one object."""

    MOVER = "mover"
    CO_MOVER = "co-mover"
    SUPPORTER = "supporter"
    SPEAKER = "speaker of its body"
    HOLDER = "holder of the seat"
    LENDER = "whoever gave the seat up for a time"
    OWNER = "owner"
    SELF = "self"


Who: TypeAlias = Role | Anyone | Relation


class Rule(NamedTuple):
    """One row of the table: the action, what it is in words, whom it is granted to, and in which stages (None: no matter)."""

    action: str
    words: str
    who: frozenset[Who]
    stages: frozenset[Stage] | None = None


def rule(action: str, words: str, who: Iterable[Who], stages: Iterable[Stage] | None = None) -> Rule:
    """Write a row of the table."""
    return Rule(action, words, frozenset(who), None if stages is None else frozenset(stages))
