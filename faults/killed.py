"""R1: what was acknowledged is there, though web workers and PostgreSQL are killed in the middle of requests."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from queue import Empty, Queue
from random import Random
from threading import Thread
from unittest.mock import patch

from django.db import connections

from faults.acknowledged import Kind, kinds
from faults.database import pointed_at
from faults.promise import Promise, Seen
from faults.site import Killed, Pages, pages
from tests.servers import cluster

CLIENTS = 4
A_WORKER_IN, POSTGRES_IN = 20, 100  # one is killed in so many acknowledgements
PATIENCE = 600  # seconds for one act, killed servers and all
SERVER: dict[str, str] = {}


def acted_while_servers_are_killed(rounds: int) -> Seen:
    """Do so many acts; each is sent again with its key until it is answered, as a browser's button would."""
    with ExitStack() as stack:
        made = stack.enter_context(cluster())
        postgres = Killed(made, stack, **SERVER)
        database = stack.enter_context(pointed_at(made.port))
        crowd = Crowd(kinds(rounds), stack.enter_context(pages(database)))
        return crowd.count(crowd.act(postgres))


class Crowd:
    """People who act at once, each from a queue of what is still to be done, its kinds mixed."""

    def __init__(self, made: Sequence[Kind], site: Pages) -> None:
        self.kinds, self.site = made, site
        self.acknowledged: list[dict[int, str]] = [{} for _ in made]
        still = [(kind, n) for kind, one in enumerate(made) for n in range(len(one.posts))]
        self.rounds = len(still)
        Random(2).shuffle(still)
        self.waiting: Queue[tuple[int, int]] = Queue()
        for one in still:
            self.waiting.put(one)

    @property
    def answered(self) -> int:
        """Give how many acts were acknowledged so far."""
        return sum(map(len, self.acknowledged))

    def act(self, postgres: Killed) -> Seen:
        """Do everything, and kill meanwhile, in even steps, so that each falls among requests. Tells what was not killed."""
        workers, servers = self.rounds // A_WORKER_IN, self.rounds // POSTGRES_IN
        killed, fallen, chance = 0, 0, Random(1)
        people = [Thread(target=self._some) for _ in range(CLIENTS)]
        for one in people:
            one.start()
        while any(one.is_alive() for one in people):
            time.sleep(0.02)
            self.site.keep_up()
            if self.answered * (workers + 1) >= self.rounds * (killed + 1) and killed < workers:
                killed += self.site.kill_worker(chance)
            if self.answered * (servers + 1) >= self.rounds * (fallen + 1) and fallen < servers:
                postgres.kill()
                fallen += 1
        seen = Seen()
        seen.wrong["workers that were not killed"] += workers - killed
        seen.wrong["times that PostgreSQL was not killed"] += servers - fallen
        return seen

    def _some(self) -> None:
        while True:
            try:
                kind, n = self.waiting.get_nowait()
            except Empty:
                return
            post, deadline = self.kinds[kind].posts[n], time.monotonic() + PATIENCE
            while time.monotonic() < deadline:
                answer = self.site.post(post.session, post.path, post.fields)
                if answer is not None and answer[0] == 302:
                    self.acknowledged[kind][n] = answer[1]
                    break
                time.sleep(0.1)

    def count(self, seen: Seen) -> Seen:
        """Look for each act that was acknowledged."""
        connections.close_all()  # ours was killed with the server
        seen.acknowledged = self.answered
        seen.wrong["given up"] += self.rounds - self.answered
        for kind, given in zip(self.kinds, self.acknowledged, strict=True):
            kind.look(given, seen)
        if seen.holds:
            for kind in self.kinds:
                kind.sound()
        return seen


@contextmanager
def nothing_is_written_down() -> Iterator[None]:
    """Break PostgreSQL: it answers before it has written its last page, and is killed oftener, for a page is soon full."""
    late = {"synchronous_commit": "off", "wal_writer_delay": "10s"}
    with patch.dict(SERVER, late), patch(f"{__name__}.POSTGRES_IN", A_WORKER_IN):
        yield


R1 = Promise(
    "R1",
    "an acknowledged ballot, amendment or decision is never lost",
    f"kill -9 of a web worker each {A_WORKER_IN} and of PostgreSQL each {POSTGRES_IN} acknowledgements",
    1000,
    acted_while_servers_are_killed,
    {f"PostgreSQL answers before it has written to disk, and is killed each {A_WORKER_IN}": nothing_is_written_down},
    servers=True,
)
