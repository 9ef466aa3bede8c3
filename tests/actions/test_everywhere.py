"""Global changes: one amendment of many places, each of which lives for itself."""

from __future__ import annotations

import pytest
from django.db.models import Q

from amendments.actions import member
from amendments.actions.everywhere import take_in_places
from amendments.actions.filing import Work
from amendments.actions.versions import revise_amendment
from amendments.life import Outcome, Rebase, Stage
from amendments.models import Amendment, AmendmentRelation, Draft, Ruling
from amendments.queries.decision import if_carried
from amendments.queries.document import current_text, text_at
from amendments.queries.relations import index_problems
from amendments.queries.throughout import appeared
from amendments.queries.verify import problems
from amendments.refusals import Forbidden, Refused
from amendments.text.compose import Insert, Piece, Replace, Rewrite, Strike
from amendments.text.edits import edits_from_json
from amendments.text.everywhere import key_of
from tests.kept import kept
from tests.world import World, build

pytestmark = pytest.mark.django_db

WORDS = (
    "Each house elects a council. The council meets twice a year.",
    "Councils publish their accounts.",
    "No council of the federation is paid. COUNCIL minutes are open.",
    "The council of the federation decides.",
)
EVERYWHERE = Replace("council", "board")


@pytest.fixture
@kept
def world() -> World:
    return build(Stage.DISCUSSION, WORDS)


def offered(world: World, one: Amendment) -> list[str]:
    """Give the places that have appeared since, as the page names them."""
    found = appeared(text_at(one.base_revision), world.text(), one.throughout, edits_from_json(one.resolved))
    return [key_of(place) for place in found]


def test_it_is_one_amendment_with_every_place_in_the_case_that_stands_there(world: World) -> None:
    filed = world.file(EVERYWHERE)
    assert [one["kind"] for one in filed.edits["edits"]] == ["change words"] * 3
    assert (filed.throughout.filed, filed.throughout.standing) == (5, [0, 1, 2, 3, 4])
    world.to(Stage.FLOOR)
    world.decide(filed)
    read = [world.fresh(row).text for row in world.document.paragraphs.exclude(label="")]
    assert read == [
        "Each house elects a board. The board meets twice a year.",
        "Councils publish their accounts.",
        "No board of the federation is paid. BOARD minutes are open.",
        "The board of the federation decides.",
    ]
    world.sound()


def test_places_are_left_out_one_by_one(world: World) -> None:
    first = f"{world.uid('1.1')}:"
    whole = world.file(EVERYWHERE)
    place = next(key for key in (f"{first}{at}" for at in range(20)) if _has(whole, key))
    filed = world.file(Replace("council", "board", without=place))
    assert filed.throughout.filed == 4
    assert offered(world, filed) == [], "what its mover left out has not appeared since"


def _has(amendment: Amendment, key: str) -> bool:
    return any(key == f"{one['paragraph']}:{change[0]}" for one in amendment.edits["edits"] for change in one["changes"])


@pytest.mark.parametrize(
    ("piece", "says"),
    [
        (Replace("assembly", "board"), "“assembly” does not stand anywhere in this text"),
        (Replace("cOUNCIL", "board", exactly="yes"), "in just these letters"),
        (Replace("", "board"), "Write the words that are to be replaced"),
        (Replace("council", " "), "Write what shall stand everywhere instead of “council”"),
        (Replace("council", "coun\u202ecil"), "U\\+202E"),
    ],
)
def test_what_touches_no_place_is_refused_and_kept(world: World, piece: Replace, says: str) -> None:
    with pytest.raises(Refused, match=says):
        world.file(piece)
    assert Draft.objects.get().work["pieces"][0]["old"] == piece.old
    assert not Amendment.objects.exists()


def test_it_stands_alone(world: World) -> None:
    with pytest.raises(Refused, match="is one question and stands alone"):
        world.file(EVERYWHERE, Strike(world.uid("1.2")))


def test_nine_hundred_places_are_one_amendment_and_too_many_are_refused() -> None:
    world = build(Stage.DISCUSSION, ["The council and the council and the council. " * 30] * 10)
    filed = world.file(EVERYWHERE)
    assert filed.throughout.filed == 900
    world.to(Stage.FLOOR)
    world.decide(filed)
    assert "council" not in world.read("1.1")
    world.sound()
    many = build(Stage.DISCUSSION, ["council " * 1_600, "A word."])
    with pytest.raises(Refused, match=r"stands in 1,600 places, and one amendment can have 1,500"):
        many.file(EVERYWHERE)


@pytest.mark.both
def test_one_place_in_conflict_is_dropped_and_the_others_stand(world: World) -> None:
    everywhere = world.file(EVERYWHERE)
    rival = world.file(world.rewrite("1.1", "The council meets", "The assembly meets"), mover="mover")
    world.to(Stage.FLOOR)
    world.decide(rival)
    one = world.fresh(everywhere)
    assert one.decision == Outcome.PENDING
    assert one.throughout.standing == [0, 2, 3, 4]
    assert list(one.throughout.dropped) == ["1"]
    assert "A2" in one.throughout.dropped["1"]
    assert one.rebase_why.startswith("1 of its 5 places does not stand any more")
    world.sound()
    if one.rebase_state == Rebase.TOUCHING:
        member.confirm_combined(acting_user=world.member, amendment=one, digest=one.combined_digest)
    world.decide(world.fresh(one))
    assert world.read("1.1") == "Each house elects a board. The assembly meets twice a year."
    world.sound()


def test_it_falls_when_every_place_is_struck(world: World) -> None:
    everywhere = world.file(Replace("council of the federation", "board of the federation"))
    strike = world.file(Strike(world.uid("1.3")), Strike(world.uid("2.1")), mover="mover")
    world.to(Stage.FLOOR)
    world.decide(strike)
    one = world.fresh(everywhere)
    assert (one.decision, one.fallen_because, one.throughout.standing) == (Outcome.FALLEN, strike, [])
    world.sound()


@pytest.mark.both
def test_places_that_appeared_are_taken_in_by_a_ruling(world: World) -> None:
    everywhere = world.file(EVERYWHERE)
    new = world.file(
        Insert("c" * 16, world.uid("1"), world.uid("1.2"), "A council is elected by all."),
        world.rewrite("1.2", "publish", "and each council publish"),
        mover="mover",
    )
    world.to(Stage.FLOOR)
    world.decide(new)
    one = world.fresh(everywhere)
    keys = offered(world, one)
    assert len(keys) == 2
    assert one.throughout.standing == [0, 1, 2, 3, 4], "nothing is taken in by itself"
    for who in ("member", "mover", "delegate"):
        with pytest.raises(Forbidden, match="The drafting committee or the chair can"):
            take_in_places(acting_user=world.people[who], amendment=one, keys=keys, reason="New words.")
    with pytest.raises(Refused, match="needs a reason"):
        take_in_places(acting_user=world.chair, amendment=one, keys=keys, reason=" ")
    with pytest.raises(Refused, match="Choose places that have appeared"):
        take_in_places(acting_user=world.chair, amendment=one, keys=[*keys, f"{world.uid('1.1')}:1"], reason="All.")
    with pytest.raises(Refused, match="Choose places"):
        take_in_places(acting_user=world.chair, amendment=one, keys=[], reason="None.")
    ruling = take_in_places(acting_user=world.chair, amendment=one, keys=keys, reason="The same words.", key="k")
    assert take_in_places(acting_user=world.chair, amendment=one, keys=keys, reason="The same words.", key="k") == ruling
    assert (ruling.kind, ruling.reason, Ruling.objects.filter(kind="taken in").count()) == ("taken in", "The same words.", 1)
    one = world.fresh(everywhere)
    assert sorted(one.throughout.standing) == [0, 1, 2, 3, 4, 5, 6]
    assert offered(world, one) == []
    world.sound()
    world.decide(one)
    assert world.read("1.2") == "Councils and each board publish their accounts."
    assert "board" in {token.text for token in current_text(world.reload()).paragraph_by_id["c" * 16].tokens}
    world.sound()


def test_nothing_is_taken_in_by_what_is_no_global_change_or_is_decided(world: World) -> None:
    plain = world.file(world.rewrite("1.2", "accounts", "books"))
    everywhere = world.file(EVERYWHERE)
    world.to(Stage.FLOOR)
    with pytest.raises(Refused, match="changes what it names, and not words everywhere"):
        take_in_places(acting_user=world.chair, amendment=plain, keys=["x"], reason="Why not.")
    world.decide(everywhere, Outcome.LOST)
    with pytest.raises(Refused, match="is lost, so nothing is added"):
        take_in_places(acting_user=world.chair, amendment=everywhere, keys=["x"], reason="Why not.")


def test_carried_it_makes_those_fall_that_change_the_same_words(world: World) -> None:
    everywhere = world.file(EVERYWHERE)
    rival = world.file(world.rewrite("2.1", "The council of", "The assembly of"), mover="mover")
    apart = world.file(world.rewrite("1.2", "accounts", "books"), mover="mover")
    world.to(Stage.FLOOR)
    world.decide(everywhere)
    assert world.fresh(rival).fallen_because == everywhere
    assert world.fresh(apart).decision == Outcome.PENDING


def test_verify_names_a_place_that_was_slipped_in(world: World) -> None:
    everywhere = world.file(EVERYWHERE)
    change = everywhere.throughout
    change.standing = [0, 1]
    change.save()
    assert "A1: other places of it stand than the record says." in list(problems(world.reload()))


def test_a_new_version_can_be_a_global_change_or_none_any_more(world: World) -> None:
    one = world.file(EVERYWHERE)
    pieces: tuple[Piece, ...] = (Rewrite(world.uid("1.2"), "Boards publish their books."), Replace("council", "assembly"))
    for version, piece in enumerate(pieces, 1):
        work = Work([piece], about="a word")
        number = world.revision.number
        revise_amendment(acting_user=world.member, amendment=one, version=version, revision=number, work=work)
        assert hasattr(world.fresh(one), "throughout") == isinstance(piece, Replace)
        world.sound()
    assert world.fresh(one).throughout.new == "assembly"


def test_the_index_knows_what_excludes_it_in_part(world: World) -> None:
    change = world.file(EVERYWHERE)
    world.file(world.rewrite("1.3", "council of the federation", "senate of the federation"), mover="mover")
    world.file(world.rewrite("1.2", "Councils", "All councils"), mover="mover")
    world.file(*(Strike(world.uid(label)) for label in ("1.1", "1.3", "2.1")), mover="mover")
    world.file(Replace("the council", "a senate"), mover="mover")
    rows = AmendmentRelation.objects.order_by("low__number", "high__number")
    assert list(rows.values_list("low__number", "high__number", "relation", "low_loses", "high_loses")) == [
        (1, 2, "touching", 1, None),
        (1, 4, "conflicting", None, None),
        (1, 5, "touching", 2, None),
        (2, 4, "conflicting", None, None),
        (4, 5, "conflicting", None, None),
    ]
    for one in Amendment.objects.filter(document=world.document):
        fall = {other.amendment.number for other in if_carried(one).fall}
        mine = rows.filter(Q(low=one, high_loses=None) | Q(high=one, low_loses=None))
        assert fall == {row.high.number if row.low_id == one.pk else row.low.number for row in mine}, str(one)
    assert list(index_problems(world.document)) == []
    world.to(Stage.FLOOR)
    world.decide(Amendment.objects.get(number=2))
    assert world.fresh(change).throughout.standing == [0, 1, 3, 4]
    assert not rows.filter(low=change, high__number=2).exists()
    assert list(index_problems(world.reload())) == []
    world.sound()


def test_what_it_keeps_to_itself_elsewhere_is_related_anew_where_that_says_something_else_now(world: World) -> None:
    """A decision on two paragraphs leaves it one place in a third: what stands there alone is the same now, or its rival."""
    gone = world.file(Strike(world.uid("1.1")), Strike(world.uid("1.3")))
    whole = world.file(EVERYWHERE)
    here = [key for key in _keys(whole) if not key.startswith(world.uid("2.1"))]
    world.file(Replace("council", "board", without=" ".join(here)))
    world.file(world.rewrite("2.1", "The council", "The senate"))
    beside = world.file(world.rewrite("2.1", "decides", "rules"))

    def index() -> dict[int, tuple[str, int | None]]:
        rows = AmendmentRelation.objects.filter(low=whole).order_by("high__number")
        return {high: (relation, lost) for high, relation, lost in rows.values_list("high__number", "relation", "low_loses")}

    assert index() == {3: ("contained", None), 4: ("touching", 1), 5: ("touching", None)}
    world.to(Stage.FLOOR)
    world.decide(gone)
    assert index() == {3: ("same", None), 4: ("conflicting", None), 5: ("touching", None)}
    world.sound()
    world.decide(beside)
    assert world.fresh(whole).rebase_state == Rebase.TOUCHING
    world.sound()


def _keys(amendment: Amendment) -> list[str]:
    return [f"{one['paragraph']}:{change[0]}" for one in amendment.edits["edits"] for change in one["changes"]]
