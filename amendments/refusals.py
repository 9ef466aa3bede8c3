"""How an act is refused. A refusal's message is for people: it names the thing, its state and the next step."""

from __future__ import annotations

from typing import Any

from django.http import Http404


class Refused(Exception):
    """The act was not done, and nothing was changed. `message` is one or two plain sentences."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Forbidden(Refused):
    """Refused because of who asks, or when: the table of `rules` does not grant it. The message says who can, or when."""


class Conflict(Refused):
    """Refused because somebody else's save came first. Both texts are kept: `base`, `mine` and `theirs` are Markdown.

    `merged` is the Markdown of both changes together where they are independent of each other, and None where they are not;
    `revision` is the number of the revision that holds `theirs`, to save again on. `extra` holds what else the page needs.
    """

    def __init__(
        self, message: str, *, base: str, mine: str, theirs: str, merged: str | None, revision: int, **extra: Any
    ) -> None:
        super().__init__(message)
        self.base, self.mine, self.theirs, self.merged, self.revision = base, mine, theirs, merged, revision
        self.extra = extra


class Absent(Http404):
    """There is no such thing, or none that this person may know of: the two look alike."""

    def __init__(self) -> None:
        super().__init__("Nothing is here, or nothing that you may see.")
