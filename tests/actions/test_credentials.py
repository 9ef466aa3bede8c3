"""Getting in without a password: codes and links work once, the newest one alone, and nobody guesses them."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import serializers

from amendments.access import OPERATOR
from amendments.actions import credentials, door, secretary
from amendments.models import Credential, Entry, IdempotencyKey, Outbox, Person, Tries
from amendments.models.credential import ALPHABET, CredentialKind, code_for
from amendments.queries.verify import congress_problems
from amendments.refusals import Forbidden, Refused
from tests.world import World, build

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


@pytest.fixture
def world(db: None) -> World:
    return build()


def issue(world: World, *people: Person, key: str = "") -> list[str]:
    chosen = [one.pk for one in people]
    made = credentials.issue_codes(acting_user=world.secretary, congress=world.congress, people=chosen, key=key)
    return [one.code for one in made]


def enter(person: Person, code: str, key: str = "") -> Person:
    return door.by_code(acting_user=NOBODY, login=person.member_number, code=code, key=key)


def link(world: World, person: Person) -> Credential:
    person.email = "one@example.org"
    person.save(update_fields=["email"])
    credentials.invite(acting_user=world.secretary, congress=world.congress, people=[person.pk])
    return Credential.objects.get(person=person, kind=CredentialKind.LINK, revoked_at=None)


def test_a_code_works_once_however_it_is_typed(world):
    (code,) = issue(world, world.member)
    assert set(code) <= set(ALPHABET) | {"-"}
    assert len(ALPHABET) ** code.replace("-", "").__len__() > 2**53
    assert enter(world.member, f" {code.lower().replace('-', ' ')} ") == world.member
    with pytest.raises(Refused, match="Each code works once"):
        enter(world.member, code)


def test_a_code_is_one_persons(world):
    (code,) = issue(world, world.member)
    with pytest.raises(Refused, match="with this code"):
        enter(world.mover, code)
    with pytest.raises(Refused, match="with this code"):
        door.by_code(acting_user=NOBODY, login="nobody", code=code)
    assert enter(world.member, code) == world.member


def test_reissue_revokes_the_former_one(world):
    (old,) = issue(world, world.member)
    (new,) = issue(world, world.member)
    with pytest.raises(Refused, match="used or replaced"):
        enter(world.member, old)
    assert enter(world.member, new) == world.member


def test_the_same_request_prints_the_same_codes_again_and_makes_nothing_more(world):
    first = issue(world, world.member, world.mover, key="a page")
    assert issue(world, world.member, world.mover, key="a page") == first
    assert Credential.objects.count() == 2
    assert Entry.objects.filter(kind="codes issued").count() == 1
    issue(world, world.member)
    assert issue(world, world.member, world.mover, key="a page") == first[1:]


def test_a_lost_answer_does_not_cost_the_code(world):
    (code,) = issue(world, world.member)
    assert enter(world.member, code, key="this page") == world.member
    assert enter(world.member, code, key="this page") == world.member
    for key in ("", "another page"):
        with pytest.raises(Refused):
            enter(world.member, code, key=key)


def test_no_table_holds_a_code_or_a_link(world):
    (code,) = issue(world, world.mover, key="a page's secret")
    token = link(world, world.member).token
    tables = (Credential, Outbox, Entry, Person, IdempotencyKey)
    dump = "".join(serializers.serialize("json", table.objects.all()) for table in tables)
    for secret in (code, code.replace("-", ""), token, token.partition(".")[2], "a page's secret"):
        assert secret not in dump


def test_issuing_is_on_record_with_people_as_commitments(world):
    issue(world, world.member, world.mover)
    entry = json.loads(Entry.objects.get(kind="codes issued").payload)
    assert entry["by"] == world.secretary.commitment
    assert entry["body"]["people"] == sorted([world.member.commitment, world.mover.commitment])
    assert list(congress_problems(world.fresh(world.congress))) == []


def test_only_the_office_issues_and_only_to_its_own_people(world):
    with pytest.raises(Forbidden, match="The secretary can"):
        credentials.issue_codes(acting_user=world.chair, congress=world.congress, people=[world.member.pk])
    elsewhere = build()
    with pytest.raises(Refused, match="not on the list"):
        issue(world, elsewhere.member)
    with pytest.raises(Refused, match="at most 500"):
        credentials.issue_codes(acting_user=world.secretary, congress=world.congress, people=range(501))
    with pytest.raises(Refused, match="Choose at least one"):
        issue(world)


def test_a_link_works_once_and_until_its_day(world):
    row = link(world, world.member)
    assert row.expires_at == row.issued_at + timedelta(days=14)
    assert door.by_link(acting_user=NOBODY, token=row.token) == world.member
    for token in (row.token, "", "1", f"{row.pk}.", f"{row.pk}.{'0' * 48}", "x.y", f"{10**30}.a"):
        with pytest.raises(Refused, match="Each link works once"):
            door.by_link(acting_user=NOBODY, token=token)
    late = link(world, world.mover)
    late.expires_at = late.issued_at - timedelta(seconds=1)
    late.save(update_fields=["expires_at"])
    with pytest.raises(Refused, match="its time is over"):
        door.by_link(acting_user=NOBODY, token=late.token)


def test_the_newest_invitation_is_the_one_that_works(world):
    old = link(world, world.member)
    new = link(world, world.member)
    with pytest.raises(Refused):
        door.by_link(acting_user=NOBODY, token=old.token)
    assert door.by_link(acting_user=NOBODY, token=new.token) == world.member


def test_revoking_closes_both(world):
    (code,), row = issue(world, world.member), link(world, world.member)
    assert credentials.revoke(acting_user=world.secretary, congress=world.congress, person=world.member) == 2
    with pytest.raises(Refused):
        enter(world.member, code)
    with pytest.raises(Refused):
        door.by_link(acting_user=NOBODY, token=row.token)
    world.member.set_password("tenants together")
    world.member.save(update_fields=["password"])
    with pytest.raises(Refused, match="no code and no link"):
        credentials.revoke(acting_user=world.secretary, congress=world.congress, person=world.member)


def test_revoking_signs_out_who_came_in_by_a_card(world):
    before = world.member.get_session_auth_hash()
    credentials.revoke(acting_user=world.secretary, congress=world.congress, person=world.member)
    assert world.fresh(world.member).get_session_auth_hash() != before


def test_a_new_secret_of_the_site_keeps_the_old_codes(world, settings):
    (code,), row = issue(world, world.member), link(world, world.mover)
    token = row.token
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "a newer secret"
    assert enter(world.member, code) == world.member
    assert door.by_link(acting_user=NOBODY, token=token) == world.mover


def test_codes_of_two_people_or_two_pages_have_nothing_in_common(world):
    made = {code_for(person, page) for person in (world.member, world.mover) for page in ("a", "b")}
    made |= {code_for(world.member, "") for _ in range(50)}
    assert len(made) == 54


def test_an_erased_person_has_no_way_in(world):
    (code,) = issue(world, world.member)
    number = world.member.member_number
    secretary.erase_person(acting_user=OPERATOR, person=world.member)
    assert not Credential.objects.exists()
    with pytest.raises(Refused):
        door.by_code(acting_user=NOBODY, login=number, code=code)


def test_tries_name_nobody_and_go_with_the_day(world):
    with pytest.raises(Refused):
        door.by_password(acting_user=NOBODY, login=world.member.member_number, password="x", network="192.0.2.7")
    rows = list(Tries.objects.all())
    assert len(rows) == 3
    dump = serializers.serialize("json", rows)
    assert world.member.member_number not in dump
    assert "192.0.2" not in dump
    for row in rows:
        row.day -= timedelta(days=1)
        row.save(update_fields=["day"])
    with pytest.raises(Refused):
        door.by_password(acting_user=NOBODY, login=world.mover.member_number, password="x", network="192.0.2.7")
    assert not Tries.objects.filter(pk__in=[row.pk for row in rows]).exclude(day__gte=max(row.day for row in rows)).exists()
