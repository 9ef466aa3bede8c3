"""What the committee sets about a document: its title while it is a draft, and who may read it at each stage."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from amendments.access import User, access_document_for
from amendments.actions import record, words
from amendments.actions.stages import begin
from amendments.life import Stage
from amendments.models import Document, Reading
from amendments.models.document import Audience
from amendments.queries import clock
from amendments.refusals import Refused

MOST = 300  # characters of a title


@transaction.atomic
def set_title(*, acting_user: User, document: Document, title: str, key: str = "") -> Document:
    """Give the draft another title. Its address stays, so that links to it go on leading there."""
    document, _, done = begin("set_title", document, acting_user=acting_user, key=key)
    if done is not None:
        return document
    title = words.line(title, "The title", most=MOST)
    if not title:
        raise Refused("A document needs a title: words that people can see.")
    if title == document.title:
        raise Refused("This is its title already.")
    if Document.objects.filter(congress=document.congress_id, title=title).exists():
        raise Refused(f"Another document of this congress is called “{title}”. Choose a title that tells them apart.")
    document.title = title
    document.save(update_fields=["title"])
    at = clock.now()
    body = {"title": title}
    entry = record.append("title set", body, congress=document.congress, document=document, acting_user=acting_user, at=at)
    record.remember(acting_user, "set_title", key, result=entry.pk, at=at)
    return document


@transaction.atomic
def set_audiences(*, acting_user: User, document: Document, audiences: Mapping[str, str]) -> list[str]:
    """Set who may read a document at several stages. Gives the stages that changed, each on record; the others stay."""
    document = access_document_for(acting_user, "set_readers", pk=document.pk, lock=True).document
    if not set(audiences) <= set(Stage.values) or not set(audiences.values()) <= set(Audience.values):
        raise Refused("Choose for each stage one of: the committee, delegates, members, everyone.")
    known = dict(Reading.objects.filter(document=document).values_list("stage", "audience"))
    changed = [stage for stage, audience in audiences.items() if known.get(stage, Audience.MEMBERS) != audience]
    if not changed:
        raise Refused("Nothing was changed: each stage is read by the same people as before.")
    at = clock.now()
    for stage in changed:
        Reading.objects.update_or_create(document=document, stage=stage, defaults={"audience": audiences[stage]})
        body = {"stage": stage, "audience": audiences[stage]}
        record.append("readers set", body, congress=document.congress, document=document, acting_user=acting_user, at=at)
    return changed
