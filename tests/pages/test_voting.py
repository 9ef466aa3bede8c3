"""The page of the voting list: order with reasons, the chair's changes, pulling out, the sheet, and two at once."""

import pytest

from amendments.actions import advice, voting
from amendments.life import Stage, Visibility
from amendments.models import Amendment, Pull, VotingList, VotingMove
from tests.kept import kept
from tests.pages.site import browse
from tests.pages.test_counts import queries
from tests.world import build

pytestmark = pytest.mark.django_db


@kept
def room(stage=Stage.CLOSED, make=True, many=3):
    """Build a world with rivals A1 and A2, and A3 en bloc; with `many` of 1, only A1 as a question."""
    world = build(Stage.DISCUSSION)
    world.file(world.rewrite("1.1", "homes for all", "houses for all"))
    if many > 1:
        world.file(world.rewrite("1.1", "homes for all", "warm and dry houses with a garden"))
        world.file(world.rewrite("1.3", "twice a year", "monthly"))
        three = Amendment.objects.get(number=3)
        advice.recommend(acting_user=world.committee, amendment=three, recommendation="carry", reason="Good.")
    world.to(stage)
    if make and stage != Stage.FLOOR:
        voting.make_list(acting_user=world.chair, document=world.document)
    return world


def url(world, rest=""):
    return f"/c/{world.congress.slug}/text/{world.document.slug}/list/{rest}"


def read(world, rest="", person="member"):
    response = browse(world.people[person]).get(url(world, rest))
    assert response.status_code == 200
    return response.content.decode()


def send(world, rest, person="chair", **data):
    listing = VotingList.objects.get(document=world.document)
    return browse(world.people[person]).post(url(world, rest), {"version": listing.version, **data})


def test_before_there_is_a_list_the_page_says_who_has_it_made():
    world = room(make=False)
    assert "The chair has not had the voting list made yet" in read(world)
    assert "It came after the list" not in read(world)
    assert "Have the list proposed" in read(world, person="chair")
    response = browse(world.chair).post(url(world, "make/"), {"version": 0})
    assert response.status_code == 302
    assert "Have the list proposed" not in read(world, person="chair")


def test_each_place_says_why_and_what_falls():
    page = read(room())
    assert page.index("Furthest from the text") < page.index("After A2, which is further from the text")
    assert "If carried, A1 falls." in page
    assert "If carried, A2 falls." in page
    assert "monthly" not in page
    assert "1 amendment goes en bloc" in page
    assert "Move<" not in page


def test_the_chair_moves_and_what_was_typed_stays_when_refused():
    world = room()
    refused = send(world, "move/", number=1, way="up", reason=" ")
    assert refused.status_code == 409
    assert "Give a reason" in refused.content.decode()
    refused = send(world, "move/", number=1, to="7", reason="The hall is cold.")
    assert "The hall is cold." in refused.content.decode()
    assert send(world, "move/", number=1, to="1", reason="It is the older one.").status_code == 302
    page = read(world)
    assert "Proposed at place 2; moved by the chair: “It is the older one.”" in page
    assert page.index('id="a1"') < page.index('id="a2"')
    assert send(world, "undo/", number=1).status_code == 302
    assert not VotingMove.objects.filter(ended=False).exists()


def test_of_two_chairs_the_second_is_told_and_sees_the_list_as_it_is():
    world = room()
    send(world, "move/", number=1, to="1", reason="It is the older one.")
    late = send(world, "move/", number=2, to="1", reason="No, this.", version=1)
    assert late.status_code == 409
    assert "Chair changed the list since you opened this page" in late.content.decode()
    assert "No, this." in late.content.decode()


def test_a_delegate_pulls_out_and_puts_back():
    world = room()
    assert "Pull out" in read(world, "?show=bloc", person="delegate")
    assert "Pull out" not in read(world, "?show=bloc", person="member")
    at = f"/c/{world.congress.slug}/A3/"
    assert browse(world.delegate).post(at + "pull-out/", {"reason": "Not all agree.", "key": "k"}).status_code == 302
    page = read(world, person="delegate")
    assert "Pulled out of the en bloc list by Delegate: “Not all agree.”" in page
    assert "Put back" in page
    assert "Put back" not in read(world, person="chair")
    refused = browse(world.chair).post(at + "put-back/")
    assert refused.status_code == 409
    assert "Delegate pulled A3 out, and alone can put it back" in refused.content.decode()
    browse(world.delegate).post(at + "put-back/")
    assert not Pull.objects.filter(ended=False).exists()


def test_what_came_later_is_shown_in_its_place_and_what_went_is_said():
    world = room(Stage.DISCUSSION)
    world.file(world.rewrite("1.1", "Nobody", "No one"))
    page = read(world)
    assert "A4</a> is new" in page
    assert "It came after the list was made" in page
    refused = send(world, "fix/")
    assert "A4 is not on the list yet. Renew the list" in refused.content.decode()
    send(world, "make/")
    assert "1 change at the last renewal" in read(world)
    assert send(world, "fix/").status_code == 302
    assert "This order is on record" in read(world)


def test_what_is_not_published_is_on_no_list():
    world = room(make=False)
    Amendment.objects.filter(number=2).update(visibility=Visibility.COMMITTEE)
    voting.make_list(acting_user=world.chair, document=world.document)
    assert "garden" not in read(world, "?show=all")
    assert "If carried" not in read(world)


def test_the_floor_follows_the_list():
    world = room()
    send(world, "move/", number=1, to="1", reason="It is the older one.")
    world.to(Stage.FLOOR)
    floor = browse(world.chair).get(f"/c/{world.congress.slug}/text/{world.document.slug}/floor/")
    assert [row.number for row in floor.context["floor"].rows] == [3, 1, 2]
    assert floor.context["step"].text == "Put A3 to the vote"
    assert floor.context["groups"][0].label == "En bloc"


def test_the_sheet_has_all_questions_with_boxes():
    page = read(room(), "sheet/")
    assert page.count('class="box"') == 4
    assert "If carried, A1 falls." in page
    assert "A3" in page


@pytest.mark.parametrize("many", [1, 3])
@pytest.mark.parametrize(("rest", "number"), [("", 18), ("?show=all", 18), ("sheet/", 18)])
def test_queries_do_not_grow_with_the_list(rest, number, many):
    world = room(many=many)
    assert queries(world, "chair", url(world, rest)) == number
