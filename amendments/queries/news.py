"""What is new: for a person since they last looked, by document; and for a feed, what anyone may know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse

from amendments.access import ForCongress, audience_of, readable_documents
from amendments.models import Amendment, Decision, Document, Follow, Looked, Outbox, Post, Support
from amendments.queries.following import labels_of
from amendments.queries.happenings import AMENDMENTS, DOCUMENTS, KINDS, POSTED, Following, Happening, happenings
from amendments.rules import Acting, can_read, can_see, relations_to

FIRST = timedelta(days=14)  # how far back one sees who has never looked
MOST, SHOWN, FEED = 2000, 30, 50


@dataclass
class Group:
    """What is new about one thing: its name, where it is read, and each happening as a sentence, the last first."""

    name: str
    url: str
    followed: bool
    lines: list[tuple[datetime, str]] = field(default_factory=list)


@dataclass(frozen=True)
class News:
    """What is new in one document. `more` is how many things stand in no row here."""

    document: Document
    since: datetime
    first: bool
    groups: list[Group]
    more: int


def news_of(found: ForCongress, now: datetime) -> list[News]:
    """Read what is new since one last looked: at most eighteen queries, two more where very much is; what one follows first."""
    congress, acting = found
    documents = readable_documents(acting, congress)
    looked = dict(Looked.objects.filter(person=acting.person_id, document__in=documents).values_list("document_id", "until"))
    since = {one.pk: looked.get(one.pk, now - FIRST) for one in documents}
    if not since:
        return []
    rows = Outbox.objects.filter(congress=congress, to__isnull=True, kind__in=KINDS, made_at__gt=min(since.values()))
    newest = list(rows.order_by("-made_at")[:MOST])
    if len(newest) == MOST:  # what one follows is not lost among all that happened since
        followed = rows.filter(made_at__lt=newest[-1].made_at, payload__amendment__in=_mine(acting, congress.pk))
        newest += followed.order_by("-made_at")[:MOST]
    some = [one for one in happenings(newest) if _new(one, since, acting)]
    following, names = Following(some, congress.pk, acting.person_id), _Names(some, congress.slug, documents)
    mine: dict[int, list[tuple[Happening, bool]]] = defaultdict(list)
    for each in some:
        mine[each.document].append((each, acting.person_id in following.of(each)))
    return [_of(one, mine[one.pk], names, since[one.pk], first=one.pk not in looked) for one in documents]


def _mine(acting: Acting, congress: int) -> list[int]:
    """Give the amendments that a person follows by themselves, the last ones: one query."""
    me = acting.person_id
    asked = Follow.objects.filter(person=me, amendment__isnull=False, wanted=True).values("amendment")
    signed = Support.objects.filter(person=me, withdrawn_at__isnull=True).values("amendment")
    wanted = Q(mover_person=me) | Q(filed_by=me) | Q(pk__in=asked) | Q(pk__in=signed)
    return list(Amendment.objects.filter(wanted, congress=congress).order_by("-pk").values_list("pk", flat=True)[:MOST])


def _new(one: Happening, since: dict[int, datetime], acting: Acting) -> bool:
    if one.document not in since or one.at <= since[one.document] or one.by == acting.person_id:
        return False
    return one.amendment is None or can_see(acting, one.amendment.visibility, relations_to(acting, one.amendment))


def _of(document: Document, mine: list[tuple[Happening, bool]], names: _Names, since: datetime, *, first: bool) -> News:
    things: dict[tuple[object, ...], tuple[bool, list[Happening]]] = {}
    for one, followed in mine:
        things.setdefault(one.about, (followed, []))[1].append(one)
    rows = sorted(things.values(), key=lambda thing: not thing[0])
    return News(document, since, first, [_group(followed, some, names) for followed, some in rows[:SHOWN]], len(rows[SHOWN:]))


def _group(followed: bool, some: list[Happening], names: _Names) -> Group:
    name, url = names.of(some[0])
    return Group(name, url, followed, [(one.at, sentence(one, name)) for one in some])


def sentence(one: Happening, name: str) -> str:
    """Say what happened, in none of the words that were written."""
    return (AMENDMENTS | DOCUMENTS | {"posted": POSTED})[one.kind].format(name=name)


class _Names:
    """Names what things happened to, and gives where each is read: two queries."""

    def __init__(self, some: Sequence[Happening], congress: str, documents: Sequence[Document]) -> None:
        self.congress = congress
        self.documents = {one.pk: one for one in documents}
        self.labels = labels_of({one.uid for one in some if one.uid})

    def of(self, one: Happening) -> tuple[str, str]:
        if one.amendment is not None:
            return str(one.amendment), reverse("amendment", args=[self.congress, one.amendment.number])
        document = self.documents[one.document]
        if one.uid:
            name = self.labels.get(one.uid, ("a paragraph", "p"))[0]
            return name, reverse("place-talk", args=[self.congress, document.slug, one.uid])
        return document.title, reverse("text", args=[self.congress, document.slug])


def feed_for(document: Document, amendment: Amendment | None = None) -> str:
    """Give the address of a feed, "" where it is not for everyone, because feed readers do not sign in: one query."""
    hidden = amendment is not None and not can_see(Acting(), amendment.visibility, ())
    if hidden or not can_read(Acting(), document.stage, audience_of(document)):
        return ""
    if amendment is not None:
        return reverse("amendment-feed", args=[document.congress.slug, amendment.number])
    return reverse("document-feed", args=[document.congress.slug, document.slug])


def _about(one: Amendment) -> Q:
    """Give the condition that a row is about one amendment, however much happened to others: two queries."""
    posts = Post.objects.filter(thread__amendment=one).order_by("-pk").values_list("pk", flat=True)[:FEED]
    decisions = Decision.objects.filter(entry__in=Amendment.history.filter(id=one.pk).values("entry"))
    keys = list(decisions.order_by("-pk").values_list("pk", flat=True)[:FEED])
    mine = Q(payload__amendment=one.pk) | Q(payload__post__in=list(posts)) | Q(payload__decision__in=keys)
    return mine & Q(kind__in=KINDS - DOCUMENTS.keys())


def feed_of(document: Document, amendment: Amendment | None = None) -> list[tuple[Happening, str, str]]:
    """Give the last things that anyone may know of a document, or of one amendment, each with its sentence and address."""
    about = _about(amendment) if amendment else Q(kind__in=KINDS)
    rows = Outbox.objects.filter(about, congress=document.congress_id, to__isnull=True).order_by("-made_at")[:MOST]
    some = [
        one
        for one in happenings(list(rows))
        if one.document == document.pk and one.public and (amendment is None or one.amendment == amendment)
    ][:FEED]
    names = _Names(some, document.congress.slug, [document])
    found = []
    for one in some:
        name, url = names.of(one)
        path = reverse("post", args=[document.congress.slug, one.post]) if one.post else url
        found.append((one, sentence(one, name), path))
    return found
