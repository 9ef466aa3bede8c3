"""The chair's console: the one next step at each point of a question, what is taken back, the speakers, and the recess."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amendments.access import OPERATOR
from amendments.actions.recess import take_recess
from amendments.actions.speaking import ask_to_speak, call_next
from amendments.life import Stage
from amendments.live.console import ConsolePart
from amendments.models import Question, Reading, Speaker, Vote
from amendments.models.document import Audience
from amendments.queries import clock
from amendments.rules import Acting
from tests.hall import Hall, full_hall, one
from tests.pages.site import browse

pytestmark = pytest.mark.django_db
CHANGES = (("1.1", "all", "everybody"), ("1.1", "all", "tenants"), ("1.2", "municipality", "town"))
PAGE, PART = 31, 33  # queries: session, person, masthead; the list and what is around it, the question on the text, the debate


def at(hall: Hall, name: str) -> str:
    return reverse(name, args=[hall.world.congress.slug])


def run(hall: Hall, client: Client | None = None) -> str:
    return (client or browse(hall.world.chair)).get(at(hall, "run-floor")).content.decode()


def big(page: str) -> str:
    """Give the words of the one large button."""
    found = re.findall(r'class="btn primary big"[^>]*>(.*?)</', page, re.DOTALL)
    assert len(found) == 1, found
    return re.sub(r"<kbd>.*", "", found[0]).strip()


def press(hall: Hall, client: Client, page: str) -> str:
    """Send the form of the large button as the page drew it, and give the page that follows."""
    form = next(one for one in re.findall(r"<form.*?</form>", page, re.DOTALL) if "btn primary big" in one)
    action = re.search(r'action="([^"]+)"', form)
    assert action
    fields = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
    return client.post(action[1], fields, follow=True).content.decode()


def test_the_large_button_leads_from_put_to_declared_and_on_to_the_next():
    hall = full_hall(*CHANGES)
    chair = browse(hall.world.chair)
    page, seen = run(hall, chair), list[str]()
    for _ in range(4):
        seen.append(big(page))
        page = press(hall, chair, page)
        if vote := Vote.objects.filter(ended="", closed_at__isnull=True).first():
            hall.vote(vote, ["for", "for", "against"])
    assert seen == ["Put A1", "Open the vote", "Close the vote", "Declare it carried"]
    assert "Carried: 2 for, 1 against" in page
    assert "A2 has fallen." in page
    assert big(page) == "Put A3"
    hall.world.sound()


def test_it_says_where_we_are_what_falls_and_what_is_read_aloud():
    hall = full_hall(*CHANGES)
    hall.put(amendment=one(hall, 1))
    page = run(hall)
    assert "1 of 3" in page
    assert "falls if A1" in page
    assert "If it is carried, A2 falls. It needs more than half of the votes for and against.”" in page
    assert "<ins" in page
    assert "5</strong> of 6 seats present" in page


def test_a_misclick_is_taken_back_and_the_page_says_what_it_did():
    hall = full_hall(*CHANGES)
    chair = browse(hall.world.chair)
    question = hall.put(amendment=one(hall, 1))
    said = chair.post(at(hall, "take-back-question"), follow=True).content.decode()
    assert "A1 is not on the floor any more: it was put by mistake" in said
    question = hall.put(amendment=one(hall, 1))
    vote = hall.open(question)
    assert "Opened by mistake: cancel" in run(hall, chair)
    assert (
        "nobody had voted in it. A1 is still on the floor" in chair.post(at(hall, "cancel-vote"), follow=True).content.decode()
    )
    vote = hall.open(question)
    hall.vote(vote, ["for"])
    page = run(hall, chair)
    assert "Opened by mistake" not in page
    assert "Annul, vote again" in page
    empty = chair.post(at(hall, "void-vote"), {"form": "void", "reason": ""})
    assert empty.status_code == 409
    assert "Say why the vote is void" in empty.content.decode()
    assert (
        "The vote is void" in chair.post(at(hall, "void-vote"), {"reason": "The net was down."}, follow=True).content.decode()
    )
    assert "data-live" not in empty.content.decode()
    hall.world.sound()


def test_an_act_on_a_page_that_is_out_of_date_does_nothing():
    hall = full_hall(*CHANGES)
    chair = browse(hall.world.chair)
    hall.put(amendment=one(hall, 1))
    page = run(hall, chair)
    chair.post(at(hall, "take-back-question"))
    hall.put(amendment=one(hall, 3))
    assert "The floor has changed since this page was drawn" in press(hall, chair, page)
    assert not Vote.objects.exists()


def test_tellers_enter_their_counts_before_the_vote_is_closed_and_a_tie_is_the_chairs():
    hall = full_hall(*CHANGES, ties="chair")
    vote = hall.open(hall.put(amendment=one(hall, 1)), "show of hands")
    teller = browse(hall.world.teller)
    assert big(run(hall, teller)) == "Enter the count"
    wrong = teller.post(at(hall, "count-hands"), {"form": "count", "votes_for": "700", "votes_against": "2"})
    assert wrong.status_code == 409
    assert 'value="700"' in wrong.content.decode()
    teller.post(at(hall, "count-hands"), {"votes_for": "2", "votes_against": "2"})
    assert big(run(hall, teller)) == "Close the vote"
    hall.close(vote)
    assert "The chair takes the next step." in run(hall, teller)
    page = run(hall)
    assert "It is a tie: you decide." in page
    assert 'name="outcome" value="lost"' in page


def test_the_next_step_is_the_en_bloc_list_then_the_final_vote_and_what_must_come_first():
    hall = full_hall(*CHANGES, en_bloc="first")
    world, chair = hall.world, browse(hall.world.chair)
    for number, item in enumerate(world.document.voting_items.all()):
        item.en_bloc = number != 1
        item.save(update_fields=["en_bloc"])
    page = run(hall, chair)
    assert big(page) == "Put the en bloc list"
    line = re.search(r'<ol class="list">\s*<li>(.*?)</li>', page, re.DOTALL)
    assert line  # the first of all, where the orders put it, so that what comes is in sight
    assert "2 in one vote" in line[1]
    assert "next" in line[1]
    page = press(hall, chair, page)
    assert Question.objects.get().items.count() == 2
    hall.decide(Question.objects.get(), ["for"])
    assert big(run(hall, chair)) == "Put the final vote"
    press(hall, chair, run(hall, chair))
    hall.decide(Question.objects.get(kind="adoption"), ["for", "for", "for"])
    assert big(run(hall, chair)) == "Take a document up"


def test_the_debate_is_led_from_the_console_and_joined_from_the_phone():
    hall = full_hall(*CHANGES)
    chair, ana = browse(hall.world.chair), browse(hall.delegates[0])
    hall.put(amendment=one(hall, 1))
    seat = hall.seat(hall.delegates[0])
    assert "Ask for the floor" in ana.get(at(hall, "hall")).content.decode()
    asked = ana.post(at(hall, "ask-to-speak"), {"seat": seat.pk, "side": "against", "from": "phone"}, follow=True)
    assert "You are on the list of speakers, against" in asked.content.decode()
    said = chair.post(at(hall, "enter-speaker"), {"card": "102", "side": "for"}, follow=True).content.decode()
    assert "Delegate 2, seat 102 is on the list, for." in said
    wrong = chair.post(at(hall, "enter-speaker"), {"form": "card", "card": "999", "side": "for"}, follow=True)
    assert "no delegate’s seat has this number" in wrong.content.decode()
    assert 'value="999"' in wrong.content.decode()
    page = run(hall, chair)
    assert big(page) == "Call Delegate 2, seat 102, for"
    page = press(hall, chair, page)
    assert "data-ends" in page
    assert big(page) == "Call Delegate 1, seat 101, against"
    for do, words in (("more", "another minute"), ("back", "back on the list"), ("end", "Nobody was speaking")):
        assert words in chair.post(at(hall, "end-speaker"), {"do": do}, follow=True).content.decode()
    left = ana.post(at(hall, "ask-to-speak"), {"seat": seat.pk, "side": "", "from": "phone"}, follow=True)
    assert "not on the list of speakers any more" in left.content.decode()
    listed = Speaker.objects.get(ended="")
    assert "not on the list" in chair.post(at(hall, "drop-speaker"), {"speaker": listed.pk}, follow=True).content.decode()
    assert big(run(hall, chair)) == "Open the vote"


def test_the_desk_enters_speakers_on_the_page_of_the_floor():
    hall = full_hall(*CHANGES)
    hall.put(amendment=one(hall, 1))
    desk = browse(hall.world.credentials)
    assert "Enter a speaker" in desk.get(at(hall, "hall")).content.decode()
    said = desk.post(at(hall, "enter-speaker"), {"card": "102", "side": "for"}, follow=True).content.decode()
    assert "Delegate 2, seat 102 is on the list, for." in said
    assert "Not done." in desk.post(at(hall, "enter-speaker"), {"card": "x", "side": "for"}, follow=True).content.decode()


def test_the_wall_names_who_speaks_to_members_and_to_others_the_seat():
    hall = full_hall(*CHANGES)
    Reading.objects.create(document=hall.world.document, stage=Stage.FLOOR, audience=Audience.EVERYONE)
    hall.put(amendment=one(hall, 1))
    person = hall.delegates[0]
    ask_to_speak(acting_user=person, seat=hall.seat(person), side="for")
    call_next(acting_user=hall.world.chair, congress=hall.world.congress)
    assert "Delegate 1, seat 101" in browse(hall.world.chair).get(at(hall, "wall")).content.decode()
    page = browse(None).get(at(hall, "wall")).content.decode()
    assert "Seat 101" in page
    assert "Delegate 1" not in page


def test_a_recess_shows_until_when_everywhere_and_the_next_step_is_to_resume():
    hall = full_hall(*CHANGES)
    chair = browse(hall.world.chair)
    hall.put(amendment=one(hall, 1))
    bad = chair.post(at(hall, "take-recess"), {"form": "rest", "until": "25:00", "why": "Lunch"}, follow=True)
    assert "write the hour as 14:30" in bad.content.decode()
    assert 'value="Lunch"' in bad.content.decode()
    take_recess(
        acting_user=hall.world.chair, congress=hall.world.congress, until=clock.now() + timedelta(minutes=9), why="Lunch"
    )
    for name, who in (("wall", None), ("hall", hall.delegates[0]), ("run-floor", hall.world.chair)):
        page = browse(who).get(at(hall, name)).content.decode()
        assert re.search(r"[Uu]ntil \d\d:\d\d|until \w+, \d\d:\d\d", page), name
        assert "Lunch" in page
    assert "Ask for the floor" not in browse(hall.delegates[0]).get(at(hall, "hall")).content.decode()
    page = run(hall, chair)
    assert big(page) == "Resume the sitting"
    assert "The sitting goes on" in press(hall, chair, page)
    said = chair.post(at(hall, "take-recess"), {"until": "", "why": ""}, follow=True).content.decode()
    assert "The congress is in recess." in said


def test_each_console_is_drawn_for_its_own_and_nobody_else_may_follow_it():
    hall = full_hall(*CHANGES)
    part = ConsolePart.open(OPERATOR, {}, congress=hall.world.congress.slug)
    chair = ConsolePart.open(hall.world.chair, {}, congress=hall.world.congress.slug)
    assert not part.alike(chair.acting)
    assert part.may(chair.acting)
    assert not part.may(Acting())
    assert "presence" in part.topics
    assert "Put A1" in chair.draw(chair.acting).data
    assert "Put A1" not in part.draw(Acting()).data


@pytest.mark.parametrize("many", [1, 3])
def test_the_console_takes_as_many_queries_whatever_is_on_it(many: int, django_assert_num_queries: Any):
    hall = full_hall(*(("1.1", "all", f"word{n}") for n in range(many + 1)), delegates=many + 1)
    hall.put(amendment=one(hall, 1))
    for person in hall.delegates[:many]:
        ask_to_speak(acting_user=person, seat=hall.seat(person), side="for")
    chair = browse(hall.world.chair)
    with django_assert_num_queries(PAGE):
        chair.get(at(hall, "run-floor"))
    with django_assert_num_queries(PART):
        assert chair.get(reverse("live-console", args=[hall.world.congress.slug])).status_code == 200


def test_delegates_ask_for_what_comes_next_and_the_desk_enters_others():
    hall = full_hall(*CHANGES)
    ana, chair = browse(hall.delegates[0]), browse(hall.world.chair)
    assert "Ask for the floor on A1" in ana.get(at(hall, "hall")).content.decode()
    ahead = at(hall, "speakers-ahead") + "?amendment=A1"
    assert ahead in run(hall, chair)
    assert "Nobody has asked yet" in ana.get(ahead).content.decode()
    asked = {"amendment": "A1", "seat": str(hall.seat(hall.delegates[0]).pk), "side": "against"}
    assert "You are on the list, against" in ana.post(at(hall, "speak-ahead"), asked, follow=True).content.decode()
    card = {"amendment": "A1", "card": "102", "side": "for"}
    page = chair.post(at(hall, "enter-ahead"), card, follow=True).content.decode()
    assert page.index("Delegate 2, seat 102</p>") < page.index("Delegate 1, seat 101</p>")
    wrong = chair.post(at(hall, "enter-ahead"), card | {"card": "999"}, follow=True).content.decode()
    assert "no delegate’s seat has this number" in wrong
    assert 'value="999"' in wrong
    other = ana.get(at(hall, "speakers-ahead") + "?amendment=A99").content.decode()
    assert "Choose what you want to speak to" in other
    assert "?amendment=A3" in other
    hall.put(amendment=one(hall, 1))
    assert "Call Delegate 2, seat 102, for" in run(hall, chair)
    assert "Ask for the floor there" in ana.get(ahead).content.decode()
