"""What happened, from the rows of the outbox, and who follows it: a constant number of queries for any number of either."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from amendments.life import Outcome, Visibility
from amendments.models import (
    Amendment,
    AmendmentMargin,
    CoMover,
    Decision,
    Entry,
    Follow,
    Mailing,
    Outbox,
    Paragraph,
    Post,
    Seat,
    Section,
    Support,
)
from amendments.models.support import ABOUT
from amendments.queries.among import among

# What followers are told, each as a sentence without any of the words. Acts that are between few people are not among them.
AMENDMENTS = {
    "filed": "{name} was filed.",
    "made_public": "{name} was published.",
    "withdrawn": "{name} was withdrawn.",
    "taken_over": "{name} was taken over by another mover.",
    "revised": "{name} has a new version.",
    "ruled": "The committee has ruled on {name}.",
    "divided": "{name} was divided into parts that are voted apart.",
    "united": "{name} is one question again.",
    "appeal_decided": "The appeal on {name} was heard.",
    "accepted": "{name} was accepted without a vote, unless somebody objects.",
    "objected": "Somebody objected to the acceptance of {name}: the congress votes on it.",
    "enough": "{name} has the supporters that it needs.",
    "short": "{name} had too few supporters when filing closed.",
    "decided": "The congress has decided on {name}.",
    "reopened": "The decision on {name} was reopened: it is put to the vote again.",
    "recounted": "The vote on {name} was counted again.",
    "lapsed": "{name} lapsed: the congress ran out of time.",
    "referred_on": "{name} was referred, with all that was still open.",
    "pending_again": "{name} had fallen, and is pending again.",
    "open_again": "{name} is before the congress again: the one vote on all that was open was taken back.",
    "fallen": "{name} has fallen.",
    "fell_with": "{name} has fallen: what it amends was withdrawn.",
    "stands_again": "{name} stands again: somebody took over what it amends.",
    "carried_over": "{name} was confirmed on the text that was published anew.",
    "rests_unconfirmed": "{name} rests: nobody confirmed it on the new text in time.",
    "let_stand": "{name} stands again.",
}
DOCUMENTS = {
    "published": "The text was published.",
    "second_reading_begun": "The committee took the text up again.",
    "second_reading_abandoned": "The second reading was abandoned: the published text stands.",
    "republished": "The text was published anew.",
    "deadline_set": "The filing deadline was moved.",
    "filing_closed": "Filing was closed.",
    "filing_reopened": "Filing was opened again.",
    "final_vote_again": "The final vote was taken back: the text is on the floor again.",
    "final_vote_recounted": "The final vote was counted again.",
}
POSTED = "Somebody wrote in the discussion of {name}."
FOLLOWED = frozenset({*AMENDMENTS, "posted"})
KINDS = FOLLOWED | DOCUMENTS.keys()


@dataclass(frozen=True)
class Happening:
    """One thing that happened: to an amendment, to a document as a whole, or said on a place (`uid`)."""

    row: int
    kind: str
    at: datetime
    document: int
    amendment: Amendment | None = None
    uid: str = ""
    post: int | None = None
    by: int | None = None

    @property
    def about(self) -> tuple[object, ...]:
        """What tells the thing that it happened to from all others."""
        return ("amendment", self.amendment.pk) if self.amendment else ("place", self.document, self.uid)

    @property
    def public(self) -> bool:
        """Whether whoever may read the document may know of it."""
        return self.amendment is None or self.amendment.visibility == Visibility.READERS


def happenings(rows: Sequence[Outbox]) -> list[Happening]:
    """Give what rows of the outbox tell, in their order: at most five queries."""
    posts = {one.pk: one for one in _posts(_named(rows, "post"))}
    decided = dict(Decision.objects.filter(pk__in=_named(rows, "decision")).values_list("pk", "entry_id"))
    changed = defaultdict(list)
    history = Amendment.history.filter(entry_id__in=decided.values())
    for entry, key, outcome in history.values_list("entry_id", "id", "decision"):
        changed[entry].append((key, outcome))
    keys = {key for some in changed.values() for key, _ in some} | set(_named(rows, "amendment"))
    keys |= {one.thread.amendment_id for one in posts.values() if one.thread.amendment_id}
    known = {one.pk: one for one in _light(keys)}
    found: list[Happening] = []
    for row in rows:
        payload = row.payload
        if post := posts.get(payload.get("post", 0)):
            about = known.get(post.thread.amendment_id or 0)
            found.append(_said(row, post, about))
        elif one := known.get(payload.get("amendment", 0)):
            found.append(Happening(row.pk, row.kind, row.made_at, one.document_id, one))
        elif entry := decided.get(payload.get("decision", 0)):
            for key, outcome in sorted(changed[entry], key=lambda pair: pair[1] == Outcome.FALLEN):
                kind = "fallen" if outcome == Outcome.FALLEN else "decided" if outcome != Outcome.PENDING else ""
                found += [Happening(row.pk, kind, row.made_at, known[key].document_id, known[key])] if kind else []
        elif row.kind in DOCUMENTS and payload.get("document"):
            found.append(Happening(row.pk, row.kind, row.made_at, payload["document"]))
    return found


def _said(row: Outbox, post: Post, about: Amendment | None) -> Happening:
    thread = post.thread
    return Happening(row.pk, "posted", row.made_at, thread.document_id, about, thread.uid, post.pk, post.person_id)


def _named(rows: Iterable[Outbox], word: str) -> list[int]:
    return [row.payload[word] for row in rows if word in row.payload]


def _posts(keys: list[int]) -> list[Post]:
    rows = Post.objects.filter(pk__in=keys, deleted_at__isnull=True, hidden=False).select_related("thread")
    return list(rows.only("person_id", "thread__uid", "thread__amendment_id", "thread__document_id"))


def _light(keys: set[int]) -> list[Amendment]:
    """Give amendments without their words."""
    held = ("number", "document_id", "visibility", "mover_person_id", "mover_body_id", "filed_by_id")
    return list(Amendment.objects.filter(among(Amendment, "id", keys)).only(*held).order_by())


def actors(rows: Sequence[Outbox], congress: int) -> dict[datetime, set[str]]:
    """Give who acted at the moments of rows, as the record has them: by commitment. One query."""
    found: dict[datetime, set[str]] = defaultdict(set)
    entries = Entry.objects.filter(congress=congress, made_at__in={row.made_at for row in rows})
    for at, payload in entries.values_list("made_at", "payload"):
        found[at].add(json.loads(payload)["by"])
    return found


class Following:
    """Who follows what happened, in one congress: nine queries, whatever there is. With `person`, whether that one does."""

    def __init__(self, some: Sequence[Happening], congress: int, person: int | None = None) -> None:
        self.some, self.congress = some, congress
        self.me = Q(person=person) if person else Q()
        keys = {one.amendment.pk for one in some if one.amendment}
        self.where: dict[int, set[str]] = defaultdict(set)
        for key, uid in AmendmentMargin.objects.filter(among(AmendmentMargin, "amendment", keys)).values_list(
            "amendment_id", "uid"
        ):
            self.where[key].add(uid)
        self.above = self._above()
        self.follows = self._follows(keys)
        self.mine = self._mine(keys)

    def _above(self) -> dict[str, str]:
        """Give in which section each section stands, and each paragraph that something happened to: two queries."""
        uids = {uid for some in self.where.values() for uid in some} | {one.uid for one in self.some if one.uid}
        documents = {one.document for one in self.some}
        found = dict(Section.objects.filter(document__in=documents, parent__isnull=False).values_list("uid", "parent__uid"))
        paragraphs = Paragraph.objects.filter(uid__in=uids, section__isnull=False).order_by()
        return found | dict(paragraphs.values_list("uid", "section__uid"))

    def _around(self, uids: set[str]) -> set[str]:
        found = set(uids)
        while more := {self.above[uid] for uid in found if uid in self.above} - found:
            found |= more
        return found

    def _follows(self, keys: set[int]) -> dict[tuple[str, object], set[int]]:
        found: dict[tuple[str, object], set[int]] = defaultdict(set)
        bodies = {one.amendment.mover_body_id for one in self.some if one.amendment}
        around = self._around({uid for some in self.where.values() for uid in some} | {one.uid for one in self.some if one.uid})
        wanted = Q(among(Follow, "amendment", keys)) | Q(uid__in=around - {""}) | Q(body__in=bodies - {None})
        rows = Follow.objects.filter(self.me, wanted, congress=self.congress).order_by()
        for person, amendment, uid, body, yes in rows.values_list("person_id", "amendment_id", "uid", "body_id", "wanted"):
            about = ("amendment" if yes else "not", amendment) if amendment else ("uid", uid) if uid else ("body", body)
            found[about].add(person)
        return found

    def _mine(self, keys: set[int]) -> dict[int, set[int]]:
        """Give who moved, filed or signed amendments, or speaks for a body that did: four queries."""
        found: dict[int, set[int]] = defaultdict(set)
        bodies: dict[int, set[int]] = defaultdict(set)  # body → amendments
        for one in (happening.amendment for happening in self.some if happening.amendment):
            found[one.pk] |= {pk for pk in (one.mover_person_id, one.filed_by_id) if pk}
            if one.mover_body_id:
                bodies[one.mover_body_id].add(one.pk)
        signed = Support.objects.filter(among(Support, "amendment", keys), withdrawn_at__isnull=True).order_by()
        beside = CoMover.objects.filter(among(CoMover, "amendment", keys), answer__in=ABOUT).order_by()
        for rows in (signed, beside):
            for amendment, person, body in rows.values_list("amendment_id", "person_id", "body_id"):
                if person:
                    found[amendment].add(person)
                elif body:
                    bodies[body].add(amendment)
        speakers = Seat.objects.filter(self.me, body__in=bodies, speaks_for_body=True, until__isnull=True).order_by()
        for body, person in speakers.values_list("body_id", "person_id"):
            for amendment in bodies[body]:
                found[amendment].add(person)
        off = set(
            Mailing.objects.filter(self.me, congress=self.congress, mine=False).order_by().values_list("person_id", flat=True)
        )
        return {amendment: people - off for amendment, people in found.items()}

    def of(self, one: Happening) -> set[int]:
        """Give the people who follow what happened, but whoever asked not to hear of this amendment."""
        uids = {one.uid} if one.uid else self.where[one.amendment.pk] if one.amendment else set()
        found = {person for uid in self._around(uids - {""}) for person in self.follows.get(("uid", uid), ())}
        if one.amendment:
            found |= self.follows.get(("amendment", one.amendment.pk), set()) | self.mine.get(one.amendment.pk, set())
            found |= self.follows.get(("body", one.amendment.mover_body_id), set())
            found = found - self.follows.get(("not", one.amendment.pk), set())
        return found - {one.by}
