"""What the database itself refuses of ways in, papers, lists of people and promises, whoever writes."""

from datetime import timedelta

import pytest

from amendments.life import Stage
from amendments.models import Amendment, Credential, Outbox, Paper, PeopleList
from tests.kept import kept
from tests.models.never import NOW, Never, each_is_refused, saved, twice
from tests.world import build

pytestmark = [pytest.mark.django_db, pytest.mark.both]
CODE = {"kind": "code", "digest": "0" * 64}
LINK = {"kind": "link", "nonce": "0" * 64, "expires_at": NOW + timedelta(days=1)}


@pytest.fixture
@kept
def world(db):
    world = build(Stage.DISCUSSION)
    world.file(world.rewrite("1.1", "all", "everybody"))
    return world


def credential(world, **values):
    return Credential(person=world.member, congress=world.congress, issued_at=NOW, **values)


def paper(world, **values):
    given = {"kind": "image/png", "data": b"1", "size": 1, "digest": "0" * 64}
    return Paper(amendment=Amendment.objects.get(), added_by=world.secretary, added_at=NOW, **given | values)


def people(world):
    return PeopleList(congress=world.congress, person=world.secretary, name="list.csv", data=b"", made_at=NOW)


def promise(world, **values):
    return Outbox(congress=world.congress, kind="test", made_at=NOW, **values)


def told(world):
    news = Outbox.objects.filter(kind="test", of=None).first() or saved(promise(world))
    return promise(world, of=news, to=world.member)


NEVER: Never = {
    "credential_kind": lambda w: credential(w, kind="whistle", digest="0" * 64),
    "credential_one_open_a_person_and_kind": twice(lambda w: credential(w, **CODE)),
    "credential_keeps_what_its_kind_needs": lambda w: credential(w, **LINK | {"expires_at": None}),
    "paper_kind": lambda w: paper(w, kind="text/html"),
    "paper_is_not_empty": lambda w: paper(w, size=0),
    "people_list_one_a_person_and_congress": twice(people),
    "outbox_told_once": twice(told),
    "outbox_told_to_somebody": lambda w: promise(w, of=saved(promise(w))),
}


def test_it_must_never_be(world, subtests):
    each_is_refused(NEVER, world, subtests)


def test_a_code_and_a_link_side_by_side_and_another_once_one_is_revoked(world):
    saved(credential(world, **CODE))
    saved(credential(world, **LINK))
    Credential.objects.filter(kind="code").update(revoked_at=NOW)
    saved(credential(world, **CODE))
    assert Credential.objects.count() == 3
