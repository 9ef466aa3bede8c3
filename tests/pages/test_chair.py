"""The floor: the list, one decision with all that follows from it, the moves from stage to stage, the final vote."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from amendments.life import Outcome, Stage
from amendments.models import Amendment, Decision, Ruling
from tests.kept import kept
from tests.pages.site import browse
from tests.world import World, build

pytestmark = pytest.mark.django_db
COUNTED = {"votes_for": "30", "votes_against": "10", "abstentions": "2", "method": "show of hands"}


def url(name: str, world: World, *more: object) -> str:
    return reverse(name, args=[world.congress.slug, *more])


def at(name: str, world: World, *more: object) -> str:
    return url(name, world, world.document.slug, *more)


@pytest.fixture
@kept
def rivals() -> World:
    """Three amendments to one sentence: two want the same word, one a word beside it; and one to another paragraph."""
    world = build(Stage.DISCUSSION)
    world.file(world.rewrite("1.1", "all", "everybody"))
    world.file(world.rewrite("1.1", "all", "each of us"), mover="mover")
    world.file(world.rewrite("1.1", "We want homes", "We want good homes"), mover="delegate")
    world.file(world.rewrite("1.2", "wages", "prices"))
    world.to(Stage.FLOOR)
    return world


def page_of(world: World, number: int, who: str = "chair") -> str:
    return browse(world.people[who]).get(url("decide", world, number)).content.decode()


def record(world: World, number: int, who: str = "chair", **more: str):
    sent = {"outcome": "carried", **COUNTED, **more}
    return browse(world.people[who]).post(url("decide", world, number), sent)


def fields(html: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(head|key)" value="([^"]*)"', html))


def test_the_floor_stands_in_the_order_of_the_voting_list_with_one_next_step(rivals: World):
    response = browse(rivals.people["chair"]).get(at("floor", rivals))
    assert [one.number for one in response.context["floor"].rows] == [3, 2, 1, 4]
    assert response.context["step"].text == "Put A3 to the vote"
    assert response.content.decode().count("btn primary") == 1
    assert browse(rivals.people["member"]).get(at("floor", rivals)).context["step"] is None


def test_it_says_beforehand_what_falls_and_what_waits(rivals: World):
    html = page_of(rivals, 1)
    told, _, form = html.partition('id="record"')
    falls, _, waits = told.partition("These wait until")
    assert "/A2/" in falls.split("These fall:")[1]
    assert "/A3/" in waits
    assert "/A4/" not in told
    assert "If it is carried, A2 falls. It needs more than half of the votes for and against." in told
    assert "checked" not in form


def test_what_it_said_is_what_happens_and_the_receipt_says_so(rivals: World):
    response = record(rivals, 1, **fields(page_of(rivals, 1)))
    assert response["Location"] == url("decision", rivals, 1)
    states = dict(Amendment.objects.order_by("number").values_list("number", "decision"))
    assert states == {1: "carried", 2: "fallen", 3: "pending", 4: "pending"}
    page = browse(rivals.people["chair"]).get(response["Location"])
    html = page.content.decode()
    assert [one.number for one in page.context["page"].fell] == [2]
    assert [one.number for one in page.context["page"].touching] == [3]
    assert "30 for, 10 against, 2 abstained" in html
    assert "Waits for a confirmation" in html
    assert page.context["step"].text == "Put A4 to the vote"
    rivals.sound()


def test_what_waits_cannot_be_carried_before_somebody_has_confirmed_it(rivals: World):
    record(rivals, 1)
    assert "It cannot be carried now." in page_of(rivals, 3)
    response = record(rivals, 3)
    assert response.status_code == 409
    assert "must confirm the combined text" in response.content.decode()
    assert 'value="30"' in response.content.decode()
    digest = Amendment.objects.get(number=3).combined_digest
    browse(rivals.people["delegate"]).post(url("confirm-combined", rivals, 3), {"digest": digest})
    assert record(rivals, 3).status_code == 302


def test_the_second_of_two_chairs_is_told(rivals: World):
    seen = page_of(rivals, 1), page_of(rivals, 2)
    assert record(rivals, 1, **fields(seen[0])).status_code == 302
    late = record(rivals, 2, **fields(seen[1]))
    assert late.status_code == 409
    assert "A2 has fallen because A1 was carried" in late.content.decode()
    assert Decision.objects.filter(amendment__number=2).count() == 0
    other = record(rivals, 4, **fields(seen[1]))
    assert "Something was decided" in other.content.decode()


def test_a_repeated_request_counts_once(rivals: World):
    sent = fields(page_of(rivals, 1))
    assert [record(rivals, 1, **sent).status_code for _ in range(3)] == [302, 302, 302]
    assert Decision.objects.filter(amendment__number=1).count() == 1


def test_a_count_that_does_not_bear_the_outcome_out_is_refused_with_all_that_was_typed(rivals: World):
    response = record(rivals, 1, votes_for="9", votes_against="31")
    html = response.content.decode()
    assert response.status_code == 409
    assert "9 votes for it, and 21 were needed" in html
    assert 'value="31"' in html
    assert Amendment.objects.get(number=1).decision == Outcome.PENDING


def test_the_number_needed_is_worked_out_without_recording(rivals: World):
    checked = record(rivals, 1, do="check")
    assert "30 for it, 21 needed: by this count it is carried." in checked.content.decode()
    client = browse(rivals.people["chair"])
    part = client.post(url("decide", rivals, 1), {**COUNTED, "votes_for": "10"}, headers={"HX-Request": "true"})
    assert "10 for it, 11 needed: by this count it is lost." in part.content.decode()
    assert "<html" not in part.content.decode()
    assert not Decision.objects.filter(amendment__isnull=False).exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"outcome": ""}, "Not yet: choose one."),
        ({"outcome": "referred"}, "Not yet: name the body that it is referred to."),
        ({"votes_for": "-1"}, "Not yet: a count is 0 or more."),
        ({"votes_for": "many"}, "Not yet: type a whole number."),
        ({"method": ""}, "Not yet: choose one."),
    ],
)
def test_what_is_missing_is_said_at_its_field(rivals: World, typed: dict[str, str], said: str):
    response = record(rivals, 1, **typed)
    assert response.status_code == 422
    assert said in response.content.decode()


def test_referred_withdrawn_and_kept(rivals: World):
    record(rivals, 4, outcome="referred", referred_to="the council")
    assert Decision.objects.get(amendment__number=4).referred_to == "the council"
    left = browse(rivals.people["chair"]).post(url("decide", rivals, 3), {"outcome": "withdrawn"})
    assert left["Location"] == at("floor", rivals)
    assert Amendment.objects.get(number=3).state == "withdrawn"
    record(rivals, 1, **{"keep-2": "It asks for more than a word."})
    assert Amendment.objects.get(number=2).decision == Outcome.PENDING
    assert Ruling.objects.get(kind="kept").reason == "It asks for more than a word."
    rivals.sound()


def test_adoption_waits_for_all_and_shows_the_numbers_beforehand():
    world = build(Stage.DISCUSSION)
    world.file(world.rewrite("1.1", "all", "everybody"))
    world.to(Stage.FLOOR)
    chair = browse(world.people["chair"])
    html = chair.get(at("adopt", world)).content.decode()
    assert "Not yet: 1 amendment is open" in html
    assert url("decide", world, 1) in html
    assert "<form method" not in html.partition("<main")[2]
    assert chair.post(at("adopt", world), {"outcome": "carried", **COUNTED}).status_code == 409
    world.decide(Amendment.objects.get(), Outcome.LOST)
    page = chair.get(at("adopt", world))
    sent = {"outcome": "carried", **COUNTED, **fields(page.content.decode())}
    first, again = chair.post(at("adopt", world), sent), chair.post(at("adopt", world), sent)
    assert first["Location"] == again["Location"] == at("provenance", world)
    assert world.reload().stage == Stage.ADOPTED
    html = chair.get(first["Location"]).content.decode()
    assert "The seal" in html
    assert world.document.seal[:4] in html
    world.sound()


def test_a_lost_final_vote_is_on_record_and_the_text_stays_on_the_floor():
    world = build(Stage.FLOOR)
    sent = {"outcome": "lost", **COUNTED, "votes_for": "3"}
    response = browse(world.people["chair"]).post(at("adopt", world), sent, follow=True)
    assert "was lost. It stays on the floor" in response.content.decode()
    assert world.reload().stage == Stage.FLOOR


def test_the_council_approves_or_sends_back_with_a_reason():
    world = build(Stage.COUNCIL)
    council = browse(world.people["council"])
    html = council.get(at("council", world)).content.decode()
    assert world.document.current_revision is not None
    assert world.document.current_revision.digest[:4] in html
    wrong = council.post(at("council", world), {"outcome": "lost", **COUNTED})
    assert wrong.status_code == 409
    back = {"outcome": "lost", **COUNTED, "votes_for": "4", "reason": "Chapter 2 says the opposite of chapter 1."}
    assert council.post(at("council", world), back).status_code == 302
    assert world.reload().stage == Stage.DRAFTING
    assert Ruling.objects.get(kind="sent back").reason == "Chapter 2 says the opposite of chapter 1."
    world.to(Stage.COUNCIL)
    assert council.post(at("council", world), {"outcome": "carried", **COUNTED}).status_code == 302
    assert "The council approved it." in council.get(at("council", world)).content.decode()
    world.sound()


def test_filing_is_closed_with_a_reason_opened_again_and_the_document_taken_up():
    world = build(Stage.DISCUSSION)
    chair = browse(world.people["chair"])
    early = chair.post(at("close-filing", world), {"reason": ""})
    assert early.status_code == 409
    assert "give a reason for the record" in early.content.decode()
    assert chair.post(at("close-filing", world), {"reason": "The congress has begun."}).status_code == 302
    assert chair.post(at("reopen-filing", world), {"deadline": "soon", "reason": "x"}).status_code == 422
    later = {"deadline": "2090-05-02T18:00", "reason": "A branch had no post."}
    assert chair.post(at("reopen-filing", world), later).status_code == 302
    assert world.reload().stage == Stage.DISCUSSION
    chair.post(at("close-filing", world), {"reason": "Now."})
    sent = {"key": "once"}
    assert [chair.post(at("take-up", world), sent).status_code for _ in range(2)] == [302, 302]
    assert world.reload().stage == Stage.FLOOR
    world.sound()


def test_an_hour_that_comes_twice_is_no_deadline():
    world = build(Stage.CLOSED)
    type(world.congress).objects.update(time_zone="Europe/Berlin")
    sent = {"deadline": "2090-10-29T02:30", "reason": "x"}
    html = browse(world.people["chair"]).post(at("reopen-filing", world), sent).content.decode()
    assert "this hour comes twice or not at all" in html
    assert "2090-10-29T02:30" in html


def test_what_leads_on_is_on_the_overview_of_whoever_may_do_it():
    world = build(Stage.COUNCIL)
    steps = (("council", "council", "council"), ("take-up", "chair", "council"), ("floor", "chair", "member"))
    for stage, (name, who, other) in zip((Stage.COUNCIL, Stage.CLOSED, Stage.FLOOR), steps, strict=True):
        world.to(stage)
        address = f'class="btn primary" href="{at(name, world)}"'
        assert address in browse(world.people[who]).get(url("congress", world)).content.decode()
        if other != who:
            assert address not in browse(world.people[other]).get(url("congress", world)).content.decode()
