"""`make demo-congress` as it is called: delegates come, vote beside whoever tries it, and all ends in silence."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from load.acts import act
from load.congress import Way
from load.given import enters
from load.site import Hall
from load.web import Form, Visitor
from tests.loops import in_own_loop
from tests.servers import HOST, ROOT, free_port, running

ENOUGH = 60.0  # seconds: it asserts that they vote, not how fast
DELEGATES = 40


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The demo, with all delegates in the hall."""
    port, told = free_port(), {"PLANK_DEMO": "1", "PLANK_LOCAL_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": ""}
    told |= {"PLANK_DATABASE_URL": f"sqlite:///{tmp_path}/congress.sqlite3"}
    known = {name: value for name, value in os.environ.items() if not name.startswith(("PLANK_", "DJANGO_"))}
    told = {name: value for name, value in told.items() if value}
    command = [sys.executable, "-m", "platform_app.demo", "--port", str(port), "--reset", "--congress", "--pace", "1"]

    def full(said: bytes) -> bool:
        return b"40 delegates are in the hall." in said

    with running(command, full, signal.SIGINT, cwd=ROOT, env=known | told) as process:
        yield f"http://{HOST}:{port}", process


async def sits(address: str, role: str) -> Visitor:
    """Come in by the button of a role."""
    door = (await Visitor(address).get("/sign-in/")).text
    found = re.search(rf'<h3 class="label">{role}.*?name="person" value="(\d+)"', door, re.DOTALL)
    assert found, f"Nobody can sit as {role}."
    return await enters(address, address, found[1])


async def votes_come_in(address: str) -> str:
    """Put a motion as the chair, wait until all who came have voted, and give the result."""
    chair, delegate = await sits(address, "Chair"), await sits(address, "Delegate")
    hall = Hall(address, address, "eleventh", "", chair)
    await act(hall, "put", kind="motion", words="A window is opened.")
    await act(hall, "open")
    assert "Cast my vote" in (await delegate.get(hall.hall)).text, "Whoever tries it has no ballot."
    async with asyncio.timeout(ENOUGH):
        while f"<strong>{DELEGATES}</strong>" not in (await chair.get(f"/c/{hall.congress}/wall/turnout/")).text:
            pass
    await act(hall, "close")
    await act(hall, "declare")
    return (await chair.get(f"/c/{hall.congress}/votes/")).text


@pytest.mark.long
def test_delegates_come_and_vote_and_ctrl_c_ends_all(demo: tuple[str, subprocess.Popen[bytes]]) -> None:
    address, process = demo
    page = in_own_loop(votes_come_in(address))
    found = re.search(r"(\d+) for, (\d+) against, (\d+) abstained", page)
    assert found
    assert sum(map(int, found.groups())) == DELEGATES
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    assert len(children) == 1
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=ENOUGH) == 0
    assert not Path(f"/proc/{children[0]}").exists(), "The delegates are still there."


def ballot(seat: int, **fields: str) -> Form:
    return Form("/c/x/floor/cast/", {"vote": "7", "seat": str(seat), **fields})


def chosen(seed: int, **fields: str) -> list[dict[str, Any]]:
    return [Way("x", seed, 1).choose(ballot(seat, **fields)) for seat in range(40)]


def test_the_seed_decides_what_they_choose() -> None:
    assert chosen(1) == chosen(1) != chosen(2)
    assert {one["choice"] for one in chosen(1)} == {"for", "against", "abstain"}


def test_rivals_are_ranked_without_a_gap() -> None:
    for one in chosen(1, **{"rank-1": "", "rank-2": "", "rank-3": ""}):
        assert sorted(one.values()) in (["1", "2"], ["1", "2", "3"])
