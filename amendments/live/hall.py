"""The floor on phones and on the projector: the question, how the vote stands, how it ended, what is next."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any, ClassVar, Self

from amendments.access import OPERATOR, ForCongress, User, access_congress_for
from amendments.actions.floor import FLOOR
from amendments.live.own import own_floors
from amendments.live.part import PASSER_BY, Own, Part
from amendments.models import Role
from amendments.models.live import topic_of
from amendments.queries.hall import Hall
from amendments.rules import Acting, can


class HallPart(Part):
    """What everyone in the hall sees, without what is their own. Drawn alike for all who read as much as a member."""

    pieces = {"onfloor": "live/hall.html", "after": "live/hall_after.html"}
    reads: ClassVar[str] = "read_hall"
    least: ClassVar[Acting] = Acting(roles=frozenset({Role.MEMBER}))  # what everybody is who may open it
    has_own: ClassVar[bool] = True  # whether a phone’s own part stands beside it

    @classmethod
    def open(cls, user: User, asked: Mapping[str, str], **where: Any) -> Self:
        """Open it for somebody who may see the floor."""
        purpose = "read_congress" if user is OPERATOR else cls.reads  # it is drawn for others, who are asked about one by one
        found = access_congress_for(user, purpose, slug=where["congress"])
        return cls(found.congress, found.acting, asked)

    @cached_property
    def _hall(self) -> Hall:
        return Hall(ForCongress(self.congress, self.acting), None)

    @cached_property
    def topics(self) -> frozenset[str]:
        """It follows the floor, and the chains of the texts that are on it."""
        return frozenset({FLOOR, *map(topic_of, self._hall.documents)})

    def may(self, acting: Acting) -> bool:
        """Tell whether somebody may see the floor."""
        return can(acting, self.reads)

    def alike(self, acting: Acting) -> bool:
        """Tell whether somebody reads no more of the texts than those who read the least of them."""
        seen = self._hall.readable(self.least)
        return seen == self._hall.readable(acting) and (any(seen) or can(self.least, "read_hall"))

    def context(self, acting: Acting) -> dict[str, Any]:
        """Read the floor: whoever is nobody here is taken for those who read the least."""
        return {"page": Hall(ForCongress(self.congress, acting if acting.person_id else self.least), None)}

    @property
    def turn(self) -> str:
        """What changes when delegates have something else to do."""
        return self._hall.turn if self.has_own else ""

    def owns(self, people: Collection[int]) -> Mapping[int, Own]:
        """Draw the ballots, the notes and what else is each person’s own."""
        return own_floors(self.congress, people)

    def said(self, context: Mapping[str, Any]) -> str:
        """Say what is put and how the vote stands, or how the last one ended."""
        page: Hall = context["page"]
        if page.question is None:
            return f"{page.ended.title}: {page.ended.result}" if page.ended else page.state
        return f"{page.title}. {page.state}" if page.shows else page.state


class WallPart(HallPart):
    """The same for the projector, as far as whoever looks may read the texts."""

    pieces = {"wall": "live/wall.html"}
    reads = "read_congress"
    least = PASSER_BY
    has_own = False

    def alike(self, acting: Acting) -> bool:
        """Tell whether somebody sees what a passer-by does, who reads of whoever speaks the seat, and not the name."""
        return super().alike(acting) and not acting.roles
