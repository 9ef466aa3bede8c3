"""The projector and the phone: what each shows before, during and after a vote, to whom, and with how many queries."""

from __future__ import annotations

import pytest
from django.urls import reverse

from amendments.access import OPERATOR
from amendments.actions.speaking import ask_to_speak, call_next
from amendments.life import Stage
from amendments.live.hall import HallPart, WallPart
from amendments.models import Congress, Note, Person, Reading, Role
from amendments.models.document import Audience
from amendments.rules import Acting
from tests.hall import Hall, full_hall, one
from tests.pages.site import browse

pytestmark = pytest.mark.django_db
RIVALS = (("1.1", "all", "everybody"), ("1.1", "all", "tenants"), ("1.2", "municipality", "town"))
# queries: congress, what is pending, the vote, its amendment on the text and what falls, votes before, what is next
WALL, PHONE, MINE, TURNOUT = 15, 28, 10, 7


def get(hall: Hall, name: str, person: Person | None = None) -> str:
    return browse(person).get(reverse(name, args=[hall.world.congress.slug])).content.decode()


def open_to(hall: Hall, audience: str) -> None:
    Reading.objects.update_or_create(document=hall.world.document, stage=Stage.FLOOR, defaults={"audience": audience})


def test_the_wall_says_what_is_put_how_it_stands_how_it_ended_and_what_is_next():
    hall = full_hall(*RIVALS)
    chair = hall.world.chair
    assert "Nothing is on the floor yet. Next: A1" in get(hall, "wall", chair)
    question = hall.put(amendment=one(hall, 1))
    page = get(hall, "wall", chair)
    assert "A1 to 1.1" in page
    assert "<ins" in page
    assert "If it is carried, A2 falls." in page
    vote = hall.open(question)
    hall.vote(vote, ["for", "for", "against"])
    page = get(hall, "wall", chair)
    assert "<strong>3</strong> of 5 votes are cast" in page
    assert "Needed: more than half of the votes for and against" in page
    assert "2 for" not in page
    assert "<strong>3</strong>" in get(hall, "turnout", chair)
    hall.declare(hall.close(vote))
    page = get(hall, "wall", chair)
    assert "Carried" in page
    assert "A2 has fallen. Next: A3" in page
    assert "Needed: 2, more than half" in page
    hall.world.reload()
    assert hall.world.document.head[:4] in page


def test_a_vote_that_fails_says_by_how_much():
    hall = full_hall(*RIVALS)
    hall.decide(hall.put(amendment=one(hall, 1)), ["for", "against", "against"])
    assert "1 short." in get(hall, "wall", hall.world.chair)
    assert "1 short." in get(hall, "hall", hall.delegates[0])


def test_the_wall_shows_a_text_to_whoever_may_read_it():
    hall = full_hall(*RIVALS)
    hall.open(hall.put(amendment=one(hall, 1)))
    open_to(hall, Audience.MEMBERS)
    closed = get(hall, "wall")
    assert "Its text is not open to everybody." in closed
    assert "everybody</ins>" not in closed
    assert "A1" not in closed
    assert "A1 to 1.1" in get(hall, "wall", hall.delegates[0])
    open_to(hall, Audience.EVERYONE)
    assert "A1 to 1.1" in get(hall, "wall")


def test_a_passer_by_learns_no_result_of_a_text_that_is_not_open():
    hall = full_hall(*RIVALS)
    hall.decide(hall.put(amendment=one(hall, 1)), ["for"])
    open_to(hall, Audience.MEMBERS)
    page = get(hall, "wall")
    assert "Carried" not in page
    assert "A3" not in page


def test_the_wall_is_light_on_dark_or_dark_on_light_by_a_link():
    hall = full_hall()
    at = reverse("wall", args=[hall.world.congress.slug])
    client = browse(None)
    assert b'data-theme="dark"' in client.get(at + "?ground=dark").content
    assert b'data-theme="light"' in client.get(at + "?ground=light").content
    assert b"data-theme" not in client.get(at + "?ground=%22onload").content


def test_the_phone_says_the_seat_what_was_counted_the_notes_and_what_is_next():
    hall = full_hall(*RIVALS)
    ana = hall.delegates[0]
    amendment = one(hall, 1)
    Note.objects.create(
        person=ana, document=amendment.document, amendment=amendment, words="A2 is ours.", written_at=amendment.filed_at
    )
    vote = hall.open(hall.put(amendment=amendment))
    page = get(hall, "hall", ana)
    assert "delegate, seat 101" in page
    assert "A2 is ours." in page
    assert "A2 is ours." not in get(hall, "hall", hall.delegates[1])
    assert "Cast my vote" in page
    assert " checked" not in page
    hall.vote(vote, ["against"])
    mine = get(hall, "hall-mine", ana)
    assert '<p class="big">Against</p>' in mine
    assert "It cannot be cast again." in mine
    assert "Cast my vote" not in mine
    assert "Next on the list" in page
    assert "You are not in the register" in get(hall, "hall", hall.world.people["delegate"])


def test_a_secret_choice_is_shown_to_nobody_not_even_on_another_phone():
    hall = full_hall(*RIVALS)
    vote = hall.open(hall.put(amendment=one(hall, 1)), "secret ballot")
    hall.vote(vote, ["against"])
    mine = get(hall, "hall-mine", hall.delegates[0])
    assert '<p class="big">Sealed</p>' in mine
    assert "gainst</p>" not in mine


def test_members_share_one_drawing_and_only_those_who_read_more_fetch_their_own():
    hall = full_hall(*RIVALS)
    hall.put(amendment=one(hall, 1))
    slug, member = hall.world.congress.slug, Acting(1, frozenset({Role.DELEGATE, Role.MEMBER}))
    part = HallPart.open(OPERATOR, {}, congress=slug)
    assert part.alike(member)
    assert not part.may(Acting())
    assert "A1 to 1.1" in part.draw(Acting()).pieces["onfloor"]
    open_to(hall, Audience.MEMBERS)
    wall = WallPart.open(OPERATOR, {}, congress=slug)
    assert not wall.alike(member)
    assert "A1 to 1.1" not in wall.draw(Acting()).data
    assert "A1" not in wall.draw(Acting()).said
    open_to(hall, Audience.EVERYONE)
    wall, passer_by = WallPart.open(OPERATOR, {}, congress=slug), Acting(1)
    assert wall.alike(passer_by)
    speaker, seat = hall.delegates[0], hall.seat(hall.delegates[0])
    ask_to_speak(acting_user=speaker, seat=seat, side="for", key="s")
    call_next(acting_user=hall.world.chair, congress=hall.world.congress)
    assert speaker.name not in wall.draw(passer_by).data
    assert speaker.name in wall.draw(member).data
    assert not wall.alike(member)  # or the name would go from the screen with the first thing that happens


@pytest.mark.parametrize("many", [1, 3])
def test_screens_take_as_many_queries_whatever_the_amendments(many, django_assert_num_queries):
    hall = full_hall(*(("1.1", "all", f"word{n}") for n in range(many + 1)), delegates=many + 1)
    hall.decide(hall.put("motion", document=None, words="A motion."), ["for"])
    hall.vote(hall.open(hall.put(amendment=one(hall, 1))), ["for"])
    ana, slug = browse(hall.delegates[0]), Congress.objects.get().slug
    for name, queries in (("wall", WALL), ("hall", PHONE), ("hall-mine", MINE), ("turnout", TURNOUT)):
        with django_assert_num_queries(queries):
            assert ana.get(reverse(name, args=[slug])).status_code == 200
