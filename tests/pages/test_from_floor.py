"""The desk types what a delegate moves from the floor: by number, with the redline, the mover by the card; the chair rules."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from amendments.life import Stage
from amendments.models import Amendment, Document, Draft, StandingOrders
from amendments.models.orders_voting import FromFloor
from tests.hall import Hall, full_hall, one
from tests.kept import kept
from tests.pages.site import browse

pytestmark = pytest.mark.django_db
PAGE, LIVE = 10, 17


@pytest.fixture
@kept
def hall(db: None) -> Hall:
    return full_hall(("1.2", "municipality", "council"), floor_amendments=FromFloor.CHAIR, floor_supporters=2)


def at(hall: Hall, name: str = "from-floor", *more: Any) -> str:
    return reverse(name, args=[hall.world.congress.slug, *(more or [hall.world.document.slug])])


def of(hall: Hall, name: str) -> str:
    return reverse(name, args=[hall.world.congress.slug])


def typed(hall: Hall, **other: str) -> dict[str, str]:
    """What the page sends."""
    words = hall.world.read("1.1").replace("homes", "houses")
    sent = {"key": "k", "base": str(hall.world.reload().current_revision.number), "card": "101", "supporters": "2"}
    return sent | {"kind-0": "rewrite", "place-0": hall.world.uid("1.1"), "text-0": words, "about": "houses"} | other


def shown(client: Client, url: str, data: dict[str, str]) -> str:
    return client.post(url, data).content.decode()


def test_from_a_number_to_the_voting_list(hall):
    desk = browse(hall.world.secretary)
    assert "Type what is moved from the floor" in desk.get(of(hall, "congress")).content.decode()
    opened = shown(desk, at(hall), {"do": "open", "at": "1.1"})
    assert hall.world.read("1.1") in opened
    assert 'data-focus="text-0"' in opened
    live = shown(desk, at(hall, "from-floor-live"), typed(hall))
    assert "<ins" in live
    assert "<strong>Delegate 1</strong>, delegate, seat 101." in live
    answer = desk.post(at(hall, "from-floor-file"), typed(hall), follow=True)
    page = answer.content.decode()
    assert (
        "On record: A2, moved from the floor by Delegate 1. On the voting list it stands first. Moved from the floor." in page
    )
    assert "2 delegates supported it there" in page
    assert "Delegate 1, from the floor" in desk.get(at(hall, "voting-list")).content.decode()
    minutes = browse(hall.world.chair).get(at(hall, "minutes")).content.decode()
    assert "A2 was moved from the floor, with 2 supporters" in minutes
    for name in ("versions", "supporters", "rivals-of", "divide", "amendment-talk", "decide"):  # wherever it stands
        assert "from the floor" in browse(hall.world.chair).get(at(hall, name, 2)).content.decode(), name
    hall.world.sound()


def test_what_is_refused_comes_back_with_all_that_was_typed(hall):
    desk = browse(hall.world.secretary)
    for other, status, why in (
        ({"card": "999"}, 422, "no delegate’s seat has this number"),
        ({"supporters": "1"}, 409, "It has 1 of 2 supporters"),
        ({"text-0": hall.world.read("1.1")}, 409, "changes nothing"),
    ):
        sent = typed(hall, **other)
        answer = desk.post(at(hall, "from-floor-file"), sent)
        page = answer.content.decode()
        assert (answer.status_code, why in page, sent["text-0"] in page, sent["card"] in page) == (status, True, True, True)
    wrong = desk.post(at(hall), typed(hall, do="open", at="9.9"))
    assert (wrong.status_code, "There is no 9.9" in wrong.content.decode()) == (409, True)
    Document.objects.update(stage=Stage.CLOSED)
    late = desk.post(at(hall, "from-floor-file"), typed(hall))
    assert (late.status_code, "houses" in late.content.decode()) == (403, True)
    assert Amendment.objects.count() == 1


def test_a_paragraph_that_was_decided_meanwhile_is_shown_with_what_was_typed(hall):
    desk = browse(hall.world.secretary)
    mine = hall.world.read("1.2").replace("wages", "pay")
    sent = typed(hall, **{"place-0": hall.world.uid("1.2"), "text-0": mine})
    hall.world.decide(one(hall, 1))
    first = desk.post(at(hall, "from-floor-file"), sent)
    assert first.status_code == 409
    assert "was changed while you were typing" in first.content.decode()
    assert mine in first.content.decode()
    back = shown(desk, at(hall, "from-floor-live"), sent)
    assert "Decided here already" in back
    only = hall.world.read("1.2").replace("council", "municipality")
    assert "only undoes what was carried here" in shown(desk, at(hall, "from-floor-live"), sent | {"text-0": only})


def test_the_chair_rules_on_the_spot_and_puts_it_at_once(hall):
    chair = browse(hall.world.chair)
    console = chair.post(at(hall, "from-floor-file"), typed(hall), follow=True).content.decode()
    assert "Rule on A2, from the floor" in console
    for who, waits in ((hall.world.chair, True), (hall.world.committee, False)):  # the committee may not rule on it
        assert ('href="?at=2"' in browse(who).get(at(hall, "screening")).content.decode()) == waits
    rule = at(hall, "rule-from-floor", 2)
    assert "This needs a reason" in chair.post(rule, {"do": "out"}, follow=True).content.decode()
    page = chair.post(rule, {"do": "in"}, follow=True).content.decode()
    assert "On record: A2 is in order." in page
    assert "Put it now" in page
    put = {"kind": "amendment", "document": str(hall.world.document.pk), "amendments": "A2"}
    assert "Delegate 1, from the floor" in chair.post(of(hall, "put-question"), put, follow=True).content.decode()
    for name in ("hall", "wall"):
        assert "Delegate 1, from the floor" in browse(hall.delegates[1]).get(of(hall, name)).content.decode()


def test_an_amendment_to_one_is_typed_in_its_words(hall):
    desk = browse(hall.world.secretary)
    page = desk.get(at(hall), {"to": "A1"}).content.decode()
    assert "council" in page
    words = hall.world.read("1.2").replace("municipality", "town")
    sent = typed(hall, to="A1", version="1", **{"place-0": hall.world.uid("1.2"), "text-0": words})
    assert desk.post(at(hall, "from-floor-file"), sent).status_code == 302
    assert one(hall, 2).primary == one(hall, 1)
    hall.world.sound()


def test_what_is_typed_is_kept_while_one_types_and_gone_once_it_is_filed(hall):
    desk, other = browse(hall.world.secretary), browse(hall.world.chair)
    assert "Saved at" in shown(desk, at(hall, "from-floor-save"), typed(hall))
    page = desk.get(at(hall)).content.decode()
    for kept_words in ("houses for all", 'value="101"', 'value="2"', "Saved at", "Throw the draft away"):
        assert kept_words in page
    assert "houses for all" not in other.get(at(hall)).content.decode(), "Another desk types its own."
    assert not Draft.objects.filter(floor=False).exists()
    shown(desk, at(hall), typed(hall, do="open", at="1.3"))  # without a script each button keeps it
    assert hall.world.read("1.3") in desk.get(at(hall)).content.decode()
    assert desk.post(at(hall, "from-floor-discard")).status_code == 302
    assert "houses for all" not in desk.get(at(hall)).content.decode()
    words = hall.world.read("1.2").replace("municipality", "town")
    shown(
        desk,
        at(hall, "from-floor-save"),
        typed(hall, to="A1", version="1", **{"place-0": hall.world.uid("1.2"), "text-0": words}),
    )
    assert words in desk.get(at(hall), {"to": "A1"}).content.decode()
    assert words not in desk.get(at(hall)).content.decode()
    shown(desk, at(hall, "from-floor-save"), typed(hall))
    assert desk.post(at(hall, "from-floor-file"), typed(hall)).status_code == 302
    assert "It is filed already" in shown(desk, at(hall, "from-floor-save"), typed(hall)), "The page saved once more, too late."
    assert [row.amends for row in Draft.objects.all()] == [one(hall, 1)]
    assert browse(hall.world.delegate).post(at(hall, "from-floor-save"), typed(hall)).status_code == 403


def test_one_change_everywhere_is_moved_from_the_floor_and_marked_on_the_console(hall):
    desk = browse(hall.world.secretary)
    assert "replace words everywhere" in desk.get(at(hall)).content.decode()
    hall.world.decide(one(hall, 1))
    page = shown(desk, at(hall), typed(hall, do="everywhere") | {"kind-0": ""})
    assert "Everywhere, strike the words" in page
    sent = typed(hall, **{"kind-0": "replace", "old-0": "council", "new-0": "board"})
    live = shown(desk, at(hall, "from-floor-live"), sent)
    assert live.count("<ins") >= 2
    assert "On record: A2, moved from the floor" in desk.post(at(hall, "from-floor-file"), sent, follow=True).content.decode()
    console = browse(hall.world.chair).get(of(hall, "run-floor")).content.decode()
    assert ", from the floor</small>" in console[console.index('aria-label="Voting list"') :]
    rule_in = browse(hall.world.chair).post(at(hall, "rule-from-floor", 2), {"do": "in"})
    assert rule_in.status_code == 302
    hall.world.decide(one(hall, 2))
    assert "the board" in hall.world.reload().paragraphs.get(label="1.2").text
    assert "elects a board. The board meets" in hall.world.read("1.3")
    hall.world.sound()


def test_where_the_orders_never_let_it_in_the_page_says_so(hall):
    StandingOrders.objects.update(floor_amendments=FromFloor.NEVER)
    page = browse(hall.world.secretary).get(at(hall)).content.decode()
    assert "Nothing is moved from the floor here" in page
    assert "Type an amendment" not in browse(hall.world.chair).get(of(hall, "run-floor")).content.decode()


@pytest.mark.parametrize("many", [1, 3])
def test_it_takes_as_many_queries_whatever_stands_there(many: int, django_assert_num_queries: Any):
    hall = full_hall(*(("1.1", "homes", f"word{n}") for n in range(many)), floor_amendments=FromFloor.CHAIR)
    desk = browse(hall.world.secretary)
    with django_assert_num_queries(PAGE):
        desk.get(at(hall))
    with django_assert_num_queries(LIVE):
        desk.post(at(hall, "from-floor-live"), typed(hall))
