"""A mover files a new version while others have the page open: nobody signs or rules on words that they have not read."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from amendments.access import OPERATOR
from amendments.actions import second_reading, secretary
from amendments.actions.filing import Work
from amendments.actions.versions import revise_amendment
from amendments.life import Stage
from amendments.models import Acceptance, Advice, Amendment, Composite, ReadingStep, Ruling, Support
from tests.kept import kept
from tests.pages.site import browse
from tests.world import World, build

pytestmark = pytest.mark.django_db
SAID = "A1 was revised since you opened this page: version 2 stands now."


@pytest.fixture
@kept
def world() -> World:
    """Give a discussion with A1 and A2, and a second reading under way."""
    world = build(Stage.DISCUSSION)
    secretary.set_orders(acting_user=OPERATOR, congress=world.congress, committee_accepts=True)
    world.file(world.rewrite("1.1", "homes for all", "shelter for all"), mover="mover")
    world.file(world.rewrite("1.2", "municipality", "town"), mover="member")
    reason = "Discussion changed the draft."
    second_reading.begin_second_reading(acting_user=world.committee, document=world.document, reason=reason)
    return world


def revise(world: World) -> None:
    one = Amendment.objects.get(number=1)
    work = Work([world.rewrite("1.1", "homes for all", "palaces for all")], about=one.about, reason=one.reason)
    number = world.reload().published_revision.number
    revise_amendment(acting_user=world.mover, amendment=one, version=1, revision=number, work=work)


def sent(page: bytes) -> tuple[str, dict[str, Any]]:
    """Give what a browser sends of the page's form that says which version it shows, and where to."""
    form = next(one for one in re.findall(r"<form.*?</form>", page.decode(), re.DOTALL) if 'name="read"' in one)
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and not ("radio" in tag or ("checkbox" in tag and "checked" not in tag)):
            found.setdefault(name[1], []).append(unescape(value[1]) if value else "")
    for name, value in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL):
        found[name] = [unescape(value)]
    action = re.search(r'action="([^"]*)"', form.split(">")[0])
    return action[1] if action else "", found


PAGES: dict[str, tuple[str, dict[str, str], Any]] = {
    "support": ("A1/", {}, Support),
    "support, from the text": ("text/{document}/?open=1", {}, Support),
    "screening": ("text/{document}/screening/?at=1", {"do": "out", "reason": "It is about boats."}, Ruling),
    "advice": ("A1/advice/", {"do": "save", "recommendation": "reject", "reason": "It is about boats."}, Advice),
    "acceptance": ("A1/", {}, Acceptance),
    "composite": ("text/{document}/composite/?n=1&n=2", {"do": "propose", "reason": "It is about boats."}, Composite),
    "second reading": ("text/{document}/second-reading/take-in/?a=1", {"why": "It is about boats."}, ReadingStep),
}


@pytest.mark.parametrize("name", PAGES)
def test_nobody_acts_on_words_that_they_have_not_read(world: World, name: str) -> None:
    where, typed, made = PAGES[name]
    client: Client = browse(world.member if made is Support else world.committee)
    url = f"/c/{world.congress.slug}/{where.format(document=world.document.slug)}"
    page = client.get(url)
    assert page.status_code == 200, url
    to, fields = sent(page.content)
    revise(world)
    refused = client.post(to or url, fields | typed)
    assert (refused.status_code, made.objects.exists()) == (409, False)
    assert SAID in refused.content.decode()
    if typed:
        assert "It is about boats." in refused.content.decode()
        fields = sent(refused.content)[1] | typed
    else:
        fields = sent(client.get(url).content)[1]
    assert client.post(to or url, fields).status_code == 302
    assert made.objects.exists()
    world.sound()
