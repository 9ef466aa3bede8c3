"""The voting list: proposed, renewed by increments, reordered by the chair with reasons, pulled from, put on record."""

from collections import defaultdict
from random import Random
from typing import NamedTuple

import pytest

from amendments.access import OPERATOR
from amendments.actions import advice, committee, member, secretary, voting
from amendments.actions.chair import take_to_floor
from amendments.actions.pulling import pull_out, put_back
from amendments.life import Stage
from amendments.models import Amendment, Document, Entry, Pull, VotingItem, VotingList, VotingMove
from amendments.queries.verify import problems
from amendments.queries.voting_order import in_voting_order, renewed
from amendments.refusals import Forbidden, Refused
from tests.kept import kept
from tests.world import build, person

pytestmark = pytest.mark.django_db


@kept
def room(stage=Stage.CLOSED, **orders):
    """Build a world with A1 and A2, rivals on 1.1; A3 on 1.3 and A4 on 1.2, which the committee advises to carry."""
    world = build(Stage.DISCUSSION)
    secretary.set_orders(acting_user=OPERATOR, congress=world.congress, **orders)
    world.file(world.rewrite("1.1", "homes for all", "houses for all"))
    world.file(world.rewrite("1.1", "homes for all", "warm and dry houses with a garden"))
    world.file(world.rewrite("1.3", "twice a year", "monthly"))
    world.file(world.rewrite("1.2", "municipality", "town"))
    for number in (3, 4):
        advice.recommend(acting_user=world.committee, amendment=the(number), recommendation="carry", reason="Good.")
    world.to(stage)
    return world


def the(number):
    return Amendment.objects.get(number=number)


def listing(world):
    return VotingList.objects.get(document=world.document)


def made(world):
    voting.make_list(acting_user=world.chair, document=world.document)
    return listing(world)


def move(world, number, to, reason="The hall is cold.", **more):
    version = more.pop("version", None) or listing(world).version
    by = more.pop("by", world.chair)
    return voting.move_item(
        acting_user=by, document=world.document, number=number, to=to, reason=reason, version=version, **more
    )


def order(world):
    return voting.order_now(world.document)


def test_it_is_proposed_with_reasons_and_what_nobody_contests_goes_en_bloc():
    world = room()
    assert made(world).version == 1
    assert order(world) == {"questions": [2, 1], "en_bloc": [4, 3]}
    first = VotingItem.objects.get(amendment=the(2))
    assert first.why.startswith("Furthest from the text: it strikes")
    assert (first.proposed, first.en_bloc) == (1, False)


def test_without_an_en_bloc_list_everything_is_a_question_in_the_order_of_the_text():
    world = room(en_bloc="none")
    made(world)
    assert order(world) == {"questions": [2, 1, 4, 3], "en_bloc": []}


def test_the_chair_moves_with_a_reason_on_record_and_takes_it_back():
    world = room(en_bloc="none")
    made(world)
    move(world, 3, "1", key="k")
    assert order(world)["questions"] == [3, 2, 1, 4]
    assert move(world, 3, "1", key="k", version=1).version == 2
    one = VotingMove.objects.get()
    assert (one.was, one.place, one.after) == (4, 1, None)
    world.sound()
    move(world, 3, voting.DOWN)
    assert order(world)["questions"] == [2, 3, 1, 4]
    move(world, 4, voting.UP, "Both are about money.")
    assert order(world)["questions"] == [2, 3, 4, 1]
    world.sound()
    voting.undo_move(acting_user=world.chair, document=world.document, number=3, version=listing(world).version)
    assert order(world)["questions"] == [2, 4, 3, 1]
    assert VotingMove.objects.filter(ended=False).get().amendment == the(4)
    world.sound()


def test_many_moves_to_one_place_find_room():
    world = room(en_bloc="none")
    made(world)
    for _ in range(15):
        for number in (1, 3, 4, 2):
            move(world, number, "2" if order(world)["questions"][1] != number else "3")
    assert sorted(order(world)["questions"]) == [1, 2, 3, 4]
    positions = list(VotingItem.objects.values_list("position", flat=True))
    assert len(set(positions)) == len(positions)


@pytest.mark.parametrize(
    ("number", "to", "reason", "said"),
    [
        (1, "1", " ", "Give a reason"),
        (2, "up", "Why not.", "It stands first already"),
        (3, "down", "Why not.", "It stands last already"),
        (2, "1", "Why not.", "A2 stands at this place already"),
        (2, "9", "Why not.", "Say at which place it should stand, from 1 to 4"),
        (2, "²", "Why not.", "Say at which place"),
        (7, "1", "Why not.", "A7 is no question on this list"),
    ],
)
def test_a_move_that_is_none_is_refused(number, to, reason, said):
    world = room(en_bloc="none")
    made(world)
    with pytest.raises(Refused, match=said):
        move(world, number, to, reason)
    assert not VotingMove.objects.exists()


def test_of_two_chairs_at_once_one_is_told():
    world = room(en_bloc="none")
    made(world)
    world.people["second"] = person(world, "second", "chair")
    move(world, 3, "1", by=world.second)
    with pytest.raises(Refused, match="Second changed the list since you opened this page. Nothing was done"):
        move(world, 4, "1", version=1)
    with pytest.raises(Refused, match="Second changed the list"):
        voting.fix_list(acting_user=world.chair, document=world.document, version=1)
    with pytest.raises(Refused, match="Second changed the list"):
        voting.make_list(acting_user=world.chair, document=world.document, version=0)
    with pytest.raises(Forbidden, match="The chair can"):
        move(world, 3, "2", by=world.committee)


def test_a_renewal_keeps_what_the_chair_changed_and_says_what_is_new():
    world = room(Stage.DISCUSSION, en_bloc="none")
    made(world)
    move(world, 3, "1")
    member.withdraw_amendment(acting_user=world.member, amendment=the(1))
    world.file(world.rewrite("1.2", "Rents are", "All rents are"), mover="mover")
    committee.rule_on_order(acting_user=world.committee, amendment=the(4), in_order=False, reason="It only reverses the text.")
    voting.make_list(acting_user=world.chair, document=world.document, version=2)
    assert order(world)["questions"] == [3, 2, 5]
    news = listing(world).news
    assert news[0] == "A1 needs no vote any more: it is withdrawn."
    assert news[1] == "A4 needs no vote any more: it is out of order."
    assert news[2].startswith("A5 is new, after A2. In the order of the text")
    member.take_over_amendment(acting_user=world.mover, amendment=the(1))
    voting.make_list(acting_user=world.chair, document=world.document, version=3)
    assert listing(world).news == ["A1 wants a vote again, at its old place."]
    assert order(world)["questions"] == [3, 2, 1, 5]
    world.sound()


def test_what_is_new_comes_to_its_place():
    assert renewed([], [3, 1, 2], set(), {}) == [3, 1, 2]
    assert renewed([3, 1], [1, 2, 3], set(), {}) == [3, 1, 2]
    assert renewed([3, 1], [4, 1, 3], set(), {}) == [4, 3, 1]
    assert renewed([3, 1], [1, 5, 3], set(), {5: 3}) == [5, 3, 1]
    assert renewed([3, 1, 2], [1, 2, 3], {3}, {}) == [1, 2, 3]


def test_any_delegate_pulls_out_and_alone_puts_back():
    world = room()
    made(world)
    pull = pull_out(acting_user=world.delegate, amendment=the(4), key="k")
    assert pull_out(acting_user=world.delegate, amendment=the(4), key="k") == pull
    assert order(world) == {"questions": [2, 1, 4], "en_bloc": [3]}
    world.sound()
    with pytest.raises(Refused, match="Delegate pulled A4 out already"):
        pull_out(acting_user=world.chair, amendment=the(4))
    with pytest.raises(Refused, match="Delegate pulled A4 out, and alone can put it back"):
        put_back(acting_user=world.chair, amendment=the(4))
    with pytest.raises(Refused, match="A1 is not on the en bloc list"):
        pull_out(acting_user=world.delegate, amendment=the(1))
    with pytest.raises(Forbidden, match="A delegate or the chair can|The chair or a delegate can"):
        pull_out(acting_user=world.member, amendment=the(3))
    put_back(acting_user=world.delegate, amendment=the(4), key="b")
    put_back(acting_user=world.delegate, amendment=the(4), key="b")
    assert order(world)["en_bloc"] == [4, 3]
    with pytest.raises(Refused, match="A4 is not pulled out"):
        put_back(acting_user=world.delegate, amendment=the(4))
    world.sound()


def test_pulling_out_takes_a_reason_where_the_orders_say_so_and_ends_when_it_was_put():
    world = room(pull_out_reasons=True)
    made(world)
    with pytest.raises(Refused, match="The standing orders ask for a reason"):
        pull_out(acting_user=world.delegate, amendment=the(4), reason=" ")
    pull_out(acting_user=world.delegate, amendment=the(4), reason="Not all agree.")
    take_to_floor(acting_user=world.chair, document=world.document)
    world.decide(the(4))
    with pytest.raises(Refused, match="A4 needs no vote any more"):
        put_back(acting_user=world.delegate, amendment=the(4))
    world.sound()


def test_the_order_is_put_on_record_and_verified():
    world = room()
    made(world)
    voting.fix_list(acting_user=world.chair, document=world.document, version=1, key="k")
    voting.fix_list(acting_user=world.chair, document=world.document, version=1, key="k")
    assert listing(world).fixed == {"questions": [2, 1], "en_bloc": [4, 3]}
    assert Entry.objects.filter(kind="list fixed").count() == 1
    world.sound()
    with pytest.raises(Refused, match="This very order is on record already"):
        voting.fix_list(acting_user=world.chair, document=world.document, version=2)
    move(world, 1, "1")
    voting.fix_list(acting_user=world.chair, document=world.document, version=3)
    world.sound()
    VotingList.objects.update(fixed={"questions": [2, 1], "en_bloc": [3]})
    VotingMove.objects.update(reason="Another.")
    Pull.objects.create(
        amendment=the(4),
        person=world.delegate,
        made_at=listing(world).made_at,
        entry=Entry.objects.get(document=world.document, sequence=1),
    )
    said = " ".join(problems(Document.objects.get()))
    assert "the order of its voting list is not the one that the record says" in said
    assert "A1: its place on the voting list was changed otherwise" in said
    assert "A4: it was pulled out of the en bloc list otherwise" in said


def test_taking_the_document_up_makes_the_list():
    world = room(Stage.FLOOR)
    assert order(world) == {"questions": [2, 1], "en_bloc": [4, 3]}
    with pytest.raises(Refused, match="There is no voting list of “Homes in Common” yet"):
        move(build(Stage.CLOSED), 1, "1", version=1)


class Place(NamedTuple):
    """What can stand on a list."""

    pk: int
    primary: int | None
    at: int


def slowly(rows, known):
    """Put each that came late before the first question of a later place, looked for one after another."""
    found = sorted((row for row in rows if row.pk in known), key=lambda row: known[row.pk])
    before = defaultdict(list)
    for row in (row for row in rows if row.pk not in known):
        primary = next((at for at, one in enumerate(found) if one.pk == row.primary), None)
        later = (at for at, one in enumerate(found) if known[one.pk][0] == 1 and one.at > row.at)
        before[next(later, len(found)) if primary is None else primary].append(row)
    return [one for at in range(len(found) + 1) for one in (*before[at], *found[at : at + 1])]


def test_what_came_late_stands_where_a_slow_search_puts_it():
    for seed in range(200):
        chance = Random(seed)
        places = sorted(chance.choices(range(-1, 6), k=12))
        rows = [Place(pk, chance.choice((None, None, 1, 2)), at) for pk, at in enumerate(places, 1)]
        known = {row.pk: (chance.choice((0, 1, 1, 2)), chance.randrange(99)) for row in rows if chance.random() < 0.6}
        assert in_voting_order(rows, known, lambda row: row.at) == (slowly(rows, known) if known else rows)
