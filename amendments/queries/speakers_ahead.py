"""Who has asked for the floor on an amendment that comes up: the page on which one asks ahead."""

from __future__ import annotations

from functools import cached_property

from amendments.access import ForCongress, ForDocument, access_amendment_for, audience_of
from amendments.life import Stage
from amendments.models import Amendment, Person, Role, Seat, Speaker, StandingOrders
from amendments.queries.amendment import is_open
from amendments.queries.chosen_rows import Told, told
from amendments.queries.floor import Floor
from amendments.queries.hall import Hall
from amendments.queries.masthead import seats_of
from amendments.queries.speakers import order_of_turns
from amendments.queries.states import mover_of
from amendments.refusals import Absent
from amendments.rules import can, can_read

MOST = 12


class Ahead:
    """Reads the list of one amendment, or of the one that comes next, for one person."""

    def __init__(self, found: ForCongress, person: Person | None, number: int) -> None:
        self.congress, self.acting = found.congress, found.acting
        self.person, self.hall = person, Hall(found, person)
        self.number = number or (self.hall.next.number or 0 if self.hall.next else 0)

    @cached_property
    def amendment(self) -> Amendment | None:
        """The amendment, where this person may read it and it can come up."""
        if not self.number or self.person is None:
            return None
        try:
            found = access_amendment_for(self.person, "read_amendment", congress=self.congress.slug, number=self.number)
        except Absent:
            return None
        return found.amendment if found.document.stage == Stage.FLOOR and is_open(found.amendment) else None

    @cached_property
    def _coming(self) -> list[int]:
        """The keys of what comes up, in the order of the list: only where no amendment is chosen."""
        document, now = self.hall.text, {one.amendment_id for one in self.hall.pending}
        if self.amendment is not None or document is None or not can_read(self.acting, document.stage, audience_of(document)):
            return []
        return [one.pk for one in Floor(ForDocument(document, self.acting)).open if one.pk not in now]

    @cached_property
    def choices(self) -> list[Told]:
        """The first of what comes up."""
        return told(self._coming[:MOST])

    @property
    def more(self) -> int:
        """How many come after these."""
        return max(0, len(self._coming) - MOST)

    @property
    def mover(self) -> str:
        """Who moves it."""
        return mover_of(self.amendment) if self.amendment else ""

    @property
    def on_floor(self) -> bool:
        """Whether it is on the floor already, where one asks on the floor's own page."""
        return self.amendment is not None and any(one.amendment_id == self.amendment.pk for one in self.hall.pending)

    @cached_property
    def waiting(self) -> list[Speaker]:
        """Who has asked, in the order in which they will be called: two queries."""
        if self.amendment is None:
            return []
        rows = Speaker.objects.filter(amendment=self.amendment, question=None, ended="").select_related("seat__person")
        orders = StandingOrders.objects.get(congress=self.congress)
        return order_of_turns(list(rows.order_by("pk")), alternate=orders.speakers_alternate)

    @property
    def asking(self) -> list[tuple[Seat, Speaker | None]]:
        """My seats that can ask, each with its place on the list where it has one: one query."""
        listed = {one.seat_id: one for one in self.waiting}
        seats = seats_of(self.person, self.congress)
        return [(seat, listed.get(seat.pk)) for seat in seats if seat.role == Role.DELEGATE]

    @property
    def enters(self) -> bool:
        """Whether this person enters others."""
        return can(self.acting, "enter_speaker")
