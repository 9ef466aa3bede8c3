"""`manage.py import_people`: says what a list would change, and changes it only when asked to."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from amendments.access import OPERATOR
from amendments.actions import secretary
from amendments.models import Person, Seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(tmp_path: Path):
    secretary.create_congress(acting_user=OPERATOR, slug="spring", name="Spring", organization="Us")

    def _run(text: str, *more: str, encoding: str = "utf-8", name: str = "list.csv") -> str:
        file, said = tmp_path / name, StringIO()
        file.write_bytes(text.encode(encoding))
        call_command("import_people", str(file), "--congress", "spring", *more, stdout=said)
        return said.getvalue()

    return _run


def test_it_looks_first_and_enters_when_asked(run):
    assert "2 new, 0 changed, 2 seats given; 0 stay" in run("number;name\n1;Ana\n2;Ben\n")
    assert not Person.objects.exists()
    said = run("number;name\n1;Ana\n2;Ben\n", "--enter")
    assert "4 of 4 people and seats" in said
    assert "Entered, on record." in said
    assert Seat.objects.count() == 2
    assert "0 new, 0 changed, 0 seats given; 2 stay" in run("number;name\n1;Ana\n2;Ben\n", "--enter")


def test_columns_bodies_and_encodings_are_said(run):
    text = "number;name;shoe size;branch\n1;Zoë;41;Moon\n"
    with pytest.raises(CommandError, match="Say its --encoding: cp1252"):
        run(text, encoding="cp1252")
    more = ("--encoding", "cp1252", "--ignore", "shoe size", "--set-up-bodies", "--enter")
    assert "1 new" in run(text, *more, encoding="cp1252")
    assert Seat.objects.get().body.name == "Moon"
    assert Person.objects.get().name == "Zoë"


@pytest.mark.parametrize(
    ("text", "more", "name", "says"),
    [
        ("number;name\n1;\n", ("--enter",), "list.csv", "1 faults"),
        ("%PDF", (), "list.pdf", "is neither a workbook"),
        ("number\n", (), "list.csv", "no line below"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_entered(run, text, more, name, says):
    with pytest.raises(CommandError, match=says):
        run(text, *more, name=name)
    assert not Person.objects.exists()
