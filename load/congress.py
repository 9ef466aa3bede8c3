"""Delegates who vote beside the person who tries the demo: `make demo-congress` starts them. They know the site's pages alone.

Each signs in by the demo's button and follows the floor as a phone does. When a vote
opens they think for a while and send the ballot of the page. What they choose hangs on the seed, the vote and the seat, and not
on who was faster; so the same acts of the chair give the same congress.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass
from random import Random

from load.given import check, enters
from load.web import Form, Forms, Lost, Visitor

AT_ONCE = 4  # people who come in at the same time
PATIENCE = 30.0  # seconds without the site after which they go home
AGAIN = 1.0  # seconds until a lost connection is tried again
ABSTAINING = 0.08


@dataclass(frozen=True)
class Way:
    """How they vote: `seed` decides what, `pace` within how many seconds."""

    congress: str
    seed: int
    pace: float

    @property
    def floor(self) -> str:
        """The path of the floor."""
        return f"/c/{self.congress}/floor/"

    def choose(self, form: Form) -> dict[str, str]:
        """Fill in a ballot: most questions have a majority, some a narrow one; of rivals, places for most of them."""
        vote = form.fields["vote"]
        mood, own = Random(f"{self.seed} {vote}"), Random(f"{self.seed} {vote} {form.fields['seat']}")  # noqa: S311
        ranks = [name for name in form.fields if name.startswith("rank-")]
        if ranks:
            weights = {name: mood.random() + own.random() for name in ranks}
            places = sorted(ranks, key=lambda name: -weights[name])
            return {name: str(place) for place, name in enumerate(places[: max(2, len(places) - own.randrange(2))], start=1)}
        if own.random() < ABSTAINING:
            return {"choice": "abstain"}
        return {"choice": "for" if own.random() < mood.uniform(0.35, 0.85) else "against"}


class Delegate:
    """One delegate with a phone."""

    def __init__(self, visitor: Visitor, way: Way) -> None:
        self.visitor, self.way = visitor, way
        self.sent: set[tuple[str, str]] = set()  # vote and seat

    async def stays(self) -> None:
        """Follow the floor and vote, until the site has been away for long."""
        loop = asyncio.get_running_loop()
        seen = loop.time()
        while loop.time() - seen < PATIENCE:
            with suppress(OSError, Lost):
                async for event in self.visitor.follow(f"/live/{self.way.congress}/hall/"):
                    seen = loop.time()
                    if event.name != "here":
                        await self._looks()
            await asyncio.sleep(AGAIN)

    async def _looks(self) -> None:
        """Vote with each ballot that there is and was not sent."""
        page = f"{self.way.floor}mine/"
        for form in Forms((await self.visitor.get_part(page)).text).found:
            ballot = (form.fields.get("vote", ""), form.fields.get("seat", ""))
            if form.action == f"{self.way.floor}cast/" and ballot not in self.sent:
                thinking = Random(f"{self.way.seed} {ballot} thinks")  # noqa: S311
                await asyncio.sleep(self.way.pace * thinking.betavariate(1.6, 3))
                await self.visitor.send_part(form, page, **self.way.choose(form))
                self.sent.add(ballot)


async def fill(address: str, people: list[str], way: Way) -> None:
    """Let all come in, and stay as long as the site is there."""
    turn = asyncio.Semaphore(AT_ONCE)

    async def one(person: str) -> None:
        async with turn:
            delegate = Delegate(await enters(address, address, person), way)
        arrived.append(delegate)
        if len(arrived) == len(people):
            sys.stdout.write(f"{len(people)} delegates are in the hall.\n")
            sys.stdout.flush()
        await delegate.stays()

    arrived: list[Delegate] = []
    await _answers(address)
    await asyncio.gather(*map(one, people))


async def _answers(address: str) -> None:
    """Wait until the site is there. Raises Lost where it does not come."""
    async with asyncio.timeout(PATIENCE):
        while True:
            with suppress(OSError, Lost):
                await Visitor(address).get("/sign-in/")
                return
            await asyncio.sleep(0.2)


def main() -> None:
    """Fill the hall, as the command line says. What is not there any more is no error: the demo has ended."""
    parser = argparse.ArgumentParser(prog="python -m load.congress", description="Delegates for a demo on this machine.")
    parser.add_argument("address")
    parser.add_argument("congress", help="as it stands in addresses")
    parser.add_argument("people", nargs="+", type=_key, help="whom to sign in: the keys of their buttons")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pace", type=float, default=30.0, help="seconds within which they vote")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with suppress(KeyboardInterrupt, OSError, TimeoutError):
        asyncio.run(fill(check(asked.address), asked.people, Way(asked.congress, asked.seed, asked.pace)))  # noqa: TID251


def _key(typed: str) -> str:
    if not re.fullmatch(r"\d{1,18}", typed):
        raise argparse.ArgumentTypeError(f"{typed} is no key")
    return typed


if __name__ == "__main__":
    main()
