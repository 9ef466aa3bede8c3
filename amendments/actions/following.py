"""What a person wants to hear of: places, amendments and bodies they follow, how often mails come, what they looked at."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from amendments.access import User, access_congress_for, access_document_for, require
from amendments.access_things import Thing, access_again
from amendments.actions import record
from amendments.models import Body, Congress, Follow, Looked, Mailing, Often
from amendments.queries import clock
from amendments.queries.unsubscribing import Unsubscribing
from amendments.refusals import Refused


@transaction.atomic
def follow(*, acting_user: User, thing: Thing, wanted: bool = True) -> Thing:
    """Follow a place of the text or an amendment, or follow it no longer. Repeated, it changes nothing."""
    person = record.must_be_person(acting_user)
    thing = access_again(acting_user, thing)
    require(thing.acting, "follow", stage=thing.document.stage)
    if thing.amendment is not None:  # a row that says no, because one may follow it by having moved or signed it
        congress = thing.document.congress
        Follow.objects.update_or_create(
            person=person, congress=congress, amendment=thing.amendment, defaults={"wanted": wanted}
        )
    elif wanted:
        Follow.objects.get_or_create(person=person, congress=thing.document.congress, document=thing.document, uid=thing.uid)
    else:
        Follow.objects.filter(person=person, document=thing.document, uid=thing.uid).delete()
    return thing


@transaction.atomic
def follow_body(*, acting_user: User, body: Body, wanted: bool = True) -> Body:
    """Follow what a body brings, or follow it no longer."""
    person = record.must_be_person(acting_user)
    congress = access_congress_for(acting_user, "follow_body", pk=body.congress_id).congress
    if wanted:
        Follow.objects.get_or_create(person=person, congress=congress, body=body)
    else:
        Follow.objects.filter(person=person, body=body).delete()
    return body


@transaction.atomic
def set_mails(*, acting_user: User, congress: Congress, often: str, mine: bool) -> Mailing:
    """Set how often mails of a congress come, and whether one follows what one moved or signed."""
    person = record.must_be_person(acting_user)
    congress = access_congress_for(acting_user, "set_mails", pk=congress.pk).congress
    if often not in Often.values:
        raise Refused("Choose how often mails are to come: as it happens, once a day, once a week, or never.")
    mailing, _ = Mailing.objects.update_or_create(person=person, congress=congress, defaults={"often": often, "mine": mine})
    return mailing


@transaction.atomic
def unsubscribe(*, acting_user: User, link: Unsubscribing) -> Mailing:
    """Stop the mails of a congress for whoever holds a link from one of them. It needs no sign-in, and works once."""
    del acting_user  # the link says whose mails they are; nothing else can be done with it
    mailing, _ = Mailing.objects.get_or_create(person_id=link.person, congress_id=link.congress)
    mailing = Mailing.objects.select_for_update(no_key=True).get(pk=mailing.pk)
    if mailing.round != link.round:
        raise Refused("This link was used already. Mails are set on the page “Following”, once you are signed in.")
    mailing.often, mailing.round = Often.NEVER, mailing.round + 1
    mailing.save(update_fields=["often", "round"])
    return mailing


@transaction.atomic
def mark_looked(*, acting_user: User, congress: Congress, documents: list[int], until: datetime) -> None:
    """Note that one has seen what is new in documents, up to when the page was made."""
    person = record.must_be_person(acting_user)
    access_congress_for(acting_user, "read_news", pk=congress.pk)
    until = min(until, clock.now())
    for pk in documents:
        document = access_document_for(acting_user, "read_document", pk=pk).document
        known = Looked.objects.filter(person=person, document=document).first()
        if known is None:
            Looked.objects.create(person=person, document=document, until=until)
        elif known.until < until:
            known.until = until
            known.save(update_fields=["until"])
