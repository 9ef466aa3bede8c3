"""A page that shows a long text part by part: which part is asked for, and where the others are."""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import cached_property

from amendments.queries.parts import Part, blocks_of, cut
from amendments.text.document import Document as Text
from amendments.text.document import Section


class InParts(ABC):
    """What the pages of a long text share.

    `wanted` is the number of a part, "all" for the whole on one page, or "": then it is the part where `at` stands.
    """

    wanted = ""
    at = ""

    @property
    @abstractmethod
    def text(self) -> Text:
        """The text that is shown; each page says which."""

    @property
    def asked(self) -> str:
        """What else the address of the page asks for, as a query."""
        return ""

    @cached_property
    def parts(self) -> list[Part]:
        """The text cut into parts; a short one is one part."""
        return cut(self.text)

    @property
    def long(self) -> bool:
        """Whether the text is read in parts."""
        return len(self.parts) > 1

    @property
    def whole(self) -> bool:
        """Whether all of a long text is on this page."""
        return self.wanted == "all" and self.long

    @cached_property
    def part(self) -> Part:
        """The part that is shown; of a whole text, all of it."""
        if self.whole:
            return Part(0, blocks_of(self.text))
        if self.wanted.isdecimal() and 0 < int(self.wanted[:6]) <= len(self.parts):
            return self.parts[int(self.wanted[:6]) - 1]
        uid = self.begins() if self.long else ""
        return next((part for part in self.parts if uid and uid in part.uids), self.parts[0])

    def begins(self) -> str:
        """Give the id of what the page is to be opened at, where no part is asked for; "" for its beginning."""
        return self.at

    @property
    def first(self) -> str:
        """The id of what this page begins with: in another condition of the text the parts may be cut elsewhere."""
        section, rows = self.part.blocks[0]
        return section.id if section and not self.goes_on(section) else rows[0].id

    def goes_on(self, section: Section) -> bool:
        """Whether a section of this part began in the part before it."""
        return self.part.number > 1 and self.parts[self.part.number - 2].blocks[-1][0] is section

    @property
    def near(self) -> str:
        """The query by which another page of the same text opens where this one is; "" of a text that is one part."""
        return "part=all" if self.whole else f"at={self.first}" if self.long else ""

    def to(self, part: int | str = "") -> str:
        """Give the address of a part, of the whole ("all"), or of the page as it opens by itself."""
        return "?" + "&".join(filter(None, (self.asked, f"part={part}" if part else "")))

    @property
    def to_all(self) -> str:
        """The address of the whole text on one page."""
        return self.to("all")

    @property
    def to_parts(self) -> str:
        """The address of the text part by part."""
        return self.to()

    @property
    def turns(self) -> list[tuple[str, str, Part]]:
        """The parts before and after this one: what they are to it, their addresses, and they."""
        at = self.part.number
        near = [("Before", at - 1), ("Next", at + 1)] if at else []
        return [(word, self.to(n), self.parts[n - 1]) for word, n in near if 0 < n <= len(self.parts)]

    @cached_property
    def levels(self) -> dict[str | None, int]:
        """How deep each section stands, by id: 1 for a chapter."""
        depth: dict[str | None, int] = {None: 0}
        for section in self.text.sections:
            depth[section.id] = depth.get(section.parent, 0) + 1
        return depth
