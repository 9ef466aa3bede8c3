"""The rows of the table for the floor: questions, votes, ballots and counts."""

from __future__ import annotations

from amendments.life import Stage
from amendments.models import Role
from amendments.who import Rule, rule

_CHAIR, _TELLER = Role.CHAIR, Role.TELLER
_AGAIN = (Stage.FLOOR, Stage.ADOPTED)  # the final vote can go back until the whole platform is adopted

FLOOR: tuple[Rule, ...] = (
    rule("read_hall", "see what is on the floor", [Role.MEMBER]),
    rule("run_floor", "see the chair’s page of the floor", [_CHAIR, _TELLER]),
    rule("put_question", "put a question to the congress", [_CHAIR]),
    rule("withdraw_question", "take a question from the floor", [_CHAIR]),
    rule("pull_from_question", "pull an amendment out of an en bloc list on the floor", [Role.DELEGATE, _CHAIR]),
    rule(
        "file_from_floor",
        "enter an amendment that a delegate moves from the floor",
        [Role.SECRETARY, _CHAIR],
        [Stage.FLOOR],
    ),
    rule("open_vote", "open a vote", [_CHAIR]),
    rule("cancel_vote", "cancel a vote that was opened by mistake", [_CHAIR]),
    rule("void_vote", "declare a vote void", [_CHAIR]),
    rule("cast_ballot", "vote", [Role.DELEGATE]),
    rule("count_hands", "enter what was counted in the hall", [_TELLER, _CHAIR]),
    rule("close_vote", "close a vote", [_CHAIR, _TELLER]),
    rule("declare_vote", "declare the result of a vote", [_CHAIR]),
    rule(
        "correct_adopted",
        "correct an adopted text, by the authority that the congress gave",
        [Role.COMMITTEE, _CHAIR, Role.SECRETARY],
        [Stage.ADOPTED],
    ),
    rule("rehearse", "rehearse the voting list with invented results", [_CHAIR], [Stage.CLOSED, Stage.FLOOR]),
    rule("dispose", "record the one vote on all that is still open", [_CHAIR], [Stage.FLOOR]),
    rule("see_paper_votes", "see what was voted on paper", [_CHAIR, _TELLER], [Stage.FLOOR]),
    rule("ask_paper", "type a vote from paper, for the tellers to confirm", [_CHAIR], [Stage.FLOOR]),
    rule("confirm_paper", "confirm a count that was taken on paper", [_TELLER], [Stage.FLOOR]),
    rule("see_reopening", "see what it would do to reopen a decision", [_CHAIR, _TELLER], _AGAIN),
    rule("ask_reopening", "ask to have a decision reopened, or its count corrected", [_CHAIR], _AGAIN),
    rule("confirm_reopening", "confirm that a decision is reopened, as a second person", [_TELLER], _AGAIN),
    rule("recount", "have a vote counted again", [_CHAIR]),
    rule("ask_to_speak", "ask for the floor, or take that back", [Role.DELEGATE]),
    rule("enter_speaker", "enter a delegate on the list of speakers", [_CHAIR, _TELLER, Role.CREDENTIALS, Role.SECRETARY]),
    rule("call_speaker", "call speakers, and end their time", [_CHAIR, _TELLER]),
    rule("take_recess", "let the congress rest, and go on", [_CHAIR]),
)
