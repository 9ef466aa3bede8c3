"""R1: what was acknowledged is there, though web workers and PostgreSQL are killed in the middle of requests."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from queue import Empty, Queue
from random import Random
from threading import Thread
from unittest.mock import patch

from django.db import connections
from django.urls import reverse

from amendments.life import Stage
from amendments.models import Amendment
from faults.database import pointed_at
from faults.promise import Promise, Seen
from faults.site import Killed, Pages, Session, pages
from tests.servers import cluster
from tests.world import World, build

CLIENTS = 4
A_WORKER_IN, POSTGRES_IN = 20, 100  # one is killed in so many acknowledgements
PATIENCE = 600  # seconds for one amendment, killed servers and all
SERVER: dict[str, str] = {}


def filed_while_servers_are_killed(rounds: int) -> Seen:
    """File so many amendments; each is sent again with its key until it is answered, as a browser's button would."""
    with ExitStack() as stack:
        made = stack.enter_context(cluster())
        postgres = Killed(made, stack, **SERVER)
        database = stack.enter_context(pointed_at(made.port))
        world = build(Stage.DISCUSSION, words=[f"Paragraph {i} wants homes for all." for i in range(rounds // 4 + 2)])
        hall = Hall(world, stack.enter_context(pages(database)), rounds)
        hall.file_all(postgres)
        return hall.count()


class Hall:
    """Members who file at once, each from a queue of what is still to be filed."""

    def __init__(self, world: World, site: Pages, rounds: int) -> None:
        self.world, self.site, self.rounds = world, site, rounds
        revision = world.reload().published_revision
        assert revision is not None
        self.base, self.path = revision.number, f"/c/{world.congress.slug}/text/{world.document.slug}/amend/file/"
        self.places = [(world.uid(f"1.{i}"), world.read(f"1.{i}")) for i in range(1, rounds // 4 + 2)]
        self.acknowledged: dict[int, str] = {}
        self.unanswered: Counter[str] = Counter()
        self.waiting: Queue[int] = Queue()
        for i in range(rounds):
            self.waiting.put(i)

    def file_all(self, postgres: Killed) -> None:
        """File everything, and kill meanwhile: a worker and PostgreSQL, each time so many more were acknowledged."""
        chance, killed = Random(1), 0
        members = [Thread(target=self._file_some, args=(Session(self.world.member),)) for _ in range(CLIENTS)]
        for member in members:
            member.start()
        while any(member.is_alive() for member in members):
            time.sleep(0.02)
            self.site.keep_up()
            if len(self.acknowledged) // A_WORKER_IN > killed:
                killed += 1
                self.site.kill_worker(chance)
                if killed * A_WORKER_IN % POSTGRES_IN == 0:
                    postgres.kill()

    def _file_some(self, session: Session) -> None:
        while True:
            try:
                number = self.waiting.get_nowait()
            except Empty:
                return
            self._file(session, number)

    def _file(self, session: Session, number: int) -> None:
        uid, words = self.places[number % len(self.places)]
        fields = {"kind-0": "rewrite", "place-0": uid, "text-0": words.replace("all", f"word{number}"), "reason": "It is so."}
        fields |= {"mover": "me", "key": f"key{number}", "base": str(self.base)}
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            answer = self.site.post(session, self.path, fields)
            if answer is not None and answer[0] == 302:
                self.acknowledged[number] = answer[1]
                return
            self.unanswered[str(answer and answer[0])] += 1
            time.sleep(0.1)

    def count(self) -> Seen:
        """Look for each amendment that was acknowledged: it is there once, at the address that was given."""
        connections.close_all()  # ours was killed with the server
        seen = Seen(acknowledged=len(self.acknowledged))
        stored: dict[int, list[str]] = {}
        for row in Amendment.objects.filter(document=self.world.document).select_related("found_by"):
            word = next(one for one in row.found_by.words.split() if one.startswith("word")).strip(".")
            address = reverse("amendment", args=[self.world.congress.slug, row.number])
            stored.setdefault(int(word.removeprefix("word")), []).append(address)
        seen.found = sum(stored.get(number) == [address] for number, address in self.acknowledged.items())
        seen.wrong["given up"] += self.rounds - len(self.acknowledged)
        seen.wrong["stored twice"] += sum(len(addresses) > 1 for addresses in stored.values())
        if seen.holds:
            self.world.sound()
        return seen


@contextmanager
def nothing_is_written_down() -> Iterator[None]:
    """Break PostgreSQL: it answers before it has written its last page, and is killed oftener, for a page is soon full."""
    late = {"synchronous_commit": "off", "wal_writer_delay": "10s"}
    with patch.dict(SERVER, late), patch(f"{__name__}.POSTGRES_IN", A_WORKER_IN):
        yield


R1 = Promise(
    "R1",
    "an acknowledged amendment is never lost",
    f"kill -9 of a web worker each {A_WORKER_IN} and of PostgreSQL each {POSTGRES_IN} acknowledgements",
    1000,
    filed_while_servers_are_killed,
    f"PostgreSQL answers before it has written to disk, and is killed each {A_WORKER_IN}",
    nothing_is_written_down,
    servers=True,
)
