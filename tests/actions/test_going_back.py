"""An en bloc list, a referral, an amendment to an amendment and the final vote go back, each with all that hangs on it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from amendments.access import access_document_for
from amendments.actions import adoption
from amendments.actions.editorial import Correction, correct_adopted
from amendments.actions.filing import Work, file_amendment
from amendments.actions.reopening import ask_reopening, confirm_reopening
from amendments.actions.votes import Count
from amendments.life import Matter, Outcome, Stage, Words
from amendments.models import Amendment, Decision, Entry, Outbox, Version
from amendments.queries.corrections_page import Corrections
from amendments.queries.minutes import Minutes
from amendments.queries.verify import problems
from amendments.refusals import Refused
from amendments.text.compose import Rewrite
from tests.hall import Hall, full_hall, one
from tests.world import NO, YES, World, build

pytestmark = pytest.mark.django_db

THREE = (("1.1", "all", "everybody"), ("1.2", "wages", "prices"), ("1.3", "twice", "thrice"))
FOR, AGAINST = Count(5, 0), Count(0, 5)


def go_back(world: World, found: Decision, count: Count | None = None) -> Entry:
    asked = ask_reopening(acting_user=world.chair, decision=found, reason="The wrong paper was read out.", count=count)
    done = confirm_reopening(acting_user=world.teller, asked=asked)
    world.reload()
    assert done.entry is not None
    return done.entry


def check(world: World) -> None:
    """Check that every row is what the record says, and that the minutes can be read."""
    world.sound()
    Minutes(access_document_for(world.chair, "read_document", pk=world.document.pk), everything=True).items()


def standing(matter: str, **more: Any) -> Decision:
    return Decision.objects.get(matter=matter, superseded=False, **more)


def states() -> dict[int, str]:
    return dict(Amendment.objects.order_by("number").values_list("number", "decision"))


def en_bloc(hall: Hall, *numbers: int, choice: str = "for") -> Decision:
    listed = [(one(hall, number), Words.FILED) for number in numbers]
    hall.decide(hall.put("en bloc", amendments=listed), [choice])
    return standing(Matter.BLOC)


def test_an_en_bloc_list_goes_back_as_one_and_what_came_after_it_stands() -> None:
    hall = full_hall(*THREE, ("1.1", "all", "each of us"))
    world = hall.world
    listed = en_bloc(hall, 1, 2)
    hall.decide(hall.put(amendment=one(hall, 3)), ["for"])
    assert states()[4] == "fallen"
    go_back(world, listed)
    assert states() == {1: "pending", 2: "pending", 3: "carried", 4: "pending"}
    assert "all" in world.read("1.1")
    assert "thrice" in world.read("1.3")
    assert not Decision.objects.filter(superseded=False, vote__isnull=False).exclude(amendment__number=3).exists()
    assert Outbox.objects.filter(kind="reopened").count() == 2
    en_bloc(hall, 1, 2)
    assert "everybody" in world.reload().paragraphs.get(label="1.1").text
    with pytest.raises(Refused, match="was carried en bloc, by one count"):
        go_back(world, standing(Matter.AMENDMENT, amendment__number=1), AGAINST)
    go_back(world, standing(Matter.AMENDMENT, amendment__number=1))  # one of them alone
    go_back(world, standing(Matter.BLOC))
    assert states() == {1: "pending", 2: "pending", 3: "carried", 4: "pending"}
    check(world)


def test_a_new_count_of_an_en_bloc_list_stands_for_each_of_it_and_can_turn_it_both_ways() -> None:
    hall = full_hall(*THREE)
    world = hall.world
    en_bloc(hall, 1, 2)
    hall.decide(hall.put(amendment=one(hall, 3)), ["for"])
    go_back(world, standing(Matter.BLOC), Count(4, 1))
    rows = Decision.objects.filter(superseded=False, vote__isnull=False).exclude(amendment__number=3)
    assert {(row.votes_for, row.votes_against, row.outcome) for row in rows} == {(4, 1, "carried")}
    assert rows.count() == 3
    go_back(world, standing(Matter.BLOC), AGAINST)
    assert states() == {1: "pending", 2: "pending", 3: "carried"}
    assert standing(Matter.BLOC).outcome == Outcome.LOST
    entry = go_back(world, standing(Matter.BLOC), FOR)
    assert states() == {1: "carried", 2: "carried", 3: "carried"}
    assert ("everybody" in world.read("1.1")) == ("prices" in world.read("1.2")) is True
    assert [row["amendment"] for row in json.loads(entry.payload)["body"]["steps"]] == [1, 2, 3], "where they were voted on"
    go_back(world, standing(Matter.AMENDMENT, amendment__number=2))
    go_back(world, standing(Matter.BLOC), AGAINST)
    assert states() == {1: "pending", 2: "pending", 3: "carried"}
    hall.decide(hall.put(amendment=one(hall, 1)), ["against"])
    with pytest.raises(Refused, match="A1 was decided by itself since"):
        go_back(world, standing(Matter.BLOC), FOR)
    check(world)


def test_a_referral_goes_back_and_its_count_can_be_corrected() -> None:
    hall = full_hall(*THREE[:2])
    world = hall.world
    hall.put(amendment=one(hall, 1))
    hall.decide(hall.put("refer", referred_to="the council"), ["for"])
    assert states()[1] == "referred"
    go_back(world, standing(Matter.AMENDMENT), Count(3, 2))  # by the amendment one comes to its referral
    assert standing(Matter.AMENDMENT).referred_to == "the council"
    go_back(world, standing(Matter.REFER), AGAINST)
    assert (states()[1], standing(Matter.REFER).outcome) == ("pending", "lost")
    go_back(world, standing(Matter.REFER), FOR)
    assert (states()[1], standing(Matter.AMENDMENT).referred_to) == ("referred", "the council")
    go_back(world, standing(Matter.REFER))
    assert states()[1] == "pending"
    world.decide(one(hall, 2), Outcome.REFERRED)  # typed in, without a vote on the floor
    go_back(world, standing(Matter.AMENDMENT), Count(6, 5))
    assert standing(Matter.AMENDMENT).referred_to == "the next council"
    go_back(world, standing(Matter.AMENDMENT), AGAINST)
    assert (states()[2], standing(Matter.REFER).outcome) == ("pending", "lost")
    check(world)


HALL = "We want decent homes for all. A home is a human right. Nobody is put out into the street."


def with_secondaries(*texts: str) -> World:
    """Give a world with A1 on 1.1, and amendments to it from A2 on, each with the words that it wants there."""
    world = build(Stage.DISCUSSION)
    primary = world.file(Rewrite(world.uid("1.1"), HALL))
    revision = world.reload().published_revision
    assert revision is not None
    for words in texts:
        work = Work((Rewrite(world.uid("1.1"), words),), about="a word of it", amends=primary, amends_version=1)
        file_amendment(acting_user=world.mover, document=world.document, revision=revision.number, work=work)
    world.file(world.rewrite("1.2", "wages", "prices"))
    world.to(Stage.FLOOR)
    return world


def number(n: int) -> Amendment:
    return Amendment.objects.get(number=n)


def decided(n: int) -> Decision:
    return Decision.objects.get(amendment__number=n, superseded=False)


def test_the_words_of_an_amendment_change_back_and_what_was_decided_on_it_is_put_again() -> None:
    world = with_secondaries(HALL.replace("decent", "good"), HALL.replace("decent", "cheap"), HALL.replace("human", "basic"))
    world.decide(number(2))
    world.decide(number(4))
    world.decide(number(1))
    world.decide(number(5))
    assert "good homes for all. A home is a basic" in world.reload().paragraphs.get(label="1.1").text
    assert states() == {1: "carried", 2: "carried", 3: "fallen", 4: "carried", 5: "carried"}
    go_back(world, decided(2))
    assert states() == {1: "pending", 2: "pending", 3: "pending", 4: "carried", 5: "carried"}
    assert "We want homes for all." in world.read("1.1")
    assert "prices" in world.read("1.2")
    assert (number(1).version, Version.objects.filter(amendment=number(1)).count()) == (4, 4)
    world.decide(number(3))
    assert states()[2] == "fallen"
    world.decide(number(1))
    assert "cheap homes for all. A home is a basic" in world.reload().paragraphs.get(label="1.1").text
    check(world)


def test_a_recount_turns_an_amendment_to_an_amendment_both_ways() -> None:
    world = with_secondaries(HALL.replace("decent", "good"), HALL.replace("human", "basic"))
    world.decide(number(2), Outcome.LOST)
    world.decide(number(3))
    world.decide(number(1))
    go_back(world, decided(2), YES)
    assert states() == {1: "pending", 2: "carried", 3: "carried", 4: "pending"}
    world.decide(number(1))
    assert "good homes for all. A home is a basic" in world.reload().paragraphs.get(label="1.1").text
    go_back(world, decided(2), NO)
    assert states() == {1: "pending", 2: "lost", 3: "carried", 4: "pending"}
    go_back(world, decided(3))
    assert number(1).edits == Version.objects.get(amendment=number(1), number=1).edits
    check(world)


def test_the_final_vote_goes_back_until_the_whole_platform_is_adopted() -> None:
    world = build(Stage.DISCUSSION)
    world.file(world.rewrite("1.1", "all", "everybody"))
    hall = Hall(world, 5) if world.to(Stage.FLOOR) else None
    assert hall is not None
    hall.decide(hall.put("paragraph", paragraph=world.uid("1.1")), ["against"])
    before = world.text()
    hall.decide(hall.put("adoption"), ["for"])
    made = Correction(world.uid("1.1"), "", "A slip.", label="1.9")
    correct_adopted(acting_user=world.committee, document=world.reload(), correction=made)
    with pytest.raises(Refused, match="is adopted. First reopen the final vote"):
        go_back(world, standing(Matter.PARAGRAPH))
    entry = go_back(world, standing(Matter.ADOPTION))
    assert (world.document.stage, world.document.seal, world.text()) == (Stage.FLOOR, "", before)
    assert len(json.loads(entry.payload)["body"]["without"]) == 1
    assert Outbox.objects.filter(kind="final_vote_again").count() == 1
    adoption.adopt(acting_user=world.chair, document=world.document, outcome="lost", count=NO)
    go_back(world, standing(Matter.ADOPTION), YES)
    assert world.document.stage == Stage.ADOPTED
    correct_adopted(acting_user=world.committee, document=world.document, correction=made)
    found = Corrections(access_document_for(world.chair, "read_document", pk=world.document.pk)).rows()
    assert [len(row.pairs) for row in found] == [1, 1]
    go_back(world, standing(Matter.ADOPTION), Count(10, 30))
    assert (world.document.stage, standing(Matter.ADOPTION).outcome) == (Stage.FLOOR, "lost")
    hall.decide(hall.put("adoption"), ["for"])
    hall.decide(hall.put("platform"), ["for"])
    with pytest.raises(Refused, match="The platform as a whole was adopted .* that seals it"):
        go_back(world, standing(Matter.ADOPTION, outcome="carried"))
    check(world)


def test_a_flipped_row_of_a_list_that_went_back_is_named() -> None:
    hall = full_hall(*THREE)
    en_bloc(hall, 1, 2)
    go_back(hall.world, standing(Matter.BLOC), Count(4, 1))
    row = standing(Matter.AMENDMENT, amendment__number=2)
    Decision.objects.filter(pk=row.pk).update(votes_for=5)
    assert any("its count is not what the record says" in found for found in problems(hall.world.reload()))
    Decision.objects.filter(pk=row.pk).update(votes_for=4, superseded=True)
    assert any("stands or does not" in found for found in problems(hall.world.reload()))
