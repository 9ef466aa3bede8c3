"""Search finds what this person may read as they type it, and the list narrows by what a link carries."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.db import connection

from amendments.access_things import access_amendment_thing_for
from amendments.actions.discussion import write_post
from amendments.actions.tags import tag_amendment
from amendments.life import Stage
from amendments.models import Amendment, AmendmentWords, Person, Post, Tag
from amendments.queries.search import INDEXED, Bit, around
from amendments.refusals import Forbidden, Refused
from tests.kept import kept
from tests.pages.site import browse
from tests.world import World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
@kept
def world() -> World:
    world = build(Stage.DISCUSSION)
    world.file(world.rewrite("1.1", "homes for all", "dwellings for everybody"), mover="mover")
    world.file(world.rewrite("1.2", "municipality", "town"), mover="delegate")
    return world


def read(world: World, rest: str, person: str = "member") -> str:
    answer = browse(world.people[person] if person else None).get(f"/c/{world.congress.slug}/{rest}")
    assert answer.status_code == 200, rest
    return answer.content.decode()


@pytest.mark.both
def test_words_are_found_by_their_beginnings_in_any_order(world: World) -> None:
    assert ">A1</a>" in read(world, "search/?q=everyb+DWELL")
    assert ">A1</a>" not in read(world, "search/?q=dwellings+castle")
    assert f"p-{world.uid('1.2')}" in read(world, "search/?q=municipality")
    assert ">A2</a>" in read(world, "search/?q=a2")
    assert f"p-{world.uid('1.3')}" in read(world, "search/?q=1.3")


@pytest.mark.both
def test_words_are_found_as_people_type_them_in_any_writing(world: World) -> None:
    said = "Öffentliche Straßen, ÜBERALL: Школа “daheim” for men/women 24/7 at 1.5 ° (see example.org), people’s cafe\u0301s."
    world.file(world.rewrite("1.3", "council", said), mover="mover")
    typed = "öffentliche|straßen|STRASSEN|überall|школа|ШКОЛА|daheim|women|24/7|1.5|org|people's|café|CAFÉ"
    assert [one for one in typed.split("|") if ">A3</a>" not in read(world, f"search/?q={quote(one)}")] == []
    assert "<mark>Straßen</mark>" in read(world, "search/?q=strassen")
    assert f"p-{world.uid('1.3')}" in read(world, f"search/?q={quote('¶ 1.3')}")
    Person.objects.filter(pk=world.mover.pk).update(name="Cem Özdemir")
    assert ">A3</a>" in read(world, f"amendments/?mover={quote('cem özdemir')}")


@pytest.mark.postgres
def test_the_index_has_the_words_of_a_question_and_takes_any_text(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN SELECT words FROM amendments_amendmentwords WHERE " + _where(), ["'dwell':*"])
        assert "amendments_amendmentwords_found" in str(cursor.fetchall())
    AmendmentWords.objects.update(words=" ".join(f"{'dwelling' * 5}{n}" for n in range(25_000)))  # more than a tsvector holds
    assert ">A1</a>" in read(world, "search/?q=dwellingdwelling")


def _where() -> str:
    """The condition as the question asks it."""
    return f"{INDEXED[0]}words{INDEXED[1]} @@ to_tsquery('simple', %s)"


def test_the_discussion_is_searched_as_far_as_it_is_shown(world: World) -> None:
    one = Amendment.objects.get(number=1)
    for who in ("mover", "committee"):
        thing = access_amendment_thing_for(world.people[who], "write_post", number=one.number, congress=world.congress.slug)
        write_post(acting_user=world.people[who], thing=thing, side="for", words=f"A cellar is no home, says the {who}.")
    assert "says the mover" in read(world, "search/?q=cellar")
    Post.objects.filter(person=world.mover).update(hidden=True)
    page = read(world, "search/?q=cellar")
    assert "says the committee" in page
    assert "says the mover" not in page


def test_nothing_and_signs_find_nothing(world: World) -> None:
    assert "Type a word" in read(world, "search/?q=")
    for odd in ("%27%3A*%26", "%25", "_", "%00x", "'); DROP TABLE", "x" * 5_000, "a " * 500):
        assert "DROP TABLE</a>" not in read(world, f"search/?q={odd}")


def test_nobody_finds_what_they_may_not_read(world: World) -> None:
    assert "Nothing that you may read" in read(world, "search/?q=municipality", "")
    Amendment.objects.filter(number=1).update(visibility="committee")
    assert ">A1</a>" not in read(world, "search/?q=dwellings", "delegate")
    assert ">A1</a>" in read(world, "search/?q=dwellings", "mover")
    assert ">A1</a>" in read(world, "search/?q=dwellings", "committee")


def test_the_list_narrows_by_what_a_link_carries(world: World) -> None:
    tag_amendment(acting_user=world.committee, amendment=Amendment.objects.get(number=2), names=["Local councils"])
    section = world.document.sections.get(label="1").uid
    for query, first, second in (
        ("q=dwell", True, False),
        ("paragraph=1.2", False, True),
        (f"section={section}", True, True),
        (f"mover={world.mover.name}", True, False),
        ("advice=none", True, True),
        ("advice=carry", False, False),
        ("relation=alone", True, True),
        ("relation=conflicting", False, False),
        ("tag=local+councils", False, True),
        ("tag=unknown&section=unknown&relation=unknown", True, True),
    ):
        page = read(world, f"amendments/?{query}")
        assert (">A1</a>" in page, ">A2</a>" in page) == (first, second), query


def test_tags_are_one_whatever_their_case_and_go_when_nothing_bears_them(world: World) -> None:
    one, two = Amendment.objects.order_by("number")
    tag_amendment(acting_user=world.committee, amendment=one, names=["Rent strike", " rent  STRIKE ", ""])
    tag_amendment(acting_user=world.committee, amendment=two, names=["rent strike"])
    assert [str(tag) for tag in Tag.objects.all()] == ["Rent strike"]
    for amendment in (one, two):
        tag_amendment(acting_user=world.committee, amendment=amendment, names=[])
    assert not Tag.objects.exists()


def test_tags_are_refused_in_sentences(world: World) -> None:
    one = Amendment.objects.get(number=1)
    with pytest.raises(Refused, match="9 tags"):
        tag_amendment(acting_user=world.committee, amendment=one, names=[f"t{n}" for n in range(9)])
    with pytest.raises(Refused, match="41 letters"):
        tag_amendment(acting_user=world.committee, amendment=one, names=["x" * 41])
    with pytest.raises(Forbidden):
        tag_amendment(acting_user=world.mover, amendment=one, names=["mine"])


def test_words_around_a_find() -> None:
    long = "word " * 40 + "needle" + " word" * 40
    bits = around(long, ["needle"])
    assert [bit.words for bit in bits if bit.hit] == ["needle"]
    assert bits[0] == Bit("… ", False)
    assert bits[-1].words.endswith(" …")
    assert around("short", ["none"]) == [Bit("short", False)]
