"""Every address × method × person × stage is decided by the one table of `rules`, and by nothing else."""

from __future__ import annotations

from http.cookies import SimpleCookie
from typing import Any, TypeAlias

import pytest
from django.db import transaction

from amendments import rules
from amendments.access_things import Thing, access_place_for
from amendments.actions import floor, register, vote
from amendments.actions.challenges import challenge
from amendments.actions.co_movers import name_co_mover
from amendments.actions.discussion import write_post
from amendments.actions.putting import Put
from amendments.actions.support import support_amendment
from amendments.actions.vote import Terms
from amendments.life import Stage
from amendments.models import Amendment, Person
from amendments.models.document import Audience
from amendments.rules import Acting
from amendments.views.pages import OPEN, READ_AMENDMENT, READ_DOCUMENT, READ_PUBLIC
from tests.kept import kept
from tests.pages.site import Address, Site, acting_as, addresses, audience, browse, granted, path
from tests.pages.strict import loose
from tests.world import World, build

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
# `make test` asks every second person at each address in one of the six stages, and each for one of the four audiences; `make
# test-long` everybody in all of them.
EVERY, TWELFTH, FOURTH = 1, 12, 4
ALL = pytest.param(EVERY, id="every", marks=pytest.mark.long)
People: TypeAlias = dict[str, tuple[Acting, SimpleCookie]]
OWN = {OPEN, READ_DOCUMENT, READ_AMENDMENT, READ_PUBLIC}


@pytest.fixture(autouse=True)
def quick_and_open(settings: Any) -> None:
    """Keep sessions in cookies, where no query is needed to read them, and let a view's own fault come through."""
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    settings.DEBUG_PROPAGATE_EXCEPTIONS = True


def test_every_address_says_what_it_needs() -> None:
    silent = [one.name for one in addresses() if not one.acts]
    assert not silent, f"These addresses have no row in the table: {silent}. Dress their views with @acts."


def test_what_is_needed_is_in_the_table() -> None:
    unknown = {(one.name, action) for one in addresses() for action in one.acts.values()} - {
        (one.name, action) for one in addresses() for action in one.acts.values() if action in OWN | set(rules.BY_ACTION)
    }
    assert not unknown


def refused(response: Any) -> bool:
    """Tell whether an answer says no: absent, forbidden, or the door."""
    at_the_door = response.status_code == 302 and response["Location"].startswith("/sign-in/?next=")
    return response.status_code in {403, 404} or at_the_door


@kept
def _world(stage: Stage) -> tuple[World, Amendment | None]:
    order = list(Stage)
    if order.index(stage) < order.index(Stage.DISCUSSION):
        world = build(stage)
        _challenge_register(world)
        return world, None
    world = build(Stage.DISCUSSION)
    _challenge_register(world)
    amendment = world.file(world.rewrite("1.2", "municipality", "town"), mover="mover")
    support_amendment(acting_user=world.delegate, amendment=amendment)
    name_co_mover(acting_user=world.mover, amendment=amendment, person=world.teller)
    write_post(acting_user=world.mover, thing=_thing(world), side="for", words="A home is a right.")
    if stage == Stage.ADOPTED:
        world.to(Stage.FLOOR)
        amendment = world.decide(amendment)
    world.to(stage)
    return world, world.fresh(amendment)


def _challenge_register(world: World) -> None:
    made = register.freeze(acting_user=world.chair, congress=world.congress)
    challenge(acting_user=world.delegate, congress=world.congress, about="register", reason="I am here.", register=made)
    chair, motion = world.chair, Put("motion", words="That we begin.")
    question = floor.put(acting_user=chair, congress=world.congress, wanted=motion)
    vote.cancel_vote(acting_user=chair, vote=vote.open_vote(acting_user=chair, question=question, terms=Terms("show of hands")))
    floor.withdraw_question(acting_user=chair, question=question)


def _thing(world: World) -> Thing:
    return access_place_for(world.chair, "read_document", pk=world.document.pk, uid=world.uid("1.1"))


def _people(world: World) -> People:
    """Give everybody with the cookies of somebody who has just come in by the door."""
    people: dict[str, Person | None] = {"a passer-by": None, **world.people}
    return {name: (acting_as(world, person), browse(person).cookies) for name, person in people.items()}


def _answers(
    world: World, one: Address, amendment: Amendment | None, people: People, site: Site, *, turn: int = 0, share: int = EVERY
) -> list[str]:
    """Give what is wrong with the answers of one address: one line for each person and method.

    With a `share` of six, only one person in six is asked, and another one at the next turn: six turns in a row ask everybody.
    """
    wrong, readers = [], audience(world)
    address = path(one, world, amendment)
    for at, (name, (acting, cookies)) in enumerate(people.items()):
        if (at + turn) % share:
            continue
        for method in METHODS:
            if method not in one.acts and at != len(method):  # one person tries what no view takes
                continue
            needed = one.acts.get(method)
            with transaction.atomic():
                response = site.ask(method, address, SimpleCookie(cookies.output(header="", sep=";")))
                transaction.set_rollback(True)
            if needed is None:
                ok = response.status_code == 405
            else:
                ok = response.status_code < 500 and refused(response) != granted(world, acting, needed, amendment, readers)
            if not ok:
                wrong.append(f"{one.name} {method} for {name}: {response.status_code}, needs {needed}")
            wrong += [f"{one.name} {method} for {name}: {fault}" for fault in loose(response)]
    return wrong


ABOUT_AMENDMENTS = {"amendment", "withdraw", "take-over", "confirm-combined"}
FREE = {"sign-in-as"}  # only there in demo mode, whoever asks: see test_door


@pytest.mark.django_db
@pytest.mark.parametrize("share", [pytest.param(TWELFTH, id="a twelfth"), ALL])
@pytest.mark.parametrize("stage", list(Stage))
def test_table_decides(stage: Stage, share: int) -> None:
    world, amendment = _world(stage)
    wrong, people, site = [], _people(world), Site()
    for place, one in enumerate(addresses()):
        if one.name in FREE or (amendment is None and {"number", "post"} & set(one.words)):
            continue
        about = amendment if "number" in one.words else None
        wrong += _answers(world, one, about, people, site, turn=place + list(Stage).index(stage), share=share)
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
@pytest.mark.parametrize("share", [pytest.param(FOURTH, id="a fourth"), ALL])
@pytest.mark.parametrize("audience", list(Audience))
def test_audience_decides_who_reads(audience: Audience, share: int) -> None:
    world = build(Stage.DISCUSSION)
    world.document.readings.create(stage=Stage.DISCUSSION, audience=audience)
    amendment = world.file(world.rewrite("1.2", "municipality", "town"), mover="committee")
    write_post(acting_user=world.chair, thing=_thing(world), side="for", words="A home is a right.")
    reading = [one for one in addresses() if set(one.acts.values()) <= {READ_DOCUMENT, READ_AMENDMENT} and one.acts]
    assert len(reading) >= 3
    people, site = _people(world), Site()
    wrong, turn = [], list(Audience).index(audience)
    for place, one in enumerate(reading):
        wrong += _answers(world, one, amendment, people, site, turn=place + turn, share=share)
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_the_test_can_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """A view that asks for less than its row says is found."""
    world, amendment = _world(Stage.DISCUSSION)
    one = next(one for one in addresses() if one.name == "edit")
    monkeypatch.setattr(one.view, "acts", {"GET": OPEN})
    assert _answers(world, one, amendment, _people(world), Site())
