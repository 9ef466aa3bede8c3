"""Mails to many: the real command on PostgreSQL, killed in the middle, and two of them at once."""

import os
import signal
import socketserver
import subprocess
import sys
import threading
from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from amendments.life import Stage
from amendments.models import Outbox, Person
from tests.conftest import database_url
from tests.servers import HOST, ROOT
from tests.world import build

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
MANY, HELD = 40, 15


class Sink(socketserver.ThreadingTCPServer):
    """A mail server that notes who was written to, and keeps the sender of one mail waiting for its answer until told."""

    daemon_threads = allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__((HOST, 0), Conversation)
        self.to: list[str] = []
        self.held, self.over = threading.Event(), threading.Event()
        self.lock = threading.Lock()

    def take(self, address: str) -> None:
        with self.lock:
            self.to.append(address)
            wait = len(self.to) == HELD
        if wait:
            self.held.set()
            self.over.wait(60)


class Conversation(socketserver.StreamRequestHandler):
    """One sender's mails, by RFC 5321 as far as a sender needs it."""

    server: Sink

    def handle(self) -> None:
        self.say("220 here")
        address = ""
        while line := self.rfile.readline().decode().strip():
            verb = line[:4].upper()
            if verb == "RCPT":
                address = line.partition("<")[2].partition(">")[0]
            if verb == "DATA":
                self.say("354 go on")
                while self.rfile.readline() not in {b".\r\n", b""}:
                    pass
                self.server.take(address)
            self.say("221 bye" if verb == "QUIT" else "250 well")

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@pytest.fixture
def sink():
    with Sink() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def deliver(sink: Sink) -> subprocess.Popen[str]:
    known = {name: value for name, value in os.environ.items() if not name.startswith("PLANK_")}
    told = {"PLANK_DATABASE_URL": database_url(), "PLANK_MAIL_URL": f"smtp://{HOST}:{sink.server_address[1]}"}
    told |= {"PLANK_LOCAL_DIR": os.environ["PLANK_LOCAL_DIR"], "DJANGO_SETTINGS_MODULE": "platform_app.settings"}
    command = [sys.executable, "manage.py", "deliver"]
    return subprocess.Popen(command, cwd=ROOT, env=known | told, stdout=subprocess.PIPE, text=True)


def test_whoever_is_killed_in_the_middle_loses_nothing_and_doubles_one_and_two_at_once_double_none(sink):
    world = build(Stage.DISCUSSION)
    amendment = world.file(world.rewrite("1.2", "municipality", "city"))
    Outbox.objects.update(delivered_at=timezone.now())
    people = [Person(member_number=f"F-{n}", name=f"Follower {n}", email=f"f{n}@example.org") for n in range(MANY)]
    filed = Outbox.objects.get(kind="filed")
    Outbox.objects.bulk_create(
        Outbox(
            congress=world.congress,
            kind="told",
            payload={"kind": "filed", "about": amendment.pk, "said": None},
            to=person,
            of=filed,
            made_at=timezone.now() - timedelta(hours=1),
        )
        for person in Person.objects.bulk_create(people)
    )
    first = deliver(sink)
    assert sink.held.wait(60)
    first.send_signal(signal.SIGKILL)  # the mail is with the server, and nobody has noted it
    first.wait(60)
    sink.over.set()
    others = [deliver(sink), deliver(sink)]
    said = sum(int(other.communicate(timeout=60)[0].split()[0]) for other in others)
    assert said == MANY - HELD + 1
    assert Counter(Counter(sink.to).values()) == {1: MANY - 1, 2: 1}
    assert sink.to.count(sink.to[HELD - 1]) == 2
    assert not Outbox.objects.filter(delivered_at__isnull=True).exists()
