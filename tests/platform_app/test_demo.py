"""Starting the demo: it refuses, in a sentence, what it must not touch."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from platform_app.demo import Refused, _refuse_other_steps, _refuse_real_accounts, _refuse_taken_port

ROOT = Path(__file__).resolve().parents[2]


def test_a_taken_port_is_told_with_another():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Refused, match=f"Port {port} is in use; choose another: make demo PORT="):
            _refuse_taken_port(port)


@pytest.mark.parametrize("port", [-1, 70000])
def test_a_port_that_cannot_be_is_told(port):
    with pytest.raises(Refused, match="does not exist"):
        _refuse_taken_port(port)


@pytest.mark.both
def test_a_database_of_real_people_is_left_alone(db):
    person = get_user_model()(name="Ana Bell", member_number="M-1")
    person.set_unusable_password()
    person.save()
    _refuse_real_accounts()
    person.set_password("a long enough password")
    person.save()
    with pytest.raises(Refused, match="people have passwords"):
        _refuse_real_accounts()


def test_every_command_of_the_makefile_is_explained():
    said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in ("demo", "demo-reset", "demo-congress", "load", "faults", "test", "test-long", "check", "bench", "format"):
        assert any(line.split()[:2] == ["make", name] and len(line.split()) > 4 for line in said.splitlines()), name


def test_a_draft_that_is_not_there_is_told():
    told = os.environ | {"PLANK_DEMO": "1", "DJANGO_SETTINGS_MODULE": "platform_app.settings"}
    command = [sys.executable, "-m", "platform_app.demo", "--port", "0", "--draft", "no-such-file.txt"]
    done = subprocess.run(command, cwd=ROOT, env=told, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "The demo did not start. There is no file no-such-file.txt.\n")


def test_a_demo_of_another_state_of_plank_says_how_to_begin_anew(db):
    _refuse_other_steps()
    MigrationRecorder(connection).record_applied("amendments", "0002_of_another_state")
    with pytest.raises(Refused, match="make demo-reset"):
        _refuse_other_steps()
