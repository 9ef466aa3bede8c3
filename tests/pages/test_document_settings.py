"""What the committee sets about a document, and the two moves that are its own: each is shown before it is done."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from amendments.actions import council
from amendments.life import Stage
from amendments.models import Congress, Document
from amendments.queries.verify import problems
from tests.pages.site import browse
from tests.world import YES, World


def url(world: World, rest: str) -> str:
    return f"/c/{world.congress.slug}/text/{world.document.slug}/{rest}/"


@pytest.fixture
def editor(drafting: World) -> Client:
    return browse(drafting.people["committee"])


def read(answer: Any) -> str:
    return str(answer.content.decode())


def approve(world: World) -> None:
    world.to(Stage.COUNCIL)
    council.approve(acting_user=world.people["council"], document=world.document, count=YES)


def test_the_title_is_changed_while_it_is_a_draft(drafting: World, editor: Client) -> None:
    for typed, says in (("", "Not yet: a document needs a title."), ("Homes in Common", "its title already")):
        answer = editor.post(url(drafting, "settings/title"), {"title": typed})
        assert answer.status_code in {409, 422}
        assert says in read(answer)
    assert editor.post(url(drafting, "settings/title"), {"title": "  Homes  for all "}).status_code == 302
    assert drafting.reload().title == "Homes for all"
    drafting.sound()
    drafting.to(Stage.DISCUSSION)
    assert editor.post(url(drafting, "settings/title"), {"title": "Late"}).status_code == 403
    Document.objects.filter(pk=drafting.document.pk).update(title="Altered")
    assert "its title is 'Altered'" in next(problems(drafting.reload()))


def test_who_may_read_is_set_stage_by_stage(drafting: World, editor: Client) -> None:
    member = browse(drafting.people["member"])
    text = f"/c/{drafting.congress.slug}/text/{drafting.document.slug}/"
    assert member.get(text).status_code == 200
    audiences = {stage.value: "members" for stage in Stage}
    same = editor.post(url(drafting, "settings/readers"), audiences)
    assert same.status_code == 409
    assert "Nothing was changed" in read(same)
    before = drafting.document.entries.count()
    narrow = audiences | {"drafting": "committee", "adopted": "everyone"}
    assert editor.post(url(drafting, "settings/readers"), narrow).status_code == 302
    assert drafting.document.entries.count() == before + 2
    assert member.get(text).status_code == 404
    assert editor.get(text).status_code == 200
    page = read(editor.get(url(drafting, "settings")))
    assert '<option value="committee" selected>' in page
    odd = editor.post(url(drafting, "settings/readers"), audiences | {"floor": "the neighbors"})
    assert odd.status_code == 422
    drafting.sound()


LOCAL = [
    ("2031-06-01T18:00", 302, "2031-06-01T16:00+00:00"),
    ("2031-12-01T18:00", 302, "2031-12-01T17:00+00:00"),
    ("2031-10-26T02:30", 422, "comes twice or not at all"),
    ("2031-03-30T02:30", 422, "comes twice or not at all"),
    ("2001-01-01T10:00", 409, "must be in the future"),
    ("soon", 422, "write a day and an hour"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "status", "says"), LOCAL)
def test_the_deadline_is_a_local_time_of_the_congress(world: World, typed: str, status: int, says: str) -> None:
    Congress.objects.filter(pk=world.congress.pk).update(time_zone="Europe/Berlin")
    editor = browse(world.people["committee"])
    before = world.document.filing_deadline
    answer = editor.post(url(world, "settings/deadline"), {"deadline": typed, "reason": "The hall was flooded."})
    assert answer.status_code == status
    if status == 302:
        assert world.reload().filing_deadline == datetime.fromisoformat(says)
        shown = datetime.fromisoformat(says).astimezone(ZoneInfo("Europe/Berlin")).strftime("%Y-%m-%dT%H:%M")
        assert f'value="{shown}"' in read(editor.get(url(world, "settings")))
    else:
        assert world.reload().filing_deadline == before
        assert says in read(answer)
        assert f'value="{typed}"' in read(answer)
        assert "The hall was flooded.</textarea>" in read(answer)


def test_a_deadline_is_not_moved_without_a_reason(world: World) -> None:
    answer = browse(world.people["committee"]).post(url(world, "settings/deadline"), {"deadline": "2031-06-01T18:00"})
    assert answer.status_code == 422
    assert "say why it is moved" in read(answer)


def test_what_is_put_to_the_council_is_shown_first(drafting: World, editor: Client) -> None:
    page = read(editor.get(url(drafting, "put-to-council")))
    assert "2 sections, 5 paragraphs: revision 1" in page
    sent = {"key": "k"}
    assert editor.post(url(drafting, "put-to-council"), sent).status_code == 302
    assert drafting.reload().stage == Stage.COUNCIL
    assert editor.get(url(drafting, "put-to-council")).status_code == 403


def test_publishing_waits_for_the_council_and_shows_what_freezes(drafting: World, editor: Client) -> None:
    new = {"revision": 1, "text": "A new one.", "where": f"{drafting.uid('1')}/{drafting.uid('1.1')}"}
    assert editor.post(url(drafting, "edit/new"), new).status_code == 302
    drafting.to(Stage.COUNCIL)
    page = read(editor.get(url(drafting, "publish")))
    assert "has not voted on it yet" in page
    assert "<textarea" not in page
    early = editor.post(url(drafting, "publish"), {"deadline": "2031-06-01T18:00"})
    assert early.status_code == 409
    assert "has not approved" in read(early)
    approve(drafting)
    page = read(editor.get(url(drafting, "publish")))
    assert "The numbers freeze." in page
    assert 'type="datetime-local"' in page
    wrong = editor.post(url(drafting, "publish"), {"deadline": "2001-06-01T18:00"})
    assert wrong.status_code == 409
    assert 'value="2001-06-01T18:00"' in read(wrong)
    assert "Not published." in read(wrong)
    assert editor.post(url(drafting, "publish"), {"deadline": "2031-06-01T18:00", "key": "k"}).status_code == 302
    assert drafting.reload().stage == Stage.DISCUSSION
    drafting.sound()
