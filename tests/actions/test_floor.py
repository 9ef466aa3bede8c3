"""The floor: a question is put in its exact words, voted on, and declared, with all that follows in one transaction."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from amendments import sealing
from amendments.access import OPERATOR
from amendments.actions import chair, floor
from amendments.actions.ballots import cast
from amendments.actions.chair import Verdict
from amendments.actions.closing import count_hands
from amendments.actions.credentials_desk import mark_gone
from amendments.actions.secretary import end_seat
from amendments.actions.vote import cancel_vote, void_vote
from amendments.actions.votes import Count
from amendments.life import Outcome
from amendments.models import Ballot, Decision, Entry, Question, Tally, Vote
from amendments.refusals import Forbidden, Refused
from tests.hall import Hall, full_hall, one
from tests.world import YES

pytestmark = pytest.mark.django_db
YEA, NAY, ABSTAIN = "for", "against", "abstain"
RIVALS = (("1.1", "all", "everybody"), ("1.1", "all", "tenants"), ("1.2", "municipality", "town"))


def test_a_roll_call_carries_an_amendment_and_its_rival_falls():
    hall = full_hall(*RIVALS)
    question = hall.put(amendment=one(hall, 1))
    assert question.words == "A1: In 1.1, strike “all” and insert “everybody”."
    vote = hall.decide(question, [YEA, YEA, NAY, ABSTAIN, YEA])
    assert (vote.outcome, vote.votes_for, vote.votes_against, vote.abstentions, vote.needed) == ("carried", 3, 1, 1, 3)
    assert [one(hall, n).decision for n in (1, 2, 3)] == ["carried", "fallen", "pending"]
    decision = Decision.objects.get(amendment__number=1)
    assert (decision.vote, decision.method, decision.votes_for) == (vote, "roll call", 3)
    assert "everybody" in hall.world.read("1.1")
    assert hall.world.fresh(question).ended == "decided"
    hall.world.sound()


def test_the_majority_is_an_exact_fraction_of_what_the_orders_say():
    hall = full_hall(RIVALS[0], amendment_numerator=2, amendment_denominator=3, amendment_base="present")
    vote = hall.decide(hall.put(amendment=one(hall, 1)), [YEA, YEA, YEA])
    assert (vote.needed, vote.outcome, vote.present) == (4, "lost", 5)
    hall.world.sound()


def test_a_tie_loses_or_is_the_chairs_as_the_orders_say():
    hall = full_hall(*RIVALS, ties="chair")
    vote = hall.open(hall.put(amendment=one(hall, 1)))
    hall.vote(vote, [YEA, NAY])
    hall.close(vote)
    with pytest.raises(Refused, match="It is a tie, 1 for and 1 against: the chair decides"):
        hall.declare(vote)
    assert hall.declare(vote, outcome="carried").outcome == "carried"
    hall.world.sound()


def test_a_question_is_put_alone_and_taken_back_until_votes_are_cast():
    hall = full_hall(*RIVALS)
    question = hall.put(amendment=one(hall, 1))
    with pytest.raises(Refused, match="A1: .* is on the floor. Have it decided or take it back"):
        hall.put(amendment=one(hall, 3))
    with pytest.raises(Refused, match="is on the floor. Count and declare it there"):
        chair.record_decision(acting_user=hall.world.chair, amendment=one(hall, 1), verdict=Verdict(Outcome.CARRIED, YES))
    floor.withdraw_question(acting_user=hall.world.chair, question=question)
    question = hall.put(amendment=one(hall, 1))
    vote = hall.open(question)
    with pytest.raises(Refused, match="A vote on this question is open"):
        floor.withdraw_question(acting_user=hall.world.chair, question=question)
    cancel_vote(acting_user=hall.world.chair, vote=vote)
    again = hall.open(question)
    hall.vote(again, [YEA])
    with pytest.raises(Refused, match="Votes were cast already"):
        cancel_vote(acting_user=hall.world.chair, vote=again)
    void_vote(acting_user=hall.world.chair, vote=again, reason="The hall was dark.")
    assert [row.ended for row in Vote.objects.order_by("number")] == ["canceled", "void"]
    assert hall.decide(question, [YEA]).outcome == "carried"
    hall.world.sound()


def test_what_is_wrong_with_a_ballot_is_said_in_a_sentence():
    hall = full_hall(RIVALS[0])
    vote = hall.open(hall.put(amendment=one(hall, 1)))
    ana, ben, cleo, dan, eve = hall.delegates
    first = cast(acting_user=ana, vote=vote, choice=YEA, key="k1")
    assert first.sentence == "The ballot of seat 101 is counted: for."
    for key in ("k1", "k2", "k1", ""):
        again = cast(acting_user=ana, vote=vote, choice=NAY, key=key)
        assert again.sentence == "The ballot of seat 101 is counted already. Nothing was changed."
    assert Ballot.objects.get().choice == YEA
    with pytest.raises(Forbidden, match="You hold no delegate’s seat in this congress"):
        cast(acting_user=hall.world.member, vote=vote, choice=YEA)
    with pytest.raises(Forbidden, match="You do not vote for that seat"):
        cast(acting_user=ben, vote=vote, choice=YEA, seat=hall.seat(cleo))
    with pytest.raises(Refused, match="By the register of this vote you were not here"):
        cast(acting_user=hall.world.delegate, vote=vote, choice=YEA)
    end_seat(acting_user=OPERATOR, seat=hall.seat(dan))
    with pytest.raises(Refused, match="You gave up your seat, so you cannot vote with it any more"):
        cast(acting_user=dan, vote=vote, choice=YEA)
    with pytest.raises(Refused, match="Choose one: for, against, or abstain"):
        cast(acting_user=eve, vote=vote, choice="perhaps")
    hall.close(vote)
    with pytest.raises(Refused, match="The vote is closed. Your ballot came too late"):
        cast(acting_user=eve, vote=vote, choice=YEA)
    assert hall.declare(vote).votes_for == 1
    hall.world.sound()


def test_a_ballot_may_be_changed_where_the_orders_say_so():
    hall = full_hall(RIVALS[0], ballot_changes=True)
    vote = hall.open(hall.put(amendment=one(hall, 1)))
    ana = hall.delegates[0]
    cast(acting_user=ana, vote=vote, choice=YEA, key="k1")
    assert cast(acting_user=ana, vote=vote, choice=NAY, key="k2").sentence.endswith("is changed and counted: against.")
    assert cast(acting_user=ana, vote=vote, choice=NAY, key="k2").already
    assert hall.close(vote).votes_against == 1
    hall.world.sound()


def test_without_a_quorum_nothing_is_voted_unless_the_orders_let_the_chair():
    hall = full_hall(RIVALS[0], quorum=5)
    question = hall.put(amendment=one(hall, 1))
    mark_gone(acting_user=hall.world.credentials, seat=hall.seat(hall.delegates[0]))
    with pytest.raises(Refused, match="There is no quorum: 4 of 6 delegates are here; 5 are needed, so 1 is missing"):
        hall.open(question)


def test_the_chair_overrides_a_missing_quorum_on_record():
    hall = full_hall(RIVALS[0], quorum=9, quorum_override=True)
    question = hall.put(amendment=one(hall, 1))
    with pytest.raises(Refused, match="To vote all the same, give your reason"):
        hall.open(question)
    vote = hall.open(question, override="The storm keeps them on the train.")
    assert vote.why.startswith("The storm")
    assert "override" in Entry.objects.get(kind="vote opened").payload
    hall.world.sound()


def test_tellers_count_hands_and_must_agree():
    hall = full_hall(RIVALS[0], tellers_agree=2, vote_method="show of hands")
    vote, world = hall.open(hall.put(amendment=one(hall, 1))), hall.world
    with pytest.raises(Refused, match="counted in the hall: raise your hand"):
        hall.vote(vote, [YEA])
    with pytest.raises(Refused, match="9 votes and abstentions were typed, and by the register 5 can vote"):
        count_hands(acting_user=world.teller, vote=vote, count=Count(8, 1))
    count_hands(acting_user=world.teller, vote=vote, count=Count(3, 1, 1))
    with pytest.raises(Refused, match="1 of 2 tellers have entered a count yet"):
        hall.close(vote)
    count_hands(acting_user=world.chair, vote=vote, count=Count(2, 2, 1))
    with pytest.raises(Refused, match="The tellers do not agree: 3 for, 1 against, 1 abstained; 2 for, 2 against"):
        hall.close(vote)
    count_hands(acting_user=world.chair, vote=vote, count=Count(3, 1, 1))
    assert hall.declare(hall.close(vote)).outcome == "carried"
    world.sound()


@pytest.mark.both
def test_a_secret_vote_leaves_totals_and_no_key():
    hall = full_hall(RIVALS[0])
    vote = hall.open(hall.put(amendment=one(hall, 1)), "secret ballot")
    file = Path(settings.PLANK_KEYS) / f"{vote.uid}.key"
    assert file.stat().st_mode & 0o777 == 0o600
    assert {len(bytes(b.box or b"")) for b in _cast_all(hall, vote)} == {sealing.LENGTH + 48}
    assert cast(acting_user=hall.delegates[0], vote=vote, choice=NAY).sentence.endswith("counted already. Nothing was changed.")
    hall.declare(hall.close(vote))
    vote = hall.world.fresh(vote)
    assert (vote.votes_for, vote.votes_against, vote.abstentions) == (2, 1, 2)
    assert not file.exists()
    assert vote.key_gone_at
    assert not Ballot.objects.filter(vote=vote).exists()
    assert dict(Tally.objects.values_list("choice", "votes")) == {YEA: 2, NAY: 1, ABSTAIN: 2}
    hall.world.sound()


def _cast_all(hall: Hall, vote: Vote) -> list[Ballot]:
    said = hall.vote(vote, [YEA, NAY, ABSTAIN, YEA, ABSTAIN])
    assert said[0].sentence == "The secret ballot of seat 101 is counted."
    rows = list(Ballot.objects.filter(vote=vote))
    assert {row.choice for row in rows} == {""}
    return rows


def test_a_vote_whose_key_is_lost_says_so_and_is_held_again():
    hall = full_hall(RIVALS[0])
    question = hall.put(amendment=one(hall, 1))
    vote = hall.open(question, "secret ballot")
    hall.vote(vote, [YEA, NAY])
    sealing.destroy_key(vote.uid)
    with pytest.raises(Refused, match="The key of this secret vote is not on this machine"):
        hall.close(vote)
    void_vote(acting_user=hall.world.chair, vote=vote, reason="The machine with its key broke down.")
    assert not Ballot.objects.exists()
    assert hall.decide(question, [YEA], "secret ballot").outcome == "carried"
    hall.world.sound()


@pytest.mark.parametrize("name", ["static", "backups", "www/keys"])
def test_keys_are_not_kept_where_others_could_read_or_copy_them(name, tmp_path):
    hall = full_hall(RIVALS[0])
    question = hall.put(amendment=one(hall, 1))
    settings.PLANK_KEYS, before = str(tmp_path / name), settings.PLANK_KEYS
    try:
        with pytest.raises(Refused, match="No secret ballot can be opened: the folder for keys is one that a"):
            hall.open(question, "secret ballot")
    finally:
        settings.PLANK_KEYS = before
    assert not Vote.objects.exists()


def test_an_en_bloc_list_is_one_vote_with_a_decision_each_and_a_pull():
    hall = full_hall(RIVALS[0], RIVALS[2], ("1.3", "twice", "three times"))
    question = hall.put("en bloc", amendments=[(one(hall, n), "filed") for n in (1, 2, 3)])
    floor.pull_from_question(acting_user=hall.delegates[0], question=question, amendment=one(hall, 2))
    vote = hall.decide(question, [YEA, YEA, YEA, NAY])
    assert [one(hall, n).decision for n in (1, 2, 3)] == ["carried", "pending", "carried"]
    assert Decision.objects.filter(vote=vote, amendment__isnull=False).count() == 2
    assert Decision.objects.get(vote=vote, amendment__isnull=True).matter == "en bloc"
    hall.world.sound()


def test_what_is_about_the_same_words_cannot_go_en_bloc():
    hall = full_hall(*RIVALS)
    with pytest.raises(Refused, match="A1 and A2 are about the same words"):
        hall.put("en bloc", amendments=[(one(hall, n), "filed") for n in (1, 2, 3)])


def test_delegates_rank_rivals_and_the_first_is_then_put():
    hall = full_hall(*RIVALS, rivals_by="ranked")
    question = hall.put("rivals", amendments=[(one(hall, n), "filed") for n in (1, 2)])
    vote = hall.open(question)
    said = hall.vote(vote, ["2>1", "2", "1>2", "1=2", ABSTAIN])
    assert said[0].sentence == "The ballot of seat 101 is counted: A2, then A1."
    with pytest.raises(Refused, match="Give each a place once"):
        hall.vote(vote, ["2>2"])
    vote = hall.declare(hall.close(vote))
    assert (vote.chosen, vote.outcome) == ("2", "carried")
    assert {one(hall, n).decision for n in (1, 2)} == {"pending"}
    hall.world.sound()


def test_a_paragraph_that_loses_its_separate_vote_goes_and_what_stood_on_it_falls():
    hall = full_hall(*RIVALS)
    question = hall.put("paragraph", paragraph=hall.world.uid("1.1"))
    assert question.words == "That paragraph 1.1 stays in the text."
    hall.decide(question, [NAY, NAY, YEA])
    assert hall.world.document.paragraphs.get(label="1.1").struck
    assert [one(hall, n).decision for n in (1, 2, 3)] == ["fallen", "fallen", "pending"]
    assert hall.decide(hall.put(amendment=one(hall, 3)), [YEA]).outcome == "carried"
    hall.world.sound()


def test_a_referral_upon_a_question_ends_it_and_closing_the_debate_does_not():
    hall = full_hall(*RIVALS, close_numerator=2, close_denominator=3)
    main = hall.put(amendment=one(hall, 1))
    close = hall.put("close debate")
    assert (close.upon, close.words) == (main, "That the debate on A1 is closed.")
    with pytest.raises(Refused, match="First “That the debate on A1 is closed.” is decided"):
        hall.open(main)
    assert hall.decide(close, [YEA, NAY, YEA]).needed == 2
    hall.decide(hall.put("refer", referred_to="the next council"), [YEA])
    assert (one(hall, 1).decision, hall.world.fresh(main).ended) == ("referred", "decided")
    hall.world.sound()


def test_the_last_questions_come_last():
    hall = full_hall(RIVALS[0])
    with pytest.raises(Refused, match="cannot be adopted while amendments are open"):
        hall.put("adoption")
    hall.decide(hall.put(amendment=one(hall, 1)), [YEA])
    whole = hall.put("platform")
    vote = hall.open(whole)
    hall.vote(vote, [YEA])
    hall.close(vote)
    with pytest.raises(Refused, match="is not adopted yet. First each document is"):
        hall.declare(vote)
    void_vote(acting_user=hall.world.chair, vote=vote, reason="It came too early.")
    floor.withdraw_question(acting_user=hall.world.chair, question=whole, reason="It came too early.")
    hall.decide(hall.put("adoption"), [YEA, YEA])
    assert hall.world.reload().seal
    assert hall.decide(hall.put("platform"), [YEA]).outcome == "carried"
    hall.world.sound()


def test_a_vote_that_is_declared_twice_is_declared_once():
    hall = full_hall(RIVALS[0])
    vote = hall.decide(hall.put(amendment=one(hall, 1)), [YEA])
    assert hall.declare(vote).ended_at == vote.ended_at
    assert hall.close(vote).closed_at == vote.closed_at
    assert Decision.objects.filter(amendment__isnull=False).count() == 1
    assert Question.objects.get().ended == "decided"
