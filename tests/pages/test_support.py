"""Supporters on the pages: what each person can do, what a refusal says, and whose names are shown to whom."""

from __future__ import annotations

from datetime import date

import pytest

from amendments.access import OPERATOR
from amendments.actions import secretary
from amendments.actions.co_movers import answer_co_mover, name_co_mover
from amendments.actions.meetings import Meeting
from amendments.actions.support import support_amendment
from amendments.life import Stage
from amendments.models import Amendment, CoMover, Support
from amendments.models.names import Names
from tests.kept import kept
from tests.pages.site import browse
from tests.world import World, build


@pytest.fixture
@kept
def world(db: None) -> World:
    return build(Stage.DISCUSSION, supporters_needed=2)


@pytest.fixture
def one(world: World) -> Amendment:
    return world.file(world.rewrite("1.2", "municipality", "town"), mover="mover")


def url(world: World, act: str = "") -> str:
    return f"/c/{world.congress.slug}/A1/{act}"


def read(world: World, role: str = "member", act: str = "") -> str:
    response = browse(world.people[role]).get(url(world, act))
    assert response.status_code == 200
    return response.content.decode()


def test_a_member_signs_and_takes_it_back(world: World, one: Amendment) -> None:
    shown = read(world)
    assert "<strong>2 more signatures</strong>" in shown
    assert "Support A1" in shown
    client = browse(world.people["member"])
    assert client.post(url(world, "support/")).status_code == 302
    assert "You support A1." in client.get(url(world)).content.decode()
    assert "<strong>1 more signature</strong>" in read(world)
    again = client.post(url(world, "support/"))
    assert again.status_code == 409
    assert "You support A1 already, since" in again.content.decode()
    assert client.post(url(world, "support/leave/")).status_code == 302
    assert Support.objects.filter(withdrawn_at=None).count() == 0


def test_its_mover_is_told_why_there_is_no_button(world: World, one: Amendment) -> None:
    shown = read(world, "mover")
    assert "Support A1" not in shown
    assert "whoever moves it does not sign it besides" in shown
    refused = browse(world.people["mover"]).post(url(world, "support/"))
    assert (refused.status_code, "You move A1 yourself" in refused.content.decode()) == (409, True)


def test_a_body_signs_with_its_meeting_and_what_was_typed_stays(world: World, one: Amendment) -> None:
    assert "Sign for Harbor branch" in read(world, "speaker")
    client = browse(world.people["speaker"])
    typed = {"body": world.branch.pk, "met_on": "2026-03-01", "met_for": "2", "met_against": "9"}
    refused = client.post(url(world, "support/body/"), typed)
    assert refused.status_code == 409
    assert "2 to 9: this meeting of Harbor branch did not pass it" in refused.content.decode()
    assert 'value="2026-03-01"' in refused.content.decode()
    unread = client.post(url(world, "support/body/"), typed | {"met_on": "the first"})
    assert (unread.status_code, "Not yet: write a day" in unread.content.decode()) == (422, True)
    assert client.post(url(world, "support/body/"), typed | {"met_for": "19"}).status_code == 302
    assert "A quorate body stands for all signatures." in read(world)
    assert "Harbor branch supports it since" in read(world, "speaker")
    assert "you speak for no body" in read(world, "member", "support/body/").lower()
    assert client.post(url(world, "support/leave/"), {"body": world.branch.pk}).status_code == 302


@pytest.mark.parametrize(
    ("setting", "readers"),
    [
        (Names.OFFICE, {"committee", "chair"}),
        (Names.MEMBERS, {"committee", "chair", "member"}),
        (Names.READERS, {"committee", "chair", "member", ""}),
    ],
)
def test_names_are_shown_to_whom_the_orders_say(world: World, one: Amendment, setting: str, readers: set[str]) -> None:
    secretary.set_readers(acting_user=OPERATOR, document=world.document, stage=Stage.DISCUSSION, audience="everyone")
    secretary.set_orders(acting_user=OPERATOR, congress=world.congress, supporter_names=setting)
    support_amendment(acting_user=world.delegate, amendment=one)
    for role in ("committee", "chair", "member", ""):
        client = browse(world.people.get(role))
        shown = client.get(url(world, "supporters/")).content.decode()
        assert ("Delegate</th>" in shown) == (role in readers), (role, setting)
        assert "1 person; 2 needed." in shown
        assert "Delegate" not in client.get(url(world)).content.decode().replace("delegates", "")


def test_the_list_names_bodies_first_and_then_people_with_their_branch(world: World, one: Amendment) -> None:
    support_amendment(acting_user=world.speaker, amendment=one)
    meeting = Meeting(date(2026, 3, 1), 34, 2)
    support_amendment(acting_user=world.speaker, amendment=one, body=world.branch, meeting=meeting)
    shown = read(world, act="supporters/")
    assert shown.index("Meeting of 1 March 2026, 34 to 2") < shown.index(">Speaker</th><td>Harbor branch</td>")


def test_the_mover_names_somebody_who_confirms(world: World, one: Amendment) -> None:
    client = browse(world.people["mover"])
    unknown = client.post(url(world, "together/"), {"number": "nobody"})
    assert (unknown.status_code, "nobody with the number nobody holds a seat" in unknown.content.decode()) == (422, True)
    neither = client.post(url(world, "together/"), {"number": ""})
    assert (neither.status_code, "Name one person by member number, or one body." in neither.content.decode()) == (409, True)
    assert client.post(url(world, "together/"), {"number": world.member.member_number}).status_code == 302
    assert "Member is asked." in client.get(url(world, "together/")).content.decode()
    assert "names you to move A1 together" in read(world, "member")
    assert "Asked to move it together" not in read(world, "delegate")
    theirs = browse(world.people["member"])
    assert theirs.post(url(world, "together/answer/")).status_code == 409
    assert theirs.post(url(world, "together/answer/"), {"answer": "confirm", "version": "1"}).status_code == 302
    assert "<dt>Together with</dt><dd><strong>Member</strong></dd>" in read(world, "delegate")
    name_co_mover(acting_user=world.mover, amendment=one, person=world.delegate)
    row = CoMover.objects.get(person=world.delegate)
    assert client.post(url(world, "together/take-back/"), {"row": "999999"}).status_code == 409
    assert client.post(url(world, "together/take-back/"), {"row": row.pk}).status_code == 302


def test_who_confirmed_can_leave_and_is_led_on_when_the_mover_withdraws(world: World, one: Amendment) -> None:
    name_co_mover(acting_user=world.mover, amendment=one, person=world.member)
    answer_co_mover(acting_user=world.member, amendment=one, confirm=True, version=1)
    browse(world.people["mover"]).post(url(world, "withdraw/"))
    assert "You can carry on: take it over below" in read(world, "member")
    assert browse(world.people["member"]).post(url(world, "together/answer/"), {"answer": "decline"}).status_code == 302


def test_what_was_short_is_named_so_and_let_in(world: World, one: Amendment) -> None:
    world.to(Stage.CLOSED)
    assert "2 signatures were missing when filing closed" in read(world)
    assert "Too few supporters" in read(world)
    client = browse(world.people["committee"])
    assert "Let it in without them" in client.get(url(world)).content.decode()
    empty = client.post(url(world, "let-in/"), {"reason": ""})
    assert (empty.status_code, "Not yet: this is needed." in empty.content.decode()) == (422, True)
    assert client.post(url(world, "let-in/"), {"reason": "The post was late."}).status_code == 302
    shown = read(world)
    assert "It goes to the congress with 0 of 2 supporters. “The post was late.”" in shown
    assert "It was let in without the signatures that it lacks." in shown
    assert "Let in without the supporters it lacks" in shown
    refused = client.post(url(world, "let-in/"), {"reason": "Once more."})
    assert (refused.status_code, "A1 was let in already" in refused.content.decode()) == (409, True)
    assert "Once more." in refused.content.decode()


def test_an_open_mark_in_the_text_offers_to_sign(world: World, one: Amendment) -> None:
    at = f"/c/{world.congress.slug}/text/{world.document.slug}/?open=1"
    assert "Support A1</button>" in browse(world.people["member"]).get(at).content.decode()
    assert "Support A1</button>" not in browse(world.people["mover"]).get(at).content.decode()
    support_amendment(acting_user=world.member, amendment=one)
    assert "Support A1</button>" not in browse(world.people["member"]).get(at).content.decode()
