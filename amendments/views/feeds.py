"""Atom feeds of what anyone may read; absent where the text is not for everyone, because feed readers do not sign in."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from amendments.access import access_amendment_for, access_document_for
from amendments.models import Amendment, Document
from amendments.queries.news import feed_of
from amendments.views.pages import READ_PUBLIC, acts


@acts(GET=READ_PUBLIC)
def document_feed(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """What happens to a document and its amendments."""
    found = access_document_for(AnonymousUser(), "read_document", congress=congress, slug=document)
    page = reverse("text", args=[congress, document])
    return _feed(request, found.document, page, found.document.title)


@acts(GET=READ_PUBLIC)
def amendment_feed(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """What happens to one amendment."""
    found = access_amendment_for(AnonymousUser(), "read_amendment", congress=congress, number=number)
    page = reverse("amendment", args=[congress, number])
    return _feed(request, found.document, page, f"{found.amendment} to {found.document.title}", found.amendment)


class _Feed(Atom1Feed):
    """A feed whose time is that of its last entry, or of the congress: it changes only when something happens."""

    def latest_post_date(self) -> datetime:
        """Give when the last thing happened."""
        return max((item["updateddate"] for item in self.items), default=datetime.fromisoformat("2000-01-01T00:00:00+00:00"))


def _feed(request: HttpRequest, document: Document, page: str, title: str, amendment: Amendment | None = None) -> HttpResponse:
    here, home = urljoin(settings.SITE_URL, request.path), document.congress
    feed = _Feed(f"{title}, {home.name}", urljoin(settings.SITE_URL, page), "", feed_url=here, author_name=home.organization)
    for one, words, path in feed_of(document, amendment):
        about = one.amendment.pk if one.amendment else 0
        link = urljoin(settings.SITE_URL, path)
        feed.add_item(words, link, "", unique_id=f"{here}#{one.row}-{about}", pubdate=one.at, updateddate=one.at)
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
