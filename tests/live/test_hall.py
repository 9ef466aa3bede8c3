"""The wall and a phone hold streams: each step of a vote comes to both, drawn once for all who read the same."""

from __future__ import annotations

import pytest

from amendments.live.hall import HallPart
from tests.hall import full_hall, one
from tests.live.screens import Screen, does, hall
from tests.loops import in_own_loop
from tests.pages.site import acting_as

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


async def shows(screen: Screen, words: str) -> bool:
    return await screen.until(lambda seen: words in seen.text)


def test_a_vote_comes_to_the_phone_as_it_is_opened_closed_and_declared():
    full = full_hall(("1.1", "all", "everybody"), ("1.2", "municipality", "town"))
    slug, ana = full.world.congress.slug, full.delegates[0]

    async def told() -> None:
        async with hall() as site:
            phone = await site.open(f"/live/{slug}/hall/", ana)
            vote = await does(lambda: full.open(full.put(amendment=one(full, 1))))
            assert await shows(phone, "The vote is open: roll call.")
            await does(lambda: full.vote(vote, ["for"]))
            await does(lambda: full.close(vote))
            assert await shows(phone, "The vote is closed. The result is declared next.")
            assert "1 for" not in phone.text, "The result was told before it was declared."
            await does(lambda: full.declare(vote))
            assert await shows(phone, "A1: Carried: 1 for, 0 against, 0 abstained; 1 needed, by roll call.")
            passer = await site.open(f"/live/{slug}/hall/")
            assert passer.status in {302, 403}

    in_own_loop(told())


def test_what_is_sent_to_all_is_what_each_of_them_would_see():
    full = full_hall(("1.1", "all", "everybody"), ("1.2", "municipality", "town"))
    full.put(amendment=one(full, 1))
    people = [full.world.chair, full.delegates[0], full.world.member]
    drawn = set()
    for person in people:
        part = HallPart.open(person, {}, congress=full.world.congress.slug)
        if part.alike(part.acting):
            drawn |= {part.draw(part.acting).digest, part.draw(acting_as(full.world, None)).digest}
    assert len(drawn) == 1
