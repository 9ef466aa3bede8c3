"""The load is put on this machine alone, and reads pages and tables as it should."""

import pytest

from load.given import Refused, check
from load.table import Row, row, table
from load.web import Forms

PAGE = """
<form action="/other/"><input name="a" value="1"></form>
<form method="post" action="/decide/#record"><input type="hidden" name="key" value="k"><input type="radio" name="way" value="x">
<input type="radio" name="way" value="y" checked></form>
"""


@pytest.mark.parametrize("address", ["http://example.org:80", "http://10.0.0.1:8000", "https://127.0.0.1:8000", "127.0.0.1"])
def test_another_machine_is_refused(address: str):
    with pytest.raises(Refused, match="is not on this machine"):
        check(address)


def test_this_machine_is_taken():
    assert check("127.0.0.1:8000") == check("http://127.0.0.1:8000/c/x/") == "http://127.0.0.1:8000"


def test_a_form_is_read_as_it_would_be_sent():
    assert Forms(PAGE).to("/decide/").fields == {"key": "k", "way": "y"}
    with pytest.raises(LookupError, match="no form for /nowhere/"):
        Forms(PAGE).to("/nowhere/")


def test_a_row_has_the_middle_and_the_last_of_a_hundred():
    times = [n / 1000 for n in range(1, 101)]
    assert row("screens", times, of=120) == Row("screens", 100, 0.1, 0.051, 0.1, 120)
    assert "100 of 120" in table([row("screens", times, of=120)])
