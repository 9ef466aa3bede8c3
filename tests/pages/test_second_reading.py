"""The pages of a second reading: the committee's desk, publishing anew, the movers' answers, and what everyone reads."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amendments.life import Stage
from amendments.models import Amendment, CarriedOver, Outbox, SecondReading
from amendments.notices import mails
from amendments.queries import clock
from amendments.queries.duties import duties_of
from tests.pages.site import acting_as, browse
from tests.world import World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build(Stage.DISCUSSION)


def at(world: World, name: str, *more: Any) -> str:
    return reverse(name, args=[world.congress.slug, world.document.slug, *more])


def get(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response.content.decode()[:2000]
    return str(response.content.decode())


def post(client: Client, address: str, status: int = 302, **data: Any) -> Any:
    response = client.post(address, data)
    assert response.status_code == status, re.sub(r"\s+", " ", response.content.decode())[:3000]
    return response


def begin(world: World) -> Client:
    client = browse(world.committee)
    post(client, at(world, "second-reading"), reason="Discussion changed the draft.", readers="committee", key="k1")
    return client


def seen_in(page: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert found
    return found[1]


def take(client: Client, world: World, amendment: Amendment) -> None:
    address = at(world, "reading-take-in")
    page = get(client, f"{address}?a={amendment.number}")
    post(client, address, a=amendment.number, seen=seen_in(page), why="Members asked for it.")


def dates(days: int) -> str:
    return (clock.now() + timedelta(days=days)).strftime("%Y-%m-%dT%H:00")


def republish(client: Client, world: World, status: int = 302, **more: Any) -> Any:
    page = get(client, at(world, "republish"))
    data = {"seen": seen_in(page), "summary": "What members asked for.", "deadline": dates(20), "answers": dates(9)}
    return post(client, at(world, "republish"), status, **data | more)


def test_from_the_desk_to_a_text_that_is_published_anew(world: World) -> None:
    one = world.file(world.rewrite("1.2", "municipality", "town"))
    two = world.file(world.rewrite("1.2", "municipality", "people"), mover="mover")
    first = world.revision.number
    client = begin(world)
    assert "Nothing is changed yet" in get(client, at(world, "second-reading"))
    take(client, world, one)
    desk = get(client, at(world, "second-reading"))
    assert "A1</a> taken in" in desk
    assert "<strong>Conflicts</strong>" in desk
    part = at(world, "working-part", world.uid("1.3"))
    assert "twice" in get(client, part)
    post(client, part, text=world.read("1.3").replace("twice", "once"), revision=1, do="save", key="e")
    live = client.post(at(world, "working-live", world.uid("1.3")), {"text": "Each house."}, headers={"HX-Request": "true"})
    assert live.status_code == 200
    assert "<ins>" in get(client, at(world, "reading-difference"))
    member = browse(world.member)
    assert "municipality" in get(member, at(world, "text"))
    assert client.get(at(world, "working-edit")).status_code == 200
    preview = get(client, at(world, "republish"))
    assert "1 conflicts with the new text" in preview
    assert "1 mover is asked" in preview
    republish(client, world)
    page = get(member, at(world, "readings"))
    for words in ("Taken into the text", "Members asked for it.", "What members asked for.", "Conflicts with the new text"):
        assert words in page
    assert "see what changed at the second reading" in get(member, at(world, "text"))
    older = get(member, at(world, "compare") + f"?from={first}&to={first}&as=clean")
    assert "municipality" in older
    history = get(member, at(world, "history"))
    assert "Published anew after a second reading" in history
    words = get(member, at(world, "provenance") + f"?open=R2.A1&at={world.uid('1.2')}")
    assert "No vote of the congress put it there" in words
    assert "Members asked for it." in words
    record = get(member, at(world, "record"))
    assert "The text was published anew" in record
    assert "Taken into the text" in get(member, reverse("amendment", args=[world.congress.slug, one.number]))
    assert CarriedOver.objects.get().amendment == two


def test_what_is_typed_stays_when_it_is_refused(world: World) -> None:
    client = browse(world.committee)
    assert (
        "members read it, and it is on record"
        in post(client, at(world, "second-reading"), 422, readers="delegates").content.decode()
    )
    one = world.file(world.rewrite("1.2", "municipality", "town"))
    begin(world)
    stale = post(client, at(world, "reading-take-in"), 409, a=one.number, seen="0" * 64, why="Because it is right.")
    assert "Because it is right." in stale.content.decode()
    assert "Somebody changed the working text" in stale.content.decode()
    take(client, world, one)
    early = republish(client, world, 422, deadline="")
    assert "What members asked for." in early.content.decode()
    wrong = republish(client, world, 409, answers=dates(30))
    assert "Movers answer before filing closes" in wrong.content.decode()
    assert "What members asked for." in wrong.content.decode()
    assert post(client, at(world, "reading-abandon"), 422).status_code == 422
    conflict = post(client, at(world, "reading-undo"), 409, step=7)
    assert "was changed since" in conflict.content.decode()
    post(client, at(world, "reading-undo"), step=1)
    post(client, at(world, "reading-abandon"), reason="No time is left.")
    assert "No time is left." in get(client, at(world, "readings"))


def test_what_was_typed_stays_though_another_took_its_rival_in_meanwhile(world: World) -> None:
    one = world.file(world.rewrite("1.2", "municipality", "town"))
    two = world.file(world.rewrite("1.2", "municipality", "people"), mover="mover")
    client = begin(world)
    stale = seen_in(get(client, f"{at(world, 'reading-take-in')}?a={two.number}"))
    take(client, world, one)
    why = "The branches asked for it at length."
    answer = post(client, at(world, "reading-take-in"), 409, a=two.number, seen=stale, why=why)
    assert "Somebody changed the working text" in answer.content.decode()
    assert why in answer.content.decode()
    assert "Take it in</button>" not in answer.content.decode()


def test_an_hour_that_comes_twice_is_refused(world: World) -> None:
    type(world.congress).objects.filter(pk=world.congress.pk).update(time_zone="Europe/Berlin")
    one = world.file(world.rewrite("1.2", "municipality", "town"))
    client = begin(world)
    take(client, world, one)
    answer = republish(client, world, 422, deadline="2031-10-26T02:30", answers="2031-10-26T02:30")
    assert answer.content.decode().count("this hour comes twice or not at all") == 2


def test_who_may_read_the_working_text_is_the_documents_setting(world: World) -> None:
    client = begin(world)
    member, passer = browse(world.member), browse(None)
    address = at(world, "reading-difference")
    assert member.get(address).status_code == 403
    assert "The working text is read by the drafting committee" in get(member, at(world, "readings"))
    post(client, at(world, "reading-readers"), readers="members")
    assert "The committee has changed no word yet" in get(member, address)
    assert "Read the working text" in get(member, at(world, "readings"))
    assert passer.get(address).status_code in {302, 404}
    assert post(client, at(world, "reading-readers"), 409, readers="members").status_code == 409


def test_a_mover_answers_by_mail_duty_and_page(world: World) -> None:
    for name in ("member", "mover"):
        type(world.member).objects.filter(pk=world.people[name].pk).update(email=f"{name}@example.org")
    one = world.file(world.rewrite("1.2", "municipality", "town"), mover="mover")
    mine = world.file(world.rewrite("1.2", "Rents are set", "All rents are set"))
    client = begin(world)
    take(client, world, one)
    republish(client, world)
    written = list(mails(Outbox.objects.get(kind="republished")))
    assert [(one.to, "published anew" in one.body) for one in written] == [
        (["mover@example.org"], True),
        (["member@example.org"], True),
    ]
    member = browse(world.member)
    address = reverse("carried-over", args=[world.congress.slug, mine.number])
    assert address in written[1].body
    duties = duties_of(acting_as(world, world.member), world.congress, [world.reload()], clock.now())
    assert [duty.url for duty in duties if "new text" in duty.what] == [address]
    page = get(member, address)
    assert "Read both together" in page
    digest = re.search(r'name="digest" value="([0-9a-f]{64})"', page)
    assert digest
    assert "changed since you opened" in post(member, address, 409, digest="0" * 64).content.decode()
    post(member, address, digest=digest[1], key="k")
    assert "confirmed by its mover" in get(member, address)
    assert browse(world.delegate).get(address).status_code == 403


def test_what_rests_is_let_stand_again(world: World) -> None:
    against = world.file(world.rewrite("1.2", "municipality", "people"))
    one = world.file(world.rewrite("1.2", "municipality", "town"), mover="mover")
    client = begin(world)
    take(client, world, one)
    republish(client, world)
    assert "has no place" not in get(client, at(world, "readings"))
    SecondReading.objects.update(answers_until=clock.now() - timedelta(hours=1))
    duties = duties_of(acting_as(world, world.committee), world.congress, [world.reload()], clock.now())
    assert any(duty.what.startswith("Settle what nobody answered") for duty in duties)
    assert "Settle what is left" in get(client, at(world, "readings"))
    post(client, at(world, "settle-answers"))
    assert "Rests without an answer" in get(client, at(world, "readings"))
    address = reverse("let-stand", args=[world.congress.slug, against.number])
    chair = browse(world.chair)
    assert "it is on record" in post(chair, address, 422).content.decode()
    post(chair, address, reason="Its mover was ill.")
    assert world.fresh(against).rest == "none"
