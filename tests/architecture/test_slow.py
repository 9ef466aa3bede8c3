"""The list of slow tests names tests that are there, so that one which is renamed comes back to the short suite in the open."""

from tests.servers import ROOT
from tests.slow import HALVES, LIST


def test_each_line_names_a_half_and_a_test():
    for line in LIST.read_text().splitlines():
        half, name = line.split(" ", 1)
        file, function = name.split("[")[0].split("::")
        assert half in HALVES, line
        assert f"def {function}(" in (ROOT / file).read_text(), f"tests/slow.txt names no test that is there: {line}"
