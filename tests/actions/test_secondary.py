"""Amendments to amendments: one degree deep, within what the primary changes, and carried into its next version."""

from __future__ import annotations

from typing import Any

import pytest

from amendments.actions import committee, member
from amendments.actions.advice import recommend
from amendments.actions.filing import Work, file_amendment
from amendments.actions.support import support_amendment
from amendments.actions.versions import revise_amendment
from amendments.life import Outcome, Rebase, Stage
from amendments.models import Amendment, Draft, Outbox
from amendments.notices import notices
from amendments.queries.verify import problems
from amendments.refusals import Forbidden, Refused
from amendments.text.compose import Insert, Piece, Replace, Rewrite, Strike
from tests.pages.site import browse
from tests.world import World, build

pytestmark = pytest.mark.django_db

PRIMARY = "Rents are set by an elected board of tenants. They rise no faster than wages."


@pytest.fixture
def world() -> World:
    return build(Stage.DISCUSSION)


def to(world: World, primary: Amendment, *pieces: Piece, mover: str = "mover", version: int = 0, key: str = "") -> Amendment:
    """File an amendment to an amendment."""
    document = world.reload()
    assert document.published_revision is not None
    work = Work(pieces, about="a word of it", amends=primary, amends_version=version or world.fresh(primary).version)
    number = document.published_revision.number
    return file_amendment(acting_user=world.people[mover], document=document, revision=number, work=work, key=key)


def words(world: World, text: str) -> Rewrite:
    return Rewrite(world.uid("1.2"), text)


@pytest.fixture
def primary(world: World) -> Amendment:
    return world.file(words(world, PRIMARY))


def test_it_is_filed_on_the_words_of_its_primary_under_a_number_of_its_own(world: World, primary: Amendment) -> None:
    filed = to(world, primary, words(world, PRIMARY.replace("elected board", "elected council")))
    assert (filed.number, filed.primary, filed.primary_version) == (2, primary, 1)
    assert filed.edits["edits"][0]["kind"] == "change words"
    assert not filed.places.exists(), "it stands on no place of the text itself"
    assert not Draft.objects.exists()
    world.sound()


def test_it_falls_when_its_primary_is_withdrawn_and_stands_again_when_that_is_taken_over(
    world: World, primary: Amendment
) -> None:
    second = to(world, primary, words(world, PRIMARY.replace("board", "council")))
    support_amendment(acting_user=world.delegate, amendment=second)
    member.withdraw_amendment(acting_user=world.member, amendment=primary)
    assert world.fresh(second).decision == Outcome.FALLEN
    (notice,) = notices(Outbox.objects.get(kind="fell_with"))
    assert notice.amendment == second
    page, above = (browse(world.mover).get(f"/c/{world.congress.slug}/A{n}/").content.decode() for n in (2, 1))
    assert "</a> was withdrawn." in page
    assert "was carried" not in page
    assert 'href="#take-over"' in above
    assert "Somebody takes it over" in above
    world.sound()
    member.take_over_amendment(acting_user=world.delegate, amendment=world.fresh(primary))
    assert world.fresh(second).decision == Outcome.PENDING
    assert world.fresh(second).supports.filter(withdrawn_at__isnull=True).exists()
    assert Outbox.objects.get(kind="stands_again").payload == {"amendment": second.pk}
    world.sound()


def test_carried_it_makes_the_next_version_and_the_text_stays(world: World, primary: Amendment) -> None:
    second = to(world, primary, words(world, PRIMARY.replace("board", "council")))
    committee.rule_on_order(acting_user=world.committee, amendment=primary, in_order=True, reason="It fits.")
    world.to(Stage.FLOOR)
    with pytest.raises(Refused, match="First decide on A2: an amendment to A1 is decided before it"):
        world.decide(primary)
    before = world.read("1.2")
    world.decide(second)
    assert world.read("1.2") == before
    now = world.fresh(primary)
    assert (now.version, now.admissibility, now.decision) == (2, "in order", "pending")
    assert [row.number for row in now.versions.all()] == [1, 2]
    world.sound()
    world.decide(now)
    assert world.read("1.2") == PRIMARY.replace("board", "council")
    world.sound()


def test_lost_it_leaves_the_primary_as_it_is(world: World, primary: Amendment) -> None:
    second = to(world, primary, words(world, PRIMARY.replace("board", "council")))
    world.to(Stage.FLOOR)
    world.decide(second, Outcome.LOST)
    assert world.fresh(primary).version == 1
    world.decide(primary)
    assert world.read("1.2") == PRIMARY
    world.sound()


@pytest.mark.parametrize("how", ["withdrawn", "lost", "fallen"])
def test_it_falls_with_its_primary(world: World, primary: Amendment, how: str) -> None:
    second = to(world, primary, words(world, PRIMARY.replace("board", "council")))
    rival = world.file(Strike(world.uid("1.2")), mover="mover")
    if how == "withdrawn":
        member.withdraw_amendment(acting_user=world.member, amendment=primary)
    else:
        world.to(Stage.FLOOR)
        if how == "fallen":
            world.decide(rival)
        else:
            with pytest.raises(Refused, match="First decide on A2"):
                world.decide(primary, Outcome.LOST)
            return
    assert world.fresh(second).decision == Outcome.FALLEN
    world.sound()


REFUSED: list[tuple[str, Any, str]] = [
    ("other words", lambda w: [words(w, PRIMARY.replace("wages", "prices"))], "only words that the primary amendment changes"),
    ("another paragraph", lambda w: [w.rewrite("1.1", "all", "everybody")], "only words that the primary amendment changes"),
    ("elsewhere", lambda w: [Insert("d" * 16, w.uid("1"), w.uid("1.1"), "New.")], "changes only what its primary inserts"),
    ("nothing", lambda w: [words(w, PRIMARY)], "This changes nothing: it reads like A1"),
    ("everywhere", lambda _: [Replace("board", "council")], "not in an amendment"),
]


@pytest.mark.parametrize(("pieces", "says"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_goes_beyond_its_primary_is_refused_and_kept(world: World, primary: Amendment, pieces: Any, says: str) -> None:
    with pytest.raises(Refused, match=f"{says}.*Your text is kept as a draft"):
        to(world, primary, *pieces(world))
    assert Draft.objects.get().amends == primary
    assert Amendment.objects.count() == 1


def test_there_is_no_third_degree_and_none_to_what_is_gone_or_global(world: World, primary: Amendment) -> None:
    piece = words(world, PRIMARY.replace("board", "council"))
    second = to(world, primary, piece)
    with pytest.raises(Refused, match="A2 is itself an amendment to A1"):
        to(world, second, words(world, PRIMARY.replace("board", "assembly")))
    everywhere = world.file(Replace("home", "house"))
    with pytest.raises(Refused, match="A3 replaces words everywhere"):
        to(world, everywhere, piece)
    member.withdraw_amendment(acting_user=world.member, amendment=primary)
    with pytest.raises(Refused, match="A1 was withdrawn by its mover"):
        to(world, primary, words(world, PRIMARY.replace("board", "assembly")))
    third = world.file(words(world, PRIMARY), mover="mover")
    committee.rule_on_order(acting_user=world.committee, amendment=third, in_order=False, reason="It says so already.")
    with pytest.raises(Refused, match="A4 is not to be put to the vote"):
        to(world, third, piece)


def test_the_version_that_was_read_is_the_one_that_is_amended(world: World, primary: Amendment) -> None:
    held = to(world, primary, words(world, PRIMARY.replace("elected board", "elected council")))
    lost = to(world, primary, words(world, PRIMARY.replace("of tenants", "of neighbors")))
    newer = PRIMARY.replace(" of tenants", "")
    work = Work([words(world, newer)], about="a word")
    revise_amendment(acting_user=world.member, amendment=primary, version=1, revision=world.revision.number, work=work)
    assert world.fresh(lost).fallen_because == primary, "its words are gone"
    assert world.fresh(held).decision in {Outcome.PENDING, Outcome.FALLEN}
    world.sound()
    with pytest.raises(Refused, match="A1 has a new version since you opened this page: version 2"):
        to(world, primary, words(world, newer.replace("board", "council")), version=1)


def anew(world: World, second: Amendment, text: str, to_version: int, *, reason: str = "") -> Amendment:
    """File a new version of an amendment to an amendment, in the words of this version of its primary."""
    work = Work([words(world, text)], reason=reason, amends=second.primary, amends_version=to_version)
    now = world.fresh(second)
    return revise_amendment(
        acting_user=world.mover, amendment=now, version=now.version, revision=now.base_revision.number, work=work
    )


def test_its_mover_revises_it_in_the_words_that_its_primary_has_today(world: World, primary: Amendment) -> None:
    second = to(world, primary, words(world, PRIMARY.replace("elected board", "elected council")))
    own = to(world, primary, words(world, PRIMARY.replace("board", "assembly")), mover="member")
    anew(world, second, PRIMARY.replace("elected board", "drawn council"), 1)
    new = Insert("e" * 16, world.uid("1"), world.uid("1.3"), "Minutes are read by all.")
    work = Work([words(world, PRIMARY), new], about="a word")
    revise_amendment(acting_user=world.member, amendment=primary, version=1, revision=world.revision.number, work=work)
    world.sound()
    last = PRIMARY.replace("elected board", "drawn jury")
    with pytest.raises(Refused, match="A1 has a new version since you opened this page: version 2.*kept as a draft"):
        anew(world, second, last, 1)
    draft = Draft.objects.get()
    assert draft.revises == second
    assert draft.amends is None
    with pytest.raises(Refused, match="only words that the primary amendment changes"):
        anew(world, second, PRIMARY.replace("wages", "prices"), 2)
    filed = anew(world, second, last, 2, reason="A jury is drawn.")
    assert (filed.version, filed.primary_version) == (3, 2)
    assert list(filed.versions.values_list("primary_version", flat=True)) == [1, 1, 2]
    assert not filed.places.exists()
    assert not Draft.objects.exists()
    with pytest.raises(Refused, match="This is A2 as it stands"):
        anew(world, second, last, 2, reason="A jury is drawn.")
    with pytest.raises(Forbidden):
        revise_amendment(acting_user=world.member, amendment=filed, version=3, revision=1, work=work)
    world.sound()
    world.to(Stage.FLOOR)
    world.decide(world.fresh(filed))
    world.sound()
    assert world.fresh(own).decision == Outcome.FALLEN
    world.decide(world.fresh(primary))
    assert world.read("1.2") == last


def test_one_whose_primary_is_gone_is_not_revised(world: World, primary: Amendment) -> None:
    second = to(world, primary, words(world, PRIMARY.replace("board", "council")))
    committee.rule_on_order(acting_user=world.committee, amendment=primary, in_order=False, reason="It says so already.")
    with pytest.raises(Refused, match="A1 is not to be put to the vote|A2 is fallen"):
        anew(world, second, PRIMARY.replace("board", "jury"), 1)


def test_verify_names_a_version_of_another_version(world: World, primary: Amendment) -> None:
    second = to(world, primary, words(world, PRIMARY.replace("board", "council")))
    anew(world, second, PRIMARY.replace("board", "jury"), 1)
    second.versions.filter(number=1).update(primary_version=2)
    assert "A2: version 1 amends another version than the record says." in list(problems(world.reload()))


def test_two_to_one_primary_are_told_apart_by_its_words(world: World, primary: Amendment) -> None:
    first = to(world, primary, words(world, PRIMARY.replace("elected", "chosen")))
    rival = to(world, primary, words(world, PRIMARY.replace("elected", "drawn")), mover="member")
    other = to(world, primary, words(world, PRIMARY.replace("of tenants", "of all tenants")), mover="member")
    world.to(Stage.FLOOR)
    world.decide(first)
    assert world.fresh(rival).decision == Outcome.FALLEN
    one = world.fresh(other)
    assert one.decision == Outcome.PENDING
    world.sound()
    if one.rebase_state == Rebase.TOUCHING:
        member.confirm_combined(acting_user=world.member, amendment=one, digest=one.combined_digest)
    world.decide(world.fresh(one))
    assert world.fresh(primary).version == 3
    world.decide(world.fresh(primary))
    assert world.read("1.2") == PRIMARY.replace("elected", "chosen").replace("of tenants", "of all tenants")
    world.sound()


@pytest.mark.both
def test_next_version_is_taken_through_what_was_carried_before(world: World, primary: Amendment) -> None:
    second = to(world, primary, words(world, PRIMARY.replace("board", "council")))
    before = world.file(Insert("e" * 16, world.uid("1"), world.uid("1.1"), "New."), mover="mover")
    beside = world.file(world.rewrite("1.2", "than wages", "than wages do"), mover="mover")
    world.to(Stage.FLOOR)
    world.decide(before)
    world.decide(beside)
    world.decide(world.fresh(second))
    one = world.fresh(primary)
    world.sound()
    if one.rebase_state == Rebase.TOUCHING:
        member.confirm_combined(acting_user=world.member, amendment=one, digest=one.combined_digest)
    world.decide(world.fresh(one))
    assert world.read("1.2") == PRIMARY.replace("board", "council").replace("than wages", "than wages do")
    world.sound()


def test_verify_names_another_primary(world: World, primary: Amendment) -> None:
    second = to(world, primary, words(world, PRIMARY.replace("board", "council")))
    Amendment.objects.filter(pk=second.pk).update(primary_version=2)
    assert "A2: it amends another amendment than the record says." in list(problems(world.reload()))


def test_committee_advises_on_it_as_it_was_filed_and_in_no_other_words(world: World, primary: Amendment) -> None:
    second = to(world, primary, words(world, PRIMARY.replace("board", "council")))
    recommend(acting_user=world.committee, amendment=second, recommendation="carry", reason="It is shorter.")
    assert world.fresh(second).recommendation == "carry"
    pieces = [words(world, PRIMARY.replace("board", "assembly"))]
    with pytest.raises(Refused, match="A2 amends A1: advise to carry or reject it"):
        recommend(
            acting_user=world.committee, amendment=second, recommendation="carry as amended", reason="Ours.", pieces=pieces
        )
    world.sound()
