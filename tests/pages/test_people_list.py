"""A list of people on its page: looked at, its columns and encoding said, entered as a whole or thrown away."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from amendments.models import PeopleList, Person
from tests.pages.site import browse
from tests.pages.test_office import at, words
from tests.world import World, build, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.fixture
def office(world: World) -> Client:
    return browse(world.secretary)


LIST = "member number;name;shoe size;branch\n9001;Zoë Roth;41;Moon\n9002;<b>Ben</b>;42;Moon\n"


def bring(world: World, office: Client, text: bytes, name: str = "list.csv"):
    return office.post(at(world, "people/import/"), {"file": SimpleUploadedFile(name, text)}, follow=True)


def test_a_list_is_looked_at_and_then_entered(world, office):
    asked = words(bring(world, office, LIST.encode("cp1252")))
    assert "Where do the names read right?" in asked
    assert "9001;Zoë Roth;41;Moon" in asked
    page = words(office.post(at(world, "people/import/choose/"), {"encoding": "cp1252"}, follow=True))
    assert "The column “shoe size” is not known." in page
    assert "Enter all of it" not in page
    chosen = {"column-0": "number", "column-1": "name", "column-2": "ignore", "column-3": "body"}
    page = words(office.post(at(world, "people/import/choose/"), chosen, follow=True))
    assert "There is no body “Moon” yet." in page
    page = words(office.post(at(world, "people/import/choose/"), chosen | {"set_up": "1"}, follow=True))
    assert "2 people are new" in page
    assert "&lt;b&gt;Ben&lt;/b&gt;" in page
    assert not Person.objects.filter(member_number="9001").exists()
    (seen,) = re.findall(r'name="seen" value="(\w+)"', page)
    stale = office.post(at(world, "people/import/enter/"), {"seen": "0" * 64})
    assert stale.status_code == 409
    assert "Look at it once more" in words(stale)
    for _ in range(2):
        answer = office.post(at(world, "people/import/enter/"), {"seen": seen, "key": "k"})
        assert (answer.status_code, answer["Location"]) == (302, at(world, "people/"))
    assert Person.objects.filter(member_number__startswith="900").count() == 2
    assert "Bring in a list" in words(office.get(at(world, "people/import/")))


def test_a_list_that_is_none_says_why_and_one_can_be_thrown_away(world, office):
    for name, data, says in (
        ("list.pdf", b"%PDF-1", "is neither a workbook"),
        ("list.xlsx", b"PK\x03\x04", "is no whole workbook"),
        ("list.csv", b"a" * (11 * 1024**2), "larger than 10 MB"),
        ("list.csv", b"", "this file is empty"),
    ):
        answer = bring(world, office, data, name)
        assert (answer.status_code, says in words(answer)) == (422, True), says
    bring(world, office, b"number;name\n1;Ana\n")
    assert PeopleList.objects.count() == 1
    other = browse(secretary_of(world))
    assert "Ana" not in words(other.get(at(world, "people/import/")))
    office.post(at(world, "people/import/choose/"), {"do": "discard"})
    assert not PeopleList.objects.exists()
    assert office.post(at(world, "people/import/enter/"), {"seen": "x"}).status_code == 409


def secretary_of(world: World) -> Person:
    """Another secretary, who sees no list but their own."""
    return person(world, "another", "secretary")
