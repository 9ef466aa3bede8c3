"""The lists of requirements: pinned, with hashes, and the tests run on what runs."""

import re
from pathlib import Path

import pytest

REQUIREMENTS = Path(__file__).resolve().parents[2] / "requirements"
PIN = re.compile(r"^([a-z0-9-]+)(?:\[[a-z,-]+\])?==(\S+)", re.MULTILINE)


def pins(name: str) -> dict[str, str]:
    return dict(PIN.findall((REQUIREMENTS / name).read_text()))


@pytest.mark.parametrize("name", ["run.txt", "dev.txt"])
def test_every_requirement_has_a_hash(name):
    blocks = re.split(r"\n(?=[a-z0-9])", (REQUIREMENTS / name).read_text())
    without = [block.split()[0] for block in blocks if "==" in block and "--hash=sha256:" not in block]
    assert len(pins(name)) > 30
    assert not without


def test_the_tests_run_on_the_versions_that_run():
    run, dev = pins("run.txt"), pins("dev.txt")
    assert {name: dev.get(name) for name in run} == run


@pytest.mark.parametrize("name", ["run", "dev"])
def test_what_is_wished_for_is_pinned(name):
    wished = re.findall(r"^([A-Za-z][A-Za-z0-9_-]*)", (REQUIREMENTS / f"{name}.in").read_text(), re.MULTILINE)
    missing = [wish for wish in wished if wish.lower().replace("_", "-") not in pins(f"{name}.txt")]
    assert wished
    assert not missing
