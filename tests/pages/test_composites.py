"""The pages of composites: written by the committee, read and answered by movers."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amendments.actions import composites
from amendments.actions.composites import Together
from amendments.life import Stage
from amendments.models import Amendment, Composite
from tests.kept import kept
from tests.pages.site import browse
from tests.world import World, build

SESSION_AND_PERSON = 2


@pytest.fixture
@kept
def world() -> World:
    """Give a discussion with A1 and A2, which go together, and A3, which conflicts with A1."""
    world = build(Stage.DISCUSSION)
    world.file(world.rewrite("1.1", "homes for all", "shelter for all"), mover="member")
    world.file(world.rewrite("1.1", "into the street", "at night"), mover="mover")
    world.file(world.rewrite("1.1", "homes for all", "houses for everyone"), mover="delegate")
    return world


def write(world: World, rest: str = "") -> str:
    return f"/c/{world.congress.slug}/text/{world.document.slug}/composite/{rest}"


def of(world: World, number: int, rest: str = "") -> str:
    return f"/c/{world.congress.slug}/A{number}/composite/{rest}"


def typed(world: World, words: str, do: str = "propose", **more: object) -> dict[str, object]:
    return {
        "do": do,
        "key": "k1",
        "base": world.revision.number,
        "n": [1, 2],
        "about": "shelter",
        "reason": "One for two.",
        "kind-0": "rewrite",
        "place-0": world.uid("1.1"),
        "text-0": words,
    } | more


BOTH = "We want shelter for all of us. A home is a right. Nobody is put out at night."


def propose(world: World, *numbers: int) -> Composite:
    piece = world.rewrite("1.1", world.read("1.1"), BOTH)
    together = Together([piece], world.reload().current_revision.number, "shelter", "One for two.")
    return composites.propose_composite(
        acting_user=world.committee, document=world.document, sources=numbers or (1, 2), together=together
    )


@pytest.mark.django_db
def test_the_committee_begins_with_the_merge_and_sees_whose_words_they_are(world: World):
    page = browse(world.committee).get(write(world), {"n": [1, 2, 3]}).content.decode()
    assert "We want shelter for all. A home is a right. Nobody is put out at night." in page
    assert "A3 is not in the words below." in page
    assert re.search(r'<ins data-by="1">.*?shelter.*?</ins><span class="by" data-by="1">A1</span>', page)
    live = browse(world.committee).post(write(world, "live/"), typed(world, BOTH)).content.decode()
    assert 'data-by="own">own words</span>' in live
    assert not Composite.objects.exists()


@pytest.mark.django_db
def test_from_the_rivals_to_a_composite_that_stands(world: World):
    client, page = browse(world.committee), of(world, 1)
    rivals = client.get(f"/c/{world.congress.slug}/A1/rivals/").content.decode()
    assert "Make one of these" in rivals
    assert "Make one of these" not in browse(world.member).get(f"/c/{world.congress.slug}/A1/rivals/").content.decode()
    assert client.post(write(world), typed(world, BOTH)).status_code == 302
    home = browse(world.member).get(f"/c/{world.congress.slug}/").content.decode()
    assert "Read the composite of A1" in home
    assert "is proposed" in browse(world.member).get(f"/c/{world.congress.slug}/A1/").content.decode()
    assert "Do you sign it off for A1?" in browse(world.member).get(page).content.decode()
    assert "Do you sign it off" not in browse(world.delegate).get(page).content.decode()
    for who, number in (("member", 1), ("mover", 2)):
        answer = {"do": "sign", "version": 1}
        assert browse(world.people[who]).post(of(world, number, "answer/"), answer).status_code == 302
    one = browse(world.member).get(f"/c/{world.congress.slug}/A1/").content.decode()
    assert "A1 rests in" in one
    assert "Support A1" not in one
    assert "Stands as A4" in browse(world.delegate).get(page).content.decode()
    assert browse(world.mover).post(of(world, 2, "answer/"), {"do": "leave"}).status_code == 302
    assert "A4 was withdrawn" in browse(world.delegate).get(page).content.decode()
    world.sound()


@pytest.mark.django_db
def test_what_was_typed_stays_when_it_is_refused(world: World):
    stale = browse(world.committee).post(write(world), typed(world, BOTH, base=99))
    assert "The text changed since you opened this page" in stale.content.decode()
    propose(world)
    answer = browse(world.committee).post(write(world), typed(world, "Other words altogether."))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "A1 is in composite 1" in page
    assert "Other words altogether." in page
    assert "One for two." in page


@pytest.mark.django_db
def test_picking_others_begins_anew_and_any_button_keeps_what_is_typed(world: World):
    client = browse(world.committee)
    page = client.post(write(world), typed(world, "Mine.", "pick", n=[1], more="A2, 3")).content.decode()
    assert "Mine." not in page
    assert page.count('name="n"') == 3
    kept = client.post(write(world), typed(world, "Mine.", "look")).content.decode()
    assert "Mine." in kept
    gone = client.get(write(world) + "?n=1&n=99").content.decode()
    assert "A99: not picked." in gone
    empty = client.get(write(world)).content.decode()
    assert "Name the amendments that shall become one." in empty


@pytest.mark.django_db
def test_two_of_the_committee_at_the_same_moment(world: World):
    propose(world)
    first, second = browse(world.committee), browse(world.committee)
    page = first.get(of(world, 1, "again/")).content.decode()
    assert 'name="version" value="1"' in page
    assert first.post(of(world, 1, "again/"), typed(world, BOTH, version=1)).status_code == 302
    late = second.post(of(world, 1, "again/"), typed(world, "Late words.", version=1))
    assert late.status_code == 409
    assert "was changed since you opened this page" in late.content.decode()
    assert "Late words." in late.content.decode()
    assert second.post(of(world, 1, "again/"), {"do": "end"}).status_code == 302
    assert "Taken back" in browse(world.member).get(of(world, 1)).content.decode()
    late = browse(world.member).post(of(world, 1, "answer/"), {"do": "sign", "version": 2})
    assert late.status_code == 409
    world.sound()


@pytest.mark.django_db
def test_without_a_composite_the_page_says_so(world: World):
    assert "A3 is in no composite" in browse(world.member).get(of(world, 3)).content.decode()
    assert browse(world.committee).get(of(world, 3, "again/")).status_code == 302
    assert browse(world.delegate).post(of(world, 3, "answer/"), {"do": "sign"}).status_code == 409


@pytest.mark.django_db
@pytest.mark.parametrize("many", [1, 3])
@pytest.mark.parametrize(("name", "number"), [("write", 8), ("one", 12)])
def test_queries_do_not_grow(name: str, number: int, many: int):
    world = build(Stage.DISCUSSION)
    for n in range(many + 1):
        world.file(
            world.rewrite("1.1", "homes for all", f"{n} homes for all"), mover=("member", "mover", "delegate", "teller")[n]
        )
    numbers = list(Amendment.objects.values_list("number", flat=True))
    propose(world, *numbers)
    client = browse(world.committee)
    url = {"write": write(world) + "?n=" + "&n=".join(map(str, numbers)), "one": of(world, 1)}[name]
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    assert len(found) - SESSION_AND_PERSON == number
