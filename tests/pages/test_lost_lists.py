"""An en bloc list that is lost decides nothing: each of it is put by itself, by the chain, by verify and on every page."""

from __future__ import annotations

import pytest
from django.urls import reverse

from amendments.actions import advice, floor, voting
from amendments.actions.pulling import pull_out
from amendments.actions.reopening import ask_reopening, confirm_reopening
from amendments.life import Matter, Outcome, Stage
from amendments.models import Amendment, Decision, Entry, VotingList
from amendments.queries.choosing import bloc_of
from amendments.refusals import Refused
from tests.hall import Hall, one
from tests.pages.site import browse
from tests.pages.test_console import at, big, press, run
from tests.world import build

pytestmark = pytest.mark.django_db
ON_THE_LIST = (("1.1", "all", "everybody"), ("1.2", "municipality", "town"), ("1.3", "twice", "often"))


def hall_with_a_list(**orders: str) -> Hall:
    """Build a hall with A1 to A3 en bloc, and A4 by itself after them."""
    world = build(Stage.DISCUSSION, **orders)
    for change in ON_THE_LIST:
        filed = world.file(world.rewrite(*change))
        advice.recommend(acting_user=world.committee, amendment=filed, recommendation="carry", reason="Good.")
    world.file(world.rewrite("2.1", "accounts", "books"))
    voting.make_list(acting_user=world.chair, document=world.document)
    world.to(Stage.FLOOR)
    return Hall(world, 3)


def listed(hall: Hall, show: str = "") -> str:
    """Give the page of the voting list as a delegate reads it."""
    where = reverse("voting-list", args=[hall.world.congress.slug, hall.world.document.slug])
    return browse(hall.delegates[0]).get(where + show).content.decode()


def test_each_of_a_lost_list_gets_its_own_question() -> None:
    hall = hall_with_a_list(en_bloc="first")
    world, chair = hall.world, browse(hall.world.chair)
    assert big(run(hall, chair)) == "Put the en bloc list"
    press(hall, chair, run(hall, chair))
    floor.pull_from_question(acting_user=hall.delegates[0], question=hall.put_now(), amendment=one(hall, 3))
    vote = hall.decide(hall.put_now(), ["against", "against", "for"])
    assert {row.decision for row in Amendment.objects.all()} == {Outcome.PENDING}
    assert Decision.objects.get(vote=vote).outcome == Outcome.LOST
    kinds = Entry.objects.filter(document=world.document).order_by("-sequence").values_list("kind", flat=True)
    assert kinds[0] == "vote declared", "What decides nothing on A1 and A2 adds nothing to the chain."
    page = run(hall, chair)
    assert big(page) == "Put A1"
    assert "En bloc" not in page[page.index('aria-label="Voting list"') :]
    assert "1 of 4" in page
    page = listed(hall)
    assert page.count("The en bloc list that it was on is lost") == 2, "A3 was pulled out of it."
    assert [f'id="a{n}"' in page for n in (1, 2, 3, 4)] == [True] * 4
    assert "4 questions, 0 en bloc" in page
    assert "Pull out" not in listed(hall, "?show=bloc")
    assert bloc_of(world.reload()) == []
    with pytest.raises(Refused, match="A1 is not on the en bloc list"):
        pull_out(acting_user=hall.delegates[0], amendment=one(hall, 1))
    made = VotingList.objects.get()
    fixed = voting.fix_list(acting_user=world.chair, document=world.document, version=made.version)
    assert fixed.fixed == {"questions": [1, 2, 3, 4], "en_bloc": []}
    assert voting.move_item(
        acting_user=world.chair, document=world.document, number=2, to="1", reason="Short.", version=fixed.version
    )
    world.sound()
    seen = list[str]()
    for choice in ("for", "against", "for", "for"):
        seen.append(big(page := run(hall, chair)))
        press(hall, chair, page)
        hall.decide(hall.put_now(), [choice] * 3)
    assert seen == ["Put A2", "Put A1", "Put A3", "Put A4"]
    assert [one(hall, n).decision for n in (1, 2, 3, 4)] == ["lost", "carried", "carried", "carried"]
    assert big(run(hall, chair)) == "Put the final vote"
    world.sound()


def test_a_lost_list_that_is_reopened_is_a_list_again() -> None:
    hall = hall_with_a_list(en_bloc="first")
    world = hall.world
    press(hall, browse(world.chair), run(hall))
    hall.decide(hall.put_now(), ["against"] * 3)
    assert big(run(hall)) == "Put A1"
    found = Decision.objects.get(matter=Matter.BLOC)
    asked = ask_reopening(acting_user=world.chair, decision=found, reason="The wrong list was read out.")
    confirm_reopening(acting_user=world.teller, asked=asked)
    page = run(hall)
    assert big(page) == "Put the en bloc list"
    assert "3 in one vote" in page
    world.sound()


def test_what_is_left_of_a_list_is_put_by_itself_and_an_empty_one_is_not_voted_on() -> None:
    hall = hall_with_a_list(en_bloc="first")
    chair = browse(hall.world.chair)
    press(hall, chair, run(hall, chair))
    for number in (1, 2, 3):
        question = hall.put_now()
        floor.pull_from_question(acting_user=hall.delegates[0], question=question, amendment=one(hall, number))
        if number == 1:
            assert "A1, A2, A3. A1 was pulled out and is not voted on with it. It needs" in run(hall, chair)
    assert "A1, A2, A3 were pulled out and are not voted on with it. It needs" in run(hall, chair)
    with pytest.raises(Refused, match="All that was on the list is pulled out"):
        hall.open(question)
    other = hall_with_a_list(en_bloc="first")
    for number in (1, 3):
        pull_out(acting_user=other.delegates[0], amendment=one(other, number))
    assert big(run(other)) == "Put A2", "Nobody puts a list of one."
    press(other, browse(other.world.chair), run(other))
    other.decide(other.put_now(), ["for"])
    other.world.sound()


def test_who_is_next_is_nobody_who_is_on_the_floor() -> None:
    hall = hall_with_a_list(en_bloc="last")
    chair = browse(hall.world.chair)
    ahead = "which is next"
    assert f"Speakers for A4, {ahead}" in run(hall, chair)
    hall.put(amendment=one(hall, 4))
    assert ahead not in run(hall, chair), "After A4 comes the list, to which nobody speaks as one amendment."
    hall.put("refer", referred_to="the council")
    for name, who in (("hall", hall.delegates[0]), ("run-floor", hall.world.chair), ("wall", hall.world.chair)):
        page = browse(who).get(at(hall, name)).content.decode()
        assert ahead not in page, name
        assert "Next: A4" not in page, name
        assert ">A4</a></h2>" not in page, name
    hall.decide(hall.put_now().inner.get(), ["for"])
    hall.put("en bloc", amendments=[(one(hall, number), "filed") for number in (1, 2)])
    assert f"Speakers for A3, {ahead}" in run(hall, chair)
    assert "Next on the list" in browse(hall.delegates[0]).get(at(hall, "hall")).content.decode()
    hall.world.sound()
