"""The mail that invites a person: a link that works once."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, override

from amendments.models import Credential, Person


def invitation(credential_id: int) -> Iterator[EmailMessage]:
    """Write the mail with a link that works once; none where the link was revoked or used since."""
    rows = Credential.objects.select_related("person", "congress").filter(used_on__isnull=True, revoked_at__isnull=True)
    credential = rows.exclude(expires_at__isnull=True).filter(pk=credential_id).first()
    if credential is None or not credential.person.email:
        return
    person, congress = credential.person, credential.congress
    link = urljoin(settings.SITE_URL, reverse("sign-in-by-link")) + f"#{credential.token}"
    with override(person.language or settings.LANGUAGE_CODE), timezone.override(congress.time_zone):
        local = timezone.localtime(credential.expires_at)
        until = f"{date_format(local, 'j F, H:i')} {local.tzname()}"
        lines = [gettext("You are invited to {congress}. This link signs you in, once, until {until}:")]
        lines += [link, gettext("It is yours alone: whoever opens it acts in your name. If it is too late, ask for another.")]
        if whose := _told_apart(person):
            lines.insert(0, gettext("For {whose}."))
        body = "\n\n".join(line.format(congress=congress.name, until=until, whose=whose) for line in lines)
        subject = " ".join(gettext("{congress}: your invitation").format(congress=congress.name).split())
        yield EmailMessage(subject, f"{body}\n", to=[person.email])


def _told_apart(person: Person) -> str:
    """Give what tells a person from others who share the address: as few names as it takes, and none where nobody does."""
    others = Person.objects.filter(email__iexact=person.email, is_active=True).exclude(pk=person.pk)
    names = list(others.values_list("name", flat=True))
    first = person.name.partition(" ")[0]
    if person.name in names:
        return f"{person.name}, {person.member_number}"
    return "" if not names else person.name if first in {name.partition(" ")[0] for name in names} else first
