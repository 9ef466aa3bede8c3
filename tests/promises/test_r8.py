"""R8: the adopted text is the draft and the carried decisions, beside a plain model that knows no tokens.

In the model a paragraph is a list of sentences, and an amendment replaces one of them, strikes a paragraph, or adds one. What
the acts make of the same amendments, decided in a random order, must read the same after every decision, to the letter. Some
are carried en bloc, some are referred, some are amended before; some paragraphs are voted on alone. Now and then a decision is
reopened, or a new count strikes a paragraph; once the hall runs out of time, and that one vote goes back; and at the end the
final vote: the model then forgets it, and makes its text from the beginning.
"""

import re
from random import Random

import pytest

from amendments.actions import adoption, floor, member, record
from amendments.actions.closing import close_vote
from amendments.actions.declaring import declare_vote
from amendments.actions.filing import Work, file_amendment
from amendments.actions.putting import Put
from amendments.actions.reopening import ask_reopening, confirm_reopening
from amendments.actions.rest import Disposed, dispose
from amendments.actions.vote import Terms, open_vote
from amendments.actions.votes import Count
from amendments.life import Left, Matter, Method, Outcome, Rebase, Stage, Words
from amendments.models import Amendment, Decision
from amendments.queries.amendment import filed, on_current_text, open_amendments, sharing
from amendments.queries.document import text_at
from amendments.queries.provenance import carried, traced
from amendments.queries.reopening import put_again
from amendments.refusals import Refused
from amendments.text.compose import Insert, Piece, Rewrite, Strike
from amendments.text.edits import Amendment as Value
from amendments.text.edits import Mismatch
from amendments.text.rebase import rebase
from tests.hall import Hall
from tests.promises.plain_model import Model, sentence
from tests.world import YES, build

DECIDED = frozenset({Outcome.CARRIED, Outcome.LOST, Outcome.REFERRED})


def amendments(world, model, random, count):
    """File random amendments. Strikes are few, and no two strike or add at one place: those meetings are tested elsewhere."""
    found: list[Amendment] = []
    used: set[str] = set()
    for _ in range(count):
        uid, kind = random.choice(model.order[1:]), random.choice(["rewrite"] * 8 + ["strike", "insert"])
        if kind != "rewrite" and (uid in used or len(used) > count // 4):
            kind = "rewrite"
        place, new = random.randrange(len(model.said[uid])), sentence(random)
        if kind == "rewrite":
            words = [*model.said[uid][:place], new, *model.said[uid][place + 1 :]]
            piece: Piece = Rewrite(uid, " ".join(words))
        elif kind == "strike":
            piece = Strike(uid)
        else:
            place = f"{random.randrange(16**16):016x}"
            piece = Insert(place, world.document.paragraphs.get(uid=uid).section.uid, uid, new)
        used |= {uid} if kind != "rewrite" else set()
        one = world.file(piece)
        model.wants[one.number] = (kind, uid, place, new)
        found.append(one)
    return found


def to_amendments(world, model, random, filed):
    """File an amendment to every seventh one that rewrites: another number in the sentence that it wants."""
    found = []
    revision = world.reload().published_revision.number
    for primary in filed[::7]:
        kind, uid, place, old = model.wants[primary.number]
        if kind == "rewrite":
            new = re.sub(r"\d+", str(random.randrange(10_000, 20_000)), old)
            words = [*model.said[uid][:place], new, *model.said[uid][place + 1 :]]
            work = Work([Rewrite(uid, " ".join(words))], about="a word of it", amends=primary, amends_version=1)
            one = file_amendment(acting_user=world.mover, document=world.document, revision=revision, work=work)
            model.second[one.number] = (primary.number, new, old)
            found.append(one)
    return found


def as_the_model_has_it(model, row):
    """Check that what nobody has voted on is pending where it stands, and has fallen where it does not."""
    assert row.decision in {Outcome.PENDING, Outcome.FALLEN}
    if row.primary is not None:
        assert (row.decision == Outcome.PENDING) == (row.primary.decision == Outcome.PENDING), f"{row} is {row.decision}"
        return
    waits = row.number in model.again and not model.stands(row.number)
    assert waits or (row.decision == Outcome.PENDING) == model.stands(row.number), f"{row} is {row.decision}"


def decide(world, model, random, one):
    """Decide on one amendment in both worlds, and compare them. Gives how many steps it took."""
    now = world.fresh(one)
    if now.decision in DECIDED:  # with another one: en bloc, or before it
        return 0
    as_the_model_has_it(model, now)
    if now.decision == Outcome.FALLEN:
        return 0
    if now.primary_id is not None:
        outcome = random.choice([Outcome.CARRIED, Outcome.LOST])
        world.decide(now, outcome)
        model.amend(now.number, carried=outcome == Outcome.CARRIED)
        return 1
    for second in Amendment.objects.filter(primary=now, decision=Outcome.PENDING):
        decide(world, model, random, second)
    now = world.fresh(one)
    if not model.stands(one.number):
        with pytest.raises(Refused, match="does not fit the current text"):
            world.decide(now)
        world.decide(now, Outcome.LOST)
        return 1
    same_as_from_the_beginning(world, now)
    outcome = random.choice([Outcome.CARRIED] * 6 + [Outcome.LOST, Outcome.REFERRED])
    if outcome == Outcome.CARRIED and now.rebase_state == Rebase.TOUCHING:
        member.confirm_combined(acting_user=world.committee, amendment=now, digest=now.combined_digest)
    world.decide(now, outcome)
    if outcome == Outcome.CARRIED:
        model.carry(one.number)
    reads_as(world, model)
    return 1


def en_bloc(world, model, random, pending):
    """Carry several at once, each about a paragraph of its own, by a vote to which nobody objects. Gives how many."""
    whole = [world.fresh(one) for one in pending if model.wants.get(one.number, ("",))[0] == "rewrite"]
    fit = [one for one in whole if _may_be_listed(model, one)]
    listed = list({model.wants[one.number][1]: one for one in fit}.values())[:3]
    if len(listed) < 2:
        return 0
    wanted = Put(Matter.BLOC, document=world.reload(), amendments=[(one, Words.FILED) for one in listed])
    question = floor.put(acting_user=world.chair, congress=world.congress, wanted=wanted)
    vote = open_vote(acting_user=world.chair, question=question, terms=Terms(Method.CONSENT))
    declare_vote(acting_user=world.chair, vote=close_vote(acting_user=world.chair, vote=vote))
    for one in sorted(listed, key=lambda one: one.number):
        model.carry(one.number)
    reads_as(world, model)
    return len(listed)


def _may_be_listed(model, one):
    if one.decision != Outcome.PENDING or one.rebase_state == Rebase.TOUCHING or not model.stands(one.number):
        return False
    return not Amendment.objects.filter(primary=one, decision=Outcome.PENDING).exists()


def reads_as(world, model):
    """Check that the text reads as the model has it."""
    assert [row.text for row in world.reload().paragraphs.filter(struck=False)] == model.reads()


def vote_alone(world, model, uid):
    """Keep a paragraph by a vote on it alone, to which nobody objects."""
    wanted = Put(Matter.PARAGRAPH, document=world.reload(), paragraph=uid)
    question = floor.put(acting_user=world.chair, congress=world.congress, wanted=wanted)
    vote = open_vote(acting_user=world.chair, question=question, terms=Terms(Method.CONSENT))
    declare_vote(acting_user=world.chair, vote=close_vote(acting_user=world.chair, vote=vote))
    model.keeps(-vote.number, uid)


def reopen(world, model, random):
    """Reopen a random decision in both worlds, and compare them. Gives what is to be decided again."""
    rows = Decision.objects.filter(superseded=False, matter__in=[Matter.AMENDMENT, Matter.BLOC, Matter.PARAGRAPH])
    alone = rows.filter(matter=Matter.PARAGRAPH) if random.random() < 0.4 else rows.none()
    found, before, count = random.choice(list(alone or rows)), _decided(), None
    if found.matter == Matter.PARAGRAPH and random.random() < 0.7:
        count = Count(3, 0) if found.outcome == Outcome.LOST else Count(0, 3)
    try:
        asked = ask_reopening(acting_user=world.chair, decision=found, reason="A doubt.", count=count)
    except Refused as refused:
        away = found.amendment and found.amendment.primary and found.amendment.primary.decision
        if "other words now" not in str(refused) and away not in {Outcome.FALLEN, Outcome.REFERRED}:
            raise
        return list(Amendment.objects.filter(decision=Outcome.PENDING))
    confirm_reopening(acting_user=world.teller, asked=asked)
    model.lost ^= {-found.vote.number} if count else set()
    gone = before - _decided()
    model.again |= gone
    for number in gone & model.second.keys():
        model.amend(number, carried=False)
    model.reopen(gone)
    reads_as(world, model)
    for row in Amendment.objects.select_related("primary"):
        if row.number in gone:
            assert row.decision == Outcome.PENDING, f"{row} was decided, and is {row.decision}"
        elif row.number in model.lapsed:
            assert row.decision in {Outcome.FALLEN, Outcome.REFERRED}, f"{row} lapsed, and is {row.decision}"
        elif row.number not in before:
            as_the_model_has_it(model, row)
    return list(Amendment.objects.filter(decision=Outcome.PENDING))


def run_out(world, model, random):
    """Dispose of all that is open by one vote, go back on a decision before it, and then on that vote. Gives what is open."""
    model.lapsed = set(open_amendments(world.reload()).values_list("number", flat=True))
    way = random.choice([Left.LAPSES, Left.REFERRED])
    made = dispose(acting_user=world.chair, document=world.document, verdict=Disposed(way, Outcome.CARRIED, YES, "the council"))
    reopen(world, model, random)
    asked = ask_reopening(acting_user=world.chair, decision=made, reason="The clock was wrong.")
    confirm_reopening(acting_user=world.teller, asked=asked)
    for row in Amendment.objects.filter(number__in=model.lapsed).select_related("primary"):
        as_the_model_has_it(model, row)
    model.lapsed = set()
    reads_as(world, model)
    return list(Amendment.objects.filter(decision=Outcome.PENDING))


def _decided():
    rows = Decision.objects.filter(superseded=False)
    alone = rows.filter(matter=Matter.PARAGRAPH).values_list("vote__number", flat=True)
    return {*rows.filter(amendment__isnull=False).values_list("amendment__number", flat=True), *(-number for number in alone)}


def same_as_from_the_beginning(world, amendment):
    """Check that what decision after decision made of it is what all of them at once make of what was filed."""
    decided = [Value(step.id, -1 if "vote" in step.id else int(step.id[1:]), step.edits) for step in carried(world.document)]
    whole = rebase(text_at(amendment.base_revision), filed(amendment), decided)
    assert (whole.state, whole.edits) == (amendment.rebase_state, on_current_text(amendment).edits)
    assert whole.digest == amendment.combined_digest


BOTH, LONG = pytest.mark.both, pytest.mark.long
CONGRESSES = [
    *(pytest.param(seed, 5, 14, marks=BOTH) for seed in (1, 2)),
    *(pytest.param(seed, 20, 200, marks=LONG) for seed in range(3, 36)),
    *(pytest.param(seed, 20, 60, marks=[pytest.mark.postgres, LONG]) for seed in range(36, 53)),
]  # The long ones make 300 steps each on SQLite, filings and decisions, 10,000 in all. On PostgreSQL 1,500 more, in congresses
# of 90: one test is one transaction there, which keeps all its dead rows and reads them again: long ones cost their square.


@pytest.mark.django_db
@pytest.mark.parametrize(("seed", "paragraphs", "count"), CONGRESSES)
def test_r8_the_adopted_text_is_the_draft_and_the_carried_decisions(seed, paragraphs, count, monkeypatch):
    monkeypatch.setattr(record, "deliveries", [])
    random = Random(seed)
    words = [[sentence(random) for _ in range(5)] for _ in range(paragraphs)]
    world = build(Stage.DISCUSSION, words=[" ".join(one) for one in words])
    model = Model(world, words)
    pending = amendments(world, model, random, count)
    pending += to_amendments(world, model, random, pending)
    world.to(Stage.FLOOR)
    Hall(world, 3)  # whose votes can be counted again
    random.shuffle(pending)
    steps, left, late = 0, min(count // 6, 5), True  # each resolves anew all that came after it
    while pending:
        if random.random() < 0.08 and (free := [uid for uid in model.first[1:] if uid not in model.struck]):
            vote_alone(world, model, random.choice(free))
        if late and steps > count // 3:
            late, pending = False, run_out(world, model, random)
            continue
        steps += (
            en_bloc(world, model, random, pending) if random.random() < 0.1 else decide(world, model, random, pending.pop())
        )
        if steps and left and random.random() < 0.3:
            left -= 1
            pending = reopen(world, model, random)
            random.shuffle(pending)
    assert steps > count // 4
    for one in put_again(world.reload()):
        vote_alone(world, model, one.vote.question.paragraph)
    adoption.adopt(acting_user=world.chair, document=world.document, outcome=Outcome.CARRIED, count=YES)
    final = Decision.objects.get(matter=Matter.ADOPTION)
    asked = ask_reopening(acting_user=world.chair, decision=final, reason="A doubt about the whole.")
    confirm_reopening(acting_user=world.teller, asked=asked)
    reads_as(world, model)
    adoption.adopt(acting_user=world.chair, document=world.document, outcome=Outcome.CARRIED, count=YES)
    document = world.reload()
    assert [row.text for row in document.paragraphs.filter(struck=False)] == model.reads()
    assert text_at(world.revision) == world.text()
    assert {uid: place.tokens for uid, place in traced(document).clean().paragraphs.items()}.keys() <= set(model.order)
    world.sound()


@pytest.mark.django_db
def test_r8_its_mutant_that_rebases_nothing_is_caught(monkeypatch):
    monkeypatch.setattr("amendments.queries.decision.sharing", lambda document, uids: sharing(document, uids).none())
    with pytest.raises((AssertionError, Refused)):
        test_r8_the_adopted_text_is_the_draft_and_the_carried_decisions(1, 4, 14, monkeypatch)


@pytest.mark.django_db
def test_r8_its_mutant_that_reopens_without_resolving_again_is_caught(monkeypatch):
    monkeypatch.setattr("amendments.queries.resolving._Resolving._stands", lambda self, one, run: one)
    with pytest.raises((AssertionError, Refused, Mismatch)):
        test_r8_the_adopted_text_is_the_draft_and_the_carried_decisions(6, 4, 14, monkeypatch)
