"""The table of who may do what, walked cell by cell: every action × role × stage × relation (S1)."""

from itertools import product

import pytest

from amendments.life import MOVES, STEPS, Stage, Visibility
from amendments.models import Role
from amendments.models.document import Audience
from amendments.rules import (
    BY_ACTION,
    TABLE,
    Acting,
    Anyone,
    Relation,
    can,
    can_read,
    can_see,
    who_can,
    why_not,
)

PEOPLE = {
    "nobody": Acting(),
    "signed in": Acting(person_id=1),
    "operator": Acting(operator=True),
    **{role.value: Acting(person_id=1, roles=frozenset({role})) for role in Role},
}
RELATIONS = [None, *Relation]
D, C, P, X, F, A = Stage  # drafting, council, published, closed, floor, adopted
EVERY = set(Stage)

# What the table must grant, written a second time by hand: action → who → in which stages. Everything else is refused.
OFFICE = {"secretary": EVERY, "operator": EVERY}
DESK = {"secretary": EVERY, "credentials": EVERY}
ALL_WITH_SEAT = {role.value for role in Role}
GRANTED: dict[str, dict[str, set[Stage]]] = {
    "read_congress": dict.fromkeys(PEOPLE, EVERY),
    "read_rules": dict.fromkeys(PEOPLE, EVERY),
    "read_orders": dict.fromkeys(PEOPLE, EVERY),
    "read_own_drafts": {Relation.OWNER: EVERY},
    "create_congress": {"operator": EVERY},
    "set_orders": OFFICE,
    "create_person": OFFICE,
    "read_people": OFFICE,
    "read_person": OFFICE | {Relation.SELF: EVERY},
    "change_person": OFFICE,
    "export_person": OFFICE | {Relation.SELF: EVERY},
    "erase_person": OFFICE | {Relation.SELF: EVERY},
    "set_own_password": {name: EVERY for name in PEOPLE if name not in {"nobody", "operator"}},
    "import_people": OFFICE,
    "issue_codes": OFFICE,
    "invite": OFFICE,
    "create_body": OFFICE,
    "give_seat": OFFICE,
    "end_seat": OFFICE,
    "hand_over_seat": OFFICE,
    "set_readers": OFFICE | {"committee": EVERY},
    "rebuild_relations": {"operator": EVERY},
    "load_document": OFFICE | {"committee": EVERY},
    "edit_text": {"committee": {D}, "operator": {D}},
    "set_title": {"committee": {D}, "secretary": {D}, "operator": {D}},
    "put_to_council": {"committee": {D}, "operator": {D}},
    "approve": {"council": {C}, "secretary": {C}, "operator": {C}},
    "send_back": {"council": {C}, "secretary": {C}, "operator": {C}},
    "publish": {"committee": {C}, "secretary": {C}, "operator": {C}},
    "set_deadline": {"committee": {P}, "secretary": {P}, "operator": {P}},
    "close_filing": {"committee": {P}, "chair": {P}, "secretary": {P}, "operator": {P}},
    "reopen_filing": {"committee": {X}, "chair": {X}, "secretary": {X}, "operator": {X}},
    "rule_on_order": {"committee": {P, X, F}, "chair": {P, X, F}},
    "tag_amendment": {"committee": {P, X, F}, "secretary": {P, X, F}},
    "take_in_places": {"committee": {P, X, F}, "chair": {P, X, F}},
    "divide_amendment": {"committee": {X, F}, "chair": {X, F}},
    "ask_division": {"delegate": {X, F}},
    "refuse_division": {"committee": {X, F}, "chair": {X, F}},
    "unite_amendment": {"committee": {X, F}, "chair": {X, F}},
    "join_same": {"committee": {X, F}, "chair": {X, F}},
    "part_from_same": {Relation.MOVER: {X, F}, Relation.SPEAKER: {X, F}, "committee": {X, F}},
    "propose_composite": {one: {P, X, F} for one in ALL_WITH_SEAT},
    "answer_composite": {Relation.MOVER: {P, X, F}, Relation.SPEAKER: {P, X, F}},
    "recommend": {"committee": {P, X, F}},
    "ask_correction": {"committee": {P, X}},
    "publish_amendments": {"committee": {P, X, F}},
    "minority_advice": {"committee": {P, X, F}},
    "confirm_words": {"committee": {F}},
    "accept_amendment": {"committee": {P, X, F}},
    "answer_correction": {"committee": {P, X}, Relation.MOVER: {P, X}, Relation.SPEAKER: {P, X}},
    "appeal": {Relation.MOVER: {P, X, F}, Relation.SPEAKER: {P, X, F}},
    "agree_to_words": {Relation.MOVER: {P, X, F}, Relation.SPEAKER: {P, X, F}},
    "object": {role: {P, X, F} for role in ALL_WITH_SEAT},
    "decide_appeal": {"council": {P, X, F}, "chair": {P, X, F}, "secretary": {P, X, F}},
    "save_draft": {role: {P, X, F} for role in ALL_WITH_SEAT},
    "file_amendment": {role: {P} for role in ALL_WITH_SEAT},
    "file_for_body": {Relation.SPEAKER: {P}},
    "file_on_behalf": {"secretary": {P, X}},
    "read_paper": dict.fromkeys(["committee", "chair", "secretary", Relation.MOVER, Relation.SPEAKER], EVERY),
    "file_late": {role: {P, X} for role in ALL_WITH_SEAT},
    "revise_amendment": {Relation.MOVER: {P, X}, Relation.SPEAKER: {P, X}},
    "support_amendment": {role: {P} for role in ALL_WITH_SEAT},
    "leave_support": {Relation.SUPPORTER: {P, X}},
    "name_co_mover": {Relation.MOVER: {P}, Relation.SPEAKER: {P}},
    "answer_co_mover": {Relation.CO_MOVER: {P, X}},
    "begin_second_reading": {"committee": {P, X}, "operator": {P, X}},
    "work_on_second_reading": {"committee": {P, X}, "operator": {P, X}},
    "abandon_second_reading": {"committee": {P, X}, "operator": {P, X}},
    "republish": {"committee": {P, X}, "operator": {P, X}},
    "read_working_text": {who: {P, X} for who in ("committee", "chair", "secretary", "operator")},
    "answer_carried_over": {Relation.MOVER: {P, X}, Relation.SPEAKER: {P, X}},
    "settle_answers": {"committee": {P, X}, "chair": {P, X}, "operator": {P, X}},
    "let_stand": {"committee": {P, X, F}, "chair": {P, X, F}},
    "give_leave": {"committee": {P, X}, "chair": {P, X}},
    "let_in": {"committee": {P, X, F}, "chair": {P, X, F}},
    "override": {"chair": {P, X, F}},
    "withdraw_amendment": {Relation.MOVER: {P, X}, Relation.SPEAKER: {P, X}},
    "take_over_amendment": {role: {P, X, F} for role in ALL_WITH_SEAT},
    "confirm_combined": {"committee": {P, X, F}, Relation.MOVER: {P, X, F}, Relation.SPEAKER: {P, X, F}},
    "write_post": {role: {P, X, F} for role in ALL_WITH_SEAT},
    "edit_post": {Relation.OWNER: {P, X, F}},
    "delete_post": {Relation.OWNER: EVERY},
    "report_post": dict.fromkeys(ALL_WITH_SEAT, EVERY),
    "moderate_post": {"committee": EVERY, "chair": EVERY},
    "write_note": dict.fromkeys(ALL_WITH_SEAT, EVERY),
    "follow": {name: EVERY for name in PEOPLE if name not in {"nobody", "operator"}},
    "follow_body": dict.fromkeys(ALL_WITH_SEAT, EVERY),
    "read_own_notes": {name: EVERY for name in PEOPLE if name not in {"nobody", "operator"}},
    "read_news": {name: EVERY for name in PEOPLE if name not in {"nobody", "operator"}},
    "set_mails": {name: EVERY for name in PEOPLE if name not in {"nobody", "operator"}},
    "order_list": {"chair": {P, X, F}},
    "correct_minutes": {"chair": {F, A}, "secretary": {F, A}},
    "dissent": {"delegate": {F, A}},
    "pull_out": {"chair": {P, X, F}, "delegate": {P, X, F}},
    "take_to_floor": {"chair": {X}, "operator": {X}},
    "preview_decision": {"chair": {F}},
    "record_decision": {"chair": {F}},
    "withdraw_by_leave": {"chair": {F}},
    "adopt": {"chair": {F}},
    "read_hall": dict.fromkeys(ALL_WITH_SEAT, EVERY),
    "run_floor": {"chair": EVERY, "teller": EVERY},
    "put_question": {"chair": EVERY},
    "withdraw_question": {"chair": EVERY},
    "file_from_floor": {"chair": {Stage.FLOOR}, "secretary": {Stage.FLOOR}},
    "pull_from_question": {"delegate": EVERY, "chair": EVERY},
    "open_vote": {"chair": EVERY},
    "cancel_vote": {"chair": EVERY},
    "void_vote": {"chair": EVERY},
    "cast_ballot": {"delegate": EVERY},
    "count_hands": {"teller": EVERY, "chair": EVERY},
    "close_vote": {"chair": EVERY, "teller": EVERY},
    "declare_vote": {"chair": EVERY},
    "recount": {"chair": EVERY},
    "ask_to_speak": {"delegate": EVERY},
    "enter_speaker": dict.fromkeys(["chair", "teller", "credentials", "secretary"], EVERY),
    "call_speaker": {"chair": EVERY, "teller": EVERY},
    "take_recess": {"chair": EVERY},
    "correct_adopted": {"committee": {A}, "chair": {A}, "secretary": {A}},
    "rehearse": {"chair": {X, F}},
    "dispose": {"chair": {F}},
    "see_paper_votes": {"chair": {F}, "teller": {F}},
    "ask_paper": {"chair": {F}},
    "confirm_paper": {"teller": {F}},
    "see_reopening": {"chair": {F, A}, "teller": {F, A}},
    "ask_reopening": {"chair": {F, A}},
    "confirm_reopening": {"teller": {F, A}},
    "keep_presence": DESK,
    "show_door": DESK,
    "say_here": {Relation.HOLDER: EVERY},
    "read_own_seat": dict.fromkeys(ALL_WITH_SEAT, EVERY),
    "surrender_seat": DESK | {Relation.HOLDER: EVERY},
    "give_back_seat": DESK | {Relation.HOLDER: EVERY, Relation.LENDER: EVERY},
    "give_vote": DESK | {Relation.HOLDER: EVERY},
    "take_vote_back": DESK | {Relation.HOLDER: EVERY},
    "set_weight": OFFICE,
    "freeze_register": DESK | {"chair": EVERY},
    "read_registers": dict.fromkeys(ALL_WITH_SEAT, EVERY),
    "read_own_record": dict.fromkeys(ALL_WITH_SEAT, EVERY),
    "read_register_names": DESK | {"chair": EVERY, "teller": EVERY},
    "challenge_register": {"delegate": EVERY},
    "answer_challenge": DESK | {"chair": EVERY},
}


def test_both_tables_have_the_same_actions():
    assert set(GRANTED) == set(BY_ACTION)
    assert len(TABLE) == len(BY_ACTION)


@pytest.mark.parametrize("action", sorted(BY_ACTION))
def test_every_cell_is_what_it_must_be(action):
    wanted = GRANTED[action]
    for (name, acting), stage, relation in product(PEOPLE.items(), Stage, RELATIONS):
        relations = [relation] if relation else []
        expected = stage in wanted.get(name, set()) or (relation is not None and stage in wanted.get(relation, set()))
        cell = f"{action}: {name}, {stage.value}, {relation}"
        assert can(acting, action, stage=stage, relations=relations) == expected, cell
        assert bool(why_not(acting, action, stage=stage, relations=relations)) != expected, cell


def test_an_action_without_a_row_is_an_error_and_no_silent_yes_or_no():
    with pytest.raises(KeyError):
        can(PEOPLE["chair"], "set_fire")


@pytest.mark.parametrize("stage", Stage)
def test_each_audience_includes_those_before_it(stage):
    readers = [{name for name, acting in PEOPLE.items() if can_read(acting, stage, audience)} for audience in Audience]
    assert readers == sorted(readers, key=len)
    assert readers[0] == {"committee", "chair", "secretary", "operator"} | ({"council"} if stage == Stage.COUNCIL else set())
    assert readers[1] == readers[0] | {"delegate", "alternate", "credentials", "teller", "council"}
    assert readers[2] == readers[1] | {"member"}
    assert readers[3] == set(PEOPLE)


def test_members_read_unless_it_is_set():
    readers = {name for name, acting in PEOPLE.items() if can_read(acting, Stage.DISCUSSION, None)}
    assert readers == {role.value for role in Role} | {"operator"}


def test_an_amendment_that_the_committee_holds_back_is_seen_by_its_mover_and_the_committee():
    for name, acting in PEOPLE.items():
        assert can_see(acting, Visibility.READERS, [])
        assert can_see(acting, Visibility.COMMITTEE, []) == (name in {"committee", "chair", "secretary", "operator"})
        assert can_see(acting, Visibility.COMMITTEE, [Relation.MOVER])
        assert can_see(acting, Visibility.COMMITTEE, [Relation.SPEAKER])
        assert can_see(acting, Visibility.COMMITTEE, [Relation.CO_MOVER])
        assert not can_see(Acting(person_id=1), Visibility.COMMITTEE, [Relation.SUPPORTER])


def test_every_move_and_step_has_a_row_for_its_stage():
    for move in MOVES:
        assert move.source in (BY_ACTION[move.action].stages or ()), move
    for step in STEPS:
        if step.action not in {"fall", "rule_in_order", "rule_out_of_order"}:
            assert step.stages == BY_ACTION[step.action].stages, step


def test_a_refusal_says_who_can_and_when():
    acting = PEOPLE["member"]
    assert why_not(acting, "adopt", stage=F) == "You cannot record the final vote and adopt the text here. The chair can."
    assert why_not(Acting(), "file_amendment", stage=P) == (
        "You cannot file an amendment here. A member of the congress can. Please sign in."
    )
    assert why_not(acting, "file_amendment", stage=D) == (
        "The document is at the stage “drafting”. You can file an amendment at the stage “published for discussion”."
    )
    assert who_can(BY_ACTION["create_congress"]) == "the operator of this site"
    assert who_can(BY_ACTION["publish"]) == "the drafting committee or the secretary"


def test_who_holds_a_seat_is_a_member_and_the_operator_is_none():
    assert Role.MEMBER in PEOPLE["teller"].everyone
    assert Role.MEMBER not in PEOPLE["operator"].everyone
    assert Anyone.SIGNED_IN not in Acting().everyone
