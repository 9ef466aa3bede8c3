"""A site of its own to be tried, as in production: durable PostgreSQL, pages by granian, streams by uvicorn, a congress."""

from __future__ import annotations

import os
import secrets
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import StringIO
from typing import TYPE_CHECKING

from load.web import Visitor
from tests.servers import HOST, ROOT, answers, cluster, free_port, running

if TYPE_CHECKING:
    from amendments.models import Person

PARAGRAPHS, AMENDMENTS, PEOPLE = 120, 40, 300
WORKERS, THREADS = "2", "4"


@dataclass
class Hall:
    """A site with a congress on the floor, and people in it who are signed in."""

    pages: str
    streams: str
    congress: str
    document: str
    chair: Visitor
    delegates: list[Visitor] = field(default_factory=list)
    decisions: int = 5  # that the screens follow
    servers: dict[str, int] = field(default_factory=dict)  # their processes by name, where they are known

    @property
    def floor(self) -> str:
        """The path of the page that everybody watches."""
        return f"/c/{self.congress}/text/{self.document}/floor/"

    @property
    def live(self) -> str:
        """The path of what it follows."""
        return f"/live/{self.congress}/floor/{self.document}/"

    @property
    def live_hall(self) -> str:
        """The path of what phones in the hall follow."""
        return f"/live/{self.congress}/hall/"

    @property
    def hall(self) -> str:
        """The path of the floor on delegates’ phones. The chair’s console and a phone’s own part lie below it."""
        return f"/c/{self.congress}/floor/"


@contextmanager
def own_site(delegates: int, folder: str) -> Iterator[Hall]:
    """Set up all of it, and give the hall once it answers."""
    with cluster() as made, made.serving() as database:
        os.environ |= {
            "PLANK_DATABASE_URL": f"postgres://postgres@{HOST}:{made.port}/postgres",
            "PLANK_SECRET_KEY": secrets.token_urlsafe(64),
            "PLANK_HOSTS": HOST,
            "PLANK_BEHIND_PROXY": "1",  # we say what a proxy would: that it came by HTTPS
            "PLANK_LOCAL_DIR": folder,
            "PLANK_MAIL_URL": "",
            "DJANGO_SETTINGS_MODULE": "load.settings",
        }
        congress, document, cookies = _congress(delegates)
        with _serving() as (pages, streams, servers):
            chair, *others = [Visitor(pages, streams, one) for one in cookies]
            yield Hall(pages, streams, congress, document, chair, others, servers=servers | {"PostgreSQL": database.pid})


def _congress(delegates: int) -> tuple[str, str, list[dict[str, str]]]:
    """Make a congress on the floor, and sign in its chair and so many delegates. Gives the slugs, and their cookies."""
    import django  # noqa: PLC0415 - it reads the environment when it is imported

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415

    from amendments.access import OPERATOR  # noqa: PLC0415
    from amendments.actions.crowd import Newcomer, enter_crowd  # noqa: PLC0415
    from amendments.models import Document, Person, Presence, Role, Seat  # noqa: PLC0415
    from amendments.queries import clock  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("make_load", paragraphs=PARAGRAPHS, amendments=AMENDMENTS, people=PEOPLE, stage="floor", stdout=StringIO())
    document = Document.objects.select_related("congress").get()
    crowd = [Newcomer(f"D-{at:05}", f"Delegate {at}", Role.DELEGATE, None, False, 10_000 + at) for at in range(delegates)]
    people = enter_crowd(acting_user=OPERATOR, congress=document.congress, crowd=crowd)
    seats = Seat.objects.filter(congress=document.congress, person__in=people)
    Presence.objects.bulk_create(Presence(seat=seat, since=clock.now(), by="desk") for seat in seats)
    chair = Person.objects.filter(seats__role=Role.CHAIR).order_by("pk").first()
    found = list(Person.objects.filter(member_number__startswith="D-").order_by("pk"))
    cookies = [_signed_in(one) for one in [chair, *found] if one is not None]
    connections.close_all()
    return document.congress.slug, document.slug, cookies


def _signed_in(person: Person) -> dict[str, str]:
    """Give the cookies of somebody who has signed in: passwords are made to be slow, and are not what is measured."""
    from django.conf import settings  # noqa: PLC0415
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: PLC0415
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415
    from django.utils.crypto import get_random_string  # noqa: PLC0415

    store = SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.create()
    return {settings.SESSION_COOKIE_NAME: str(store.session_key), settings.CSRF_COOKIE_NAME: get_random_string(32)}


@contextmanager
def _serving() -> Iterator[tuple[str, str, dict[str, int]]]:
    """Serve pages and streams as the README says, and give their addresses, and their processes by name."""
    web, live = free_port(), free_port()
    granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(web)]
    granian += ["--workers", WORKERS, "--blocking-threads", THREADS, "platform_app.wsgi:application"]
    uvicorn = [sys.executable, "-m", "platform_app.live", "--port", str(live)]
    with (
        running(granian, lambda _said: answers(web), signal.SIGTERM, cwd=ROOT) as pages,
        running(uvicorn, lambda _said: answers(live), signal.SIGTERM, cwd=ROOT) as streams,
    ):
        yield f"http://{HOST}:{web}", f"http://{HOST}:{live}", {"pages": pages.pid, "streams": streams.pid}
