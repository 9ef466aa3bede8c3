"""Replacing words everywhere: the page that lists every place, and the page of the amendment that has them."""

from __future__ import annotations

import pytest

from amendments.life import Stage
from amendments.models import Amendment, Draft
from amendments.text.compose import Insert, Replace
from tests.kept import kept
from tests.pages.site import browse
from tests.pages.test_filing_pieces import Desk
from tests.world import World, build

pytestmark = pytest.mark.django_db

WORDS = (
    "Each house elects a council. The council meets twice a year.",
    "Councils publish their accounts.",
    "No council of the federation is paid. COUNCIL minutes are open.",
    "The *council* of the federation decides.",
)


@pytest.fixture
@kept
def world() -> World:
    return build(Stage.DISCUSSION, WORDS)


@pytest.fixture
def desk(world: World) -> Desk:
    found = Desk(world)
    found.presses("everywhere")
    return found


def places(desk: Desk, **typed: str) -> dict[str, str]:
    """Type words, and give the fields of the places that the page lists then, ticked as it shows them."""
    spots = desk.client.post(desk.url + "live/", desk.fields(old_0="council", new_0="board", **typed)).context["filing"].spots
    shown = {"shown-0": spots.keys, "for-0": spots.piece.old, "for-exactly-0": spots.piece.exactly}
    return shown | {f"in-0-{spot.key}": "yes" for group in spots.groups for spot in group.spots if spot.ticked}


def test_every_place_is_listed_with_its_words_around_and_what_is_left_alone(desk: Desk) -> None:
    assert "Every place appears here" in desk.types()
    shown = desk.types(old_0="council", new_0="board")
    assert "5 places." in shown
    assert shown.count('type="checkbox"') == shown.count(" checked") == 5
    assert "BOARD" in shown
    assert "<em>board</em>" in shown
    assert "<strong>Councils</strong>" in shown
    assert "once: 1.2" in shown
    assert "Strike “council” and insert “board” at 5 places: 1.1 (2 times), 1.3 (2 times), 2.1." in shown
    assert "Not yet: “assembly” does not stand anywhere" in desk.types(old_0="assembly", new_0="board")
    exactly = desk.types(old_0="council", new_0="board", exactly_0="yes")
    assert "4 places." in exactly
    assert "<strong>COUNCIL</strong>" in exactly


def test_a_tick_that_is_taken_away_leaves_the_place_out_until_other_words_are_looked_for(world: World, desk: Desk) -> None:
    ticked = places(desk)
    gone = next(name for name in ticked if world.uid("2.1") in name and name.startswith("in-"))
    left = {name: value for name, value in ticked.items() if name != gone}
    sent = desk.fields(old_0="council", new_0="board") | left
    shown = desk.client.post(desk.url + "live/", sent).content.decode()
    assert "5 places, 1 of them left out." in shown
    assert "1 place, 1 left out" in shown
    other = desk.client.post(desk.url + "live/", sent | {"old-0": "house"}).content.decode()
    assert "left out" not in other
    assert desk.client.post(desk.url, sent).status_code == 302
    assert gone.removeprefix("in-0-") == Draft.objects.get().work["pieces"][0]["without"]
    assert desk.client.get(desk.url).context["filing"].spots.left_out == 1
    answer = desk.client.post(desk.url + "file/", sent)
    assert answer.status_code == 302, answer.content.decode()
    assert Amendment.objects.get().throughout.filed == 4
    none = {name: value for name, value in left.items() if not name.startswith("in-")}
    refused = desk.client.post(desk.url + "file/", desk.fields(kind_0="replace", old_0="council", new_0="board") | none)
    assert "All 5 places of “council” are left out." in refused.content.decode()


def test_it_stands_alone_and_can_be_left_for_single_paragraphs(world: World, desk: Desk) -> None:
    page = desk.client.get(desk.url).content.decode()
    assert "Replace words everywhere</h1>" in page
    assert 'value="add"' not in page
    assert desk.presses("drop:0") == []
    desk.presses("add", another=world.uid("1.1"))
    assert [one["kind"] for one in desk.presses("everywhere")] == ["rewrite"], "what was typed stays"


def test_a_page_that_is_opened_for_a_paragraph_beside_it_says_that_it_stands_alone(world: World, desk: Desk) -> None:
    desk.presses("", old_0="council", new_0="board")
    answer = desk.client.get(f"{desk.url}?paragraph={world.uid('1.2')}")
    assert (answer.status_code, "stands alone" in answer.content.decode()) == (200, True)
    assert [one["kind"] for one in desk.presses("drop:1", **{"kind-1": "rewrite", "place-1": world.uid("1.2")})] == ["replace"]


def test_nine_hundred_places_are_folded_by_section(world: World) -> None:
    many = build(Stage.DISCUSSION, ["The council and the council and the council. " * 30] * 10)
    desk = Desk(many)
    desk.presses("everywhere")
    ticked = places(desk)
    assert len(ticked) == 903
    shown = desk.types(old_0="council", new_0="board")
    assert shown.count("<details") == 2
    answer = desk.client.post(desk.url + "file/", desk.fields(old_0="council", new_0="board") | ticked)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    page = desk.client.get(answer["Location"]).content.decode()
    assert "at 900 places" in page


def test_page_tells_what_became_of_each_place_and_offers_new_ones_to_who_may_rule(world: World) -> None:
    world.file(Replace("council", "board"))
    other = world.file(
        world.rewrite("1.1", "The council meets", "The assembly meets"),
        Insert("c" * 16, world.uid("1"), world.uid("1.2"), "A council is elected by all."),
        mover="mover",
    )
    world.to(Stage.FLOOR)
    url, rule = f"/c/{world.congress.slug}/A1/", f"/c/{world.congress.slug}/A1/take-in/"
    chair = browse(world.chair)
    assert "Nothing has appeared" in chair.get(rule).content.decode()
    world.decide(other)
    page = browse(world.member).get(url).content.decode()
    assert "Filed with 5 places of “council”. 4 stand." in page
    assert "1 place has appeared since." in page
    assert "Look at them and rule" not in page
    assert browse(world.member).get(rule).status_code == 403
    form = chair.get(rule).context
    (key,) = form["page"].keys
    sent = {"key": "k", "head": form["head"]["digest"], "shown-0": key, f"in-0-{key}": "yes", "reason": ""}
    refused = chair.post(rule, sent)
    assert refused.status_code == 409
    assert "needs a reason" in refused.content.decode()
    assert chair.post(rule, sent | {"reason": "Its words.", "head": "0" * 64}).status_code == 409, "the page was outdated"
    assert chair.post(rule, sent | {"reason": "Its words."})["Location"] == url
    page = chair.get(url).content.decode()
    assert "5 stand, 1 of them taken in since." in page
    assert "Takes in further places" in page
    assert "appeared since" not in page
