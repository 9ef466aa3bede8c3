"""The counts of the credentials desk: who is here, the quorum, and who is missing, body by body."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from amendments.access import OPERATOR, ForCongress, User, access_congress_for
from amendments.actions.credentials_desk import PRESENCE
from amendments.live.part import Part
from amendments.models.live import CONGRESS
from amendments.queries.credentials_desk import desk_page
from amendments.rules import Acting, can


class DeskPart(Part):
    """What all at the desk see alike: the counts, and not whom one of them looks for."""

    pieces = {"now": "office/credentials_now.html"}

    @classmethod
    def open(cls, user: User, asked: Mapping[str, str], **where: Any) -> Self:
        """Open it for somebody who keeps who is here."""
        purpose = "read_congress" if user is OPERATOR else "keep_presence"  # it is drawn for others, who are asked one by one
        found = access_congress_for(user, purpose, slug=where["congress"])
        return cls(found.congress, found.acting, asked)

    @property
    def topics(self) -> frozenset[str]:
        """It follows who comes and goes, and the seats."""
        return frozenset({PRESENCE, CONGRESS})

    def may(self, acting: Acting) -> bool:
        """Tell whether somebody keeps who is here."""
        return can(acting, "keep_presence")

    def context(self, acting: Acting) -> dict[str, Any]:
        """Count."""
        return {"desk": desk_page(ForCongress(self.congress, acting))}

    def said(self, context: Mapping[str, Any]) -> str:
        """Say the quorum."""
        words: str = context["desk"].quorum.sentence
        return words
