"""The parts of the pages that everyone reads: the floor, the voting list, a decision; and what is new about a text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from amendments.access import ForAmendment, ForDocument
from amendments.life import Outcome, Visibility
from amendments.live.part import AmendmentPart, DocumentPart
from amendments.models import Amendment, Decision
from amendments.queries.amendment import seen_by
from amendments.queries.clock import now
from amendments.queries.decided import Decided
from amendments.queries.floor import Floor, counts_in_words
from amendments.queries.floor_glance import floor_glance, listed_ways, next_step, turns
from amendments.queries.states import state_of
from amendments.queries.voting_glance import turns as voting_turns
from amendments.queries.voting_glance import voting_glance, ways
from amendments.queries.voting_page import VotingPage
from amendments.rules import Acting, can

GLANCE = "components/glance.html"
CHAIRS = ("take_to_floor", "record_decision")


def number_of(typed: str) -> int:
    """Read the number of a page from an address; the first where it is none."""
    return int(typed) if typed.isdecimal() and len(typed) < 6 else 0


class FloorPart(DocumentPart):
    """The amendments of a document as they are decided, in their order."""

    pieces = {"glance": GLANCE, "list": "live/floor.html"}
    asks = ("page", "show")

    def alike(self, acting: Acting) -> bool:
        """Tell whether somebody has no step to take here, and sees no amendment that readers do not."""
        if any(can(acting, act, stage=self.document.stage) for act in CHAIRS):
            return False
        hidden = Amendment.objects.filter(seen_by(acting), document=self.document).exclude(visibility=Visibility.READERS)
        return acting.person_id is None or not hidden.exists()

    def context(self, acting: Acting) -> dict[str, Any]:
        """Read the list."""
        shown, number = self.asked.get("show"), number_of(self.asked.get("page", ""))
        floor = Floor(ForDocument(self.document, acting), page=number, only_open=shown == "open")
        return {
            "floor": floor,
            "groups": floor.groups(),
            "document": self.document,
            "step": next_step(floor, self.congress),
            "switch": listed_ways(floor),
            "turns": turns(floor),
            "glance": floor_glance(floor, self.congress, now()),
            "last": last_decision(self),
        }

    def said(self, context: Mapping[str, Any]) -> str:
        """Say what was decided last."""
        last, glance = context["last"], context["glance"]
        return decided_in_words(last) if last else f"{glance.where}: {glance.where_more}"


def last_decision(part: DocumentPart) -> Decision | None:
    """Give what was decided last on a document, and stands."""
    rows = Decision.objects.filter(document=part.document, superseded=False).select_related("amendment")
    return rows.order_by("-entry__sequence").first()


def decided_in_words(decision: Decision) -> str:
    """Say a decision in one sentence."""
    outcome = Outcome(decision.outcome).label
    return f"{decision.amendment or decision.get_matter_display()}: {outcome}. {counts_in_words(decision)}"


class VotingPart(DocumentPart):
    """The voting list of a document."""

    pieces = {"glance": GLANCE, "list": "live/voting.html"}
    asks = ("page", "show")

    def alike(self, acting: Acting) -> bool:
        """Tell whether somebody can only read the list."""
        return not any(can(acting, act, stage=self.document.stage) for act in ("order_list", "pull_out", *CHAIRS))

    def context(self, acting: Acting) -> dict[str, Any]:
        """Read the list."""
        found, number = ForDocument(self.document, acting), number_of(self.asked.get("page", ""))
        page = VotingPage(found, way=self.asked.get("show", ""), page=number)
        return {
            "page": page,
            "sections": page.sections(),
            "document": self.document,
            "switch": ways(page),
            "turns": voting_turns(page),
            "glance": voting_glance(page, self.congress, now()),
            "typed": {},
            "key": uuid4().hex if acting.person_id else "",
        }

    def said(self, context: Mapping[str, Any]) -> str:
        """Say how much is on the list."""
        return f"The voting list has changed: {context['glance'].where_more}"


class DecisionPart(AmendmentPart):
    """What was decided on an amendment, and all that followed."""

    pieces = {"glance": GLANCE, "decision": "live/decision.html"}

    def alike(self, acting: Acting) -> bool:
        """Tell whether somebody has no step to take here, and sees no amendment that readers do not."""
        if can(acting, "see_reopening", stage=self.document.stage):
            return False
        return FloorPart(self.document, acting, {}).alike(acting)

    def context(self, acting: Acting) -> dict[str, Any]:
        """Read the decision."""
        page = Decided(ForAmendment(self.amendment, self.document, acting))
        floor = Floor(ForDocument(self.document, acting))
        return {
            "page": page,
            "document": self.document,
            "floor": floor,
            "step": next_step(floor, self.congress) if floor.presides else None,
            "glance": floor_glance(floor, self.congress, now()),
        }

    def said(self, context: Mapping[str, Any]) -> str:
        """Say the decision that stands."""
        found = context["page"].decision
        return decided_in_words(found) if found else f"Nothing is decided on {self.amendment} yet."


class TextNews(DocumentPart):
    """That the text has changed since it was opened: its words never move under the eyes of whoever reads."""

    pieces = {"news": "live/text_news.html"}

    def context(self, acting: Acting) -> dict[str, Any]:
        """Give the revision that stands."""
        del acting
        return {"document": self.document, "revision": self.document.current_revision}


class AmendmentNews(AmendmentPart):
    """That an amendment was decided, ruled on or revised since it was opened."""

    pieces = {"news": "live/amendment_news.html"}

    def context(self, acting: Acting) -> dict[str, Any]:
        """Give its version and state, and the count where it was decided."""
        del acting
        decision = Decision.objects.filter(amendment=self.amendment, superseded=False).first()
        counts = counts_in_words(decision) if decision else ""
        return {"amendment": self.amendment, "state": state_of(self.amendment), "counts": counts}
