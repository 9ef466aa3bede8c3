"""What if: any set of amendments as one text, what conflicts named, and nothing stored."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amendments.actions import member, voting
from amendments.life import Stage, Visibility
from amendments.models import Amendment, Entry
from amendments.queries.chosen_numbers import MOST, compact, compact_without, read_numbers
from amendments.text.compose import Replace
from amendments.text.number import Number
from tests.kept import kept
from tests.pages.site import browse
from tests.world import build

pytestmark = pytest.mark.django_db


@kept
def room(stage=Stage.DISCUSSION):
    """Build a world with A1 to A4: A1 and A2 conflict, A3 stands apart, A4 touches A3."""
    world = build(Stage.DISCUSSION)
    world.file(world.rewrite("1.1", "homes for all", "houses for all"))
    world.file(world.rewrite("1.1", "homes for all", "flats for all"))
    world.file(world.rewrite("1.2", "municipality", "town"))
    world.file(world.rewrite("1.2", "Rents are", "All rents are"))
    world.to(stage)
    return world


def read(world, query="", person="member"):
    return browse(world.people.get(person)).get(f"/c/{world.congress.slug}/text/{world.document.slug}/what-if/{query}")


@pytest.mark.parametrize(
    ("typed", "numbers", "problems"),
    [
        ("1,5,7-9", {1, 5, 7, 8, 9}, 0),
        ("A1 A5; a7 – A9", {1, 5, 7, 8, 9}, 0),
        ("9-7", {7, 8, 9}, 0),
        ("", set(), 0),
        ("1,ten,5", {1, 5}, 1),
        ("-3", set(), 1),
        ("1-99999999", set(range(1, MOST + 1)), 1),
        ("१", {1}, 0),
    ],
)
def test_numbers_are_read_kindly(typed, numbers, problems):
    found = read_numbers(typed)
    assert (found.numbers, len(found.problems)) == (numbers, problems)


def test_a_set_is_written_as_short_as_can_be_and_read_back():
    assert compact([9, 1, 5, 8, 7, 2]) == "1,2,5,7-9"
    assert read_numbers(compact(range(1, 2001))).numbers == frozenset(range(1, 2001))


def test_a_set_is_written_without_each_of_some():
    part = Number.of(12, 1)
    numbers = [*range(1, 9), 12, part, 13]
    for number, said in compact_without(numbers, [1, 4, 8, 12, part, 13]).items():
        assert read_numbers(said).numbers == frozenset(numbers) - {number}, said
    assert compact_without([3], [3]) == {3: ""}


@pytest.mark.both
def test_the_text_is_read_with_the_set_and_nothing_is_stored():
    world = room()
    before = (Entry.objects.count(), world.text())
    page = read(world, "?a=1,3").content.decode()
    assert "2 amendments are in the text below" in page
    assert "houses" in page
    assert "town" in page
    assert "unchanged" in page
    clean = read(world, "?a=1,3&as=clean").content.decode()
    assert "We want houses for all." in clean
    assert "end struck" not in clean
    assert (Entry.objects.count(), world.text()) == before


def test_what_conflicts_is_named_with_both_sides_and_the_rest_is_read():
    world = room()
    page = read(world, "?a=1-3").content.decode()
    assert "2 conflict with each other" in page
    assert "A1 strikes “homes”, which A2 also strikes." in page
    assert 'name="n" value="1"' in page
    assert 'name="n" value="2"' in page
    assert "1 amendment is in the text below" in page
    assert "town" in page
    chosen = read(world, "?a=3&as=redline&n=2")
    assert (chosen.status_code, chosen["Location"].partition("?")[2]) == (302, "a=2,3&as=redline")


def test_what_touches_is_in_the_text_and_said():
    page = read(room(), "?a=3,4").content.decode()
    assert "2 amendments are in the text below" in page
    assert "1 pair in one sentence or side by side" in page


def test_what_may_not_be_seen_is_left_out_and_looks_like_what_is_not_there():
    world = room()
    Amendment.objects.filter(number=2).update(visibility=Visibility.COMMITTEE)
    page = read(world, "?a=2,3,77", person="delegate").content.decode()
    assert "2 numbers are no amendment to this document, or none that you may see: 2, 77." in page
    assert "flats" not in page
    assert "flats" in read(world, "?a=2,3", person="committee").content.decode()


def test_what_is_decided_is_left_out_and_what_was_withdrawn_is_not():
    world = room()
    member.withdraw_amendment(acting_user=world.member, amendment=Amendment.objects.get(number=2))
    world.to(Stage.FLOOR)
    world.decide(Amendment.objects.get(number=3))
    page = read(world, "?a=1,2,3").content.decode()
    assert "It was carried, and its words are in the text already." in page
    assert "A1 strikes “homes”, which A2 also strikes." in page
    assert "town" in read(world, "?a=1&as=clean&whole=1").content.decode()


def test_an_empty_set_and_bad_values_say_what_to_do():
    world = room()
    assert "Choose some amendments" in read(world).content.decode()
    page = read(world, "?a=one,2&page=x&as=upside-down").content.decode()
    assert "“one”" in page
    assert "flats" in page
    assert read(world, f"?a={'9' * 9}").status_code == 200


@pytest.mark.parametrize(("chosen", "number"), [("3", 11), ("1,3", 11), ("1-3", 13), ("1-4", 13), ("1-4&all=1", 13)])
def test_queries_do_not_grow_with_the_set(chosen, number):
    world = room()
    client = browse(world.member)
    url = f"/c/{world.congress.slug}/text/{world.document.slug}/what-if/?a={chosen}"
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        client.get(url)
    assert len(found) - 2 == number


def test_a_global_change_is_read_without_the_places_that_another_changes_otherwise():
    world = build(Stage.DISCUSSION)
    world.file(Replace("council", "board"))
    world.file(world.rewrite("1.3", "a council", "a senate"), mover="mover")
    world.file(world.rewrite("1.2", "municipality", "town"), mover="mover")
    page = read(world, "?a=1-3").content.decode()
    assert "3 amendments are in the text below" in page
    assert "It is in the text below but for 1 of its 2 places" in page
    assert "A2</a> stands there." in page
    assert "If A1 is carried first, A2 falls." in page
    assert "conflict with each other" not in page
    assert "in one sentence or side by side" not in page
    clean = read(world, "?a=1-3&as=clean").content.decode()
    assert "Each house elects a senate. The board meets twice a year." in clean
    alone = read(world, "?a=1,3&as=clean").content.decode()
    assert ("elects a board. The board" in alone, "but for" in alone) == (True, False)
    member.withdraw_amendment(acting_user=world.mover, amendment=Amendment.objects.get(number=2))
    assert "but for 1 of its 2 places" in read(world, "?a=1-3").content.decode(), "also beside what the index leaves out"


def test_a_global_change_that_loses_each_place_to_another_is_left_out_and_said():
    world = build(Stage.DISCUSSION)
    world.file(Replace("council", "board"))
    world.file(world.rewrite("1.3", "a council", "a senate"), mover="mover")
    world.file(world.rewrite("1.3", "The council", "The senate"), mover="mover")
    page = read(world, "?a=1-3").content.decode()
    assert "2 amendments are in the text below" in page
    assert "Each of its 2 places is changed otherwise by A2 or A3." in page
    conflict = world.file(world.rewrite("1.3", "The council", "The chamber"), mover="speaker")
    page = read(world, f"?a=1-{conflict.number}").content.decode()
    assert "2 conflict with each other" in page
    assert "but for 1 of its 2 places" in page, "it makes way for what is in the text alone"


def test_pages_say_where_a_global_change_and_another_exclude_each_other():
    world = build(Stage.DISCUSSION)
    world.file(Replace("council", "board"))
    world.file(world.rewrite("1.3", "a council", "a senate"), mover="mover")
    says = "in 1.3. If A2 is carried, A1 loses that place and keeps the others; if A1 is carried, A2 falls."
    for number in (1, 2):
        page = browse(world.member).get(f"/c/{world.congress.slug}/A{number}/").content.decode()
        assert "<strong>Conflicts in part.</strong>" in page
        assert (says if number == 1 else "if A2 is carried, A1 loses that place") in page
    world.to(Stage.CLOSED)
    voting.make_list(acting_user=world.chair, document=world.document)
    listed = browse(world.chair).get(f"/c/{world.congress.slug}/text/{world.document.slug}/list/").content.decode()
    assert "If carried, A2 falls." in listed
    assert "If carried, A1 loses 1 of its places, and its others stand." in listed


def test_two_global_changes_say_which_falls_and_which_makes_way():
    world = build(Stage.DISCUSSION)
    world.file(Replace("council", "board"))
    world.file(Replace("The council", "The senate", exactly="yes"), mover="mover")
    page = read(world, "?a=1-2").content.decode()
    assert "but for 1 of its 2 places" in page
    assert "If A1 is carried first, A2 falls." in page
    world.to(Stage.CLOSED)
    voting.make_list(acting_user=world.chair, document=world.document)
    listed = browse(world.chair).get(f"/c/{world.congress.slug}/text/{world.document.slug}/list/").content.decode()
    assert "If carried, A2 falls." in listed
    assert "If carried, A1 loses 1 of its places, and its others stand." in listed


def test_many_changes_are_read_in_parts_or_all_on_one_page(monkeypatch):
    monkeypatch.setattr("amendments.queries.what_if.PAGE", 1)
    world = room()
    first, second = (read(world, f"?a=1,3&page={at}").content.decode() for at in (0, 1))
    assert "2 places change: part 1 of 2." in first
    assert ("houses" in first, "town" in first, "town" in second) == (True, False, True)
    whole = read(world, "?a=1,3&all=1").content.decode()
    assert ("houses" in whole, "town" in whole, "part 1 of" in whole, ">In parts</a>" in whole) == (True, True, False, True)
