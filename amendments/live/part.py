"""A part of a page that follows by itself: who may read it, what it follows, and how it is drawn."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Self, TypeAlias
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from amendments.access import User, access_amendment_for, access_document_for, audience_of, signed
from amendments.models import Amendment, Congress, Document
from amendments.models.live import topic_of
from amendments.rules import Acting, can_read, can_see, relations_to
from amendments.text.stored import sha256

PASSER_BY = Acting()
Own: TypeAlias = Callable[[], str]  # gives HTML for one reader, with a key for its forms that is new each time


@dataclass(frozen=True)
class Drawn:
    """A part as somebody sees it: HTML by the id of the place where it stands, and in one sentence where things are."""

    pieces: Mapping[str, str]
    said: str

    @cached_property
    def data(self) -> str:
        """The part as one line of JSON."""
        return json.dumps({"pieces": self.pieces, "said": self.said}, ensure_ascii=False, separators=(",", ":"))

    @cached_property
    def digest(self) -> str:
        """What stands for these very words."""
        return sha256(self.data)[:20]


class Part(ABC):
    """Opened for somebody by the gates, it is drawn for them, or for a passer-by.

    `pieces` names a template for each id on the page. `asked` is what the page's own address asks of it, such as `page=2`, of
    the names in `asks`. `acting` is what whoever opened it is in the congress.
    """

    pieces: ClassVar[Mapping[str, str]]
    asks: ClassVar[tuple[str, ...]] = ()

    def __init__(self, congress: Congress, acting: Acting, asked: Mapping[str, str]) -> None:
        self.congress, self.acting = congress, acting
        self.asked = {name: asked[name][:20] for name in self.asks if asked.get(name)}

    @classmethod
    @abstractmethod
    def open(cls, user: User, asked: Mapping[str, str], **where: Any) -> Self:
        """Open it for somebody. Raises Absent or Forbidden, as the gate does."""

    @property
    @abstractmethod
    def topics(self) -> frozenset[str]:
        """What it follows."""

    @property
    def stamp(self) -> str:
        """What changes with the part, out of the rows that opening it has read; "" where they do not tell."""
        return ""

    @abstractmethod
    def may(self, acting: Acting) -> bool:
        """Tell by the rules whether somebody may read it as it stands now."""

    @abstractmethod
    def context(self, acting: Acting) -> dict[str, Any]:
        """Give what its templates need, as somebody sees it."""

    def alike(self, acting: Acting) -> bool:
        """Tell whether somebody sees what a passer-by would, if the text were open to all. When in doubt, no."""
        del acting
        return True

    @property
    def turn(self) -> str:
        """What changes when there is something else to do for whoever reads it; "" where nothing stands beside it."""
        return ""

    def owns(self, people: Collection[int]) -> Mapping[int, Own]:
        """Draw what stands beside the part for each of these people alone, by key: as many queries for one as for many."""
        del people
        return {}

    def said(self, context: Mapping[str, Any]) -> str:
        """Say in one sentence where things are, for those who do not see the page change."""
        del context
        return ""

    def draw(self, acting: Acting, request: HttpRequest | None = None, context: Mapping[str, Any] | None = None) -> Drawn:
        """Draw it as somebody sees it, in the congress's own time."""
        seen = dict(self.context(acting) if context is None else context) | {"congress": self.congress}
        with timezone.override(ZoneInfo(self.congress.time_zone)):
            pieces = {place: render_to_string(name, seen, request) for place, name in self.pieces.items()}
        return Drawn(pieces, self.said(seen))


class DocumentPart(Part):
    """A part about one document: whoever may read the document may read it."""

    def __init__(self, document: Document, acting: Acting, asked: Mapping[str, str]) -> None:
        super().__init__(document.congress, acting, asked)
        self.document = document

    @classmethod
    def open(cls, user: User, asked: Mapping[str, str], **where: Any) -> Self:
        """Open it for somebody who may read the document."""
        found = access_document_for(user, "read_document", congress=where["congress"], slug=where["document"])
        return cls(found.document, found.acting, asked)

    @property
    def topics(self) -> frozenset[str]:
        """It follows what goes onto the document's chain."""
        return frozenset({topic_of(self.document)})

    @property
    def stamp(self) -> str:
        """The head of the document's chain, where it follows nothing else."""
        return self.document.head[:20] if self.topics == {topic_of(self.document)} else ""

    @cached_property
    def _audience(self) -> str | None:
        return audience_of(self.document)

    def may(self, acting: Acting) -> bool:
        """Tell whether somebody may read the document at its stage."""
        return can_read(acting, self.document.stage, self._audience)


class AmendmentPart(DocumentPart):
    """A part about one amendment: whoever may see the amendment may read it."""

    def __init__(self, amendment: Amendment, document: Document, acting: Acting, asked: Mapping[str, str]) -> None:
        super().__init__(document, acting, asked)
        self.amendment = amendment

    @classmethod
    def open(cls, user: User, asked: Mapping[str, str], **where: Any) -> Self:
        """Open it for somebody who may see the amendment."""
        found = access_amendment_for(user, "read_amendment", congress=where["congress"], number=where["number"])
        return cls(found.amendment, found.document, found.acting, asked)

    def may(self, acting: Acting) -> bool:
        """Tell whether somebody may see the amendment; who signed it is asked only where it is not open to all readers."""
        if not super().may(acting):
            return False
        mine, visibility = relations_to(acting, self.amendment), self.amendment.visibility
        return can_see(acting, visibility, mine) or can_see(acting, visibility, mine | signed(acting, self.amendment))
