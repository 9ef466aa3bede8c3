"""The life of a document and of an amendment: stages, states, and the moves between them, as data. Who may move is in `rules`.

State, recommendation, decision and visibility of an amendment are separate fields, never one; so is whether it is
in order. Every move has the name of the action that makes it.
"""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import TextChoices


class Stage(TextChoices):
    """Where a document is in its life."""

    DRAFTING = "drafting", "drafting"
    COUNCIL = "council", "put to the council"
    DISCUSSION = "discussion", "published for discussion"
    CLOSED = "closed", "filing closed"
    FLOOR = "floor", "on the floor"
    ADOPTED = "adopted", "adopted"


class State(TextChoices):
    """What its mover has done with an amendment. Work that is not filed yet is a private draft and no amendment."""

    FILED = "filed", "filed"
    WITHDRAWN = "withdrawn", "withdrawn"
    TAKEN_OVER = "taken over", "taken over"


class Admissibility(TextChoices):
    """Whether an amendment may be put at all."""

    NONE = "none", "not ruled on"
    IN_ORDER = "in order", "in order"
    OUT_OF_ORDER = "out of order", "out of order"


class Recommendation(TextChoices):
    """The committee's advice, never the outcome."""

    NONE = "none", "no advice"
    CARRY = "carry", "carry"
    CARRY_AMENDED = "carry as amended", "carry as amended"
    REJECT = "reject", "reject"
    REFER = "refer", "refer"


class Outcome(TextChoices):
    """What the congress has decided, or what followed from what it decided."""

    PENDING = "pending", "pending"
    CARRIED = "carried", "carried"
    LOST = "lost", "lost"
    REFERRED = "referred", "referred"
    FALLEN = "fallen", "fallen"


class Visibility(TextChoices):
    """Who sees an amendment: all who may read its document, or its mover and the committee alone."""

    READERS = "readers", "all who may read the document"
    COMMITTEE = "committee", "the mover and the committee"


class Backing(TextChoices):
    """Whether an amendment has the supporters that the standing orders ask for. It is judged when filing is closed."""

    OPEN = "open", "not judged"
    SHORT = "short", "too few supporters"
    WAIVED = "waived", "let in by leave"


class Rest(TextChoices):
    """Whether an amendment is put by itself, or rests while others are put in its place.

    A divided one rests in its parts, several amendments; otherwise it rests in one: parts in their whole, once it is one again.
    """

    NONE = "none", "by itself"
    COMPOSITE = "composite", "in a composite"
    PARTS = "parts", "divided into parts"
    WHOLE = "whole", "one with its whole again"
    SAME = "same", "one with the same words"
    TAKEN_IN = "taken in", "taken into the text"
    UNCONFIRMED = "unconfirmed", "not confirmed by its mover"


class ReadingState(TextChoices):
    """Where a second reading is: the text of a document goes back to the committee, beside its stage, until published anew."""

    OPEN = "open", "under way"
    REPUBLISHED = "republished", "published anew"
    ABANDONED = "abandoned", "abandoned"


class Rebase(TextChoices):
    """How a filed amendment stands on the current text; the engine's states of a rebase."""

    CLEAN = "clean", "unchanged"
    SHIFTED = "shifted", "shifted"
    TOUCHING = "touching", "touching"
    CONFLICTING = "conflicting", "conflicting"
    SATISFIED = "satisfied", "satisfied"
    GONE = "gone", "gone"


class Words(TextChoices):
    """Which text of an amendment is put or meant: the mover's, or the committee's beside it."""

    FILED = "filed", "as it was filed"
    ADVISED = "advised", "in the committee’s words"


class Method(TextChoices):
    """How a vote was taken."""

    HANDS = "show of hands", "show of hands"
    ROLL_CALL = "roll call", "roll call"
    SECRET = "secret ballot", "secret ballot"
    CARDS = "card vote", "card vote"
    CONSENT = "no objection", "no objection"


BY_BALLOT = frozenset({Method.ROLL_CALL, Method.SECRET})  # one ballot a seat; the others are counted in the hall and typed in


class Matter(TextChoices):
    """What a decision or a question is about."""

    AMENDMENT = "amendment", "an amendment"
    WORDS = "words", "the committee’s words for an amendment"
    APPEAL = "appeal", "an appeal against a ruling"
    COUNCIL = "council", "approval by the council"
    ADOPTION = "adoption", "adoption of the whole as amended"
    BLOC = "en bloc", "the en bloc list"
    RIVALS = "rivals", "a choice among rivals"
    PARAGRAPH = "paragraph", "a paragraph by itself"
    BASE = "base text", "the choice of the base text"
    REFER = "refer", "a referral"
    CLOSE = "close debate", "closing the debate"
    WHOLE = "platform", "the platform as a whole"
    MOTION = "motion", "another motion"
    REST = "rest", "all that is still open"


# What is put on the floor, what of it is a choice and no for or against, and what is about the congress and no one document.
PUT = frozenset(Matter) - {Matter.WORDS, Matter.APPEAL, Matter.COUNCIL}
CHOICES = frozenset({Matter.RIVALS, Matter.BASE})
OF_CONGRESS = frozenset({Matter.BASE, Matter.WHOLE})
UPON_ANOTHER = frozenset({Matter.REFER, Matter.CLOSE, Matter.MOTION})  # what can be put while another question is on the floor


class Left(TextChoices):
    """What becomes of all that is still open when the congress runs out of time, by one vote."""

    LAPSES = "lapses", "it lapses"
    REFERRED = "referred", "it is referred"
    REMITTED = "remitted", "the document is remitted, unfinished"


class Move(NamedTuple):
    """One move of a document: the action that makes it, from where, to where, and the move in words."""

    action: str
    source: Stage
    target: Stage
    words: str


MOVES: tuple[Move, ...] = (
    Move("put_to_council", Stage.DRAFTING, Stage.COUNCIL, "The committee puts the draft to the council."),
    Move("send_back", Stage.COUNCIL, Stage.DRAFTING, "The council sends the draft back."),
    Move("publish", Stage.COUNCIL, Stage.DISCUSSION, "The approved draft is published, and amendments may be filed."),
    Move("close_filing", Stage.DISCUSSION, Stage.CLOSED, "Filing is closed."),
    Move("reopen_filing", Stage.CLOSED, Stage.DISCUSSION, "Filing is opened again, with a new deadline."),
    Move("take_to_floor", Stage.CLOSED, Stage.FLOOR, "The congress takes the document up."),
    Move("dispose", Stage.FLOOR, Stage.CLOSED, "The congress remits the document: it is not finished."),
    Move("adopt", Stage.FLOOR, Stage.ADOPTED, "The congress adopts the text as amended."),
    Move("confirm_reopening", Stage.ADOPTED, Stage.FLOOR, "The final vote is reopened, before the whole platform is adopted."),
)


class ReadingMove(NamedTuple):
    """One move of a second reading: the action, the stages of the document in which it is possible, where that goes, in words.

    While one is under way the document stays at its stage, and its published text stands.
    """

    action: str
    sources: frozenset[Stage]
    target: Stage | None
    words: str


_READING = frozenset({Stage.DISCUSSION, Stage.CLOSED})

READING_MOVES: tuple[ReadingMove, ...] = (
    ReadingMove("begin_second_reading", _READING, None, "The committee takes the published text up again."),
    ReadingMove("abandon_second_reading", _READING, None, "The committee leaves it, and the published text stands."),
    ReadingMove("republish", _READING, Stage.DISCUSSION, "The text is published anew, and amendments may be filed on it."),
)


class Step(NamedTuple):
    """One move of an amendment: the action, the field it moves, from where, to where, and the stages it is possible in."""

    action: str
    field: str
    sources: frozenset[str]
    target: str
    stages: frozenset[Stage]


_PENDING = frozenset({Outcome.PENDING.value})
_OPEN = frozenset({Stage.DISCUSSION, Stage.CLOSED, Stage.FLOOR})
_FLOOR = frozenset({Stage.FLOOR})

STEPS: tuple[Step, ...] = (
    Step("withdraw_amendment", "state", frozenset({State.FILED}), State.WITHDRAWN, frozenset({Stage.DISCUSSION, Stage.CLOSED})),
    Step("withdraw_by_leave", "state", frozenset({State.FILED}), State.WITHDRAWN, _FLOOR),
    Step("take_over_amendment", "state", frozenset({State.WITHDRAWN}), State.TAKEN_OVER, _OPEN),
    Step(
        "rule_in_order",
        "admissibility",
        frozenset({Admissibility.NONE, Admissibility.OUT_OF_ORDER}),
        Admissibility.IN_ORDER,
        _OPEN,
    ),
    Step(
        "rule_out_of_order",
        "admissibility",
        frozenset({Admissibility.NONE, Admissibility.IN_ORDER}),
        Admissibility.OUT_OF_ORDER,
        _OPEN,
    ),
    Step("close_filing", "backing", frozenset({Backing.OPEN}), Backing.SHORT, frozenset({Stage.DISCUSSION})),
    Step("reopen_filing", "backing", frozenset({Backing.SHORT}), Backing.OPEN, frozenset({Stage.CLOSED})),
    Step("override", "backing", frozenset({Backing.OPEN, Backing.SHORT}), Backing.WAIVED, _OPEN),
    Step("decide_appeal", "admissibility", frozenset({Admissibility.OUT_OF_ORDER}), Admissibility.IN_ORDER, _OPEN),
    Step("publish_amendments", "visibility", frozenset({Visibility.COMMITTEE}), Visibility.READERS, _OPEN),
    Step("join_same", "rest", frozenset({Rest.NONE}), Rest.SAME, frozenset({Stage.CLOSED, Stage.FLOOR})),
    Step("part_from_same", "rest", frozenset({Rest.SAME}), Rest.NONE, frozenset({Stage.CLOSED, Stage.FLOOR})),
    Step("divide_amendment", "rest", frozenset({Rest.NONE}), Rest.PARTS, frozenset({Stage.CLOSED, Stage.FLOOR})),
    Step("unite_amendment", "rest", frozenset({Rest.PARTS}), Rest.NONE, frozenset({Stage.CLOSED, Stage.FLOOR})),
    Step("record_decision", "decision", _PENDING, Outcome.CARRIED, _FLOOR),
    Step("record_decision", "decision", _PENDING, Outcome.LOST, _FLOOR),
    Step("record_decision", "decision", _PENDING, Outcome.REFERRED, _FLOOR),
    Step("dispose", "decision", _PENDING, Outcome.REFERRED, _FLOOR),
    Step("dispose", "decision", _PENDING, Outcome.FALLEN, _FLOOR),
    Step("fall", "decision", _PENDING, Outcome.FALLEN, _FLOOR),
)

ALONE = (Rest.NONE, Rest.PARTS, Rest.TAKEN_IN, Rest.UNCONFIRMED)  # no other amendment is put in the place of these
PUBLISHED = frozenset({Stage.DISCUSSION, Stage.CLOSED, Stage.FLOOR, Stage.ADOPTED})
STANDING = frozenset({State.FILED, State.TAKEN_OVER})  # the states in which an amendment still wants a decision


def move(action: str) -> Move:
    """Give a document's move by its action. Raises KeyError where there is none."""
    for row in MOVES:
        if row.action == action:
            return row
    raise KeyError(action)


def next_moves(stage: str) -> tuple[Move, ...]:
    """Give the moves that lead on from a stage, in their order."""
    return tuple(row for row in MOVES if row.source == stage)
