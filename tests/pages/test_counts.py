"""Each page reads in a constant number of queries: the number is written here, and holds for one row and for many."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amendments.actions.filing import Work
from amendments.actions.support import support_amendment
from amendments.actions.versions import revise_amendment
from amendments.life import Stage
from amendments.models import Amendment
from tests.pages.site import browse
from tests.world import World, build

SESSION_AND_PERSON = 2
AMENDED = ("homes for all", "municipality", "twice a year")
LABELS = ("1.1", "1.2", "1.3")


def queries(world: World, person: str, url: str, data: dict[str, Any] | None = None) -> int:
    client = browse(world.people[person])
    client.get(url)  # the texts of revisions never change, and are remembered from the first reading on
    with CaptureQueriesContext(connection) as found:
        response = client.post(url, data) if data is not None else client.get(url)
    assert response.status_code == 200, (url, response.status_code)
    return len(found) - SESSION_AND_PERSON


def file_some(world: World, many: int) -> None:
    for label, words in list(zip(LABELS, AMENDED, strict=True))[:many]:
        world.file(world.rewrite(label, words, f"{words}, then,"))
    one = world.file(world.rewrite("1.1", "homes", "houses"))
    for who in ("delegate", "council", "chair")[:many]:
        support_amendment(acting_user=world.people[who], amendment=Amendment.objects.get(number=1))
    number = world.reload().published_revision.number
    for version in range(1, many + 1):
        work = Work([world.rewrite("1.1", "homes", "houses")], "a word", f"Reason {version}.")
        revise_amendment(acting_user=world.member, amendment=one, version=version, revision=number, work=work)


def address(world: World, rest: str = "") -> str:
    return f"/c/{world.congress.slug}/{rest}"


PAGES: list[tuple[str, str, Callable[..., str], int]] = [
    ("the overview", "member", address, 19),
    ("the text", "member", lambda w: address(w, f"text/{w.document.slug}/"), 13),
    ("the redline of the text", "member", lambda w: address(w, f"text/{w.document.slug}/?as=redline"), 13),
    ("a text with a mark open", "member", lambda w: address(w, f"text/{w.document.slug}/?open=1"), 14),
    ("the list", "member", lambda w: address(w, "amendments/"), 16),
    ("the search", "member", lambda w: address(w, "search/?q=homes"), 9),
    ("the list narrowed", "member", lambda w: address(w, "amendments/?advice=none"), 16),
    ("an amendment", "member", lambda w: address(w, "A1/"), 40),
    ("filing", "member", lambda w: address(w, f"text/{w.document.slug}/amend/"), 9),
    ("the floor's list", "member", lambda w: address(w, f"text/{w.document.slug}/floor/"), 15),
    ("the record", "member", lambda w: address(w, f"text/{w.document.slug}/record/"), 12),
    ("the rules", "member", lambda w: address(w, "rules/"), 6),
    ("the orders", "member", lambda w: address(w, "orders/"), 8),
    ("the supporters", "member", lambda w: address(w, "A1/supporters/"), 11),
    ("the versions", "member", lambda w: address(w, f"A{w.congress.amendments.count()}/versions/"), 8),
]


@pytest.mark.django_db
@pytest.mark.parametrize("many", [1, 3])
@pytest.mark.parametrize(("name", "person", "url", "number"), PAGES, ids=[row[0] for row in PAGES])
def test_pages(name: str, person: str, url: Callable[[World], str], number: int, many: int) -> None:
    world = build(Stage.DISCUSSION)
    file_some(world, many)
    Session.objects.all().delete()
    assert queries(world, person, url(world)) == number
