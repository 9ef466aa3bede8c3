"""The pages of the floor: put, open, vote, close, declare, each by its form; and what is refused stays typed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from amendments.actions import advice, voting
from amendments.actions.reopening import ask_reopening, confirm_reopening
from amendments.actions.votes import Count
from amendments.life import Stage
from amendments.live.hall import HallPart
from amendments.models import Ballot, Decision, Vote
from amendments.queries.question import TO_THE_VOTER
from tests.hall import Hall, full_hall, one
from tests.pages.site import browse
from tests.world import build

pytestmark = pytest.mark.django_db
# queries: session, person, congress, seats, masthead and what the page itself reads
VOTES, HALL, MINE, CAST = 8, 28, 10, 6
RIVALS = (("1.1", "all", "everybody"), ("1.1", "all", "tenants"))


def at(hall, name):
    return reverse(name, args=[hall.world.congress.slug])


def test_a_question_goes_from_put_to_declared_by_forms():
    hall = full_hall(*RIVALS)
    chair, ana = browse(hall.world.chair), browse(hall.delegates[0])
    put = {"kind": "amendment", "amendments": "A1", "text": "filed", "key": "p"}
    assert [chair.post(at(hall, "put-question"), put).status_code for _ in range(2)] == [302, 302]
    page = ana.get(at(hall, "hall")).content.decode()
    assert "A1: In 1.1, strike" in page
    assert "If it is carried, A2 falls." in page
    assert "Cast my vote" not in page
    assert chair.post(at(hall, "open-vote"), {"key": "o"}).status_code == 302
    page = ana.get(at(hall, "hall")).content.decode()
    assert "The vote is open: roll call." in page
    assert "It takes more than half of the votes for and against." in page
    ballot = {"choice": "for", "key": "b", "seat": hall.seat(hall.delegates[0]).pk, "vote": Vote.objects.get().pk}
    said = ana.post(at(hall, "cast-ballot"), ballot, follow=True).content.decode()
    assert "The ballot of seat 101 is counted: for." in said
    assert "is counted already. Nothing was changed." in ana.post(at(hall, "cast-ballot"), ballot, follow=True).content.decode()
    assert Ballot.objects.count() == 1
    assert chair.post(at(hall, "close-vote")).status_code == 302
    assert chair.post(at(hall, "declare-vote"), {"key": "d"}).status_code == 302
    assert "Carried: 1 for, 0 against, 0 abstained; 1 needed, by roll call." in ana.get(at(hall, "votes")).content.decode()
    assert one(hall, 2).decision == "fallen"
    hall.world.sound()


def test_a_refusal_says_why_and_keeps_what_was_typed():
    hall = full_hall(RIVALS[0])
    chair = browse(hall.world.chair)
    answer = chair.post(
        at(hall, "put-question"), {"kind": "refer", "document": hall.world.document.pk, "referred_to": "council"}
    )
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "An amendment is referred while it is on the floor." in page
    assert 'value="council"' in page
    late = browse(hall.delegates[0]).post(at(hall, "cast-ballot"), {"choice": "for"})
    assert late.status_code == 409
    assert "No vote is open now." in late.content.decode()


def test_the_voter_of_a_secret_ballot_reads_the_sentence_and_the_page_tells_nothing():
    hall = full_hall(RIVALS[0])
    vote = hall.open(hall.put(amendment=one(hall, 1)), "secret ballot")
    ana = browse(hall.delegates[0])
    page = ana.get(at(hall, "hall")).content.decode()
    assert TO_THE_VOTER in re.sub(r"\s+", " ", page)
    said = ana.post(at(hall, "cast-ballot"), {"choice": "against", "vote": vote.pk}, follow=True).content.decode()
    assert "The secret ballot of seat 101 is counted." in said
    assert not Vote.objects.get(pk=vote.pk).votes_against
    assert "1 against" not in browse(hall.world.chair).get(at(hall, "run-floor")).content.decode()


def test_a_ballot_that_comes_late_is_not_counted_in_the_vote_that_came_next():
    hall = full_hall(*RIVALS)
    first = hall.open(hall.put("motion", document=None, words="A break."))
    hall.declare(hall.close(first))
    second = hall.open(hall.put("motion", document=None, words="No break."))
    ana = browse(hall.delegates[0])
    late = ana.post(at(hall, "cast-ballot"), {"choice": "against", "vote": first.pk, "key": "b"})
    assert late.status_code == 409
    assert "Your ballot came too late and was not counted." in late.content.decode()
    assert "No break." in late.content.decode()
    assert " checked" not in late.content.decode(), "What was meant for one question is chosen for another."
    assert not Ballot.objects.exists()
    assert second.is_open


def test_the_phone_is_answered_in_its_own_part():
    hall = full_hall(*RIVALS)
    vote = hall.open(hall.put(amendment=one(hall, 1)))
    ana = browse(hall.delegates[0])
    ballot = {"choice": "for", "key": "b", "seat": hall.seat(hall.delegates[0]).pk, "vote": vote.pk}
    asked: Any = {"headers": {"HX-Request": "true"}}
    none = ana.post(at(hall, "cast-ballot"), ballot | {"choice": ""}, **asked)
    assert (none.status_code, none["HX-Retarget"]) == (200, "#mine")
    assert "Choose one: for, against, or abstain." in none.content.decode()
    counted = ana.post(at(hall, "cast-ballot"), ballot, **asked)
    assert "HX-Retarget" not in counted
    assert ">For<" in counted.content.decode()
    assert "<html" not in counted.content.decode()
    again = ana.post(at(hall, "cast-ballot"), ballot, **asked)
    assert "is counted already. Nothing was changed." in again.content.decode()
    assert ">For<" in again.content.decode()
    hall.close(vote)
    late = browse(hall.delegates[1]).post(at(hall, "cast-ballot"), ballot | {"seat": ""}, **asked)
    assert "came too late" in late.content.decode()


def test_delegates_rank_rivals_by_numbers():
    hall = full_hall(*RIVALS, rivals_by="ranked")
    vote = hall.open(hall.put("rivals", amendments=[(one(hall, n), "filed") for n in (1, 2)]))
    ana = browse(hall.delegates[0])
    said = ana.post(at(hall, "cast-ballot"), {"rank-1": "2", "rank-2": "1", "vote": vote.pk}, follow=True).content.decode()
    assert "is counted: A2, then A1." in said


@pytest.mark.parametrize("many", [1, 3])
def test_pages_of_the_floor_take_as_many_queries_whatever_their_length(many, django_assert_num_queries):
    hall = full_hall(*RIVALS, delegates=many + 1)
    for n in range(many):
        hall.decide(hall.put("motion", document=None, words=f"Motion {n}."), ["for"])
    client = browse(hall.delegates[0])
    with django_assert_num_queries(VOTES):
        client.get(at(hall, "votes"))
    vote = hall.open(hall.put(amendment=one(hall, 1)))
    with django_assert_num_queries(HALL):
        client.get(at(hall, "hall"))
    with django_assert_num_queries(MINE):
        client.get(at(hall, "hall-mine"))
    with django_assert_num_queries(CAST):
        client.post(at(hall, "cast-ballot"), {"choice": "for", "vote": vote.pk}, headers={"HX-Request": "true"})


def test_what_a_delegate_pulls_out_on_the_phone_is_put_by_itself():
    world = build(Stage.DISCUSSION)
    for change in (RIVALS[0], ("1.2", "municipality", "town")):
        filed = world.file(world.rewrite(*change))
        advice.recommend(acting_user=world.committee, amendment=filed, recommendation="carry", reason="Good.")
    voting.make_list(acting_user=world.chair, document=world.document)
    world.to(Stage.FLOOR)
    hall = Hall(world, 2)
    chair, ana = browse(hall.world.chair), browse(hall.delegates[0])
    assert "Put the en bloc list" in chair.get(at(hall, "run-floor")).content.decode()
    hall.put("en bloc", amendments=[(one(hall, number), "filed") for number in (1, 2)])
    page, other = ana.get(at(hall, "hall")).content.decode(), browse(hall.delegates[1])
    assert "Pull A1 out" in page
    stale = re.search(r'data-mine="([^"]+)"', other.get(at(hall, "hall")).content.decode())
    assert ana.post(at(hall, "pull-from-question"), {"amendment": "2", "key": "p"}).status_code == 302
    assert "Pull A2 out" not in ana.get(at(hall, "hall")).content.decode()
    now = HallPart.open(hall.delegates[1], {}, congress=hall.world.congress.slug)
    assert stale
    assert stale[1] not in now.draw(now.acting).data  # so every phone fetches its own part, and the button goes
    assert re.findall(r'data-turn=\\"([^"\\]+)', now.draw(now.acting).data) == re.findall(
        r'data-mine="([^"]+)"', other.get(at(hall, "hall-mine")).content.decode()
    )
    twice = other.post(at(hall, "pull-from-question"), {"amendment": "2", "key": "late"})
    assert twice.status_code == 409
    assert "by Delegate 1 already. It is put by itself later." in twice.content.decode()
    hall.decide(hall.put_now(), ["for"])
    assert (one(hall, 1).decision, one(hall, 2).decision) == ("carried", "pending")
    assert "Put A2" in chair.get(at(hall, "run-floor")).content.decode()
    hall.world.sound()


def test_all_votes_say_what_became_of_them_since():
    hall = full_hall(*RIVALS)
    vote = hall.decide(hall.put(amendment=one(hall, 1)), ["for", "for", "against"])
    decision, world = Decision.objects.get(vote=vote), hall.world
    asked = ask_reopening(acting_user=world.chair, decision=decision, reason="One card was missed.", count=Count(3, 1))
    confirm_reopening(acting_user=world.teller, asked=asked)
    for name, more in (("votes", []), ("vote", [vote.number])):
        page = browse(hall.delegates[0]).get(reverse(name, args=[world.congress.slug, *more])).content.decode()
        assert re.search(r"Counted again, [^:]+:\d\d: carried, 3 for and 1 against\.", page), name
    world.sound()
