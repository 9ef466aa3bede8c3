"""What is advised on one amendment, as its page shows it: the committee, minorities, and what was accepted without a vote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from amendments.access import ForAmendment
from amendments.life import STANDING, Outcome, Rebase, Recommendation, Rest, Words
from amendments.models import Acceptance, Advice, Objection, Role, StandingOrders
from amendments.models.orders import Objectors
from amendments.queries.document import current_text, text_at
from amendments.queries.places import Place, places
from amendments.queries.talk import speaks_as
from amendments.rules import can, relations_to
from amendments.text.edits import edits_from_json
from amendments.text.html import render
from amendments.text.markdown import parse
from amendments.text.words import in_words


@dataclass(frozen=True)
class Shown:
    """One advice: what, how it was decided, why, and its own words as a redline of the text that was amended."""

    advice: Advice
    word: str
    count: str
    reason: str
    places: list[Place]
    words: str
    signed: str

    @property
    def lost(self) -> bool:
        """Whether its words were put to the vote and lost."""
        return self.advice.lost_id is not None


def show_advice(row: Advice) -> Shown:
    """Compose one advice. Its base revision and signers should have been fetched."""
    found: list[Place] = []
    said = ""
    if row.edits:
        base, edits = text_at(row.base_revision), edits_from_json(row.edits)
        found, said = places(base, edits, f"v{row.pk}-"), in_words(base, edits)
    word = Recommendation(row.recommendation).label
    if row.referred_to:
        word = f"refer to {row.referred_to}"
    return Shown(row, word, count_of(row), render(parse(row.reason)) if row.reason else "", found, said, _signed(row))


def count_of(row: Advice) -> str:
    """Say how the committee voted: "7 to 4, 1 abstained"; nothing where nobody counted."""
    if row.votes_for is None or row.votes_against is None:
        return ""
    abstained = f", {row.abstentions} abstained" if row.abstentions else ""
    return f"{row.votes_for} to {row.votes_against}{abstained}"


def _signed(row: Advice) -> str:
    names = [str(person) for person in row.signers.all()] if row.minority else []
    more = (row.size or 0) - len(names)
    if more > 0:
        unnamed = f"{more} member{'s' if more > 1 else ''}"
        names.append(f"{more} more" if names else unnamed)
    return names[0] if len(names) == 1 else " and ".join([", ".join(names[:-1]), names[-1]]) if names else ""


class AdviceOf:
    """Reads the advice on one amendment: six queries, whatever there is."""

    def __init__(self, found: ForAmendment, now: datetime) -> None:
        self.found, self.now = found, now
        self.amendment, self.document, self.acting = found

    @cached_property
    def _rows(self) -> list[Advice]:
        rows = Advice.objects.filter(amendment=self.amendment, published_at__isnull=False, superseded=False)
        return list(rows.select_related("base_revision", "person", "confirmed_by", "lost").prefetch_related("signers"))

    @cached_property
    def main(self) -> Shown | None:
        """The committee's."""
        return next((show_advice(row) for row in self._rows if not row.minority), None)

    @cached_property
    def minorities(self) -> list[Shown]:
        """Those of minorities, the first one first."""
        return [show_advice(row) for row in self._rows if row.minority]

    @cached_property
    def acceptance(self) -> Acceptance | None:
        """What was accepted without a vote, and stands."""
        return Acceptance.objects.filter(amendment=self.amendment, ended=False).select_related("person").first()

    @cached_property
    def objections(self) -> list[Objection]:
        """Who objected to it."""
        return list(Objection.objects.filter(acceptance=self.acceptance).select_related("person")) if self.acceptance else []

    @cached_property
    def orders(self) -> StandingOrders:
        """The standing orders."""
        return StandingOrders.objects.get(congress=self.document.congress_id)

    def _may(self, action: str) -> bool:
        relations = relations_to(self.acting, self.amendment)
        one = self.amendment
        pending = one.decision == Outcome.PENDING and one.state in STANDING and one.rest == Rest.NONE
        return pending and can(self.acting, action, stage=self.document.stage, relations=relations)

    @property
    def stale(self) -> bool:
        """Whether the advice was given on an earlier version."""
        return self.main is not None and self.main.advice.about_digest != self.amendment.edits_digest

    @property
    def can_object(self) -> bool:
        """Whether this person may object to what was accepted, now."""
        row = self.acceptance
        seat = Role.DELEGATE in self.acting.roles or self.orders.objectors == Objectors.MEMBERS
        mine = any(one.person_id == self.acting.person_id for one in self.objections)
        return row is not None and self.now <= row.until and seat and not mine and self._may("object")

    @property
    def can_accept(self) -> bool:
        """Whether the committee may accept it as it was filed."""
        fits = self.amendment.recommendation in {Recommendation.CARRY, Recommendation.NONE}
        return fits and self.orders.committee_accepts and self.acceptance is None and self._may("accept_amendment")

    @property
    def can_agree(self) -> bool:
        """Whether its mover may agree to the committee's words."""
        words = self.main is not None and bool(self.main.advice.edits) and not self.main.lost and not self.stale
        return words and self.orders.mover_agrees and self.acceptance is None and self._may("agree_to_words")

    @property
    def agreed(self) -> bool:
        """Whether its mover agreed to the committee's words; otherwise the committee accepted it as it was filed."""
        return self.acceptance is not None and self.acceptance.words == Words.ADVISED

    @property
    def over(self) -> bool:
        """Whether the time to object is over."""
        return self.acceptance is not None and self.now > self.acceptance.until

    @property
    def waits(self) -> bool:
        """Whether the committee must confirm its words on the text as it stands."""
        row = self.main.advice if self.main else None
        touching = row is not None and row.rebase_state == Rebase.TOUCHING and row.lost_id is None
        return touching and row is not None and row.confirmed_digest != row.combined_digest

    @property
    def can_confirm(self) -> bool:
        """Whether this person may confirm them."""
        return self.waits and self._may("confirm_words")

    def combined(self) -> list[Place]:
        """Give the committee's words as they would change the text as it stands now, where they wait."""
        if not self.waits or self.main is None:
            return []
        return places(current_text(self.document), edits_from_json(self.main.advice.resolved), "cw-")

    @cached_property
    def drafted(self) -> Advice | None:
        """The draft that this person may go on with: the committee's."""
        if speaks_as(self.found) is None or not self._may("recommend"):
            return None
        return Advice.objects.filter(amendment=self.amendment, minority=False, published_at__isnull=True).first()
