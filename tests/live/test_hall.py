"""The wall and a phone hold streams: each step of a vote comes to both, drawn once for all who read the same."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from amendments.access import OPERATOR
from amendments.actions.held_votes import give_vote
from amendments.live import channel
from amendments.live.hall import HallPart
from amendments.models import Note, Presence
from tests.hall import full_hall, one
from tests.live.screens import Screen, does, hall
from tests.loops import in_own_loop
from tests.pages.site import acting_as, browse
from tests.servers import comes_true

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


def bare(html: str) -> str:
    """Leave out what is new each time, and empty lines."""
    html = re.sub(r'<input type="hidden" name="csrfmiddlewaretoken" value="\w+">', "", html)
    return re.sub(r"\s+", " ", re.sub(r'name="key" value="[0-9a-f]{32}', 'name="key" value="', html)).strip()


def test_what_is_pushed_to_each_phone_is_what_it_would_have_fetched(django_assert_num_queries):
    full = full_hall(("1.1", "all", "everybody"), ("1.2", "municipality", "town"), held_votes=1, held_in_body=False)
    (ana, ben, cem, *_), slug, first = full.delegates, full.world.congress.slug, one(full, 1)
    Note.objects.create(
        person=ana, document=first.document, amendment=first, words="Ask <who> pays.", written_at=first.filed_at
    )
    everybody = [*full.delegates, full.world.chair, full.world.member]

    def pushed(queries: int) -> list[str]:
        with django_assert_num_queries(queries):
            part = HallPart.open(OPERATOR, {}, congress=slug)
            found = {key: own() for key, own in part.owns([person.pk for person in everybody]).items()}
        for person in everybody:
            fetched = browse(person).get(f"/c/{slug}/floor/mine/", headers={"HX-Request": "true"}).content.decode()
            assert bare(found[person.pk]) == bare(fetched), person
        return list(found.values())

    question = full.put(amendment=first)
    assert sum("Ask &lt;who&gt; pays." in one for one in pushed(10)) == 1
    give_vote(acting_user=cem, seat=full.seat(cem), holder=full.seat(ben))
    Presence.objects.filter(seat=full.seat(cem)).update(until=first.filed_at + timedelta(days=999), ended_by="desk")
    vote = full.open(question)
    full.vote(vote, ["for"])
    drawn = pushed(11)
    assert [one.count("Cast my vote") for one in drawn].count(1) == len(full.delegates) - 2
    assert sum(f"The vote of {cem}" in one for one in drawn) == 1
    keys = re.findall(r'name="key" value="([0-9a-f]{32})', "".join(drawn))
    assert len(set(keys)) == len(full.delegates) - 2, "Two phones were given one key."


def test_a_ballot_comes_with_the_event_that_opens_the_vote_and_to_its_own_phone_alone():
    full = full_hall(("1.1", "all", "everybody"))
    slug, (ana, ben, *_) = full.world.congress.slug, full.delegates

    def own(screen: Screen) -> str:
        return "".join(str(one.data) for one in screen.events if one.name == "own")

    async def told() -> None:
        async with hall() as site:
            phones = [await site.open(f"/live/{slug}/hall/", person) for person in (ana, ben)]
            wall = await site.open(f"/live/{slug}/wall/", ana)
            await does(lambda: full.open(full.put(amendment=one(full, 1))))
            for phone, person in zip(phones, (ana, ben), strict=True):
                assert await phone.until(lambda seen: "Cast my vote" in own(seen))
                assert f"seat {full.seat(person).number}" in own(phone)
            assert await wall.until(lambda seen: seen.events)
            assert f"seat {full.seat(ben).number}" not in own(phones[0])
            assert not own(wall)

    in_own_loop(told())


def test_a_vote_that_opens_while_the_question_is_being_drawn_comes_with_its_ballot(monkeypatch: Any):
    full = full_hall(("1.1", "all", "everybody"))
    slug, ana = full.world.congress.slug, full.delegates[0]
    honest, put = channel.Channel.look, list[Any]()

    def look(self: Any, readers: Any, *, draw: bool) -> Any:
        found = honest(self, readers, draw=draw)
        if put and draw:
            full.open(put.pop())
            assert comes_true(lambda: self.due)
        return found

    async def told() -> None:
        async with hall() as site:
            phone = await site.open(f"/live/{slug}/hall/", ana)
            assert await phone.until(lambda seen: seen.events)
            put.append(await does(lambda: full.put(amendment=one(full, 1))))
            assert await shows(phone, "The vote is open: roll call.")
            assert "Cast my vote" in "".join(str(one.data) for one in phone.events if one.name == "own")

    monkeypatch.setattr(channel.Channel, "look", look)
    in_own_loop(told())
