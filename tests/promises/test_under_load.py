"""R2, R3, R5, R6 with real threads on PostgreSQL, each with the broken variants that its check must catch.

Every check counts what went wrong. The promise holds when the count is zero, and each mutant must make it more than that.
"""

from collections import Counter
from functools import partial

import pytest

from amendments import access
from amendments.access import OPERATOR
from amendments.actions import chair, committee, drafting, record, secretary
from amendments.actions.chair import Verdict
from amendments.actions.filing import Work
from amendments.actions.support import support_amendment
from amendments.actions.versions import revise_amendment
from amendments.life import Outcome, Stage
from amendments.models import Amendment, Decision, Document, Entry, Support
from amendments.refusals import Conflict, Refused
from amendments.text.compose import Rewrite
from tests.promises.at_once import at_once
from tests.world import YES, build, person

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = [pytest.param(12), pytest.param(300, marks=pytest.mark.long)]


@pytest.fixture(autouse=True)
def nothing_is_delivered(monkeypatch):
    """Leave the outbox alone: what it delivers is tested elsewhere."""
    monkeypatch.setattr(record, "deliveries", [])


@pytest.fixture
def no_locks(monkeypatch):
    """Break the gates: they read, and lock nothing."""
    locked = access._first
    monkeypatch.setattr(access, "_first", lambda rows, lock: locked(rows, False))


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


@pytest.mark.usefixtures("no_locks")
def test_signatures_without_locks_are_caught():
    assert sign_and_revise(3) != Counter()


# R5: contradictory amendments are never both carried, and the loser is told which.


def two_chairs(rounds):
    """Let two chairs decide at once on two contradictory amendments, once for each round. Gives what went wrong, counted."""
    world = build(Stage.DISCUSSION, words=[f"Paragraph {i} wants homes for all. It says so." for i in range(rounds + 1)])
    pairs = []
    for i in range(1, rounds + 1):
        rivals = [world.file(world.rewrite(f"1.{i}", "all", word)) for word in ("everybody", "tenants")]
        pairs.append(rivals)
    world.to(Stage.FLOOR)
    second = person(world, "second chair", "chair")
    wrong: Counter[str] = Counter()
    for pair in pairs:
        calls = [_carry(user, one) for user, one in zip((world.chair, second), pair, strict=True)]
        outcomes = at_once(calls)
        states = sorted(world.fresh(one).decision for one in pair)
        wrong["both carried"] += Decision.objects.filter(amendment__in=pair, outcome="carried").count() > 1
        wrong["not one carried, the other fallen"] += states != ["carried", "fallen"]
        told = [str(one) for one in outcomes if isinstance(one, Refused)]
        winner = next((str(one) for one in pair if world.fresh(one).decision == "carried"), "nothing")
        wrong["the loser was not told which"] += len(told) != 1 or f"because {winner} was carried" not in told[0]
    if not +wrong:
        world.sound()
    return +wrong


def _carry(user, amendment):
    return lambda: chair.record_decision(acting_user=user, amendment=amendment, verdict=Verdict(Outcome.CARRIED, YES))


@pytest.mark.parametrize("rounds", ROUNDS)
def test_r5_contradictory_amendments_are_never_both_carried(rounds):
    assert two_chairs(rounds) == Counter()


@pytest.mark.usefixtures("no_locks")
def test_r5_its_mutant_without_the_documents_lock_is_caught():
    assert two_chairs(4) != Counter()


@pytest.mark.usefixtures("no_locks")
def test_r5_its_mutant_without_lock_and_chain_carries_both(monkeypatch):
    numbers = iter(range(1000, 10_000))
    honest = Entry.objects.create
    monkeypatch.setattr(
        Entry.objects, "create", lambda **values: honest(**values | {"sequence": next(numbers)} | _alone(values))
    )
    monkeypatch.setattr(chair, "revise", lambda *args, **kwargs: None)
    assert two_chairs(4)["both carried"] > 0


def _alone(values):
    return {"previous": values["previous"] or "0" * 64}


# R6: no edit is silently lost, and both texts are shown.


def two_editors(rounds):
    """Let two people save the same paragraph at once, once for each round. Gives what went wrong, counted."""
    world = build(words=[f"Paragraph {i} wants homes for all. It says so." for i in range(rounds + 1)])
    other = person(world, "other", "committee")
    wrong: Counter[str] = Counter()
    for i in range(1, rounds + 1):
        number = world.reload().current_revision.number
        uid, text = world.uid(f"1.{i}"), world.read(f"1.{i}")
        typed = [text.replace("all", word) for word in ("everybody", "tenants")]
        editors = zip((world.committee, other), typed, strict=True)
        outcomes = at_once([_save(user, world, number, uid, one) for user, one in editors])
        kept = world.read(f"1.{i}")
        for mine, outcome in zip(typed, outcomes, strict=True):
            wrong["silently lost"] += mine != kept and not isinstance(outcome, Conflict)
        told = [one for one in outcomes if isinstance(one, Conflict)]
        shown = len(told) == 1 and {told[0].mine, told[0].theirs} == set(typed)
        wrong["both texts not shown"] += not shown
    if not +wrong:
        world.sound()
    return +wrong


def _save(user, world, number, uid, text):
    document = world.document
    return lambda: drafting.edit_text(acting_user=user, document=document, revision=number, pieces=[Rewrite(uid, text)])


@pytest.mark.parametrize("rounds", ROUNDS)
def test_r6_no_edit_is_silently_lost(rounds):
    assert two_editors(rounds) == Counter()


@pytest.mark.usefixtures("no_locks")
def test_r6_its_mutant_without_the_documents_lock_is_caught():
    assert two_editors(4) != Counter()


def test_r6_its_mutant_that_does_not_look_at_the_version_loses_edits(monkeypatch):
    monkeypatch.setattr(drafting, "stale_piece", lambda *texts: None)
    assert two_editors(4)["silently lost"] > 0


def undo_against_a_save(rounds, together=at_once):
    """Let one person take the last save back while another saves elsewhere, once for each round. Gives what went wrong.

    Whichever comes first, the save must not be undone by the way: the undoing is refused, or the save comes after it.
    """
    world = build(words=[f"Paragraph {i} wants homes for all. It says so." for i in range(2 * rounds + 1)])
    other = person(world, "other", "committee")
    wrong: Counter[str] = Counter()
    for i in range(1, 2 * rounds, 2):
        undone, saved = (world.uid(f"1.{i + at}") for at in (0, 1))
        before, typed = world.read(f"1.{i}"), world.read(f"1.{i + 1}").replace("all", "tenants")
        first = _save(world.committee, world, world.reload().current_revision.number, undone, before + " Twice.")()
        take_back = partial(drafting.undo_edit, acting_user=world.committee, document=world.document, revision=first.number)
        outcomes = together([take_back, _save(other, world, first.number, saved, typed)])
        wrong["a save was lost"] += world.read(f"1.{i + 1}") != typed
        told = isinstance(outcomes[0], Refused)
        wrong["neither undone nor told"] += (world.read(f"1.{i}") == before) == told
        wrong["another failure"] += any(isinstance(one, Exception) and not isinstance(one, Refused) for one in outcomes)
    if not +wrong:
        world.sound()
    return +wrong


@pytest.mark.parametrize("rounds", [pytest.param(5), pytest.param(60, marks=pytest.mark.long)])
def test_r6_undoing_takes_no_other_save_with_it(rounds):
    assert undo_against_a_save(rounds) == Counter()


@pytest.mark.usefixtures("no_locks")
def test_r6_its_mutant_that_undoes_without_the_documents_lock_is_caught():
    assert undo_against_a_save(4) != Counter()


def test_r6_its_mutant_that_undoes_whatever_came_last_loses_a_save(monkeypatch):
    honest = drafting.undo_edit

    def last_of_all(*, acting_user, document, revision):
        del revision
        return honest(acting_user=acting_user, document=document, revision=document.revisions.count())

    monkeypatch.setattr(drafting, "undo_edit", last_of_all)
    assert undo_against_a_save(1, together=lambda calls: [call() for call in calls[::-1]][::-1])["a save was lost"] == 1


# R2 and R3: a repeated request counts once, however many arrive at the same time.


def posts_at_once(posts, runs=3):
    """File one amendment, then decide on it, with many posts of one request each. Gives what went wrong, counted."""
    wrong: Counter[str] = Counter()
    for _ in range(runs):
        world = build(Stage.DISCUSSION)
        filed = at_once([partial(world.file, world.rewrite("1.1", "all", "everybody"), key="file")] * posts)
        amendments = Amendment.objects.filter(document=world.document)
        wrong["filed more than once"] += amendments.count() != 1
        wrong["not the same answer"] += len({getattr(one, "pk", repr(one)) for one in filed}) != 1
        world.to(Stage.FLOOR)
        decided = at_once([partial(world.decide, amendments[0], key="decide")] * posts)
        wrong["decided more than once"] += Decision.objects.filter(amendment=amendments[0]).count() != 1
        wrong["not the same answer"] += {getattr(one, "decision", repr(one)) for one in decided} != {"carried"}
        wrong["the text changed twice"] += world.document.revisions.count() != 3
    return +wrong


@pytest.mark.parametrize("posts", [pytest.param(6), pytest.param(40, marks=pytest.mark.long)])
def test_r3_a_repeated_request_counts_once(posts):
    assert posts_at_once(posts) == Counter()


def test_r3_its_mutant_that_forgets_keys_is_caught(monkeypatch):
    monkeypatch.setattr(record, "done_before", lambda *args: None)
    monkeypatch.setattr(record, "remember", lambda *args, **kwargs: None)
    assert posts_at_once(4, runs=1)["filed more than once"] > 0


@pytest.mark.usefixtures("no_locks")
def test_r3_its_mutant_that_checks_without_a_lock_is_caught():
    assert posts_at_once(6, runs=2) != Counter()


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


@pytest.mark.usefixtures("no_locks")
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
