"""What the tests of pages share: every address of the site with what it needs, and who may expect what."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

from django.core.handlers.base import BaseHandler
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from amendments.access import acting_in, signed
from amendments.models import Amendment, Challenge, Entry, Person, Post, Reading, Seat
from amendments.rules import BY_ACTION, Acting, can, can_read, can_see, relations_to
from amendments.views.pages import OPEN, READ_AMENDMENT, READ_DOCUMENT, READ_PUBLIC
from tests.world import World

STRANGER, PASSER_BY = "stranger", ""
# Granted at any stage, by what one is to an amendment or to what is said of it, as far as one may read that.
ABOUT_AMENDMENTS = {"read_paper", "delete_post", "report_post", "moderate_post", "write_note", "follow"}
ABOUT_POSTS = {"edit_post", "delete_post"}


@dataclass(frozen=True)
class Address:
    """One pattern of the resolver: its name, its view, and the words in its path that stand for something."""

    name: str
    route: str
    view: Any
    words: tuple[str, ...]

    @property
    def acts(self) -> dict[str, str]:
        """What each method needs; empty where the view does not say."""
        return dict(getattr(self.view, "acts", {}))


def addresses() -> list[Address]:
    """Give every address of the site, as the resolver knows them."""
    return list(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: list[Any], before: str) -> Iterator[Address]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            words = tuple(part.partition(":")[2].rstrip(">") for part in route.split("<")[1:])
            yield Address(pattern.name or route, route, pattern.callback, tuple(word.split(">")[0] for word in words))


def path(address: Address, world: World, amendment: Amendment | None) -> str:
    """Give the address with this world's things in it."""
    known: dict[str, Callable[[], Any]] = {  # each is looked up where it stands in the address, and only there
        "congress": lambda: world.congress.slug,
        "document": lambda: world.document.slug,
        "number": lambda: amendment.number if amendment else 1,
        "uid": lambda: world.uid("1.1"),
        "person": lambda: world.people["mover"].pk,
        "seat": lambda: Seat.objects.filter(congress=world.congress, person=world.people["mover"]).first().pk,
        "body": lambda: world.branch.slug,
        "token": lambda: "not-whole",
        "post": lambda: Post.objects.filter(thread__document=world.document).values_list("pk", flat=True).first() or 1,
        "register": lambda: 1,
        "vote": lambda: 1,
        "challenge": lambda: Challenge.objects.filter(congress=world.congress).values_list("pk", flat=True).first() or 1,
        "sequence": lambda: Entry.objects.filter(document=world.document).count(),  # the last: the first ones tell of drafts
    }
    return reverse(address.name, args=[known[word]() for word in address.words])


def acting_as(world: World, person: Person | None) -> Acting:
    """Give what a person is in the congress; None is a passer-by."""
    return acting_in(person, world.congress.pk) if person else acting_in(_nobody(), world.congress.pk)


def audience(world: World) -> str | None:
    """Give who may read the document as it stands, where its readings say so."""
    row = Reading.objects.filter(document=world.document, stage=world.document.stage).first()
    return row.audience if row else None


def granted(world: World, acting: Acting, action: str, amendment: Amendment | None, audience: str | None) -> bool:
    """Ask the table itself whether somebody may do this, with the document as it stands."""
    if action == OPEN:
        return True
    if action == READ_PUBLIC:
        action, acting = READ_AMENDMENT if amendment else READ_DOCUMENT, acting_as(world, None)
    stage = world.document.stage
    if action in BY_ACTION and BY_ACTION[action].stages is None and action not in ABOUT_AMENDMENTS:
        seat = Seat.objects.filter(congress=world.congress, person=world.people["mover"]).first()
        return can(acting, action, relations=relations_to(acting, world.people["mover"]) | relations_to(acting, seat))
    readable = can_read(acting, stage, audience)
    if action == READ_DOCUMENT or not readable:
        return readable
    relations = relations_to(acting, amendment) | signed(acting, amendment) if amendment else frozenset()
    if action in ABOUT_POSTS:
        relations = relations_to(acting, Post.objects.get(thread__document=world.document))
    if amendment is not None and not can_see(acting, amendment.visibility, relations):
        return False
    return action == READ_AMENDMENT or can(acting, action, stage=stage, relations=relations)


def _nobody() -> Any:
    from django.contrib.auth.models import AnonymousUser  # noqa: PLC0415 (one use)

    return AnonymousUser()


class Site(BaseHandler):
    """The site without a network: as Django's test client asks it, but without a note of every template's context."""

    def __init__(self) -> None:
        super().__init__()
        self.load_middleware()
        self.requests = RequestFactory()

    def ask(self, method: str, address: str, cookies: SimpleCookie) -> HttpResponseBase:
        """Answer a request. Raises what a view raises, where the settings propagate exceptions."""
        self.requests.cookies = cookies
        request = self.requests.generic(method, address)
        request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
        return self.get_response(request)


def browse(person: Person | None) -> Client:
    """Give a client in which a person is signed in; None is a passer-by."""
    client = Client()
    if person is not None:
        client.force_login(person)
    return client
