"""The rows of the table of rules on credentials: who is here, who sits for whom, and the registers of the votes."""

from __future__ import annotations

from amendments.models import Role
from amendments.who import Anyone, Relation, Rule, rule

_DESK = (Role.CREDENTIALS, Role.SECRETARY)
_MINE_OR_DESK = (Relation.HOLDER, *_DESK)

CREDENTIALS: tuple[Rule, ...] = (
    rule("keep_presence", "say which delegates are here", _DESK),
    rule("show_door", "show the code at the door", _DESK),
    rule("say_here", "say that I am here, or that I go", [Relation.HOLDER]),
    rule("read_own_seat", "see my seat as a delegate", [Role.MEMBER]),
    rule("surrender_seat", "give a delegate’s seat to an alternate", _MINE_OR_DESK),
    rule("give_back_seat", "give a seat back that was given up for a time", [Relation.LENDER, *_MINE_OR_DESK]),
    rule("give_vote", "let another delegate hold a vote", _MINE_OR_DESK),
    rule("take_vote_back", "take a vote back that another delegate holds", _MINE_OR_DESK),
    rule("set_weight", "set the weight of a delegate’s card", [Role.SECRETARY, Anyone.OPERATOR]),
    rule("freeze_register", "freeze the register of the delegates", [Role.CHAIR, *_DESK]),
    rule("read_registers", "see the registers of the votes", [Role.MEMBER]),
    rule("read_own_record", "read the record of the congress itself: seats, orders, registers", [Role.MEMBER]),
    rule("read_register_names", "read the names in a register", [Role.CHAIR, Role.TELLER, *_DESK]),
    rule("challenge_register", "challenge the register or the quorum", [Role.DELEGATE]),
    rule("answer_challenge", "answer a challenge", [Role.CHAIR, *_DESK]),
)
