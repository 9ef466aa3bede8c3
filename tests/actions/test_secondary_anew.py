"""An amendment to an amendment whose mover writes it anew: it stands in the new version, waits for its mover, or falls."""

from __future__ import annotations

import pytest

from amendments.actions import member
from amendments.actions.filing import Work
from amendments.actions.reopening import ask_reopening, confirm_reopening
from amendments.actions.versions import revise_amendment
from amendments.life import Outcome, Rebase, Stage
from amendments.models import Amendment, Decision, Outbox
from amendments.notices import notices
from amendments.queries.secondary import asked_for
from amendments.queries.verify import problems
from amendments.refusals import Forbidden, Refused
from amendments.text.compose import Move, Piece
from amendments.text.markdown import serialize
from tests.actions.test_secondary import PRIMARY, to, words
from tests.pages.site import browse
from tests.world import World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build(Stage.DISCUSSION)


@pytest.fixture
def primary(world: World) -> Amendment:
    return world.file(words(world, PRIMARY))


def rewritten(world: World, primary: Amendment, text: str, *more: Piece) -> None:
    """Have the mover of a primary file a new version of it."""
    work = Work([words(world, text), *more], about="a word")
    now = world.fresh(primary)
    number = world.revision.number
    revise_amendment(acting_user=world.member, amendment=now, version=now.version, revision=number, work=work)


def test_it_stands_in_a_new_version_of_its_primary_whose_other_words_have_changed(world: World, primary: Amendment) -> None:
    held = to(world, primary, words(world, PRIMARY.replace("elected board", "elected council")))
    rewritten(world, primary, PRIMARY.replace("no faster than wages", "more slowly than wages"))
    held = world.fresh(held)
    assert (held.decision, held.rebase_state, held.version, held.primary_version) == (Outcome.PENDING, Rebase.SHIFTED, 1, 1)
    world.sound()
    world.to(Stage.FLOOR)
    world.decide(held)
    world.decide(world.fresh(primary))
    assert world.read("1.2") == "Rents are set by an elected council of tenants. They rise more slowly than wages."
    world.sound()


def test_it_waits_for_its_mover_where_words_beside_its_own_are_new(world: World, primary: Amendment) -> None:
    held = to(world, primary, words(world, PRIMARY.replace("board", "council")))
    rewritten(world, primary, PRIMARY.replace("tenants", "the tenants of each house"))
    held = world.fresh(held)
    assert (held.decision, held.rebase_state, bool(held.combined_digest)) == (Outcome.PENDING, Rebase.TOUCHING, True)
    assert "The new version of A1" in held.rebase_why
    page = browse(world.mover).get(f"/c/{world.congress.slug}/A2/").content.decode()
    assert ("Confirm" in page, "Set on the new version of A1: it waits to be confirmed" in page, "council" in page) == (
        True,
        True,
        True,
    )
    assert "Confirm the combined text of A2" in browse(world.mover).get(f"/c/{world.congress.slug}/").content.decode()
    with pytest.raises(Forbidden):
        member.confirm_combined(acting_user=world.member, amendment=held, digest=held.combined_digest)
    with pytest.raises(Refused, match="changed since you opened"):
        member.confirm_combined(acting_user=world.mover, amendment=held, digest="0" * 64)
    member.confirm_combined(acting_user=world.mover, amendment=held, digest=held.combined_digest)
    rewritten(world, primary, PRIMARY.replace("tenants", "the tenants of each house").replace("Rents", "All rents"))
    assert world.fresh(held).confirmed_digest == "", "what was confirmed read otherwise"
    world.sound()


def test_it_falls_where_its_own_words_are_written_anew_and_says_why(world: World, primary: Amendment) -> None:
    lost = to(world, primary, words(world, PRIMARY.replace("elected board", "elected council")))
    beyond = to(world, primary, words(world, PRIMARY.replace("of tenants", "of all tenants")), mover="delegate")
    rewritten(world, primary, PRIMARY.replace("elected board of tenants", "elected assembly"))
    lost, beyond = world.fresh(lost), world.fresh(beyond)
    assert [(one.decision, one.fallen_because) for one in (lost, beyond)] == [(Outcome.FALLEN, primary)] * 2
    assert "A2" in lost.rebase_why
    page = browse(world.mover).get(f"/c/{world.congress.slug}/A2/").content.decode()
    assert "has a new version" in page
    assert lost.rebase_why.partition("“")[0] in page
    assert "Fell with the new version of A1" in page
    world.sound()


def test_a_new_version_tells_the_movers_of_what_amends_it(world: World, primary: Amendment) -> None:
    held = to(world, primary, words(world, PRIMARY.replace("board", "council")))
    rewritten(world, primary, PRIMARY.replace("tenants", "the tenants of each house"))
    row = Outbox.objects.filter(kind="revised").latest("pk")
    assert [(one.kind, one.amendment, one.cause) for one in notices(row)] == [
        ("revised", primary, None),
        ("touching", held, primary),
    ]
    rewritten(world, primary, "Rents are set by lot.")
    row = Outbox.objects.filter(kind="revised").latest("pk")
    assert [one.kind for one in notices(row)] == ["revised", "felled_by_version"]


def test_one_stays_where_it_stands_to_the_letter_in_a_version_that_moves_paragraphs(world: World, primary: Amendment) -> None:
    held = to(world, primary, words(world, PRIMARY.replace("board", "council")))
    rewritten(world, primary, PRIMARY, Move(world.uid("1.3"), world.uid("2"), None))
    assert (world.fresh(held).decision, world.fresh(held).rebase_state) == (Outcome.PENDING, Rebase.CLEAN)
    rewritten(world, primary, PRIMARY.replace("Rents", "All rents"))
    assert world.fresh(held).decision == Outcome.FALLEN
    assert "the new version of A1" in world.fresh(held).rebase_why
    world.sound()


def test_verify_names_what_no_version_made_of_it(world: World, primary: Amendment) -> None:
    held = to(world, primary, words(world, PRIMARY.replace("board", "council")))
    rewritten(world, primary, PRIMARY.replace("tenants", "the tenants of each house"))
    Amendment.objects.filter(pk=held.pk).update(combined_digest="0" * 64)
    assert "A2: its combined text is not what the record says." in list(problems(world.reload()))


def asks_for(world: World, primary: Amendment) -> str:
    """Give the words of 1.2 as an amendment would have them today."""
    return serialize(asked_for(world.fresh(primary)).paragraph_by_id[world.uid("1.2")].tokens)


def test_one_that_was_set_on_a_new_version_is_so_again_when_another_to_it_is_reopened(world: World, primary: Amendment) -> None:
    held = to(world, primary, words(world, PRIMARY.replace("elected board", "elected council")))
    other = to(world, primary, words(world, PRIMARY.replace("tenants", "all tenants")), mover="delegate")
    rewritten(world, primary, PRIMARY.replace("Rents", "All rents"))
    world.to(Stage.FLOOR)
    for one in (other, held):
        now = world.fresh(one)
        assert now.rebase_state == Rebase.TOUCHING
        member.confirm_combined(acting_user=world.committee, amendment=now, digest=now.combined_digest)
        world.decide(world.fresh(one))
    assert "All rents are set by an elected council of all tenants." in asks_for(world, primary)
    back = Decision.objects.get(amendment=other, superseded=False)
    asked = ask_reopening(acting_user=world.chair, decision=back, reason="The wrong paper was read out.")
    confirm_reopening(acting_user=world.teller, asked=asked)
    world.reload()
    assert [world.fresh(one).decision for one in (held, other)] == [Outcome.PENDING] * 2
    assert "The new version of A1 and A2 change the same sentence" in world.fresh(held).rebase_why
    assert "elected board of tenants" in asks_for(world, primary), "what was confirmed read otherwise: it is put again"
    world.sound()
