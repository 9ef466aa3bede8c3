"""What the record says of second readings: their steps, what they were published as, and what movers answered for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from amendments.life import ReadingState, Rebase, Rest
from amendments.models.reading import Answered
from amendments.text.apply import apply
from amendments.text.document import Document as Text
from amendments.text.edits import edits_from_json
from amendments.text.stored import canonical, document_digest, sha256


@dataclass
class ToldStep:
    """One step of a working text. Its edits stay with the committee until it is published; `digest` is theirs."""

    amendment: int | None
    version: int | None
    digest: str
    text: str
    why: str
    undone: bool = False


@dataclass
class ToldReading:
    """What the record tells of one second reading. `asked`: by number of the amendment, what became of the question."""

    base: int
    reason: str
    state: str = ReadingState.OPEN.value
    summary: str = ""
    until: str = ""
    revision: int | None = None
    settled: bool = False
    steps: list[ToldStep] = field(default_factory=list)
    asked: dict[int, str] = field(default_factory=dict)

    @property
    def standing(self) -> list[ToldStep]:
        """The steps that are not undone."""
        return [step for step in self.steps if not step.undone]


def take_reading(fold: Any, kind: str, body: dict[str, Any]) -> None:
    """Take an entry about a second reading. Raises ValueError or KeyError where it cannot follow from those before it."""
    number = body["reading"]
    if kind == "second reading begun":
        if any(one.state == ReadingState.OPEN for one in fold.readings.values()) or number != len(fold.readings) + 2:
            raise ValueError("a second reading begins while another one is under way")
        fold.readings[number] = ToldReading(body["base"], body["reason"])
        return
    told = fold.readings[number]
    if (told.state == ReadingState.OPEN) is (kind == "answers settled"):
        raise ValueError("the second reading is over, or is not yet")
    _TAKEN[kind](fold, told, body)


def _take_step(_fold: Any, told: ToldReading, body: dict[str, Any]) -> None:
    if body["step"] != len(told.steps) + 1:
        raise ValueError("a step of the second reading does not follow the one before it")
    told.steps.append(ToldStep(body["taken"], body["version"], body["digest"], body["text"], body["why"]))


def _undo_step(_fold: Any, told: ToldReading, body: dict[str, Any]) -> None:
    at = max(n for n, step in enumerate(told.steps) if not step.undone)
    if at + 1 != body["step"]:
        raise ValueError("not the last step was undone")
    told.steps[at].undone = True


def _abandon(_fold: Any, told: ToldReading, body: dict[str, Any]) -> None:
    told.state, told.summary = ReadingState.ABANDONED.value, body["summary"]


def made(text: Text, body: dict[str, Any]) -> Text:
    """Give the text that a republication makes of the one before it, not numbered yet."""
    for step in body["steps"]:
        text = apply(text, edits_from_json(step["edits"]))
        if document_digest(text) != step["text"]:
            raise ValueError("a step of the second reading gives another text than its entry says")
    return text


def follow(told: Any, row: dict[str, Any], touched: set[int]) -> None:
    """Take what a change of the text makes of a pending amendment, which is noted as touched."""
    touched.add(told.number)
    if "state" in row:
        told.rebase_state, told.resolved = row["state"], row["edits"]
        told.combined = row["text"] if told.rebase_state == Rebase.TOUCHING else ""
        told.confirmed = told.confirmed if told.confirmed == told.combined else ""
        told.standing = row.get("standing", told.standing)


def _republish(fold: Any, told: ToldReading, body: dict[str, Any]) -> None:
    said = [(step["taken"], sha256(canonical(step["edits"])), step["text"]) for step in body["steps"]]
    if said != [(step.amendment, step.digest, step.text) for step in told.standing]:
        raise ValueError("the text that is published is not the one that the second reading made")
    told.state, told.revision = ReadingState.REPUBLISHED.value, body["revision"]
    told.summary, told.until = body["summary"], body["answers"]
    told.asked = dict.fromkeys(body["asked"], Answered.ASKED.value)
    for row in body["others"]:
        follow(fold.amendments[row["amendment"]], row, fold.touched)
    for row in body["advised"]:
        fold.words_of(row).rebased(row)
    for number in body["rests"]:
        fold.amendments[number].rest = Rest.TAKEN_IN.value
        fold.touched.add(number)


def answered(fold: Any, body: dict[str, Any]) -> None:
    """Take a mover's word that an amendment stands on the new text."""
    reading, told = fold.readings[body["reading"]], fold.amendments[body["amendment"]]
    if reading.asked[body["amendment"]] != Answered.ASKED:
        raise ValueError("its mover was not asked, or has answered")
    reading.asked[body["amendment"]] = Answered.CONFIRMED.value
    if told.rebase_state == Rebase.TOUCHING:
        told.confirmed = body["combined"]


def _settle(fold: Any, told: ToldReading, body: dict[str, Any]) -> None:
    if told.settled or told.state != ReadingState.REPUBLISHED:
        raise ValueError("the answers were settled before, or nobody was asked")
    told.settled = True
    for key, answer in (("stands", Answered.STANDS), ("rests", Answered.RESTS)):
        for number in body[key]:
            told.asked[number] = answer.value
    for number in body["rests"]:
        fold.amendments[number].rest = Rest.UNCONFIRMED.value
        fold.touched.add(number)


def let_stand(fold: Any, body: dict[str, Any]) -> None:
    """Take the ruling that an amendment stands which rested because nobody answered for it."""
    told = fold.amendments[body["amendment"]]
    if told.rest != Rest.UNCONFIRMED:
        raise ValueError("the amendment does not rest for want of an answer")
    told.rest = Rest.NONE.value


_TAKEN = {
    "second reading step": _take_step,
    "second reading undone": _undo_step,
    "second reading abandoned": _abandon,
    "republished": _republish,
    "answers settled": _settle,
}
