"""What people of the sample say, follow and note, from `discussion.toml`."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from amendments.readers.sample import read_plans


@dataclass(frozen=True)
class PostPlan:
    """A post on an amendment (`about`) or on a numbered paragraph (`on`); a reply stands under the post before it."""

    by: str
    words: str
    about: str = ""
    document: int = 0
    on: str = ""
    side: str = ""
    reply: bool = False
    reported: str = ""
    hidden: str = ""


@dataclass(frozen=True)
class FollowPlan:
    """What a person follows."""

    by: str
    document: int = 0
    places: list[str] = field(default_factory=list)
    abouts: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class NotePlan:
    """A private note, for a body where one is named."""

    by: str
    words: str
    about: str = ""
    document: int = 0
    on: str = ""
    body: str = ""


@dataclass(frozen=True)
class TalkPlan:
    """All of it."""

    posts: list[PostPlan]
    follows: list[FollowPlan]
    notes: list[NotePlan]


def read_talk(folder: Path) -> TalkPlan:
    """Read the file. Raises SampleError."""
    name = "discussion.toml"
    return TalkPlan(
        list(read_plans(PostPlan, folder, name, "post")),
        list(read_plans(FollowPlan, folder, name, "follow")),
        list(read_plans(NotePlan, folder, name, "note")),
    )
