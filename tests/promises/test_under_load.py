"""R2, R5, R6 with real threads on PostgreSQL, each with the broken variants that its check must catch.

Every check counts what went wrong. The promise holds when the count is zero, and each mutant must make it more than that.
"""

from collections import Counter
from functools import partial

import pytest

from amendments.access import OPERATOR
from amendments.actions import chair, committee, drafting, record, secretary
from amendments.actions.filing import Work
from amendments.actions.support import support_amendment
from amendments.actions.versions import revise_amendment
from amendments.life import Stage
from amendments.models import Amendment, Document, Entry, Support
from amendments.refusals import Refused
from faults.at_once import at_once
from faults.editors import no_look_at_the_version, two_editors, undo_against_a_save
from faults.promise import no_locks
from faults.repeats import no_keys, posts_at_once
from faults.rivals import two_chairs
from tests.world import build, person

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = [pytest.param(12), pytest.param(300, marks=pytest.mark.long)]


@pytest.fixture(autouse=True)
def nothing_is_delivered(monkeypatch):
    """Leave the outbox alone: what it delivers is tested elsewhere."""
    monkeypatch.setattr(record, "deliveries", [])


@pytest.fixture
def without_locks():
    with no_locks():
        yield


# Two who sign at once count twice, one who signs twice at once counts once, and of two new versions at once one is told.


def sign_and_revise(rounds):
    """Sign and revise at once, by the same and by different people. Gives what went wrong, counted."""
    world = build(Stage.DISCUSSION, words=[f"Paragraph {i} wants homes for all. It says so." for i in range(rounds + 1)])
    wrong: Counter[str] = Counter()
    for i in range(1, rounds + 1):
        one = world.file(world.rewrite(f"1.{i}", "all", "everybody"), mover="mover")
        signing = [world.member, world.member, world.delegate, world.chair]
        outcomes = at_once([partial(support_amendment, acting_user=who, amendment=one) for who in signing])
        wrong["not three signatures"] += Support.objects.filter(amendment=one).count() != 3
        wrong["whoever signed twice was not told"] += sum("already, since" in str(said) for said in outcomes) != 1
        works = [Work([world.rewrite(f"1.{i}", "all", word)]) for word in ("many", "some")]
        revise = partial(revise_amendment, acting_user=world.mover, amendment=one, version=1, revision=2)
        outcomes = at_once([partial(revise, work=work) for work in works])
        wrong["not one version more"] += world.fresh(one).version != 2 or one.versions.count() != 2
        wrong["nobody was told"] += sum("version 2 stands now" in str(said) for said in outcomes) != 1
    if not +wrong:
        world.sound()
    return +wrong


@pytest.mark.parametrize("rounds", [pytest.param(3), pytest.param(60, marks=pytest.mark.long)])
def test_signatures_and_versions_at_once_are_neither_lost_nor_doubled(rounds):
    assert sign_and_revise(rounds) == Counter()


@pytest.mark.usefixtures("without_locks")
def test_signatures_without_locks_are_caught():
    assert sign_and_revise(3) != Counter()


# R5: contradictory amendments are never both carried, and the loser is told which.


@pytest.mark.parametrize("rounds", ROUNDS)
def test_r5_contradictory_amendments_are_never_both_carried(rounds):
    assert two_chairs(rounds).holds


@pytest.mark.usefixtures("without_locks")
def test_r5_its_mutant_without_the_documents_lock_is_caught():
    assert not two_chairs(4).holds


@pytest.mark.usefixtures("without_locks")
def test_r5_its_mutant_without_lock_and_chain_carries_both(monkeypatch):
    numbers = iter(range(1000, 10_000))
    honest = Entry.objects.create
    monkeypatch.setattr(
        Entry.objects, "create", lambda **values: honest(**values | {"sequence": next(numbers)} | _alone(values))
    )
    monkeypatch.setattr(chair, "revise", lambda *args, **kwargs: None)
    assert two_chairs(4).wrong["both carried"] > 0


def _alone(values):
    return {"previous": values["previous"] or "0" * 64}


# R6: no edit is silently lost, and both texts are shown.


@pytest.mark.parametrize("rounds", ROUNDS)
def test_r6_no_edit_is_silently_lost(rounds):
    assert two_editors(rounds).holds


@pytest.mark.usefixtures("without_locks")
def test_r6_its_mutant_without_the_documents_lock_is_caught():
    assert not two_editors(4).holds


def test_r6_its_mutant_that_does_not_look_at_the_version_loses_edits():
    with no_look_at_the_version():
        assert two_editors(4).wrong["silently lost"] > 0


@pytest.mark.parametrize("rounds", [pytest.param(5), pytest.param(60, marks=pytest.mark.long)])
def test_r6_undoing_takes_no_other_save_with_it(rounds):
    assert undo_against_a_save(rounds).holds


@pytest.mark.usefixtures("without_locks")
def test_r6_its_mutant_that_undoes_without_the_documents_lock_is_caught():
    assert not undo_against_a_save(4).holds


def test_r6_its_mutant_that_undoes_whatever_came_last_loses_a_save(monkeypatch):
    honest = drafting.undo_edit

    def last_of_all(*, acting_user, document, revision):
        del revision
        return honest(acting_user=acting_user, document=document, revision=document.revisions.count())

    monkeypatch.setattr(drafting, "undo_edit", last_of_all)
    seen = undo_against_a_save(1, together=lambda calls: [call() for call in calls[::-1]][::-1])
    assert (seen.acknowledged, seen.found) == (1, 0)


# R2: a repeated request counts once, however many arrive at the same time.


@pytest.mark.parametrize(("posts", "rounds"), [pytest.param(6, 3), pytest.param(40, 3, marks=pytest.mark.long)])
def test_r2_a_repeated_request_counts_once(posts, rounds):
    assert posts_at_once(rounds, posts).holds


def test_r2_its_mutant_that_forgets_keys_is_caught():
    with no_keys():
        assert posts_at_once(1, 4).found > 3


@pytest.mark.usefixtures("without_locks")
def test_r2_its_mutant_that_checks_without_a_lock_is_caught():
    assert not posts_at_once(2, 6).holds


# What is filed is in time: filing closes at its instant, and what was acknowledged is there.


def filers_while_filing_closes(filers, runs):
    """Close filing among many filers. Gives what went wrong, counted."""
    wrong: Counter[str] = Counter()
    for _ in range(runs):
        world = build(Stage.DISCUSSION)
        people = [person(world, f"filer {i}", "member") for i in range(filers)]
        world.people |= {one.member_number: one for one in people}
        piece = world.rewrite("1.1", "all", "everybody")
        calls = [partial(world.file, piece, mover=one.member_number) for one in people]
        close = partial(committee.close_filing, acting_user=world.committee, document=world.document, reason="Now.")
        outcomes = at_once([*calls[: filers // 2], close, *calls[filers // 2 :]])
        acknowledged = {one.pk for one in outcomes if isinstance(one, Amendment)}
        stored = set(Amendment.objects.filter(document=world.document).values_list("pk", flat=True))
        wrong["acknowledged and not stored, or the reverse"] += acknowledged != stored
        kinds = list(Entry.objects.filter(document=world.document).order_by("sequence").values_list("kind", flat=True))
        wrong["not closed"] += "filing closed" not in kinds
        wrong["filed after closing"] += "filed" in kinds[kinds.index("filing closed") :] if "filing closed" in kinds else 0
        answers = (Amendment, Refused, Document)
        wrong["neither filed nor told"] += sum(not isinstance(one, answers) for one in outcomes)
    return +wrong


@pytest.mark.parametrize(("filers", "runs"), [pytest.param(8, 3), pytest.param(24, 40, marks=pytest.mark.long)])
def test_filing_closes_at_its_instant(filers, runs):
    assert filers_while_filing_closes(filers, runs) == Counter()


@pytest.mark.usefixtures("without_locks")
def test_its_mutant_without_locks_is_caught():
    assert filers_while_filing_closes(8, 3) != Counter()


def test_seats_given_at_once_make_one_chain():
    world = build()
    people = [person(world, f"delegate {i}") for i in range(6)]
    give = [
        lambda one=one: secretary.give_seat(acting_user=OPERATOR, congress=world.congress, person=one, role="delegate")
        for one in people
    ]
    assert not [one for one in at_once(give) if isinstance(one, Exception)]
    world.sound()
