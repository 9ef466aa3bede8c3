"""The rows of the table of rules on second readings: the committee's work on the text, and what movers answer for."""

from __future__ import annotations

from amendments.life import Stage
from amendments.models import Role
from amendments.who import Anyone, Relation, Rule, rule

_BEFORE = (Stage.DISCUSSION, Stage.CLOSED)
_COMMITTEE = (Role.COMMITTEE, Anyone.OPERATOR)

READING: tuple[Rule, ...] = (
    rule("begin_second_reading", "begin a second reading", _COMMITTEE, _BEFORE),
    rule("work_on_second_reading", "take amendments in and edit at a second reading", _COMMITTEE, _BEFORE),
    rule("abandon_second_reading", "abandon a second reading", _COMMITTEE, _BEFORE),
    rule("republish", "publish the text anew after a second reading", _COMMITTEE, _BEFORE),
    rule("read_working_text", "read the working text of a second reading", [*_COMMITTEE, Role.CHAIR, Role.SECRETARY], _BEFORE),
    rule("answer_carried_over", "confirm an amendment on the new text", [Relation.MOVER, Relation.SPEAKER], _BEFORE),
    rule("settle_answers", "settle what movers did not answer in time", [*_COMMITTEE, Role.CHAIR], _BEFORE),
    rule("let_stand", "let an amendment stand that nobody answered for", [Role.COMMITTEE, Role.CHAIR], [*_BEFORE, Stage.FLOOR]),
)
