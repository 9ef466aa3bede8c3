"""Mails about a whole document: told to the delegates, to those who could vote on it, and to those who follow a part of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, override

from amendments.access import audience_of
from amendments.models import Document, Follow, Mailing, Often, Outbox, Person, RegisterLine, Role, Seat
from amendments.rules import Acting, can_read

SENTENCES = {
    "final_vote_again": "The final vote on “{document}” was taken back: the text is on the floor again.",
    "final_vote_recounted": "The final vote on “{document}” was counted again.",
}
BECAUSE = "Plank writes to you because you are a delegate of this congress, could vote on this text, or follow a part of it."


def tells(row: Outbox) -> bool:
    """Tell whether a row, or the row to one person that was made of it, is about a whole document."""
    return row.payload.get("kind", row.kind) in SENTENCES


def addressed(row: Outbox) -> dict[int, dict[str, Any]]:
    """Give by person what a row of their own holds: all who are to be told, and may read the document. Seven queries."""
    document = Document.objects.filter(pk=row.payload["document"]).first()
    if document is None:
        return {}
    wants = dict(Mailing.objects.filter(congress=row.congress_id).values_list("person", "often"))
    seats, roles = Seat.objects.filter(congress=row.congress_id, until__isnull=True), defaultdict[int, set[Role]](set)
    for key, role in seats.values_list("person_id", "role"):
        roles[key].add(Role(role))
    delegates = {key for key, held in roles.items() if Role.DELEGATE in held}
    voters = set(RegisterLine.objects.filter(register__votes=row.payload.get("vote")).values_list("holder", flat=True))
    here = Q(document=document) | Q(amendment__document=document)
    follow = set(Follow.objects.filter(here, wanted=True).values_list("person", flat=True))
    told = {key for key in delegates | voters if wants.get(key) != Often.NEVER}
    told |= {key for key in follow if wants.get(key) == Often.AT_ONCE}
    audience = audience_of(document)
    reached = Person.objects.filter(pk__in=told, is_active=True).exclude(email="").values_list("pk", flat=True)
    may = [key for key in reached if can_read(Acting(person_id=key, roles=frozenset(roles[key])), document.stage, audience)]
    return {key: {"kind": row.kind, "document": document.pk} for key in may}


def mails(row: Outbox) -> Iterator[EmailMessage]:
    """Write the mail of a row to one person, in their language; of a row to nobody yet, those to all whom it tells."""
    document = Document.objects.select_related("congress").filter(pk=row.payload["document"]).first()
    people = [row.to] if row.to else Person.objects.filter(pk__in=addressed(row)).order_by("pk")
    for person in people if document else ():
        if document is not None and person.email and person.is_active:
            yield _written(row.payload.get("kind", row.kind), document, person)


def _written(kind: str, document: Document, person: Person) -> EmailMessage:
    link = urljoin(settings.SITE_URL, reverse("text", args=[document.congress.slug, document.slug]))
    with override(person.language or settings.LANGUAGE_CODE):
        sentence = gettext(SENTENCES[kind]).format(document=document)
        body = "\n\n".join([sentence, link, gettext(BECAUSE)]) + "\n"
    return EmailMessage(" ".join(f"{document.congress.name}: {sentence}".split()), body, to=[person.email])
