"""`python -m load`: put a hall's load on a site, and print how it bore it."""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import subprocess
import sys
import tempfile

from load.ballots import Result, vote
from load.cost import in_words
from load.given import Refused, check, given_site
from load.screens import EACH, follow
from load.site import Hall, own_site
from load.table import Row, table
from load.web import Lost
from tests.servers import ROOT


def main() -> int:
    """Measure, and verify the record afterwards. Gives 1 where something was lost."""
    asked = _arguments()
    try:
        if asked.address:
            pages = check(asked.address)
            return asyncio.run(_given(pages, check(asked.streams or pages), asked))
        with tempfile.TemporaryDirectory() as folder, own_site(max(asked.screens, asked.ballots), folder) as hall:
            return asyncio.run(_measure(hall, asked))
    except Refused as refused:
        print(f"Nothing was measured. {refused}", file=sys.stderr)
        return 2
    except Lost as lost:
        print(f"It could not be measured to the end. {lost} A demo begins anew with `make demo-reset`.", file=sys.stderr)
        return 2


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m load", description="A hall's load, on this machine alone.")
    parser.add_argument("address", nargs="?", default="", help="a demo that runs here; without it, a site of its own is made")
    parser.add_argument("--streams", default="", help="where its streams are, if elsewhere")
    parser.add_argument("--screens", type=int, default=1000)
    parser.add_argument("--ballots", type=int, default=1000)
    return parser.parse_args()


async def _given(pages: str, streams: str, asked: argparse.Namespace) -> int:
    hall = await given_site(pages, streams, asked.ballots)
    most = EACH * len(hall.delegates)
    ballots, screens = min(asked.ballots, len(hall.delegates)), min(asked.screens, most)
    print(
        f"{len(hall.delegates)} delegates came in: {ballots} ballots of {asked.ballots} that were asked for can be cast, and "
    )
    print(
        f"{screens} screens of {asked.screens} follow, {EACH} of one person at most. What is decided and counted stays there.\n"
    )
    asked.ballots, asked.screens = ballots, screens
    return await _measure(hall, asked)


async def _measure(hall: Hall, asked: argparse.Namespace) -> int:
    rows: list[Row] = await follow(hall, asked.screens) if asked.screens else []
    result = await vote(hall, asked.ballots) if asked.ballots else Result([], 0, 0, {})
    print(table(rows + result.rows), flush=True)
    if result.acknowledged:
        print(f"Processor time for each ballot, the chair's pages included: {in_words(result.cost, result.acknowledged)}.")
    verified = _verified((await hall.chair.get(hall.floor)).text)
    lost = result.acknowledged - result.counted
    print(f"{result.acknowledged:,} acknowledged, {result.counted:,} counted, {lost:,} lost", flush=True)
    unseen = sum((one.of or one.many) - one.many for one in rows + result.rows)
    return int(lost != 0 or unseen > 0 or not verified)


def _verified(page: str) -> bool:
    """Have the record replayed, as anybody can. It is that of the site if its head stands on the page of the floor."""
    done = subprocess.run(
        [sys.executable, "manage.py", "verify"], cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False
    )
    heads = re.findall(r"\bhead ([0-9a-f]{16})", done.stdout)
    if not any(one in re.sub(r"(?<=[0-9a-f]) (?=[0-9a-f])", "", page) for one in heads):
        print("Its record was not verified: its database is not the one that is found here. Name that in PLANK_DATABASE_URL.")
        return False
    print(done.stdout.strip() or done.stderr.strip(), flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
