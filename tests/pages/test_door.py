"""Signing in and out, by number or address; seats to try in demo mode only; the pages of what went wrong."""

from __future__ import annotations

import pytest
from django.test import Client, override_settings

from amendments.models import Person
from tests.pages.site import browse
from tests.world import World


@pytest.fixture
def ines(world: World) -> Person:
    person = world.people["member"]
    person.email, person.name = "ines@example.org", "Ines Okafor"
    person.set_password("tenants together")
    person.save(update_fields=["email", "name", "password"])
    return person


def door(who: str, password: str = "tenants together", **more: str) -> tuple[Client, int, str]:
    client = Client()
    answer = client.post("/sign-in/", {"who": who, "password": password, **more})
    return client, answer.status_code, answer.headers.get("Location", "")


def test_by_number_and_by_address(ines: Person) -> None:
    for who in (
        ines.member_number,
        ines.member_number.upper(),
        f" {ines.member_number} ",
        "ines@example.org",
        "INES@example.org",
    ):
        client, status, onward = door(who)
        assert (status, onward) == (302, "/"), who
        assert "Ines Okafor" in client.get("/rules/").content.decode()


def test_wrong_number_and_wrong_password_get_the_same_answer(ines: Person) -> None:
    pages = [Client().post("/sign-in/", {"who": who, "password": "x"}) for who in (ines.member_number, "nobody")]
    assert [page.status_code for page in pages] == [422, 422]
    first, second = (page.content.decode() for page in pages)
    assert "with this password" in first
    assert first.count("class=") == second.count("class=")


def test_shared_address_signs_nobody_in(ines: Person, world: World) -> None:
    Person.objects.filter(pk=world.people["mover"].pk).update(email=ines.email)
    assert door("ines@example.org")[1] == 422
    assert door(ines.member_number)[1] == 302


@pytest.mark.parametrize(
    ("wanted", "onward"),
    [
        ("/rules/", "/rules/"),
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("\\\\evil", "/"),
    ],
)
def test_onward_only_to_our_own_pages(ines: Person, wanted: str, onward: str) -> None:
    assert door(ines.member_number, next=wanted)[2] == onward


def test_passer_by_is_led_to_the_door_and_back(world: World) -> None:
    world.document.readings.create(stage=world.document.stage, audience="everyone")
    answer = Client().get(f"/c/{world.congress.slug}/text/{world.document.slug}/amend/")
    assert answer["Location"].startswith("/sign-in/?next=%2Fc%2F")


def test_signing_out(ines: Person) -> None:
    client, *_ = door(ines.member_number)
    assert client.get("/sign-out/").status_code == 405
    client.post("/sign-out/")
    assert "Ines Okafor" not in client.get("/rules/").content.decode()


@pytest.mark.parametrize("demo", [True, False])
def test_seats_to_try_only_in_the_demo(world: World, demo: bool) -> None:
    chair = world.people["chair"]
    with override_settings(DEMO=demo):
        assert ("Or try a seat" in Client().get("/sign-in/").content.decode()) is demo
        client = Client()
        answer = client.post("/sign-in/as/", {"person": chair.pk})
        assert answer.status_code == (302 if demo else 404)
        assert ("_auth_user_id" in client.session) is demo


@override_settings(DEMO=True)
def test_seat_that_is_none(world: World) -> None:
    for person in ("", "x", "999999", str(world.people["stranger"].pk) + "x"):
        assert Client().post("/sign-in/as/", {"person": person}).status_code == 404


def test_rules_are_printed(world: World) -> None:
    page = browse(world.people["member"]).get(f"/c/{world.congress.slug}/rules/").content.decode()
    for words in ("File an amendment", "The chair", "Published for discussion", "Standing orders"):
        assert words in page


def test_empty_site_says_what_to_do_first(db: None) -> None:
    assert "load_platform" in Client().get("/").content.decode()
