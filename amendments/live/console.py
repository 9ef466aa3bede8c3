"""The chair's console as it follows the floor: each who runs it has one of their own, with its forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from amendments.access import ForCongress
from amendments.actions.credentials_desk import PRESENCE
from amendments.actions.votes import majority_for
from amendments.life import Method
from amendments.live.hall import HallPart
from amendments.models import Role
from amendments.queries.console import Console
from amendments.queries.vote import majority_in_words
from amendments.rules import Acting


class ConsolePart(HallPart):
    """What whoever runs the floor sees and can do."""

    pieces = {
        "deskquorum": "live/console_head.html",
        "order": "live/console_order.html",
        "onfloor": "live/console_floor.html",
        "speakers": "live/console_speakers.html",
        "motions": "live/console_motions.html",
        "deskbar": "live/console_bar.html",
    }
    reads = "run_floor"
    least = Acting(roles=frozenset({Role.TELLER}))
    has_own = False

    @property
    def topics(self) -> frozenset[str]:
        """It follows who is here, too."""
        return super().topics | {PRESENCE}

    def alike(self, acting: Acting) -> bool:
        """Nobody's console is another's: it has their own forms in it."""
        return acting.person_id is None

    def context(self, acting: Acting) -> dict[str, Any]:
        """Read the floor, with empty forms."""
        return console_context(Console(ForCongress(self.congress, acting if acting.person_id else self.least), None))


def console_context(page: Console, typed: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Give what the templates of the console need. `typed` is what was sent and refused, with the name of its `form`."""
    majority = majority_for(page.orders, page.question.kind) if page.question else None
    return {
        "page": page,
        "aloud": page.aloud(majority_in_words(majority.part, majority.base) if majority else ""),
        "key": uuid4().hex,
        "typed": typed or {},
        "methods": Method.choices,
    }
