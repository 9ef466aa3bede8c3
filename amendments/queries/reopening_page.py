"""The page on which a decision is reopened: what would follow, for the chair who asks and the teller who confirms."""

from __future__ import annotations

from functools import cached_property

from amendments.access import ForDocument
from amendments.life import Matter, Outcome, Stage
from amendments.models import Decision, Reopening
from amendments.queries.compare import Pair, changed_places
from amendments.queries.document import text_at
from amendments.queries.final import Unsealed, if_unsealed
from amendments.queries.going_back import Plan, main_of, plan_of
from amendments.queries.reopening import Becomes, NextVersion, Reopened
from amendments.queries.resolving import if_reopened
from amendments.refusals import Refused
from amendments.rules import can
from amendments.text.apply import apply
from amendments.text.edits import edits_from_json
from amendments.text.number import label_of


class BeforeAgain:
    """Reads one decision and works out what follows if it is undone, or turned: `outcome` is that of a new count."""

    def __init__(self, found: ForDocument, sequence: int) -> None:
        self.document, self.acting = found
        rows = Decision.objects.filter(document=self.document, entry__sequence=sequence)
        rows = rows.select_related("entry", "amendment__primary", "vote__register", "vote__question__upon__amendment")
        asked_for = rows.first()
        self.decided = main_of(asked_for) if asked_for is not None else None
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
        if self.decided.matter == Matter.ADOPTION:
            return f"the final vote on “{self.document}”"
        if self.decided.matter == Matter.REST:
            return "the one vote on all that was open"
        vote = self.decided.vote
        words = vote.question.words.rstrip(".") if vote else self.decided.get_matter_display()
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
    def _worked(self) -> tuple[Plan | None, Reopened | None, str]:
        if self.decided is None or self.decided.superseded:
            return None, None, ""
        try:
            plan = plan_of(self.decided, self.outcome)
            return plan, if_reopened(self.document, plan) if plan.resolves else None, ""
        except Refused as refused:
            return None, None, refused.message

    @property
    def plan(self) -> Plan | None:
        """What goes back; None where that cannot be said."""
        return self._worked[0]

    @cached_property
    def unsealed(self) -> Unsealed | None:
        """The text without its adoption, where that is what goes back."""
        plan, adopted = self.plan, self.document.stage == Stage.ADOPTED
        return if_unsealed(self.document) if adopted and plan and plan.turns else None

    @property
    def together(self) -> list[str]:
        """The amendments that go back with it, because the same vote decided them, or because its words are in them."""
        if self.decided and self.decided.matter == Matter.REST and self.follows:
            return [str(one.amendment) for one in self.follows.others if self._goes_with(one)]
        rows = self.plan.also if self.plan and self.plan.turns else ()
        names = [str(one.amendment) for one in rows if one.amendment]
        return names or [str(one.amendment) for one in (self.plan.decided if self.plan and self.plan.turns else ())]

    @property
    def version(self) -> NextVersion | None:
        """The amendment whose words change, because this one amends it."""
        return self.follows.version if self.follows else None

    @property
    def follows(self) -> Reopened | None:
        """All that follows; None where nothing does, because the outcome stays as it is."""
        return self._worked[1]

    @property
    def refused(self) -> str:
        """Why it cannot be worked out."""
        return self._worked[2]

    @property
    def pairs(self) -> list[Pair]:
        """Where the text would read otherwise."""
        return changed_places(self.follows.before, self.follows.after) if self.follows else []

    @property
    def words(self) -> list[Pair]:
        """How the words of the amendment that it amends change: as that asks for them now, and then."""
        if self.version is None:
            return []
        primary = self.version.primary
        base = text_at(primary.base_revision)
        return changed_places(apply(base, edits_from_json(primary.edits)), apply(base, self.version.edits))

    @property
    def again(self) -> list[tuple[str, str, str]]:
        """What else must be put to the vote again: its name, how it stands then, and why."""
        rows = [*self.follows.again, *(self.version.again if self.version else ())] if self.follows else []
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
        rows = self.follows.others if self.follows else []
        return [one for one in rows if (one.revived or one.falls) and not self._goes_with(one)]

    def _goes_with(self, one: Becomes) -> bool:
        """Tell whether an amendment becomes what the vote itself makes of it."""
        plan, number = self.plan, one.amendment.number
        if plan is None:
            return False
        return number in plan.becomes or (number in plan.left and one.decision == Outcome.PENDING)
