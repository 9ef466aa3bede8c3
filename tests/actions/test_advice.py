"""Advice: drafted in private, published with its words, put in either text; minorities; acceptance and objection."""

import pytest

from amendments.access import OPERATOR
from amendments.actions import advice, chair, committee, lists, secretary
from amendments.actions.advice import Opinion
from amendments.actions.chair import Verdict
from amendments.life import Outcome, Stage, Visibility, Words
from amendments.models import Advice, Decision
from amendments.queries.advice import advised_words
from amendments.queries.decision import if_carried
from amendments.refusals import Conflict, Forbidden, Refused
from tests.kept import kept
from tests.world import NO, YES, build, person

pytestmark = pytest.mark.django_db


@kept
def room(label="1.1", old="all", new="everybody", **orders):
    """Build a world with one amendment of the member `mover` and two people in the committee."""
    world = build(Stage.DISCUSSION)
    secretary.set_orders(acting_user=OPERATOR, congress=world.congress, **orders)
    world.people["second"] = person(world, "second", "committee")
    return world, world.file(world.rewrite(label, old, new), mover="mover")


def in_other_words(world, label="1.1", old="all", new="all people", reason="Shorter.", **more):
    return Opinion("carry as amended", reason, [world.rewrite(label, old, new)], **more)


def publish(world, amendment, opinion, **more):
    version = (
        Advice.objects.filter(amendment=amendment, published_at__isnull=True).values_list("version", flat=True).first() or 0
    )
    row = advice.save_advice(acting_user=world.committee, amendment=amendment, opinion=opinion, version=version)
    return advice.publish_advice(acting_user=world.committee, amendment=amendment, version=row.version, **more)


def test_a_draft_is_private_and_published_it_stands_beside_the_mover_s_words():
    world, one = room()
    row = advice.save_advice(acting_user=world.committee, amendment=one, opinion=in_other_words(world, count=(6, 3, 1)))
    assert world.fresh(one).recommendation == "none"
    assert advised_words(one) is None
    advice.publish_advice(acting_user=world.second, amendment=one, version=row.version, key="k")
    assert advice.publish_advice(acting_user=world.second, amendment=one, version=row.version, key="k") == row
    told = world.fresh(one)
    assert (told.recommendation, told.recommendation_reason, told.edits) == ("carry as amended", "Shorter.", one.edits)
    assert advised_words(one).edits != one.edits
    world.sound()


def test_two_members_who_draft_at_once_lose_nothing():
    world, one = room()
    advice.save_advice(acting_user=world.committee, amendment=one, opinion=Opinion("reject", "Too broad."))
    with pytest.raises(Conflict, match="Committee saved advice on A1 while you wrote") as conflict:
        advice.save_advice(acting_user=world.second, amendment=one, opinion=Opinion("carry", "Good."))
    assert (conflict.value.mine, conflict.value.theirs, conflict.value.revision) == ("Good.", "Too broad.", 1)
    advice.save_advice(acting_user=world.second, amendment=one, opinion=Opinion("carry", "Good."), version=1)
    with pytest.raises(Refused, match="Second changed the advice on A1 since you opened this page"):
        advice.publish_advice(acting_user=world.committee, amendment=one, version=1)


@pytest.mark.parametrize(
    ("opinion", "said"),
    [
        (Opinion("maybe"), "The advice can be one of these: no advice, carry, carry as amended"),
        (Opinion("refer", "Not now."), "Say to whom A1 is to be referred"),
        (Opinion("carry as amended", "Better."), "To advise carrying A1 as amended takes the words"),
        (Opinion("carry", count=(-1, 0, 0)), "A count has numbers from 0 upward"),
    ],
)
def test_advice_that_is_none_is_refused(opinion, said):
    world, one = room()
    with pytest.raises(Refused, match=said):
        publish(world, one, opinion)
    assert world.fresh(one).recommendation == "none"


def test_the_mover_s_own_words_are_no_others():
    world, one = room()
    with pytest.raises(Refused, match="These are the mover’s own words"):
        publish(world, one, in_other_words(world, new="everybody"))


@pytest.mark.both
def test_many_drafts_are_published_at_once_or_none_is():
    world, one = room()
    two = world.file(world.rewrite("1.2", "wages", "prices"))
    for amendment in (one, two):
        advice.save_advice(acting_user=world.committee, amendment=amendment, opinion=Opinion("carry", "Good."))
    with pytest.raises(Refused, match="The draft on A2 was changed since you opened this page"):
        advice.publish_all(acting_user=world.committee, document=world.document, drafts=[(1, 1), (2, 7)])
    assert world.fresh(one).recommendation == "none"
    assert advice.publish_all(acting_user=world.committee, document=world.document, drafts=[(1, 1), (2, 1)], key="k") == 2
    assert advice.publish_all(acting_user=world.committee, document=world.document, drafts=[(1, 1), (2, 1)], key="k") == 2
    assert world.fresh(two).recommendation == "carry"
    with pytest.raises(Refused, match="The draft on A1 was published or thrown away"):
        advice.publish_all(acting_user=world.committee, document=world.document, drafts=[(1, 1)])
    world.sound()


def test_later_advice_supersedes_and_both_stay():
    world, one = room()
    first = publish(world, one, in_other_words(world))
    publish(world, one, Opinion("reject", "On second thoughts."))
    assert world.fresh(first).superseded
    assert world.fresh(one).recommendation == "reject"
    assert advised_words(one) is None
    world.sound()


def test_a_minority_stands_beside_the_committee_with_its_names():
    world, one = room()
    opinion = Opinion("carry", "The majority is wrong.", signers=[world.second], size=3)
    row = advice.save_advice(acting_user=world.second, amendment=one, opinion=opinion, minority=True)
    with pytest.raises(Refused, match="A minority’s advice stands beside the committee’s"):
        advice.publish_advice(acting_user=world.second, amendment=one, minority=True)
    publish(world, one, Opinion("reject", "Too broad."))
    with pytest.raises(Refused, match="There is no draft of advice on A1"):
        advice.publish_advice(acting_user=world.committee, amendment=one, minority=True)
    advice.publish_advice(acting_user=world.second, amendment=one, minority=True)
    assert world.fresh(one).recommendation == "reject"
    assert list(world.fresh(row).signers.all()) == [world.second]
    wrong = Opinion("carry", "No.", signers=[world.mover])
    with pytest.raises(Refused, match="Mover has no seat in the drafting committee"):
        advice.save_advice(acting_user=world.second, amendment=one, opinion=wrong, minority=True)
    world.sound()


def test_the_congress_carries_the_committee_s_words():
    world, one = room()
    publish(world, one, in_other_words(world))
    world.to(Stage.FLOOR)
    decided = world.decide(one, words=Words.ADVISED)
    assert decided.decision == Outcome.CARRIED
    assert "homes for all people" in world.read("1.1")
    assert Decision.objects.get(amendment=one).words == Words.ADVISED
    world.sound()


def test_the_original_can_be_put_without_a_vote_on_the_committee_s_words():
    world, one = room()
    publish(world, one, in_other_words(world))
    world.to(Stage.FLOOR)
    world.decide(one)
    assert "homes for everybody" in world.read("1.1")
    world.sound()


@pytest.mark.both
def test_when_the_committee_s_words_are_lost_the_original_is_still_to_be_put():
    world, one = room()
    publish(world, one, in_other_words(world))
    world.to(Stage.FLOOR)
    decided = world.decide(one, Outcome.LOST, words=Words.ADVISED)
    assert (decided.decision, world.text()) == (Outcome.PENDING, world.text())
    with pytest.raises(Refused, match="The committee proposes no words for A1 that could be put"):
        world.decide(one, words=Words.ADVISED)
    world.sound()
    assert world.decide(one).decision == Outcome.CARRIED
    world.sound()


def test_what_contradicts_the_text_that_is_put_falls_and_nothing_else():
    world, one = room()
    rival = world.file(world.rewrite("1.1", "A home is a right", "A house is a right"))
    publish(world, one, in_other_words(world, old="A home", new="A dwelling"))
    world.to(Stage.FLOOR)
    one = world.fresh(one)
    assert not if_carried(one).fall
    assert [str(row.amendment) for row in if_carried(one, advised_words(one)).fall] == ["A2"]
    world.decide(one, words=Words.ADVISED)
    assert world.fresh(rival).decision == Outcome.FALLEN
    world.sound()


def test_the_committee_s_words_are_rebased_as_the_text_changes():
    world, one = room()
    other = world.file(world.rewrite("1.1", "Nobody", "No one"))
    publish(world, one, in_other_words(world))
    world.to(Stage.FLOOR)
    world.decide(other)
    assert advised_words(one).rebase_state in ("clean", "shifted")
    world.decide(world.fresh(one), words=Words.ADVISED)
    assert world.read("1.1") == "We want homes for all people. A home is a right. No one is put out into the street."
    world.sound()


@pytest.mark.both
def test_words_that_touch_what_was_carried_wait_for_the_committee():
    world, one = room("1.2", "municipality", "town")
    other = world.file(world.rewrite("1.2", "They rise", "They climb"))
    publish(world, one, in_other_words(world, "1.2", "no faster than", "no quicker than"))
    world.to(Stage.FLOOR)
    world.decide(other)
    with pytest.raises(Refused, match="touch what was carried before. First the committee confirms"):
        world.decide(world.fresh(one), words=Words.ADVISED)
    digest = advised_words(one).combined_digest
    with pytest.raises(Forbidden, match="The drafting committee can"):
        advice.confirm_words(acting_user=world.mover, amendment=one, digest=digest)
    with pytest.raises(Refused, match="The text changed since you opened this page"):
        advice.confirm_words(acting_user=world.committee, amendment=one, digest="0" * 64)
    advice.confirm_words(acting_user=world.committee, amendment=one, digest=digest)
    world.sound()
    world.decide(world.fresh(one), words=Words.ADVISED)
    assert "They climb no quicker than wages." in world.read("1.2")
    world.sound()


def test_words_that_another_contradicts_cannot_be_put_and_the_original_can():
    world, one = room()
    other = world.file(world.rewrite("1.1", "A home is a right", "A house is a right"))
    publish(world, one, in_other_words(world, old="A home", new="A dwelling"))
    world.to(Stage.FLOOR)
    world.decide(other)
    with pytest.raises(Refused, match="do not fit the text: .* Put it as it was filed."):
        world.decide(world.fresh(one), words=Words.ADVISED)
    assert world.decide(world.fresh(one)).decision == Outcome.CARRIED
    world.sound()


def test_words_advised_on_the_floor_stand_on_the_current_text():
    world, one = room()
    other = world.file(world.rewrite("1.1", "Nobody", "No one"))
    world.to(Stage.FLOOR)
    world.decide(other)
    words = [world.rewrite("1.1", "all", "all people")]
    pieces = [type(words[0])(words[0].paragraph, words[0].text.replace("No one", "Nobody"))]
    publish(world, world.fresh(one), Opinion("carry as amended", "Shorter.", pieces))
    world.decide(world.fresh(one), words=Words.ADVISED)
    assert world.read("1.1") == "We want homes for all people. A home is a right. No one is put out into the street."
    world.sound()


def test_what_is_not_published_is_not_put():
    world, one = room(screening=True)
    committee.rule_on_order(acting_user=world.committee, amendment=one, in_order=True, reason="It is about homes.")
    assert world.fresh(one).visibility == Visibility.COMMITTEE
    world.to(Stage.FLOOR)
    with pytest.raises(Refused, match="A1 is not published yet, and nobody votes on what they cannot read"):
        world.decide(one)
    lists.publish_amendment(acting_user=world.committee, amendment=one)
    assert world.decide(one).decision == Outcome.CARRIED


def test_words_that_are_put_twice_at_once_are_counted_once():
    world, one = room()
    publish(world, one, in_other_words(world))
    world.to(Stage.FLOOR)
    verdict = Verdict(Outcome.LOST, NO, words=Words.ADVISED)
    first = chair.record_decision(acting_user=world.chair, amendment=one, verdict=verdict, key="k")
    assert chair.record_decision(acting_user=world.chair, amendment=one, verdict=verdict, key="k") == first
    with pytest.raises(Refused, match="Say which text is put"):
        chair.record_decision(acting_user=world.chair, amendment=one, verdict=Verdict(Outcome.CARRIED, YES, words="mine"))
