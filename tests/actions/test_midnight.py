"""A hall runs out of time: one vote on record disposes of all that is open, or remits the document unfinished."""

import pytest
from django.urls import reverse

from amendments.actions import adoption, chair
from amendments.actions.on_paper import OnPaper
from amendments.actions.rest import Disposed, dispose
from amendments.life import Stage
from amendments.models import Amendment, Decision, Entry
from amendments.queries import clock
from amendments.refusals import Refused
from tests.hall import full_hall, one
from tests.pages.site import browse
from tests.world import NO, YES, World, build

pytestmark = pytest.mark.django_db
CHANGES = (("1.1", "all", "everybody"), ("1.2", "municipality", "town"), ("1.3", "twice", "often"))


def congress(**orders) -> World:
    world = build(Stage.DISCUSSION, **orders)
    for change in CHANGES:
        world.file(world.rewrite(*change))
    world.to(Stage.FLOOR)
    return world


def states() -> dict[int, str]:
    return dict(Amendment.objects.order_by("number").values_list("number", "decision"))


def test_what_is_open_lapses_or_is_referred_by_one_vote_and_the_text_can_be_adopted():
    for way, to, after in (("lapses", "", "fallen"), ("referred", "the council", "referred")):
        world = congress()
        Entry.objects.filter(document=world.document).count()
        first = Amendment.objects.get(number=1, congress=world.congress)
        world.decide(first)
        paper = OnPaper(clock.now(), world.teller)  # the network was down, and it is entered now
        verdict = Disposed(way, "carried", YES, to, paper)
        made = dispose(acting_user=world.chair, document=world.document, verdict=verdict, key="k")
        assert dispose(acting_user=world.chair, document=world.document, verdict=verdict, key="k") == made
        rows = dict(Amendment.objects.filter(congress=world.congress).values_list("number", "decision"))
        assert rows == {1: "carried", 2: after, 3: after}
        assert (made.matter, made.referred_to) == ("rest", to)
        assert (made.taken_at, made.counted_by) == (paper.taken_at, world.teller)
        adoption.adopt(acting_user=world.chair, document=world.reload(), outcome="carried", count=YES)
        world.sound()


def test_lost_it_changes_nothing_and_what_the_orders_do_not_know_is_refused():
    world = congress()
    dispose(acting_user=world.chair, document=world.document, verdict=Disposed("lapses", "lost", NO))
    assert set(states().values()) == {"pending"}
    with pytest.raises(Refused, match="Name the body"):
        dispose(acting_user=world.chair, document=world.reload(), verdict=Disposed("referred", "carried", YES))
    with pytest.raises(Refused, match="by this count it is lost"):
        dispose(acting_user=world.chair, document=world.reload(), verdict=Disposed("lapses", "carried", NO))
    world.sound()
    strict = congress(midnight="never")
    with pytest.raises(Refused, match="know no such vote"):
        dispose(acting_user=strict.chair, document=strict.document, verdict=Disposed("lapses", "carried", YES))


def test_an_unfinished_document_is_remitted_with_what_is_open_and_taken_up_again():
    world = congress()
    world.decide(Amendment.objects.get(number=1))
    dispose(acting_user=world.chair, document=world.document, verdict=Disposed("remitted", "carried", YES, "the committee"))
    assert world.reload().stage == Stage.CLOSED
    assert states() == {1: "carried", 2: "pending", 3: "pending"}
    assert "everybody" in world.read("1.1")
    world.sound()
    chair.take_to_floor(acting_user=world.chair, document=world.document)
    world.decide(Amendment.objects.get(number=2))
    world.sound()


def test_it_is_put_on_the_floor_with_its_list_and_declared_there():
    hall = full_hall(*CHANGES)
    world = hall.world
    hall.decide(hall.put(amendment=one(hall, 1)), ["for"])
    question = hall.put("rest", way="referred", referred_to="the next council")
    assert question.words == (
        "That the debate on “Homes in Common” is closed, and what is still open is referred to the next council: A2, A3."
    )
    hall.decide(question, ["for", "for", "against"])
    assert states() == {1: "carried", 2: "referred", 3: "referred"}
    assert Decision.objects.get(matter="rest").vote.question == question
    world.sound()


def test_a_section_that_is_lost_is_taken_out_before_the_final_vote():
    hall = full_hall(("1.1", "all", "everybody"), by_section=True)
    world = hall.world
    with pytest.raises(Refused, match="First decide on A1: the section is voted on as amended"):
        hall.put("paragraph", paragraph=world.uid("1"))
    hall.decide(hall.put(amendment=one(hall, 1)), ["for"])
    hall.decide(hall.put("paragraph", paragraph=world.uid("1")), ["for"])
    hall.decide(hall.put("paragraph", paragraph=world.uid("2")), ["against"])
    assert list(world.document.sections.order_by("position").values_list("label", "struck")) == [("1", False), ("2", True)]
    adoption.adopt(acting_user=world.chair, document=world.reload(), outcome="carried", count=YES)
    world.sound()
    other = full_hall(("1.1", "all", "everybody"))
    with pytest.raises(Refused, match="do not let this text be adopted section by section"):
        other.put("paragraph", paragraph=other.world.uid("2"))


def test_the_page_says_how_much_is_open_lists_it_and_records_the_vote():
    world = congress()
    client = browse(world.chair)
    address = reverse("midnight", args=[world.congress.slug, world.document.slug])
    assert address in client.get(reverse("floor", args=[world.congress.slug, world.document.slug])).content.decode()
    html = client.get(address).content.decode()
    assert html.index("all that is still open: 3 amendments") < html.index("The one vote") < html.index("Still open")
    assert all(f">A{number}</a>" in html for number in (1, 2, 3))
    assert "It was voted on paper before" in html
    sent = {"way": "referred", "outcome": "carried", "votes_for": "30", "votes_against": "1", "method": "show of hands"}
    unnamed = client.post(address, sent)
    assert unnamed.status_code == 409
    assert "Name the body" in unnamed.content.decode()
    assert client.post(address, sent | {"referred_to": "the council"}).status_code == 302
    record = client.get(reverse("record", args=[world.congress.slug, world.document.slug])).content.decode()
    assert "One vote on all that was still open, A1, A2, A3: it referred to the council, carried" in record
    world.sound()


def test_what_waits_for_a_confirmation_is_disposed_of_like_all_else():
    hall = full_hall(("1.1", "We want homes", "We need homes"), ("1.1", "for all", "for everybody"))
    hall.decide(hall.put(amendment=one(hall, 1)), ["for"])
    assert one(hall, 2).rebase_state == "touching"
    vote = hall.open(hall.put("rest", way="lapses"), "no objection")
    hall.declare(hall.close(vote))
    assert one(hall, 2).decision == "fallen"
    hall.world.sound()
