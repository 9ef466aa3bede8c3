"""Mails to those who follow: each a sentence and a link, none of the words, and a link that stops them without signing in."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext, override

from amendments.models import Amendment, Mailing, Often, Outbox, Post
from amendments.queries.happenings import AMENDMENTS, POSTED
from amendments.queries.talks import names_of
from amendments.queries.unsubscribing import Unsubscribing, token_for

WHY = "Plank writes to you because you follow this. To stop these mails, open this link; you need not sign in:"


def following_mails(row: Outbox) -> Iterator[EmailMessage]:
    """Write the mail of one row to one follower; none where they stopped them meanwhile, or what it was about is gone."""
    person = row.to
    if person is None or not person.email or not person.is_active:
        return
    mailing = Mailing.objects.filter(person=person, congress=row.congress).first()
    if mailing is not None and mailing.often == Often.NEVER:
        return
    with override(person.language or settings.LANGUAGE_CODE):
        sentence, path = _summary(row) if row.kind == "summary" else _told(row)
        if not sentence:
            return
        link = Unsubscribing(person.pk, row.congress_id, mailing.round if mailing else 0)
        stop = urljoin(settings.SITE_URL, reverse("unsubscribe", args=[token_for(link)]))
        body = "\n\n".join([sentence, urljoin(settings.SITE_URL, path), gettext(WHY), stop])
    subject = " ".join(f"{row.congress.name}: {sentence}".split())
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    yield EmailMessage(subject, f"{body}\n", to=[person.email], headers=headers)


def _summary(row: Outbox) -> tuple[str, str]:
    many = row.payload["new"]
    words = (
        gettext("One thing is new in what you follow.") if many == 1 else gettext("{many} things are new in what you follow.")
    )
    return words.format(many=many), reverse("new", args=[row.congress.slug])


def _told(row: Outbox) -> tuple[str, str]:
    """Give the sentence and the path; an empty sentence where there is nothing left to tell."""
    if said := row.payload.get("said"):
        post = Post.objects.filter(pk=said, hidden=False, deleted_at__isnull=True).select_related("thread__amendment").first()
        if post is None:
            return "", ""
        name = names_of([post.thread])[post.thread_id][0]
        return gettext(POSTED).format(name=name), reverse("post", args=[row.congress.slug, post.pk])
    one = Amendment.objects.filter(pk=row.payload.get("about")).first()
    if one is None or row.payload["kind"] not in AMENDMENTS:
        return "", ""
    return gettext(AMENDMENTS[row.payload["kind"]]).format(name=one), reverse("amendment", args=[row.congress.slug, one.number])
