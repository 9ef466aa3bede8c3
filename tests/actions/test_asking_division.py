"""A delegate asks that an amendment be divided; whoever may divide it does so, or refuses with a reason, on record."""

from __future__ import annotations

from typing import Any

import pytest

from amendments.actions import asking_division, division
from amendments.life import Rest, Stage
from amendments.models import Amendment, DivisionAnswer, DivisionRequest, Entry, Outbox
from amendments.notices import mails
from amendments.queries.division import digest_of
from amendments.queries.verify import problems
from amendments.refusals import Forbidden, Refused
from tests.actions.test_division import divided, two_changes
from tests.kept import kept
from tests.world import World, build, person

pytestmark = pytest.mark.django_db


@pytest.fixture
@kept
def world() -> World:
    """A1 does two things that can be voted apart, A2 one. Filing is closed, and there are two delegates."""
    world = build(Stage.DISCUSSION)
    two_changes(world)
    world.file(world.rewrite("1.2", "municipality", "town"))
    world.people["second"] = person(world, "second", "delegate")
    world.to(Stage.CLOSED)
    return world


def ask(world: World, number: int = 1, who: str = "delegate", **changed: Any) -> DivisionRequest:
    one = Amendment.objects.get(number=number)
    held: dict[str, Any] = {"numbers": (1, 2), "reason": "Many want the one and not the other.", "seen": digest_of(one)}
    return asking_division.ask_division(acting_user=world.people[who], amendment=one, **held | changed)


def answers() -> list[str]:
    return list(DivisionRequest.objects.order_by("pk").values_list("answer", flat=True))


def test_it_is_granted_by_dividing_and_others_who_asked_are_told_so(world):
    ask(world, key="k")
    ask(world, key="k")
    ask(world, who="second")
    world.sound()
    divided(world, Amendment.objects.get(number=1), asked_by=world.delegate)
    assert answers() == [DivisionAnswer.GRANTED, DivisionAnswer.OTHERWISE]
    assert Amendment.objects.get(number=1).rest == Rest.PARTS
    world.sound()


def test_it_is_refused_with_a_reason_and_can_be_asked_again(world):
    one = ask(world)
    with pytest.raises(Refused, match="Give a reason"):
        asking_division.refuse_division(acting_user=world.chair, request=one, reason=" ")
    for _ in range(2):
        asking_division.refuse_division(acting_user=world.chair, request=one, reason="It was debated as one.", key="r")
    with pytest.raises(Refused, match="was answered already: refused"):
        asking_division.refuse_division(acting_user=world.committee, request=one, reason="Once more.")
    assert answers() == [DivisionAnswer.REFUSED]
    assert Amendment.objects.get(number=1).rest == Rest.NONE
    assert [entry.kind for entry in Entry.objects.order_by("-pk")[:2]] == ["division refused", "division asked"]
    ask(world)
    world.sound()


def test_who_may_and_what_cannot_be_asked(world):
    with pytest.raises(Forbidden):
        ask(world, who="mover")
    with pytest.raises(Refused, match="A2 is one change"):
        ask(world, 2, numbers=(1,))
    with pytest.raises(Refused, match="reads otherwise"):
        ask(world, seen="0" * 64)
    with pytest.raises(Refused, match="Give a reason"):
        ask(world, reason="")
    with pytest.raises(Refused):
        ask(world, numbers=(1, 1))
    one = ask(world)
    with pytest.raises(Refused, match="You asked for the division of A1 already"):
        ask(world)
    with pytest.raises(Forbidden):
        asking_division.refuse_division(acting_user=world.second, request=one, reason="No.")
    divided(world, Amendment.objects.get(number=1))
    with pytest.raises(Refused, match="divided already"):
        ask(world, who="second")
    assert answers() == [DivisionAnswer.OTHERWISE]
    world.sound()


def test_united_again_it_can_be_asked_for_once_more(world):
    one = Amendment.objects.get(number=1)
    divided(world, one)
    division.unite_amendment(acting_user=world.chair, amendment=one, reason="Nobody wants it apart.")
    ask(world)
    world.sound()


@pytest.mark.parametrize(("field", "value"), [("answer_reason", "Another."), ("reason", "Another."), ("numbers", [1, 1])])
def test_verify_names_a_request_that_is_not_what_the_record_says(world, field, value):
    one = ask(world)
    asking_division.refuse_division(acting_user=world.chair, request=one, reason="It was debated as one.")
    DivisionRequest.objects.update(**{field: value})
    assert "A1: it was asked to be divided otherwise than the record says." in list(problems(world.reload()))


def test_verify_names_a_request_that_is_gone(world):
    ask(world)
    DivisionRequest.objects.all().delete()
    assert "A1: it was asked to be divided otherwise than the record says." in list(problems(world.reload()))


def test_whoever_asked_is_told_the_answer_and_why(world):
    for name in ("delegate", "second", "mover"):
        world.people[name].email = f"{name}@example.org"
        world.people[name].save(update_fields=["email"])
    refused = ask(world)
    asking_division.refuse_division(acting_user=world.chair, request=refused, reason="It was debated as one.")
    assert answered() == {"delegate@example.org": "Your request to divide A1 was refused."}
    (letter,) = mails(Outbox.objects.filter(kind="division_answered").latest("pk"))
    assert "\n\nThe reason given: It was debated as one.\n\n" in letter.body
    assert "/A1/ask-division/\n" in letter.body
    assert "because you asked for the division of A1." in letter.body
    ask(world)
    ask(world, who="second", numbers=(2, 1))
    divided(world, Amendment.objects.get(number=1), asked_by=world.second)
    assert answered() == {
        "second@example.org": "A1 was divided, as you asked.",
        "delegate@example.org": "A1 was divided, but not by your request: its parts may be others than you asked for.",
    }


def answered() -> dict[str, str]:
    """Give what is owed to those who asked, by address: the first line of each mail of the last two answers."""
    letters = [letter for row in Outbox.objects.filter(kind="division_answered").order_by("-pk")[:2] for letter in mails(row)]
    return {letter.to[0]: letter.body.splitlines()[0] for letter in letters}
