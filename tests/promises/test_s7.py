"""S7: signing in resists guessing, and a hall behind one address gets in meanwhile. Each check has its mutants."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import AnonymousUser

from amendments.access import OPERATOR
from amendments.actions import credentials, door, record, secretary
from amendments.models import Credential, Person, Tries
from amendments.refusals import Refused
from faults.at_once import at_once
from tests.world import World, build

pytestmark = pytest.mark.django_db
HALL, ELSEWHERE = "192.0.2.7", "198.51.100.9"
NOBODY = AnonymousUser()
GUESSES = [pytest.param(60), pytest.param(10_000, marks=pytest.mark.long)]
PEOPLE = [pytest.param(40), pytest.param(1_000, marks=pytest.mark.long)]


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count the passwords that are really looked at, which is what a guess costs and may win."""
    counted: Counter[str] = Counter()
    real = authenticate

    def look(**given):
        counted["all"] += 1
        return real(**given)

    monkeypatch.setattr(door, "authenticate", look)
    return counted


def guess(login: str, password: str = "wrong", network: str = HALL) -> str:
    try:
        door.by_password(acting_user=NOBODY, login=login, password=password, network=network)
    except Refused as refused:
        return refused.message
    return "in"


def guesses_at_one(world: World, many: int) -> list[str]:
    """Guess at one account, written in many ways, from many networks. Gives what was said."""
    number = world.member.member_number
    ways = (number, number.upper(), f" {number} ", "member@example.org")
    return [guess(ways[at % 4], f"wrong {at}", f"203.0.113.{at % 250}") for at in range(many)]


@pytest.mark.parametrize("many", GUESSES)
def test_guesses_at_one_account_are_looked_at_ten_times(world, looked, many):
    world.member.email = "member@example.org"
    world.member.set_password("tenants together")
    world.member.save(update_fields=["email", "password"])
    said = guesses_at_one(world, many)
    assert "in" not in said
    assert looked["all"] <= door.PASSWORDS
    assert re.search(r"Try again in 1?\d minutes\. A printed code or a mailed link works at any time\.", said[-1])
    assert "too many" in guess(world.member.member_number, "tenants together")
    for row in Tries.objects.all():
        row.until -= timedelta(minutes=16)
        row.save(update_fields=["until"])
    assert guess(world.member.member_number, "tenants together") == "in"


def test_without_the_limit_of_an_account_the_check_above_would_fail(world, looked, monkeypatch):
    monkeypatch.setattr(door, "PASSWORDS", 10**9)
    guesses_at_one(world, 60)
    assert looked["all"] > 10


@pytest.mark.parametrize("many", GUESSES)
def test_one_guess_at_each_of_many_accounts_is_stopped(world, looked, monkeypatch, many):
    site, network = (20, 5) if many < 1000 else (door.SITE, door.NETWORK)
    monkeypatch.setattr(door, "SITE", site)
    monkeypatch.setattr(door, "NETWORK", network)
    said = [guess(f"member-{at}", "password123") for at in range(many)]
    assert looked["all"] == site
    assert "no" in said[-1]
    assert "Many wrong passwords are being tried just now" in said[-1]
    world.member.set_password("tenants together")
    world.member.save(update_fields=["password"])
    assert guess(world.member.member_number, "tenants together", ELSEWHERE) == "in"
    monkeypatch.setattr(door, "SITE_MOST", site)
    assert "Many wrong" in guess(world.member.member_number, "tenants together", ELSEWHERE)


def test_without_the_limit_of_the_site_the_check_above_would_fail(world, looked, monkeypatch):
    monkeypatch.setattr(door, "SITE", 10**9)
    assert {guess(f"member-{at}", "password123") for at in range(60)} == {door.NOBODY}
    assert looked["all"] == 60


@pytest.mark.parametrize("many", PEOPLE)
def test_a_hall_behind_one_address_gets_in_while_somebody_in_it_guesses(world, monkeypatch, many):
    monkeypatch.setattr(door, "SITE", 10)
    monkeypatch.setattr(door, "NETWORK", 5)
    people = [
        secretary.create_person(acting_user=OPERATOR, member_number=f"h-{at}", name=f"Delegate {at}") for at in range(many)
    ]
    made = []
    for at in range(0, many, credentials.MOST):
        chosen = [one.pk for one in people[at : at + credentials.MOST]]
        made += credentials.issue_codes(acting_user=world.secretary, congress=world.congress, people=chosen)
    inside = 0
    for at, one in enumerate(made):
        guess(f"h-{at}", f"wrong {at}")
        if at % 4 == 0:  # some mistype their code first
            with pytest.raises(Refused):
                door.by_code(acting_user=NOBODY, login=one.person.member_number, code="CDFG-HJKM-NPQR")
        inside += door.by_code(acting_user=NOBODY, login=one.person.member_number, code=one.code) == one.person
    assert inside == many


def test_guesses_at_codes_are_counted_for_their_account_alone(world):
    for at in range(door.CODES + 5):
        with pytest.raises(Refused) as refused:
            door.by_code(acting_user=NOBODY, login=world.member.member_number, code=f"CDFG-HJKM-{at:04}")
    assert "too many" in refused.value.message
    chosen = [world.member.pk, world.mover.pk]
    codes = credentials.issue_codes(acting_user=world.secretary, congress=world.congress, people=chosen)
    other = next(one for one in codes if one.person == world.mover)
    assert door.by_code(acting_user=NOBODY, login=world.mover.member_number, code=other.code) == world.mover


def _entering(number: str, code: str, key: str) -> Callable[[], Person]:
    return lambda: door.by_code(acting_user=NOBODY, login=number, code=code, key=key)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_at_once_one_code_lets_one_in_and_no_guess_is_uncounted(monkeypatch):
    monkeypatch.setattr(record, "deliveries", [])
    world = build()
    chosen = [world.member.pk]
    number = world.member.member_number
    for _ in range(5):
        (made,) = credentials.issue_codes(acting_user=world.secretary, congress=world.congress, people=chosen)
        calls = [_entering(number, made.code, f"page {at}") for at in range(6)]
        outcomes = at_once(calls)
        assert sum(one == world.member for one in outcomes) == 1
        assert sum(isinstance(one, Refused) for one in outcomes) == 5
    assert Credential.objects.filter(used_on__isnull=False).count() == 5
    Tries.objects.all().delete()  # of those codes that came second
    outcomes = at_once([partial(guess, f"somebody {at % 2}", network=f"203.0.113.{at}") for at in range(12)])
    assert not [one for one in outcomes if isinstance(one, Exception)]
    assert sorted(Tries.objects.filter(count__gt=1).values_list("count", flat=True)) == [6, 6, 12]
