"""The one vote on all that was open goes back, or is counted anew; and a recount that loses a paragraph strikes it."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from amendments.actions import adoption, chair
from amendments.actions.rest import Disposed, dispose
from amendments.life import Matter
from amendments.models import Amendment, Decision, Outbox
from amendments.queries.reopening import put_again
from amendments.queries.verify import problems
from amendments.refusals import Refused
from tests.actions.test_going_back import AGAINST, FOR, HALL, check, go_back, standing, states, with_secondaries
from tests.actions.test_midnight import CHANGES, congress
from tests.hall import Hall, full_hall, one
from tests.pages.site import browse
from tests.world import NO, YES, World

pytestmark = pytest.mark.django_db


def midnight(world: World, way: str = "lapses", to: str = "", outcome: str = "carried") -> Decision:
    count = YES if outcome == "carried" else NO
    return dispose(acting_user=world.chair, document=world.reload(), verdict=Disposed(way, outcome, count, to))


def number(n: int) -> Amendment:
    return Amendment.objects.get(number=n)


@pytest.mark.parametrize(("way", "to", "after"), [("lapses", "", "fallen"), ("referred", "the council", "referred")])
def test_what_lapsed_or_was_referred_by_one_vote_is_open_again(way: str, to: str, after: str) -> None:
    world = congress()
    world.decide(number(1))
    made = midnight(world, way, to)
    assert states() == {1: "carried", 2: after, 3: after}
    entry = go_back(world, made)
    assert states() == {1: "carried", 2: "pending", 3: "pending"}
    body = json.loads(entry.payload)["body"]
    assert "revision" not in body
    assert [(row["amendment"], row["decision"]) for row in body["others"]] == [(2, "pending"), (3, "pending")]
    assert Outbox.objects.filter(kind="open_again").count() == 2
    check(world)
    with pytest.raises(Refused, match="A2"):
        adoption.adopt(acting_user=world.chair, document=world.reload(), outcome="carried", count=YES)
    world.decide(number(2))
    midnight(world, way, to)
    adoption.adopt(acting_user=world.chair, document=world.reload(), outcome="carried", count=YES)
    check(world)


def test_what_the_text_excludes_since_falls_and_what_came_before_the_vote_wakes_nothing_that_lapsed() -> None:
    hall = full_hall(*CHANGES[:2], ("1.1", "all", "each of us"), ("1.1", "all", "tenants"))
    world = hall.world
    for n in (2, 1):
        world.decide(number(n))
    assert states() == {1: "carried", 2: "carried", 3: "fallen", 4: "fallen"}
    go_back(world, Decision.objects.get(amendment__number=1))
    made = midnight(world)
    go_back(world, Decision.objects.get(amendment__number=2))
    assert states() == {1: "fallen", 2: "pending", 3: "fallen", 4: "fallen"}, "What lapsed waits for that vote to go back."
    hall.decide(hall.put("paragraph", paragraph=world.uid("1.1")), ["against"])
    go_back(world, made)
    assert states() == {1: "fallen", 2: "pending", 3: "fallen", 4: "fallen"}, "The text excludes the three by now."
    go_back(world, standing(Matter.PARAGRAPH))
    assert states() == {1: "pending", 2: "pending", 3: "pending", 4: "pending"}
    check(world)


def test_a_new_count_of_the_one_vote_turns_it_both_ways() -> None:
    world = congress()
    made = midnight(world, "referred", "the council", "lost")
    go_back(world, made, YES)
    assert set(states().values()) == {"referred"}
    assert Outbox.objects.filter(kind="referred_on").count() == 3
    check(world)
    go_back(world, standing(Matter.REST), NO)
    assert set(states().values()) == {"pending"}
    check(world)
    world.decide(number(2))
    with pytest.raises(Refused, match="A2 was decided by itself since"):
        go_back(world, standing(Matter.REST), YES)
    check(world)


def test_what_was_remitted_and_taken_up_again_has_nothing_to_go_back_on() -> None:
    world = congress()
    made = midnight(world, "remitted", "the committee")
    chair.take_to_floor(acting_user=world.chair, document=world.reload())
    with pytest.raises(Refused, match="go on with the voting list"):
        go_back(world, made)
    lost = midnight(world, "remitted", "the committee", "lost")
    with pytest.raises(Refused, match="Put that vote once more instead"):
        go_back(world, lost, YES)
    check(world)


def test_a_paragraph_that_is_lost_by_a_new_count_is_struck_where_it_was_voted_on() -> None:
    hall = full_hall(CHANGES[0], CHANGES[1], ("1.1", "a right", "a need"), ("1.1", "Nobody", "No one"))
    world = hall.world
    hall.decide(hall.put(amendment=one(hall, 1)), ["for"])
    hall.decide(hall.put("paragraph", paragraph=world.uid("1.1")), ["for"])
    hall.decide(hall.put(amendment=one(hall, 2)), ["for"])
    hall.decide(hall.put(amendment=one(hall, 3)), ["for"])
    entry = go_back(world, standing(Matter.PARAGRAPH), AGAINST)
    assert world.document.paragraphs.get(label="1.1").struck
    assert "town" in world.read("1.2")
    assert states() == {1: "carried", 2: "carried", 3: "pending", 4: "fallen"}, "A3 was carried on what is struck now."
    body = json.loads(entry.payload)["body"]
    assert [(row["entry"], row["amendment"]) for row in body["steps"]][1] == (entry.sequence, None)
    assert standing(Matter.PARAGRAPH).outcome == "lost"
    check(world)
    go_back(world, standing(Matter.PARAGRAPH), FOR)
    assert not world.document.paragraphs.get(label="1.1").struck
    assert states() == {1: "carried", 2: "carried", 3: "pending", 4: "pending"}
    hall.decide(hall.put(amendment=one(hall, 3)), ["for"])
    go_back(world, standing(Matter.PARAGRAPH), AGAINST)
    go_back(world, standing(Matter.PARAGRAPH))
    assert [row.vote.question.paragraph for row in put_again(world.document) if row.vote] == [world.uid("1.1")]
    hall.decide(hall.put("paragraph", paragraph=world.uid("1.1")), ["for"])
    go_back(world, Decision.objects.get(amendment__number=1, superseded=False))
    with pytest.raises(Refused, match="other words now than when it was voted on"):
        go_back(world, standing(Matter.PARAGRAPH), AGAINST)
    check(world)


def test_paragraphs_that_went_back_are_disposed_of_by_the_one_vote_while_it_stands() -> None:
    hall = full_hall(*CHANGES)
    world = hall.world
    hall.decide(hall.put("paragraph", paragraph=world.uid("1.2")), ["for"])
    hall.decide(hall.put("paragraph", paragraph=world.uid("2.1")), ["for"])
    go_back(world, Decision.objects.get(vote__question__paragraph=world.uid("1.2")))
    made = midnight(world)
    assert put_again(world.document) == []
    go_back(world, Decision.objects.get(vote__question__paragraph=world.uid("2.1")))
    assert [row.vote.question.paragraph for row in put_again(world.document) if row.vote] == [world.uid("2.1")]
    go_back(world, made)
    assert len(put_again(world.document)) == 2
    check(world)


def test_the_chair_reads_what_follows_before_a_teller_confirms_and_a_flipped_row_is_named() -> None:
    world = congress()
    made = midnight(world)
    client, teller = browse(world.chair), browse(world.teller)
    where = [world.congress.slug, world.document.slug]
    assert "All that is still open" in client.get(reverse("decisions", args=where)).content.decode()
    address = reverse("again", args=[*where, made.entry.sequence])
    html = client.get(address).content.decode()
    assert "Before the congress again, each as it stood before that vote: <strong>A1, A2, A3</strong>" in html
    assert "No word of the text changes." in html
    client.post(address, {"what": "put", "reason": "The clock was wrong."})
    assert teller.post(reverse("again-confirm", args=[*where, made.entry.sequence])).status_code == 302
    page = client.get(reverse("run-floor", args=[world.congress.slug])).content.decode()
    assert "Put A1" in page
    record = client.get(reverse("record", args=where)).content.decode()
    assert "The decision on all that was still open was reopened" in record
    check(world)
    Amendment.objects.filter(number=2).update(decision="fallen")
    assert any("A2" in found for found in problems(world.reload()))


def test_what_amends_an_amendment_falls_with_it_where_a_new_count_strikes_the_paragraph_of_both() -> None:
    world = with_secondaries(HALL.replace("decent", "good"))
    hall = Hall(world, 5)
    hall.decide(hall.put("paragraph", paragraph=world.uid("1.1")), ["for"])
    go_back(world, standing(Matter.PARAGRAPH), AGAINST)
    assert states() == {1: "fallen", 2: "fallen", 3: "pending"}
    go_back(world, standing(Matter.PARAGRAPH))
    assert states() == {1: "pending", 2: "pending", 3: "pending"}
    check(world)
