"""The minutes of a document, made from its record: each question in its words and its redline, what was decided, what fell.

They begin where the congress took the document up. Nothing is stored for them but what people add.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from amendments.access import ForDocument
from amendments.life import Method, Outcome
from amendments.models import Addition, Amendment, Decision, Document, Entry, Revision
from amendments.queries.course import AGAIN
from amendments.queries.places import Place, places
from amendments.queries.record import EntryRow, readable_rows
from amendments.queries.states import mover_of
from amendments.queries.tally import Tally, tally_of
from amendments.queries.texts import recall
from amendments.rules import can
from amendments.text.apply import apply
from amendments.text.document import Document as Text
from amendments.text.edits import Edits, Mismatch, edits_from_json
from amendments.text.number import label_of
from amendments.text.stored import sha256
from amendments.text.words import in_words

BEGINS = "taken up"
DISSENTED = frozenset({"decided", "left over", "adopted", "not adopted"})
ADDED = frozenset({"minutes corrected", "dissented"})  # they stand with what they are about
# Between people, and no business of the congress: whoever wants to know reads the record itself.
NOT_MINUTED = ADDED | {"supported", "support withdrawn", "co-mover named", "co-mover answered", "readers set"}
PAGE = 40


def is_minuted(entry: Entry) -> bool:
    """Tell whether an entry is in the minutes: it is one of the congress's, and the document had been taken up."""
    before = Entry.objects.filter(document=entry.document_id, sequence__lte=entry.sequence, kind=BEGINS)
    return entry.kind not in NOT_MINUTED and before.exists()


@dataclass(frozen=True)
class Item:
    """One thing that happened. `words` is the question as it was put, `places` its redline on the text as it stood then.

    `ruled` are rulings that came with it, `head` is that of the record after it.
    """

    row: EntryRow
    mover: str = ""
    words: str = ""
    places: list[Place] = field(default_factory=list)
    outcome: str = ""
    method: str = ""
    counted: str = ""
    tally: Tally | None = None
    present: int | None = None
    fell: list[str] = field(default_factory=list)
    added: list[Addition] = field(default_factory=list)
    may_dissent: bool = False


class Minutes:
    """Reads the minutes of one document: nine queries, however much was decided. `page` begins at 0."""

    def __init__(self, found: ForDocument, page: int = 0, *, everything: bool = False) -> None:
        self.found = found
        self.document, self.acting = found
        self.page, self.everything = page, everything

    @cached_property
    def _entries(self) -> list[Entry]:
        """All entries since the congress took the document up, the first first."""
        rows = Entry.objects.filter(document=self.document).order_by("sequence")
        began = rows.filter(kind=BEGINS).values_list("sequence", flat=True).first()
        return list(rows.filter(sequence__gte=began)) if began else []

    @cached_property
    def _shown(self) -> list[Entry]:
        kept = [entry for entry in self._entries if entry.kind not in NOT_MINUTED]
        return kept if self.everything else kept[self.page * PAGE : (self.page + 1) * PAGE]

    @cached_property
    def total(self) -> int:
        """How many things they tell of."""
        return sum(entry.kind not in NOT_MINUTED for entry in self._entries)

    @property
    def more(self) -> bool:
        """Whether there is a page after this one."""
        return not self.everything and self.total > (self.page + 1) * PAGE

    @cached_property
    def may_correct(self) -> bool:
        """Whether this person may add corrections."""
        return can(self.acting, "correct_minutes", stage=self.document.stage)

    def items(self) -> list[Item]:
        """Give what is shown, in its order."""
        rows = readable_rows(self.found, self._shown)
        decisions = {one.entry_id: one for one in Decision.objects.filter(entry__in=self._shown)}
        dissents = can(self.acting, "dissent", stage=self.document.stage)
        texts = self._texts()
        return [
            self._item(entry, row, decisions.get(entry.pk), texts[entry.pk], dissents=dissents)
            for entry, row in zip(self._shown, rows, strict=True)
        ]

    def _item(self, entry: Entry, row: EntryRow, decision: Decision | None, text: Text, *, dissents: bool) -> Item:
        added, body = self._added[entry.pk], json.loads(entry.payload)["body"]
        may = dissents and entry.kind in DISSENTED and not any(self._is_mine(one) for one in added)
        if not row.open or decision is None:
            return Item(row, added=added, may_dissent=may and row.open)
        amendment = self._amendments.get(row.amendment or 0)
        edits = edits_from_json(body["edits"]) if body.get("edits") and not _is_to_another(amendment) else ()
        return Item(
            row,
            mover=mover_of(amendment) if amendment else "",
            words=_words(text, edits),
            places=places(text, edits, f"e{entry.sequence}-"),
            outcome=_outcome(decision),
            method=Method(decision.method).label,
            counted=_counted(decision),
            tally=tally_of(decision),
            present=decision.present,
            fell=[label_of(one["amendment"]) for one in body.get("others", ()) if _falls(one)],
            added=added,
            may_dissent=may,
        )

    def _is_mine(self, added: Addition) -> bool:
        return added.kind == "dissent" and added.person_id == self.acting.person_id

    @cached_property
    def _added(self) -> dict[int, list[Addition]]:
        found: dict[int, list[Addition]] = defaultdict(list)
        for one in Addition.objects.filter(about__in=self._shown).select_related("person").order_by("made_at", "pk"):
            found[one.about_id].append(one)
        return found

    @cached_property
    def _amendments(self) -> dict[int, Amendment]:
        numbers = {json.loads(entry.payload)["body"].get("amendment") for entry in self._shown}
        rows = Amendment.objects.filter(document=self.document, number__in=numbers - {None})
        return {row.number: row for row in rows.select_related("mover_body", "mover_person")}

    def _texts(self) -> dict[int, Text]:
        """Give the text as it stood before each entry: that of the beginning, and then what each revision made of it."""
        if not self._entries:
            return {}
        first = Revision.objects.filter(document=self.document, entry__sequence__lt=self._entries[0].sequence)
        text, found = recall(first.order_by("-number")[0]), dict[int, Text]()
        again = [entry.pk for entry in self._entries if entry.kind in AGAIN]
        made = {row.entry_id: row for row in Revision.objects.filter(entry__in=again)} if again else {}
        for entry in self._entries:
            found[entry.pk], body = text, json.loads(entry.payload)["body"]
            if entry.pk in made:
                text = recall(made[entry.pk])
            elif "revision" in body and "edits" in body:
                text = apply(text, edits_from_json(body["edits"]))
        return found


def _words(text: Text, edits: Edits) -> str:
    try:
        return in_words(text, edits) if edits else ""
    except Mismatch:
        return ""


def _falls(row: Mapping[str, Any]) -> bool:
    return bool(row.get("falls")) or row.get("decision") == Outcome.FALLEN


def _is_to_another(amendment: Amendment | None) -> bool:
    return amendment is not None and amendment.primary_id is not None


def _outcome(decision: Decision) -> str:
    said = Outcome(decision.outcome).label
    return f"{said} to {decision.referred_to}" if decision.referred_to else said


def _counted(decision: Decision) -> str:
    if decision.needed is None:
        return "Nobody objected."
    counts = f"{decision.votes_for} for, {decision.votes_against} against, {decision.abstentions} abstained"
    return f"{counts}; {decision.needed} were needed."


def minutes_problems(document: Document) -> Iterable[str]:
    """Compare what was added with the record: a sentence for each row that is not what its entry says."""
    entries = Entry.objects.filter(document=document, kind__in=ADDED)
    said = {entry.pk: json.loads(entry.payload)["body"] for entry in entries}
    for row in Addition.objects.filter(document=document).select_related("about"):
        body = said.pop(row.entry_id, {})
        if (row.about.sequence, row.about.digest, sha256(row.words)) != (body.get("entry"), body.get("of"), body.get("words")):
            yield f"What was added to the minutes at entry {row.about.sequence} is not what the record says."
    yield from (f"What was added to the minutes at entry {body['entry']} is missing." for body in said.values())
