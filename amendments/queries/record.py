"""The record of a document as people read it: every entry with its digest, and one entry to the letter."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from amendments.access import ForDocument
from amendments.life import Matter, Outcome
from amendments.models import Amendment, Entry, Ruling
from amendments.queries.revisions import may_read_drafts
from amendments.rules import can_see, relations_to
from amendments.text.number import label_of

PAGE = 50
KINDS = {
    "loaded": ("The draft was loaded", "committee"),
    "edited": ("The draft was edited", "committee"),
    "readers set": ("Who may read it at the stage “{stage}”: {audience}", "office"),
    "put to the council": ("The draft was put to the council", "committee"),
    "approved": ("The council approved the draft", "council"),
    "sent back": ("The council sent the draft back", "council"),
    "published": ("The text was published, and its numbers froze", "committee"),
    "deadline set": ("The filing deadline was moved", "committee"),
    "filing closed": ("Filing was closed", "committee or chair"),
    "filing reopened": ("Filing was opened again", "committee or chair"),
    "second reading begun": ("The committee took the published text up again: reading {reading}", "committee"),
    "working readers set": ("Who may read the working text of a second reading: {audience}", "committee"),
    "second reading step": ("The working text was changed{taken_in}", "committee"),
    "second reading undone": ("The last change of the working text was undone", "committee"),
    "second reading abandoned": ("The second reading was abandoned, and the published text stands", "committee"),
    "republished": ("The text was published anew, with what was taken in, and filing is open on it", "committee"),
    "carried over": ("The mover of {} confirmed it on the new text", "mover"),
    "answers settled": ("What movers did not answer was settled as the standing orders say", "committee or chair"),
    "let stand": ("{} stands again, though nobody answered for it in time", "committee or chair"),
    "taken up": ("The congress took the document up", "chair"),
    "filed": ("{} was {how}", "mover"),
    "revised": ("{} has a new version", "mover"),
    "supported": ("{} was signed by a supporter", "member"),
    "support withdrawn": ("A supporter of {} took the signature back", "member"),
    "co-mover named": ("The mover of {} named somebody to move it together", "mover"),
    "co-mover answered": ("Whoever was named to move {} together: {answer}", "member"),
    "overridden": ("It was ruled otherwise than the standing orders say", "committee or chair"),
    "withdrawn": ("{} was withdrawn", "mover"),
    "withdrawn by leave": ("{} was withdrawn by leave of the congress", "chair"),
    "taken over": ("{} was taken over", "member"),
    "ruled": ("{} was ruled {admissibility}", "committee or chair"),
    "joined": ("{} and {rests}, which ask for the same words, were made one", "committee or chair"),
    "parted": ("{} stands by itself again", "mover or committee"),
    "divided": ("{} was divided into {parts}", "committee or chair"),
    "division asked": ("A delegate asked that {} be divided", "delegate"),
    "division refused": ("The request to divide {} was refused", "committee or chair"),
    "united": ("{} was made one again", "committee or chair"),
    "recommended": ("The committee’s advice on {}: {recommendation}", "committee"),
    "minority advice": ("A minority of the committee advises on {}: {recommendation}", "committee"),
    "words confirmed": ("The committee’s words for {} were confirmed on the current text", "committee"),
    "words lost": ("The committee’s words for {} were put and lost", "chair"),
    "accepted": ("{} was accepted without a vote, unless somebody objects", "committee or mover"),
    "objected": ("An objection was made: the congress votes on {}", "delegate or member"),
    "made public": ("{} was made public", "committee"),
    "list published": ("List {list} was published: {names}", "committee"),
    "appealed": ("The mover of {} appealed against the ruling", "mover"),
    "appeal decided": ("The appeal on {} was heard: it is {admissibility}", "council or chair"),
    "confirmed": ("The combined text of {} was confirmed", "mover or committee"),
    "kept": ("The chair ruled that {} does not fall", "chair"),
    "decided": ("{} was {outcome}", "chair"),
    "reopened": ("The decision on {what} was reopened: it is put to the vote again{again}", "chair and teller"),
    "recounted": ("{what} was counted again: {outcome}{again}", "chair and teller"),
    "counted anew": ("{} was {outcome}, by the new count of several together", "chair and teller"),
    "amended": ("{} was amended, and is put in its new version", "chair"),
    "taken in": ("{} takes in places that came later", "chair"),
    "composite proposed": ("The committee proposed a composite", "committee"),
    "composite answered": ("A mover answered on a composite", "mover"),
    "composite ended": ("A composite was given up", "committee"),
    "list fixed": ("The order of the voting list was put on record", "chair"),
    "reordered": ("{} was given another place on the voting list", "chair"),
    "reorder undone": ("{} has its own place on the voting list again", "chair"),
    "pulled out": ("{} was pulled out of the en bloc list", "delegate or chair"),
    "put back": ("{} was put back into the en bloc list", "delegate or chair"),
    "question put": ("Question {number} was put: {words}", "chair"),
    "question pulled": ("{pulled} was pulled out of the en bloc list on the floor", "delegate or chair"),
    "question ended": ("Question {number} was {ended}", "chair"),
    "vote opened": ("Vote {number} was opened, by {method}", "chair"),
    "vote ended": ("Vote {number} was {ended}", "chair"),
    "hands counted": ("A teller gave in a count of vote {number}", "teller or chair"),
    "vote closed": ("Vote {number} was closed", "chair"),
    "vote declared": ("Vote {number} was declared: {outcome}", "chair"),
    "key destroyed": ("The key of vote {number} was destroyed", "chair"),
    "paragraph struck": ("A paragraph was struck by a vote on it alone", "chair"),
    "left over": ("One vote on all that was still open, {names}: it {way}{to_whom}, {outcome}", "chair"),
    "set aside": ("The congress chose another draft as the base text, and closed this one: {for}", "chair"),
    "title set": ("The document’s title was changed", "committee"),
    "adopted": ("The text was adopted and sealed", "chair"),
    "corrected": ("The adopted text was corrected, by the authority that the congress gave", "committee, chair or secretary"),
    "not adopted": ("The text as a whole was lost", "chair"),
    "minutes corrected": ("The minutes were corrected by an addition", "chair or secretary"),
    "dissented": ("A dissent was attached to a decision", "delegate"),
}

GONE_BACK_ON = {
    Matter.PARAGRAPH: "a paragraph",
    Matter.BLOC: "the en bloc list",
    Matter.REFER: "the referral",
    Matter.ADOPTION: "the text as a whole",
    Matter.REST: "all that was still open",
}


@dataclass(frozen=True)
class EntryRow:
    """One entry: what it says in words, in which seat it was made, its digest; `amendment` where it is about one.

    `reason` is that of a ruling, whose words the entry holds as a digest.
    """

    sequence: int
    at: datetime
    what: str
    seat: str
    digest: str
    amendment: int | None
    open: bool
    reason: str = ""


@dataclass(frozen=True)
class RecordPage:
    """One page of the record, the first entry first."""

    rows: list[EntryRow]
    page: int
    more: bool
    total: int

    @property
    def last(self) -> int:
        """The page with the newest entries."""
        return max(0, self.total - 1) // PAGE


def record_page(found: ForDocument, page: int = 0, *, everything: bool = False) -> RecordPage:
    """Read one page of the record: five queries. What may not be read is listed by its digest alone."""
    entries = Entry.objects.filter(document=found.document).order_by("sequence")
    total = entries.count()
    shown = list(entries if everything else entries[page * PAGE : (page + 1) * PAGE])
    return RecordPage(readable_rows(found, shown), page, not everything and total > (page + 1) * PAGE, total)


def readable_rows(found: ForDocument, entries: list[Entry]) -> list[EntryRow]:
    """Tell entries in words, each as far as this person may read it: two queries."""
    reasons = dict(Ruling.objects.filter(entry__in=entries).values_list("entry_id", "reason"))
    return [_row(one, body, open=may, reason=reasons.get(one.pk, "")) for one, body, may in _readable(found, entries)]


def entry_of(found: ForDocument, sequence: int) -> tuple[Entry, EntryRow] | None:
    """Read one entry to the letter. None where there is none, or where its words may not be read."""
    entry = Entry.objects.filter(document=found.document, sequence=sequence).first()
    if entry is None:
        return None
    ((_, body, allowed),) = _readable(found, [entry])
    return (entry, _row(entry, body, open=True, reason=_reason(entry))) if allowed else None


def _reason(entry: Entry) -> str:
    return Ruling.objects.filter(entry=entry).values_list("reason", flat=True).first() or ""


def _readable(found: ForDocument, entries: list[Entry]) -> list[tuple[Entry, dict[str, Any], bool]]:
    """Tell of each entry whether its words may be read: those about amendments by these, drafts by who reads drafts."""
    bodies = [(entry, json.loads(entry.payload)["body"]) for entry in entries]
    document, acting = found
    about = Amendment.objects.filter(
        document=document, number__in={body["amendment"] for _, body in bodies if "amendment" in body}
    )
    about = about.only("number", "visibility", "mover_person_id", "mover_body_id")
    hidden = {row.number for row in about if not can_see(acting, row.visibility, relations_to(acting, row))}
    drafts = document.published_revision_id is None or may_read_drafts(found)

    def may(entry: Entry, body: dict[str, Any]) -> bool:
        return body.get("amendment") not in hidden and (drafts or entry.kind not in {"loaded", "edited"})

    return [(entry, body, may(entry, body)) for entry, body in bodies]


def _row(entry: Entry, body: dict[str, Any], *, open: bool, reason: str) -> EntryRow:  # noqa: A002 (a word of the page)
    words, seat = KINDS.get(entry.kind, (entry.kind.capitalize(), ""))
    number = body.get("amendment")
    said = {name: value for name, value in body.items() if isinstance(value, str)}
    taken = f": {label_of(body['taken'])} was taken in" if body.get("taken") else ""
    said |= {"reading": str(body.get("reading", "")), "taken_in": taken}
    said |= _of_the_floor(body) | again_in_words(body) | {"how": _filed_how(body)}
    seat = "secretary or chair" if "floor" in body else seat
    said |= {"list": str(body.get("list", "")), "names": ", ".join(label_of(one) for one in body.get("amendments", ()))}
    said |= {"to_whom": f" to {body['referred']}" if body.get("referred") and "left" in body else ""}
    said |= {"names": ", ".join(map(label_of, body["left"])) or "nothing"} if "left" in body else {}
    said["parts"] = ", ".join(label_of(one["amendment"]) for one in body.get("parts", ()) if isinstance(one, dict))
    said["rests"] = ", ".join(map(label_of, body.get("rests", ())))
    what = words.format(label_of(number or 0), **said) if open or number is None else "About an amendment that you may not see"
    if entry.kind == "decided" and open:
        what += _count(body)
    if isinstance(body.get("paper"), dict):
        what += f"; taken on paper on {body['paper']['at'][:16].replace('T', ' at ')} UTC, and entered afterwards"
    return EntryRow(
        entry.sequence,
        entry.made_at,
        what,
        seat,
        entry.digest,
        number if open else None,
        open,
        reason if open else "",
    )


def _filed_how(body: dict[str, Any]) -> str:
    """Say how an amendment came: "filed", or from the floor with how many supporters."""
    if "floor" not in body:
        return "filed"
    many = body["floor"]
    return "moved from the floor" + (f", with {many} supporter{'s' if many > 1 else ''}" if many else "")


def again_in_words(body: dict[str, Any]) -> dict[str, str]:
    """Give what is decided again by an entry, and what must be put again besides."""
    again = [label_of(row["amendment"]) if row["amendment"] else "a paragraph" for row in body.get("again", ())]
    again += [label_of(row["amendment"]) for row in body.get("next version", {}).get("again", ())]
    what = label_of(body["amendment"]) if body.get("amendment") else GONE_BACK_ON.get(body.get("matter", ""), "a motion")
    parts = [number for number in body.get("parts", ()) if not isinstance(number, dict)]  # a division has whole parts there
    what += f" ({', '.join(map(label_of, parts))})" if parts else ""
    return {"what": what, "again": f"; so must {', '.join(again)}" if again else ""}


def _of_the_floor(body: dict[str, Any]) -> dict[str, str]:
    """Give what an entry says of a question or a vote, by name."""
    found = body.get("vote") if isinstance(body.get("vote"), dict) else body.get("question")
    said = {name: str(value) for name, value in found.items()} if isinstance(found, dict) else {}
    return said | ({"pulled": label_of(found["pulled"])} if isinstance(found, dict) and "pulled" in found else {})


def _count(body: dict[str, Any]) -> str:
    count = body["count"]
    said = f", {count['for']} to {count['against']}" if count["needed"] is not None else ""
    fell = [label_of(row["amendment"]) for row in body["others"] if row["falls"]]
    return said + (f"; {', '.join(fell)} fell" if fell and body["outcome"] == Outcome.CARRIED else "")
