"""`make faults` as it is called: the promises hold, and each one that is broken is seen and named."""

import subprocess
import sys

import pytest

from faults.promises import PROMISES
from tests.servers import ROOT

pytestmark = [pytest.mark.postgres, pytest.mark.long]
ROUNDS = {"R1": "120", "R3": "1", "R9": "1"}  # of R1, that PostgreSQL is killed once


def faults(*arguments):
    command = [sys.executable, "-m", "faults", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", ["R1", "R3", "R9", "P2"])  # the others hold in the tests of each, for as many rounds
def test_it_holds(name):
    done = faults("--rounds", ROUNDS.get(name, "8"), name)
    assert done.stdout.endswith("\n1 promises held, 0 broken\n"), done.stdout + done.stderr
    assert done.returncode == 0


@pytest.mark.parametrize("name", PROMISES)
def test_its_mutant_is_seen(name):
    done = faults("--rounds", ROUNDS.get(name, "8"), "--break", name)
    assert done.stdout.endswith("\n0 promises held, 1 broken\n"), done.stdout + done.stderr
    assert done.stdout.startswith(f"{name}  BROKEN")
    assert done.returncode == 0
