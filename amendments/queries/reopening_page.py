"""The page on which a decision is reopened: what would follow, for the chair who asks and the teller who confirms."""

from __future__ import annotations

from functools import cached_property

from amendments.access import ForDocument
from amendments.life import Outcome
from amendments.models import Decision, Reopening
from amendments.queries.compare import Pair, changed_places
from amendments.queries.reopening import Becomes, Reopened
from amendments.queries.resolving import if_reopened
from amendments.refusals import Refused
from amendments.rules import can
from amendments.text.number import label_of


class BeforeAgain:
    """Reads one decision and works out what follows if it is undone, or turned: `outcome` is that of a new count."""

    def __init__(self, found: ForDocument, sequence: int) -> None:
        self.document, self.acting = found
        rows = Decision.objects.filter(document=self.document, entry__sequence=sequence)
        self.decided = rows.select_related("entry", "amendment", "vote__register", "vote__question").first()
        self.outcome: str = Outcome.PENDING

    @cached_property
    def asked(self) -> Reopening | None:
        """What the chair asked about it and no teller has confirmed yet."""
        rows = Reopening.objects.filter(document=self.document, ended="", decision=self.decided)
        return rows.select_related("asked_by").first()

    @property
    def last(self) -> Reopening:
        """What the chair asked last about it. Raises Refused where that is nothing."""
        rows = Reopening.objects.filter(document=self.document, decision__isnull=False, decision=self.decided)
        found = rows.order_by("-asked_at").first() if self.decided else None
        if found is None:
            raise Refused("The chair has asked for nothing here.")
        return found

    @property
    def name(self) -> str:
        """What was decided on."""
        if self.decided is None:
            return "a decision"
        vote = self.decided.vote
        words = vote.question.words if vote else self.decided.get_matter_display()
        return str(self.decided.amendment or f"“{words}”")

    @property
    def may_ask(self) -> bool:
        """Whether this person asks for it."""
        return can(self.acting, "ask_reopening", stage=self.document.stage)

    @property
    def may_confirm(self) -> bool:
        """Whether this person confirms it: a teller who did not ask for it."""
        may = can(self.acting, "confirm_reopening", stage=self.document.stage)
        return may and self.asked is not None and self.asked.asked_by_id != self.acting.person_id

    @property
    def is_late(self) -> bool:
        """Whether something was put on record since the chair asked."""
        return self.asked is not None and self.asked.head != self.document.head

    @cached_property
    def _worked(self) -> tuple[Reopened | None, str]:
        if self.decided is None or self.decided.superseded or self.outcome == self.decided.outcome:
            return None, ""
        try:
            return if_reopened(self.document, self.decided, self.outcome), ""
        except Refused as refused:
            return None, refused.message

    @property
    def follows(self) -> Reopened | None:
        """All that follows; None where nothing does, because the outcome stays as it is."""
        return self._worked[0]

    @property
    def refused(self) -> str:
        """Why it cannot be worked out."""
        return self._worked[1]

    @property
    def pairs(self) -> list[Pair]:
        """Where the text would read otherwise."""
        return changed_places(self.follows.before, self.follows.after) if self.follows else []

    @property
    def again(self) -> list[tuple[str, str, str]]:
        """What else must be put to the vote again: its name, how it stands then, and why."""
        rows = self.follows.again if self.follows else []
        names = [label_of(one.taken.amendment) if one.taken.amendment else "the vote on a paragraph" for one in rows]
        return [(name, one.state, one.why) for name, one in zip(names, rows, strict=True)]

    @property
    def anew(self) -> list[str]:
        """What stands as it was voted, in words that are fitted to the new text."""
        rows = self.follows.resolved_anew if self.follows else []
        return [label_of(one.amendment) for one in rows if one.amendment]

    @property
    def others(self) -> list[Becomes]:
        """The amendments that had fallen and are pending again, and those that fall."""
        return [one for one in self.follows.others if one.revived or one.falls] if self.follows else []
