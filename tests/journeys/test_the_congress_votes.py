"""A sitting with five browsers at once: chair, desk, projector and two delegates, from rivals to the final vote.

Nobody loads a page again: what one does, the others' pages show by themselves, from the streams of a real server.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, expect

from amendments.actions import advice, voting
from amendments.actions.credentials_desk import mark_gone
from amendments.life import Stage
from amendments.models import Amendment, Document
from amendments.models.orders_voting import Serial
from tests.browser import PATIENCE
from tests.hall import Hall
from tests.journeys.steps import DESK, PHONE, Visit
from tests.sites import streams
from tests.world import build

WALL = (1920, 1080)


@pytest.fixture
def hall(transactional_db: None) -> Hall:
    """Two rivals, and two that the committee advises to carry en bloc; of three delegates, the second has gone out."""
    world = build(Stage.DISCUSSION, rivals_by=Serial.RANKED)
    for label, old, new in (("1.1", "all", "everybody"), ("1.1", "all", "tenants")):
        world.file(world.rewrite(label, old, new))
    for label, old, new in (("1.2", "municipality", "town"), ("1.3", "twice", "three times")):
        one = world.file(world.rewrite(label, old, new))
        advice.recommend(acting_user=world.committee, amendment=one, recommendation="carry", reason="Good.")
    voting.make_list(acting_user=world.chair, document=world.document)
    world.to(Stage.FLOOR)
    found = Hall(world, 3)
    for name, who in zip(("one", "two"), found.delegates, strict=False):
        world.people[name] = who
    mark_gone(acting_user=world.credentials, seat=found.seat(found.delegates[1]))
    return found


class Sitting:
    """The five of them, each with a browser of their own."""

    def __init__(self, hall: Hall, browser: Browser, address: str) -> None:
        def comes(role: str, rest: str, size: tuple[int, int]) -> Visit:
            visit = Visit(browser, address, hall.world, role, size).signed_in()
            visit.opens(rest)
            visit.page.evaluate("window.here = true")
            return visit

        self.hall = hall
        self.desk = comes("credentials", f"delegates/{hall.seat(hall.delegates[1]).pk}/", DESK)
        self.chair = comes("chair", "floor/run/", DESK)
        self.wall = comes("member", "wall/?ground=dark", WALL)
        self.phones = [comes(name, "floor/", PHONE) for name in ("one", "two")]

    @property
    def all(self) -> list[Visit]:
        return [self.desk, self.chair, self.wall, *self.phones]

    def next(self, words: str) -> None:
        """Let the chair take the next step, which says these words."""
        step = self.chair.page.locator(".btn.primary.big")
        expect(step).to_contain_text(words)
        step.click()

    def hears(self, words: str) -> None:
        """See words on the projector and on both phones, which come by themselves."""
        expect(self.wall.page.locator("#wall")).to_contain_text(words)
        for phone in self.phones:
            expect(phone.page.locator("#onfloor")).to_contain_text(words)

    def vote(self, *choices: str) -> None:
        """Let the delegates press one after the other, each once their ballot is there."""
        for phone, choice in zip(self.phones, choices, strict=True):
            phone.page.get_by_role("radio", name=choice, exact=True).check()
            phone.presses("Cast my vote")
            expect(phone.page.locator(".receipt .big")).to_have_text(choice)

    def leave(self) -> None:
        """Close the browsers. Projector and phones were never loaded again, and no page had a fault."""
        for one in (self.wall, self.phones[0]):
            assert one.page.evaluate("window.here"), f"The page of {one.role} was loaded again."
        for one in self.all:
            one.leaves()


@pytest.fixture
def sitting(hall: Hall, browser: Browser) -> Iterator[Sitting]:
    expect.set_options(timeout=PATIENCE)
    with streams() as (address, _):
        found = Sitting(hall, browser, address)
        yield found
        found.leave()


@pytest.mark.long
def test_the_congress_votes(sitting: Sitting) -> None:
    the_desk_lets_a_delegate_in(sitting)
    one_is_pulled_out_of_the_en_bloc_list(sitting)
    rivals_are_ranked(sitting)
    the_first_of_them_is_carried(sitting)
    a_count_is_doubted_and_taken_again(sitting)
    the_text_is_adopted(sitting)
    call_command("verify", stdout=StringIO())


def the_desk_lets_a_delegate_in(sitting: Sitting) -> None:
    sitting.desk.presses("Delegate 2 is here")
    sitting.desk.sees("Seat 102, Delegate 2: is here.", within=".message")


def rivals_are_ranked(sitting: Sitting) -> None:
    sitting.next("Put the choice among A1, A2")
    sitting.hears("A1")
    sitting.next("Open the vote")
    for phone in sitting.phones:
        phone.page.locator("[name=rank-2]").fill("1")
        phone.page.locator("[name=rank-1]").fill("2")
        phone.presses("Cast my vote")
        expect(phone.page.locator(".receipt .big")).to_have_text("A2, then A1")
    expect(sitting.wall.page.locator("#gauge")).to_contain_text("2 of 3 votes are cast")
    sitting.next("Close the vote")
    sitting.next("Declare: A2 comes first")
    sitting.hears("A2 comes first")


def the_first_of_them_is_carried(sitting: Sitting) -> None:
    sitting.next("Put A2")
    sitting.hears("If it is carried, A1 falls.")
    sitting.next("Open the vote")
    sitting.vote("For", "For")
    sitting.next("Close the vote")
    sitting.next("Declare it carried")
    sitting.hears("A1 has fallen.")


def one_is_pulled_out_of_the_en_bloc_list(sitting: Sitting) -> None:
    sitting.next("Put the en bloc list")
    pulls = sitting.phones[1]
    pulls.presses("Pull A4 out")
    expect(pulls.page.get_by_role("button", name="Pull A4 out")).to_have_count(0)
    expect(sitting.chair.page.locator("main")).to_contain_text("A4 was pulled out and is not voted on with it.")
    sitting.next("Open the vote")
    sitting.vote("For", "For")
    sitting.next("Close the vote")
    sitting.next("Declare it carried")
    assert outcome(sitting, 3) == "carried"
    assert outcome(sitting, 4) == "pending"


def a_count_is_doubted_and_taken_again(sitting: Sitting) -> None:
    sitting.next("Put A4")
    sitting.hears("A4")
    sitting.next("Open the vote")
    sitting.vote("Against", "Against")
    sitting.next("Close the vote")
    console = sitting.chair.page
    console.locator("#again summary").click()
    sitting.chair.types("What is doubted", "The second phone fell down.")
    sitting.chair.presses("Count again")
    expect(console.locator(".btn.primary.big")).to_contain_text("Close the vote")
    sitting.vote("For", "For")
    sitting.next("Close the vote")
    sitting.next("Declare it carried")
    sitting.hears("Carried")
    assert outcome(sitting, 4) == "carried"


def the_text_is_adopted(sitting: Sitting) -> None:
    sitting.next("Put the final vote")
    sitting.next("Open the vote")
    sitting.vote("For", "For")
    sitting.next("Close the vote")
    sitting.next("Declare it carried")
    sitting.hears("Carried")
    expect(sitting.wall.page.locator(".wallhead")).to_contain_text(document(sitting).head[:4])
    assert document(sitting).stage == Stage.ADOPTED


def document(sitting: Sitting) -> Document:
    return Document.objects.get(congress=sitting.hall.world.congress)


def outcome(sitting: Sitting, number: int) -> str:
    """Give what was decided, once the console shows that it is declared."""
    expect(sitting.chair.page.get_by_role("status").filter(has_text="Declared:")).to_be_visible()
    return Amendment.objects.get(congress=sitting.hall.world.congress, number=number).decision
