"""What follows where a decision is reopened, or a recount turns it: values that the page shows and the act writes."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from amendments.life import Matter, Outcome
from amendments.models import Amendment, Decision, Document, Entry
from amendments.queries.advice import WordsFollow
from amendments.queries.course import AGAIN, Taken
from amendments.queries.disposing import standing_votes
from amendments.queries.document import current_text
from amendments.queries.going_back import Plan, first_entry
from amendments.text.document import Document as Text
from amendments.text.edits import Edits, edits_to_json
from amendments.text.rebase import Rebased, State
from amendments.text.stored import parts

STAND = frozenset({State.CLEAN, State.SHIFTED, State.SATISFIED})  # a change that says the same on the new text


@dataclass(frozen=True)
class Becomes:
    """What becomes of one amendment: its decision, because of which it falls, and how it stands on the new text.

    `again`: it was carried and is put again. `rebased` is None where it has no text of its own to follow.
    """

    amendment: Amendment
    decision: str
    because: Amendment | None = None
    rebased: Rebased | None = None
    standing: tuple[list[int], dict[int, str]] | None = None
    places: frozenset[str] = frozenset()
    again: bool = False

    @property
    def revived(self) -> bool:
        """Whether it had fallen, or was referred, and is pending again."""
        return self.amendment.decision in {Outcome.FALLEN, Outcome.REFERRED} and self.decision == Outcome.PENDING

    @property
    def falls(self) -> bool:
        """Whether it falls now."""
        return self.amendment.decision == Outcome.PENDING and self.decision == Outcome.FALLEN

    @property
    def differs(self) -> bool:
        """Whether it becomes something else than it is."""
        row, now = self.amendment, self.rebased
        if (row.decision, row.fallen_because_id) != (self.decision, self.because.pk if self.because else None):
            return True
        stood = (row.rebase_state, row.resolved, row.combined_digest)
        return now is not None and (str(now.state), edits_to_json(now.edits), now.digest) != stood


@dataclass(frozen=True)
class Once:
    """A change that stood and must be put to the vote again: the change, its state on the new text, and why."""

    taken: Taken
    state: str
    why: str


@dataclass(frozen=True)
class NextVersion:
    """The words of an amendment once one to it is undone, or turned: its edits where they were filed, and how it then stands.

    `of` are the amendments to it that these words have in them, by number; `again` those that must be put once more.
    """

    primary: Amendment
    edits: Edits
    of: list[int]
    again: list[Once]
    becomes: Becomes


@dataclass
class Reopened:
    """All that follows. `undone` are the changes that go; `version` is what becomes of the words of another amendment."""

    plan: Plan
    before: Text
    after: Text
    undone: list[Taken]
    steps: list[Taken] = field(default_factory=list)
    again: list[Once] = field(default_factory=list)
    others: list[Becomes] = field(default_factory=list)
    words: list[WordsFollow] = field(default_factory=list)
    were: dict[tuple[int, int | None], Any] = field(default_factory=dict)  # the edits of changes as they were
    version: NextVersion | None = None

    @property
    def resolved_anew(self) -> list[Taken]:
        """The changes that stand, with other edits than they had."""
        return [one for one in self.steps if self.were.get(one.key) != one.edits]

    @property
    def changes_text(self) -> bool:
        """Whether the text reads otherwise afterwards."""
        return self.before != self.after


def _disposed(document: Document, rows: list[Decision]) -> list[Decision]:
    """Leave of decisions that went back those that did after the last vote on all that was open, if one stands: two queries."""
    vote = standing_votes(document).first() if any(one.superseded for one in rows) else None
    if vote is None:
        return rows
    entries = Entry.objects.filter(document=document, kind__in=AGAIN, sequence__gt=first_entry(vote))
    undone = set[int]()
    for text in entries.values_list("payload", flat=True):
        body = json.loads(text)["body"]
        undone |= {body["entry"], *body["with"], *(row["decision"] for row in body.get("again", ()))}
    return [one for one in rows if not one.superseded or one.entry.sequence in undone]


def put_again(document: Document) -> list[Decision]:
    """Give the decisions on paragraphs that were reopened and are not decided again: one query, or a few."""
    rows = Decision.objects.filter(document=document, matter=Matter.PARAGRAPH, vote__isnull=False)
    found = [one for one in rows.select_related("vote__question", "entry").order_by("entry__sequence") if one.vote]
    settled = {one.id for one in parts(current_text(document)) if one.struck} if found else set[str]()
    settled |= {one.vote.question.paragraph for one in found if one.vote and not one.superseded}
    last = {one.vote.question.paragraph: one for one in found if one.vote}
    return _disposed(document, [one for uid, one in last.items() if uid not in settled])
