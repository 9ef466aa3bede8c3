"""The office's pages: people, seats and bodies; codes on paper, invitations by mail; and what people see of themselves."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils.html import escape

from amendments.access import OPERATOR
from amendments.actions import secretary
from amendments.models import Body, Credential, Entry, Person, Seat
from amendments.papers.letters import address, picture
from amendments.queries.clock import now
from amendments.queries.masthead import acting_as
from tests.pages.site import browse
from tests.pages.test_counts import queries
from tests.world import World, build, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.fixture
def office(world: World) -> Client:
    return browse(world.secretary)


def at(world: World, rest: str = "") -> str:
    return f"/c/{world.congress.slug}/{rest}"


def words(answer) -> str:
    return str(answer.content.decode())


def codes_of(answer) -> list[str]:
    return re.findall(r'class="code">([\w-]+)<', words(answer))


def printed(world: World, office: Client, *people: Person, **more: str) -> list[str]:
    sent = {"person": [one.pk for one in people], "who": "ticked", "sheet": "letters", "key": "k"} | more
    answer = office.post(at(world, "people/codes/"), sent)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return codes_of(answer)


def test_a_letter_lets_its_person_in_once(world, office):
    (code,) = printed(world, office, world.member)
    door = Client()
    answer = door.post("/sign-in/code/", {"number": world.member.member_number, "code": code, "next": "/rules/"})
    assert (answer.status_code, answer["Location"]) == (302, "/rules/")
    assert world.member.name in words(door.get(at(world)))
    again = Client().post("/sign-in/code/", {"number": world.member.member_number, "code": code})
    assert again.status_code == 422
    assert "Each code works once" in words(again)
    assert f'value="{world.member.member_number}"' in words(again)


def test_a_sheet_that_is_loaded_again_shows_the_same_codes(world, office):
    first = printed(world, office, world.member, world.mover)
    assert printed(world, office, world.member, world.mover) == first
    assert printed(world, office, world.member, world.mover, sheet="cards", key="another") != first


def test_all_who_are_found_get_a_code(world, office):
    assert len(printed(world, office, who="found", q="mov")) == 1
    assert len(printed(world, office, who="found", role="member", key="b")) == 3
    assert office.post(at(world, "people/codes/"), {"sheet": "posters"}).status_code == 409


def test_the_picture_says_the_address_and_no_server_is_sent_the_code(world, settings):
    settings.SITE_URL = "https://congress.example.org/"
    assert address("a b/1", "CDFG-HJKM") == "https://congress.example.org/sign-in/#a%20b%2F1:CDFG-HJKM"
    squares, side = picture("https://congress.example.org/sign-in/#1001:CDFG-HJKM-NPQR")
    assert side == 33 + 8
    dark = sum(int(run) for run in re.findall(r"h(\d+)v1", squares))
    assert 0.4 < dark / 33**2 < 0.6
    assert re.fullmatch(r"(M\d+ \d+h\d+v1h-\d+z)+", squares)


def test_an_invitation_names_no_more_than_it_must(world, office, django_capture_on_commit_callbacks):
    for name, to in (("member", "one@example.org"), ("mover", "two@example.org"), ("speaker", "Two@example.org")):
        Person.objects.filter(pk=world.people[name].pk).update(email=to)
    people = [world.people[name].pk for name in ("member", "mover", "speaker", "stranger")]
    with django_capture_on_commit_callbacks(execute=True):
        answer = office.post(at(world, "people/invite/"), {"person": people, "who": "ticked"}, follow=True)
    assert "3 invitations are on the way. 1 has no address" in words(answer)
    bodies = {letter.body.splitlines()[0]: letter for letter in mail.outbox}
    assert len(bodies) == 3
    assert "For Mover." in bodies
    alone = next(letter for letter in mail.outbox if letter.to == ["one@example.org"])
    assert "Member" not in alone.body
    (link,) = re.findall(r"http\S+/sign-in/link/#(\S+)", str(alone.body))
    door = Client()
    assert door.get("/sign-in/link/").status_code == 200
    assert Credential.objects.get(person=world.member).used_on is None
    answer = door.post("/sign-in/link/", {"link": f"https://congress.example.org/sign-in/link/#{link}"})
    assert answer.status_code == 302
    assert Client().post("/sign-in/link/", {"link": link}).status_code == 422


def test_the_list_is_searched(world, office):
    page = words(office.get(at(world, "people/"), {"q": "mov"}))
    assert "1 person found" in page
    assert "Mover" in page
    assert "Speaker" not in page
    page = words(office.get(at(world, "people/"), {"body": world.branch.slug}))
    assert "Speaker" in page
    assert "Mover" not in page
    assert "Nobody is found" in words(office.get(at(world, "people/"), {"q": "zzz"}))
    assert office.get(at(world, "people/"), {"page": "9" * 30, "role": "king", "way": "x"}).status_code == 200


def test_whoever_never_came_and_whose_invitation_is_over_is_found_without_a_way_in(world, office):
    Person.objects.filter(pk=world.member.pk).update(email="member@example.org", name="Özlem Mander")
    office.post(at(world, "people/invite/"), {"person": world.member.pk, "who": "ticked"})
    wanted = {"q": "özlem", "way": "without"}
    assert "Nobody is found" in words(office.get(at(world, "people/"), wanted))
    Credential.objects.update(expires_at=now() - timedelta(days=1))
    assert "Özlem Mander" in words(office.get(at(world, "people/"), wanted))


def test_people_of_another_congress_are_absent(world, office):
    other = build()
    assert other.member.name not in words(office.get(at(world, "people/"), {"q": other.member.member_number}))
    for rest in ("", "export/", "erase/"):
        assert office.get(at(world, f"people/{other.member.pk}/{rest}")).status_code == 404
    seat = Seat.objects.filter(congress=other.congress).first()
    assert office.get(at(world, f"seats/{seat.pk}/")).status_code == 404
    assert office.post(at(world, f"seats/{seat.pk}/end/")).status_code == 404


def test_a_person_sees_their_own_page_and_nobody_elses(world):
    client = browse(world.member)
    page = words(client.get(at(world, f"people/{world.member.pk}/")))
    assert "This is all that is kept of you" in page
    assert "Give a seat" not in page
    assert client.get(at(world, f"people/{world.mover.pk}/")).status_code == 403
    assert client.get(at(world, "people/999999/")).status_code == 403  # as if there were somebody
    told = json.loads(client.get(at(world, f"people/{world.member.pk}/export/")).content)
    assert told["member_number"] == world.member.member_number
    assert told["salt"] == world.member.salt
    assert client.get(at(world, f"people/{world.mover.pk}/export/")).status_code == 403


def test_the_office_takes_along_nothing_that_is_private(world, office):
    told = json.loads(office.get(at(world, f"people/{world.member.pk}/export/")).content)
    assert told["salt"] is None
    assert told["drafts"] == []


def test_erasing_shows_what_follows_and_wants_a_tick(world):
    client, url = browse(world.member), at(world, f"people/{world.member.pk}/erase/")
    assert "1 seat ends" in words(client.get(url))
    answer = client.post(url, {})
    assert answer.status_code == 409
    assert "Tick that you have read" in words(answer)
    assert client.post(url, {"sure": "forget"}).status_code == 302
    assert world.fresh(world.member).erased
    assert client.get(at(world, f"people/{world.member.pk}/")).status_code in {302, 403}


def test_a_seat_is_handed_over_and_what_was_typed_stays(world, office):
    seat = Seat.objects.get(person=world.people["speaker"])
    url = at(world, f"seats/{seat.pk}/hand-over/")
    for sent, status, says in (
        ({"alternate": "nobody", "reason": "She is ill"}, 409, "Nobody here has the member number nobody"),
        ({"alternate": "", "reason": "She is ill"}, 422, "name the alternate"),
        ({"alternate": world.mover.member_number, "reason": ""}, 422, "say why"),
    ):
        answer = office.post(url, sent)
        assert (answer.status_code, says in words(answer)) == (status, True), says
        assert escape(sent["reason"]) in words(answer)
    office.post(url, {"alternate": world.mover.member_number.upper(), "reason": "She is ill", "key": "k"})
    assert Seat.objects.get(handed_from=seat).person == world.mover
    page = words(office.get(at(world, f"people/{world.mover.pk}/")))
    assert "from Speaker: She is ill" in page


def test_people_seats_and_bodies_are_entered_by_hand(world, office):
    office.post(at(world, "people/new/"), {"member_number": "77", "name": "Ida Roth", "email": ""})
    ida = Person.objects.get(member_number="77")
    office.post(at(world, "bodies/"), {"kind": "branch", "name": "North Wharf", "short_name": ""})
    north = Body.objects.get(slug="north-wharf")
    office.post(
        at(world, f"people/{ida.pk}/seat/"),
        {"role": "delegate", "body": north.slug, "speaks_for_body": "on", "number": "9"},
    )
    page = words(office.get(at(world, "bodies/north-wharf/")))
    assert "Ida Roth" in page
    assert "delegate, seat 9" in page
    assert "Ida Roth" in words(office.get(at(world, "bodies/")))
    office.post(at(world, f"people/{ida.pk}/change/"), {"name": "Ida Rothe", "email": "ida@example.org"})
    assert world.fresh(ida).email == "ida@example.org"
    for url, sent in (
        ("people/new/", {"member_number": "77", "name": "Kept as typed"}),
        ("bodies/", {"kind": "branch", "name": "North Wharf"}),
        (f"people/{ida.pk}/seat/", {"role": "delegate", "body": north.slug, "number": "9"}),
        (f"people/{ida.pk}/change/", {"name": "Ida", "email": "no address"}),
    ):
        answer = office.post(at(world, url), sent)
        assert answer.status_code == 409, url
        assert str(next(reversed(sent.values()))) in words(answer)
    assert office.post(at(world, f"people/{ida.pk}/seat/"), {"role": "king"}).status_code == 422


def test_a_password_of_ones_own(world):
    client = browse(world.member)
    assert "Your password now" not in words(client.get("/password/"))
    assert client.post("/password/", {"new": "short"}).status_code == 422
    assert client.post("/password/", {"new": "tenants together"}).status_code == 302
    assert client.post("/password/", {"old": "wrong", "new": "another long one"}).status_code == 422
    assert client.get("/password/").status_code == 200
    answer = Client().post("/sign-in/", {"who": world.member.member_number, "password": "tenants together"})
    assert answer.status_code == 302


def test_the_masthead_says_which_seat_acts(world):
    chair = secretary.give_seat(acting_user=OPERATOR, congress=world.congress, person=world.member, role="chair")
    seats = list(Seat.objects.filter(person=world.member, until=None).order_by("pk"))
    assert acting_as(seats, "record_decision") == "here as chair (also member)"
    assert acting_as(seats, "file_amendment") == acting_as(seats, "read_rules") == "member; chair"
    assert acting_as([chair], "record_decision") == "chair"
    assert "People" not in words(browse(world.member).get(at(world)))
    assert "People" in words(browse(world.secretary).get(at(world)))


@pytest.mark.parametrize("many", [1, 3])
def test_the_lists_read_in_a_constant_number_of_queries(world, office, many):
    for number in range(many):
        one = person(world, f"more-{number}", "delegate")
        secretary.give_seat(
            acting_user=OPERATOR, congress=world.congress, person=one, role="member", body=world.branch, speaks_for_body=True
        )
        printed(world, office, one, key=f"k{number}")
    pages = {"people/": 9, f"people/{world.people['speaker'].pk}/": 8, "bodies/": 5, f"bodies/{world.branch.slug}/": 6}
    assert {url: queries(world, "secretary", at(world, url)) for url in pages} == pages


def test_revoking_a_lost_card_signs_out_whoever_came_in_by_it(world, office):
    (code,) = printed(world, office, world.member)
    door = Client()
    door.post("/sign-in/code/", {"number": world.member.member_number, "code": code})
    assert world.member.name in words(door.get(at(world)))
    answer = office.post(at(world, f"people/{world.member.pk}/revoke/"), follow=True)
    assert "They are signed out everywhere." in words(answer)
    assert "Reading without signing in" in words(door.get(at(world)))


def test_issuing_is_nobody_elses(world):
    for role in ("chair", "committee", "member", "delegate"):
        client = browse(world.people[role])
        assert client.post(at(world, "people/codes/"), {"sheet": "letters", "person": world.mover.pk}).status_code == 403
    assert not Entry.objects.filter(kind="codes issued").exists()
