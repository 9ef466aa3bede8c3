"""Decisions: one transaction that changes the text, rebases what is open, and says what became of each."""

import pytest

from amendments.actions import advice, chair, committee, member
from amendments.actions.chair import Verdict
from amendments.life import Outcome, Rebase, Stage, State
from amendments.models import Amendment, Decision, Entry
from amendments.queries.decision import if_carried
from amendments.queries.document import text_at
from amendments.queries.texts import memory
from amendments.refusals import Forbidden, Refused
from amendments.text.compose import Insert, Split, Strike
from amendments.text.tokens import visible
from tests.kept import kept
from tests.world import YES, build

pytestmark = pytest.mark.django_db


@kept
def floor(*makers, **orders):
    """Build a world on the floor, with one amendment for each maker of pieces."""
    world = build(Stage.DISCUSSION, **orders)
    filed = [world.file(*maker(world), mover="mover" if i % 2 else "member") for i, maker in enumerate(makers)]
    world.to(Stage.FLOOR)
    return world, *filed


def words(label, old, new):
    return lambda world: [world.rewrite(label, old, new)]


def test_a_carried_amendment_changes_the_text_and_makes_a_revision():
    world, first = floor(words("1.1", "all", "everybody"))
    before = world.document.current_revision
    decided = world.decide(first)
    decision = Decision.objects.get(amendment=first)
    assert decided.decision == Outcome.CARRIED
    assert "homes for everybody" in world.read("1.1")
    assert world.reload().current_revision.number == before.number + 1
    assert (decision.votes_for, decision.votes_against, decision.abstentions, decision.needed) == (30, 10, 2, 21)
    assert "homes for all" in visible(text_at(before).paragraph_by_id[world.uid("1.1")].tokens)
    assert decision.entry.revision == world.document.current_revision
    world.sound()


@pytest.mark.parametrize("outcome", [Outcome.LOST, Outcome.REFERRED])
def test_one_that_is_not_carried_leaves_the_text(outcome):
    world, first = floor(words("1.1", "all", "everybody"))
    text = world.text()
    assert world.decide(first, outcome).decision == outcome
    assert world.text() == text
    assert world.reload().current_revision == world.document.published_revision
    world.sound()


def test_what_contradicts_it_falls_because_of_it():
    world, first, second, third = floor(
        words("1.1", "homes for all", "homes for everybody"),
        words("1.1", "homes for all", "homes for tenants"),
        words("1.2", "wages", "prices"),
    )
    seen = if_carried(Amendment.objects.get(pk=first.pk))
    assert [str(one.amendment) for one in seen.fall] == ["A2"]
    world.decide(first)
    fallen, other = world.fresh(second), world.fresh(third)
    assert (fallen.decision, fallen.fallen_because, fallen.rebase_state) == (Outcome.FALLEN, first, Rebase.CONFLICTING)
    assert "A1" in fallen.rebase_why
    assert (other.decision, other.rebase_state) == (Outcome.PENDING, Rebase.CLEAN)
    with pytest.raises(Refused, match="A2 has fallen because A1 was carried"):
        world.decide(fallen)
    world.sound()


def test_nothing_falls_when_it_is_lost():
    world, first, second = floor(
        words("1.1", "homes for all", "homes for everybody"), words("1.1", "homes for all", "homes for tenants")
    )
    world.decide(first, Outcome.LOST)
    assert world.fresh(second).decision == Outcome.PENDING
    world.decide(second)
    assert "homes for tenants" in world.read("1.1")


def test_the_chair_can_keep_one_from_falling_with_a_reason():
    world, first, second = floor(
        words("1.1", "homes for all", "homes for everybody"), words("1.1", "homes for all", "homes for tenants")
    )
    with pytest.raises(Refused, match="A7 would not fall"):
        world.decide(first, keep={7: "Why not."})
    with pytest.raises(Refused, match="To keep A2 from falling, give a reason"):
        world.decide(first, keep={2: " "})
    world.decide(first, keep={2: "It was announced as an alternative."})
    kept = world.fresh(second)
    assert (kept.decision, kept.rebase_state) == (Outcome.PENDING, Rebase.CONFLICTING)
    assert kept.rulings.get().reason == "It was announced as an alternative."
    with pytest.raises(Refused, match="A2 does not fit the current text"):
        world.decide(kept)
    assert world.decide(kept, Outcome.LOST).decision == Outcome.LOST
    world.sound()


def test_one_in_the_same_paragraph_is_rebased_and_carried_with_both():
    world, first, second = floor(words("1.1", "homes for all", "homes for everybody"), words("1.1", "Nobody", "No one"))
    world.decide(first)
    shifted = world.fresh(second)
    assert shifted.rebase_state in {Rebase.CLEAN, Rebase.SHIFTED}
    assert shifted.edits == second.edits
    world.decide(shifted)
    assert world.read("1.1") == "We want homes for everybody. A home is a right. No one is put out into the street."
    world.sound()


def test_a_touching_one_waits_until_a_named_person_confirms_the_combined_text():
    world, first, second = floor(words("1.2", "They rise", "They climb"), words("1.2", "no faster than", "no quicker than"))
    world.decide(first)
    waiting = world.fresh(second)
    assert waiting.rebase_state == Rebase.TOUCHING
    assert waiting.combined_digest
    with pytest.raises(Refused, match="A2 touches what was carried before. First its mover or the drafting committee"):
        world.decide(waiting)
    with pytest.raises(Forbidden, match="The drafting committee, its mover or"):
        member.confirm_combined(acting_user=world.member, amendment=waiting, digest=waiting.combined_digest)
    with pytest.raises(Refused, match="The text changed since you opened this page"):
        member.confirm_combined(acting_user=world.mover, amendment=waiting, digest="0" * 64)
    confirmed = member.confirm_combined(acting_user=world.mover, amendment=waiting, digest=waiting.combined_digest)
    assert confirmed.confirmed_by == world.mover
    world.decide(confirmed)
    assert "They climb no quicker than wages." in world.read("1.2")
    world.sound()


def test_a_confirmation_is_for_one_text_only():
    world, first, second, third = floor(
        words("1.2", "They rise", "They climb"),
        words("1.2", "no faster than", "no quicker than"),
        words("1.2", "Rents are set", "Rents shall be set"),
    )
    world.decide(first)
    waiting = world.fresh(second)
    member.confirm_combined(acting_user=world.committee, amendment=waiting, digest=waiting.combined_digest)
    world.decide(third)
    again = world.fresh(second)
    assert again.rebase_state == Rebase.TOUCHING
    assert again.confirmed_digest == ""
    with pytest.raises(Refused, match="confirm the combined text"):
        world.decide(again)
    world.sound()


def test_what_it_would_change_is_struck_and_what_it_wants_is_done():
    world, strike, words_in_it, same = floor(
        lambda world: [Strike(world.uid("1.3"))], words("1.3", "twice", "once"), lambda world: [Strike(world.uid("1.3"))]
    )
    world.decide(strike)
    assert (world.fresh(words_in_it).rebase_state, world.fresh(words_in_it).decision) == (Rebase.GONE, Outcome.FALLEN)
    assert (world.fresh(same).rebase_state, world.fresh(same).decision) == (Rebase.SATISFIED, Outcome.FALLEN)
    assert world.document.paragraphs.get(label="1.3").struck
    world.sound()


def test_places_follow_an_amendment_into_a_split_paragraph():
    def split(world):
        first, second = world.read("1.3").split(". ")
        return [Split(world.uid("1.3"), "d" * 16, f"{first}.", second)]

    world, cut, later, rival = floor(
        split, words("1.3", "twice a year", "once a year"), words("1.3", "twice a year", "each year")
    )
    world.decide(cut)
    assert "d" * 16 in {place.uid for place in world.fresh(later).places.all()}
    if world.fresh(later).rebase_state == Rebase.TOUCHING:
        for one in (later, rival):
            one.refresh_from_db()
            member.confirm_combined(acting_user=world.committee, amendment=one, digest=one.combined_digest)
    world.decide(world.fresh(later))
    assert world.document.paragraphs.get(uid="d" * 16).text == "The council meets once a year."
    assert world.fresh(rival).decision == Outcome.FALLEN
    world.sound()


def test_a_carried_insertion_gets_a_label_between():
    world, first = floor(lambda world: [Insert("a" * 16, world.uid("1"), world.uid("1.2"), "A new paragraph.")])
    world.decide(first)
    assert [row.label for row in world.document.paragraphs.all()] == ["", "1.1", "1.2", "1.2a", "1.3", "2.1"]
    world.sound()


def test_the_same_key_decides_once_and_another_decision_is_refused():
    world, first = floor(words("1.1", "all", "everybody"))
    world.decide(first, key="k")
    world.decide(first, key="k")
    assert Decision.objects.filter(amendment=first).count() == 1
    with pytest.raises(Refused, match="A1 was decided on .* already: it is carried"):
        world.decide(first)


def test_nobody_decides_on_an_outdated_page():
    world, first, second = floor(words("1.1", "all", "everybody"), words("1.2", "wages", "prices"))
    head = world.reload().head
    world.decide(first, head=head)
    with pytest.raises(Refused, match="Something was decided about “Homes in Common” since you opened this page"):
        world.decide(second, head=head)


def test_only_the_chair_decides_and_only_on_the_floor():
    world, first = floor(words("1.1", "all", "everybody"))
    for who in ("committee", "delegate", "secretary", "member"):
        with pytest.raises(Forbidden, match="You cannot record a decision here. The chair can."):
            chair.record_decision(acting_user=world.people[who], amendment=first, verdict=Verdict(Outcome.CARRIED, YES))
    early = build(Stage.DISCUSSION)
    filed = early.file(early.rewrite("1.1", "all", "some"))
    with pytest.raises(Forbidden, match="“on the floor”"):
        chair.record_decision(acting_user=early.chair, amendment=filed, verdict=Verdict(Outcome.CARRIED, YES))


def test_what_is_withdrawn_or_out_of_order_is_not_put():
    world, first, second = floor(words("1.1", "all", "everybody"), words("1.2", "wages", "prices"))
    chair.withdraw_by_leave(acting_user=world.chair, amendment=first)
    with pytest.raises(Refused, match="A1 was withdrawn by its mover"):
        world.decide(first)
    committee.rule_on_order(acting_user=world.committee, amendment=second, in_order=False, reason="It is about another text.")
    with pytest.raises(Refused, match="A2 was ruled out of order"):
        world.decide(second)
    committee.rule_on_order(acting_user=world.chair, amendment=second, in_order=True, reason="On appeal.")
    world.decide(world.fresh(second))
    world.sound()


def test_what_was_withdrawn_is_kept_up_to_date_and_taken_over_only_while_it_fits():
    world, first, second = floor(
        words("1.1", "homes for all", "homes for everybody"), words("1.1", "homes for all", "homes for tenants")
    )
    chair.withdraw_by_leave(acting_user=world.chair, amendment=second)
    world.decide(first)
    stale = world.fresh(second)
    assert (stale.state, stale.decision, stale.rebase_state) == (State.WITHDRAWN, Outcome.PENDING, Rebase.CONFLICTING)
    with pytest.raises(Refused, match="does not fit the current text any more"):
        member.take_over_amendment(acting_user=world.member, amendment=stale)
    world.sound()


def test_advice_is_advice():
    world, first = floor(words("1.1", "all", "everybody"))
    for _ in range(2):
        advice.recommend(acting_user=world.committee, amendment=first, recommendation="reject", reason="Too broad.")
    assert Entry.objects.filter(kind="recommended").count() == 1
    with pytest.raises(Forbidden):
        advice.recommend(acting_user=world.chair, amendment=first, recommendation="carry")
    world.decide(first)
    decided = world.fresh(first)
    assert (decided.recommendation, decided.decision) == ("reject", Outcome.CARRIED)
    world.sound()


def test_people_and_reasons_are_not_in_the_record():
    world, first = floor(words("1.1", "all", "everybody"))
    world.decide(first)
    payloads = "\n".join(Entry.objects.values_list("payload", flat=True))
    for person in world.people.values():
        assert person.member_number not in payloads
        assert person.name not in payloads
    assert world.member.commitment in payloads
    assert "It reads better." not in payloads


def test_many_open_amendments_cost_no_more_queries(django_assert_num_queries):
    for others in (1, 3):
        makers = [words("1.1", "homes for all", "homes for everybody")]
        makers += [words("1.1", "homes for all", f"homes for {word}") for word in ("some", "many", "tenants")[:others]]
        _, first, *_ = floor(*makers)
        amendment = Amendment.objects.select_related("document").get(pk=first.pk)
        memory.clear()
        with django_assert_num_queries(8):
            if_carried(amendment)
