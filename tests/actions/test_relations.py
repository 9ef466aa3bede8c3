"""The index of relations: kept by increments, and always what all pairs would give."""

import random
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from amendments.actions import committee, member
from amendments.life import Outcome, Stage, State
from amendments.models import Amendment, AmendmentRelation
from amendments.queries.relations import all_pairs, clusters, index_problems, rivals_of, stored_pairs
from amendments.refusals import Refused
from amendments.text import compose as c
from amendments.text.markdown import serialize
from tests.text.chance import sentence
from tests.world import build

pytestmark = pytest.mark.django_db
SEEDS = [*range(2), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(2, 40))]


def pairs(world):
    """Give the index by numbers: (low, high, relation, the contained one)."""
    rows = AmendmentRelation.objects.filter(document=world.document).order_by("low__number", "high__number")
    return list(rows.values_list("low__number", "high__number", "relation", "inner__number"))


@pytest.fixture
def world():
    return build(Stage.DISCUSSION)


def test_filing_relates_the_new_one_with_all_that_stand_at_its_places(world):
    world.file(world.rewrite("1.1", "homes", "houses"))
    world.file(world.rewrite("1.1", "homes", "houses"), mover="mover")
    world.file(world.rewrite("1.1", "homes for all", "flats for everybody"))
    world.file(world.rewrite("1.1", "for all", "for all of us"))
    world.file(world.rewrite("1.3", "twice", "once"))
    world.file(c.Rewrite(world.uid("1.1"), world.read("1.1").replace("homes", "houses").replace("street", "road")))
    assert pairs(world) == [
        (1, 2, "same", None),
        (1, 3, "conflicting", None),
        (1, 4, "touching", None),
        (1, 6, "contained", 1),
        (2, 3, "conflicting", None),
        (2, 4, "touching", None),
        (2, 6, "contained", 2),
        (3, 4, "touching", None),
        (3, 6, "conflicting", None),
        (4, 6, "touching", None),
    ]
    assert clusters(world.document) == [(1, 2, 3, 6)]  # 4 only touches: it is no rival
    found = rivals_of(Amendment.objects.get(document=world.document, number=6))
    assert [(one.amendment.number, one.relation, one.inside) for one in found] == [
        (1, "contained", True),
        (2, "contained", True),
        (3, "conflicting", False),
        (4, "touching", False),
    ]


def test_what_is_withdrawn_or_ruled_out_has_no_relations_until_it_stands_again(world):
    one = world.file(world.rewrite("1.1", "homes", "houses"))
    world.file(world.rewrite("1.1", "homes", "flats"), mover="mover")
    conflict = [(1, 2, "conflicting", None)]
    assert pairs(world) == conflict
    member.withdraw_amendment(acting_user=world.member, amendment=one)
    assert pairs(world) == []
    member.take_over_amendment(acting_user=world.mover, amendment=one)
    assert pairs(world) == conflict
    committee.rule_on_order(acting_user=world.committee, amendment=one, in_order=False, reason="No.")
    assert pairs(world) == []
    committee.rule_on_order(acting_user=world.committee, amendment=one, in_order=True, reason="After all.")
    assert pairs(world) == conflict


def test_a_decision_takes_the_decided_out_and_relates_the_others_on_the_new_text(world):
    carried = world.file(world.rewrite("1.1", "We want", "All of us want"))
    world.file(world.rewrite("1.1", "for all", "for each"))
    world.file(world.rewrite("1.1", "for all", "for everybody"))
    world.file(world.rewrite("1.1", "We want", "You want"))
    world.to(Stage.FLOOR)
    assert pairs(world) == [
        (1, 2, "touching", None),
        (1, 3, "touching", None),
        (1, 4, "conflicting", None),
        (2, 3, "conflicting", None),
        (2, 4, "touching", None),
        (3, 4, "touching", None),
    ]
    world.decide(carried)
    assert pairs(world) == [(2, 3, "conflicting", None)]
    world.sound()


def test_what_the_chair_keeps_though_it_does_not_fit_has_no_relations(world):
    carried = world.file(world.rewrite("1.1", "homes", "houses"))
    world.file(world.rewrite("1.1", "homes", "flats"))
    world.to(Stage.FLOOR)
    world.decide(carried, keep={2: "The congress wants to hear it."})
    assert Amendment.objects.get(document=world.document, number=2).decision == Outcome.PENDING
    assert pairs(world) == []
    world.sound()


def test_verify_names_a_pair_that_is_not_what_the_texts_say(world):
    for word in ("houses", "flats", "rooms"):
        world.file(world.rewrite("1.1", "homes", word))
    rows = AmendmentRelation.objects.order_by("pk")
    rows.filter(pk=rows[0].pk).update(relation="touching")
    rows.filter(pk=rows[1].pk).delete()
    assert list(index_problems(world.document)) == [
        "A1 and A2: their index says touching, and their texts say conflicting.",
        "A1 and A3: their index says independent, and their texts say conflicting.",
    ]
    said = StringIO()
    call_command("rebuild_relations", world.congress.slug, stdout=said)
    assert said.getvalue() == "Homes in Common: 3 relations\n"
    assert list(index_problems(world.document)) == []


def test_the_command_names_a_congress_that_is_not_there():
    with pytest.raises(CommandError, match="no congress “nowhere”"):
        call_command("rebuild_relations", "nowhere")


class Chance:
    """A congress by chance: a seed gives the same acts each time."""

    def __init__(self, seed):
        self.chance, self.seen = random.Random(seed), 0
        words = [" ".join(sentence(self.chance) for _ in range(self.chance.randint(1, 4))) for _ in range(4)]
        self.world = build(Stage.DISCUSSION, words=words)

    def piece(self):
        text, chance = self.world.text(), self.chance
        here = chance.choice([one for one in text.paragraphs if not one.struck])
        row = [one for one in text.within(here.section) if not one.struck]
        home = chance.choice([one.id for one in text.sections if not one.struck] or [None])
        after = chance.choice([None, *(one.id for one in text.within(home))])
        new = f"n{chance.randrange(10**9)}"
        words = serialize(here.tokens).split(" ")
        at = chance.randrange(len(words))
        return chance.choices(
            [
                c.Rewrite(here.id, " ".join([*words[:at], chance.choice(["peace", "bread", "very very"]), *words[at + 1 :]])),
                c.Insert(new, home, after, sentence(chance)),
                c.Strike(here.id),
                c.Move(here.id, home, after),
                c.Split(here.id, new, " ".join(words[:at]), " ".join(words[at:])),
                c.Join(here.id, chance.choice(row).id),
                c.StrikeSection(home or ""),
                c.Retitle(home or "", sentence(chance)[:-1]),
                c.NewSection(new, None, home, sentence(chance)[:-1]),
                c.MoveSection(home or "", None, chance.choice([None, *(one.id for one in text.sections)])),
                c.Replace(chance.choice(["the", "very", "of"]), "all"),
            ],
            weights=[8, 4, 2, 3, 2, 2, 1, 1, 1, 1, 3],
        )[0]

    def one(self, **wanted):
        rows = list(Amendment.objects.filter(document=self.world.document, **wanted).order_by("number"))
        return self.chance.choice(rows) if rows else None

    def act(self):
        """Do one thing that may be refused; what was refused leaves nothing behind."""
        world, chance = self.world, self.chance
        kind = chance.choice(["withdraw", "take over", "rule", "rule"])
        row = self.one(state=State.WITHDRAWN) if kind == "take over" else self.one(decision=Outcome.PENDING)
        if row is None:
            return
        if kind == "withdraw" and world.reload().stage != Stage.FLOOR:
            member.withdraw_amendment(acting_user=world.member, amendment=row)
        elif kind == "take over":
            member.take_over_amendment(acting_user=world.member, amendment=row)
        else:
            committee.rule_on_order(
                acting_user=world.committee, amendment=row, in_order=chance.random() < 0.6, reason="By chance."
            )

    def attempt(self, act):
        try:
            with transaction.atomic():
                act()
        except Refused:
            return
        document = self.world.reload()
        kept = set(stored_pairs(document))
        assert kept == set(all_pairs(document))
        self.seen += len(kept)


@pytest.mark.parametrize("seed", SEEDS)
def test_increments_always_give_what_all_pairs_give(seed):
    by_chance = Chance(seed)
    world, chance = by_chance.world, by_chance.chance
    for _ in range(16):
        by_chance.attempt(lambda: world.file(*(by_chance.piece() for _ in range(chance.choice([1, 1, 2])))))
        if chance.random() < 0.3:
            by_chance.attempt(by_chance.act)
    world.to(Stage.FLOOR)
    for _ in range(6):
        row = by_chance.one(decision=Outcome.PENDING, state__in=[State.FILED, State.TAKEN_OVER])
        if row is not None:
            outcome = chance.choice([Outcome.CARRIED, Outcome.CARRIED, Outcome.LOST])
            by_chance.attempt(lambda row=row, outcome=outcome: world.decide(row, outcome))
        by_chance.attempt(by_chance.act)
    world.sound()
    assert by_chance.seen > 20, "hardly anything was related, so nothing was tried"
