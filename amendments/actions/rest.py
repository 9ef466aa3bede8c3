"""A hall runs out of time: one vote closes the debate on a document and disposes of all that is still open.

It lapses, or is referred to a body; or the document is remitted as it is, with all that is open, and the committee goes on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from amendments.access import User
from amendments.actions import record, votes
from amendments.actions.chair import check_not_on_the_floor
from amendments.actions.on_paper import OnPaper, check_paper, paper_body
from amendments.actions.relations import relate
from amendments.actions.stages import begin, check_seen, leaving
from amendments.actions.votes import Count
from amendments.actions.words import line
from amendments.life import Left, Matter, Outcome
from amendments.models import Amendment, Decision, Document, Entry, StandingOrders, Vote
from amendments.models.orders_voting import Midnight
from amendments.queries import clock
from amendments.queries.amendment import open_amendments
from amendments.queries.decision import rest_with
from amendments.queries.rest import rest_in_words
from amendments.refusals import Refused


@dataclass(frozen=True)
class Disposed:
    """What the congress decided on all that was open: what becomes of it, to whom it goes, and the count."""

    way: str
    outcome: str
    count: Count = field(default_factory=Count)
    referred_to: str = ""
    paper: OnPaper | None = None


@transaction.atomic
def dispose(*, acting_user: User, document: Document, verdict: Disposed, head: str = "", key: str = "") -> Decision:
    """Record the one vote on all that is still open, and do what follows. `head` is that of the page which listed it."""
    document, _, done = begin("dispose", document, acting_user=acting_user, key=key)
    if done is not None:
        return votes.repeated(done, verdict.outcome, verdict.count)
    check_seen(document, head)
    check_not_on_the_floor(document)
    if verdict.outcome not in {Outcome.CARRIED, Outcome.LOST}:
        raise Refused("The vote on all that is open is carried or lost.")
    to = check_way(document, verdict.way, verdict.referred_to)
    rows = what_is_open(document, verdict.way)
    check_paper(document, verdict.paper, acting_user=acting_user)
    needed = votes.needed_for(document, Matter.REST, verdict.count)
    votes.check_outcome(verdict.count, needed, verdict.outcome, casting=votes.casting(document))
    more: dict[str, Any] = {"needed": needed, "acting_user": acting_user, "paper": verdict.paper}
    made = let_go(document, rows, (verdict.way, to), verdict.outcome, verdict.count, **more)
    record.remember(acting_user, "dispose", key, result=made.pk, at=made.made_at)
    return made


def check_way(document: Document, way: str, referred_to: str) -> str:
    """Give to whom it goes. Raises Refused for what the standing orders do not know, or where nobody is named."""
    known = StandingOrders.objects.values_list("midnight", flat=True).get(congress=document.congress_id)
    if way not in Left.values:
        raise Refused("Say what becomes of what is open: it lapses, it is referred, or the document is remitted.")
    if known == Midnight.NEVER or (known == Midnight.REMIT and way != Left.REMITTED):
        raise Refused("The standing orders know no such vote. Decide on each amendment, or rule otherwise with a reason.")
    to = line(referred_to, "The body that it goes to")
    if way != Left.LAPSES and not to:
        raise Refused("Name the body that it goes to: it is printed in the record.")
    return to if way != Left.LAPSES else ""


def what_is_open(document: Document, way: str) -> list[Amendment]:
    """Give all that wants a decision still. Raises Refused where that is nothing, unless the document itself is remitted."""
    rows = list(open_amendments(document).select_related("primary"))
    if not rows and way != Left.REMITTED:
        raise Refused(f"Nothing is open any more on “{document}”. Put the text as a whole to the vote.")
    return rows


def let_go(
    document: Document,
    rows: list[Amendment],
    where: tuple[str, str],
    outcome: str,
    count: Count,
    *,
    needed: int | None,
    acting_user: User,
    vote: Vote | None = None,
    paper: OnPaper | None = None,
) -> Decision:
    """Put the vote on record and do what follows from it; the document is locked, and the count was checked."""
    (way, to), at, carried = where, clock.now(), outcome == Outcome.CARRIED
    gone = rows if carried and way != Left.REMITTED else []
    after = Outcome.REFERRED if way == Left.REFERRED else Outcome.FALLEN
    resting = [one.amendment for one in rest_with({row.pk for row in gone})]
    body: dict[str, Any] = {
        "outcome": outcome,
        "way": way,
        "referred": to,
        "left": [row.number for row in rows],
        "decided": str(after) if gone else "",
        "rests": [row.number for row in resting],
        "count": votes.words(count, needed),
    }
    body |= ({"vote": vote.number} if vote else {}) | paper_body(paper)
    moved = leaving(document, "dispose") if carried and way == Left.REMITTED else {}
    entry = record.append(
        "left over", body | moved, congress=document.congress, document=document, acting_user=acting_user, at=at
    )
    _keep(document, gone, resting, entry, after=after, acting_user=acting_user)
    if moved:
        document.stage = moved["to"]
        document.save(update_fields=["stage"])
    more: dict[str, Any] = {"entry": entry, "needed": needed, "at": at, "referred_to": to, "vote": vote, "paper": paper}
    return votes.decide(document, Matter.REST, outcome, count, **more)


def _keep(
    document: Document, gone: list[Amendment], resting: list[Amendment], entry: Entry, *, after: Outcome, acting_user: User
) -> None:
    """Save what becomes of each, and note whom it is told."""
    for row in gone:
        row.decision = after
    for row in resting:
        row.decision, row.fallen_because = Outcome.FALLEN, row.rests_in
    record.keep([*gone, *resting], "decision", "fallen_because", document=document, entry=entry, acting_user=acting_user)
    relate([*gone, *resting], document)
    kind = "lapsed" if after == Outcome.FALLEN else "referred_on"
    for row in gone:
        record.promise(kind, congress=document.congress, at=entry.made_at, amendment=row.pk)


def state_rest(document: Document, way: str, referred_to: str) -> tuple[str, str, list[Amendment]]:
    """Give the question in its words, to whom it goes, and what is open: for the floor."""
    to = check_way(document, way, referred_to)
    rows = what_is_open(document, way)
    return rest_in_words(document, way, to, [str(row) for row in rows]), to, rows
