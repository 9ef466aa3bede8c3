"""The three answers at the head of every page: where is this text in its life, what can I do now, by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from amendments.queries.masthead import Link


@dataclass(frozen=True)
class Glance:
    """The three answers. `state` is the sign before `where`, if it has one; `until` is a moment, or `until_words` instead."""

    where: str
    where_more: str = ""
    state: str = ""
    can: tuple[Link, ...] = ()
    can_more: str = ""
    until: datetime | None = None
    until_words: str = ""
    until_more: str = ""
    now: datetime | None = None
