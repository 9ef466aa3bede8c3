"""Two processes of the site, as behind a proxy: one closes the vote that the other opened, while ballots come in at both."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from django.conf import settings

from amendments.models import Person, Vote
from load import site
from load.acts import act
from load.web import Form, Forms, Visitor
from tests.hall import Hall, full_hall, one
from tests.loops import in_own_loop
from tests.pages.site import browse
from tests.sites import pages, streams

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
PATIENCE = 60.0  # seconds: it asserts that it comes; how fast, `make load` measures
DELEGATES = 12


@pytest.fixture
def hall() -> Hall:
    return full_hall(("1.1", "all", "everybody"), ("1.2", "municipality", "town"), delegates=DELEGATES)


@pytest.fixture
def two(hall: Hall) -> Iterator[tuple[str, str]]:
    """The addresses of a process of granian, and of one of uvicorn, on one database."""
    with pages() as here, streams() as (there, _):
        yield here, there


def at(address: str, person: Person) -> Visitor:
    name = settings.SESSION_COOKIE_NAME
    return Visitor(address, cookies={name: browse(person).cookies[name].value})


async def shows(screen: Visitor, congress: str, words: str) -> None:
    """Wait until a phone shows something."""
    async with asyncio.timeout(PATIENCE):
        async for event in screen.follow(f"/live/{congress}/hall/"):
            if words in event.text:
                return


class Two:
    """Both processes: the chair at each, and delegates by turns at one and the other."""

    def __init__(self, hall: Hall, here: str, there: str) -> None:
        self.congress = hall.world.congress.slug
        self.opens, self.closes = (
            site.Hall(address, address, self.congress, "", at(address, hall.world.chair)) for address in (here, there)
        )
        self.phones = [at(here if n % 2 else there, who) for n, who in enumerate(hall.delegates)]
        self.screen = at(there, hall.delegates[0])

    async def told(self) -> tuple[int, str]:
        """Open here, vote at both, close there in the middle of it, declare here.

        Gives how many ballots were acknowledged, and the page of all votes as it is there.
        """
        watching = asyncio.create_task(shows(self.screen, self.congress, "A1: Carried"))
        await act(self.opens, "put", kind="amendment", amendments="A1", text="filed")
        await act(self.opens, "open", method="roll call")
        early, late = self.phones[: DELEGATES // 2], self.phones[DELEGATES // 2 :]
        said = [await self.votes(phone, await self.form(phone)) for phone in early]
        forms = [await self.form(phone) for phone in late]
        among = (self.votes(phone, form) for phone, form in zip(late, forms, strict=True))
        closing = asyncio.create_task(act(self.closes, "close"))
        racing = await asyncio.gather(*among)
        await closing
        await act(self.opens, "declare")
        await watching
        return sum([*said, *racing]), (await self.closes.chair.get(f"/c/{self.congress}/votes/")).text

    async def form(self, phone: Visitor) -> Form:
        """Read the ballot in the phone's own part."""
        return Forms((await phone.get_part(f"/c/{self.congress}/floor/mine/")).text).to(f"/c/{self.congress}/floor/cast/")

    async def votes(self, phone: Visitor, form: Form) -> bool:
        """Send it. Gives whether it is counted; what is not is told that it came too late."""
        answer = (await phone.send_part(form, "/", choice="for")).text
        assert ('class="receipt"' in answer) != ("Your ballot came too late and was not counted." in answer)
        return 'class="receipt"' in answer


def test_what_one_opened_the_other_closes_and_nothing_acknowledged_is_lost(hall: Hall, two: tuple[str, str]) -> None:
    acknowledged, page = in_own_loop(Two(hall, *two).told())
    vote = Vote.objects.get()
    assert DELEGATES // 2 <= acknowledged == vote.cast == vote.votes_for
    assert f"Carried: {acknowledged} for, 0 against" in page
    assert one(hall, 1).decision == "carried"
    hall.world.sound()
