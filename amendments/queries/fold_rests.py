"""What the record says of composites, and of amendments that rest in another: the values that the fold of a document keeps."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from amendments.life import Outcome, Rest
from amendments.text.apply import apply
from amendments.text.document import Document as Text
from amendments.text.edits import edits_from_json
from amendments.text.number import label_of
from amendments.text.stored import canonical, sha256


@dataclass
class ToldComposite:
    """What the record tells of one composite. `sources`: by number the version, the mover, and what they have said."""

    version: int
    base: int
    edits: Any
    about: str
    reason: str
    sources: dict[int, tuple[int, str, str]] = field(default_factory=dict)
    ended: bool = False
    amendment: int | None = None


def take_composite(known: dict[int, ToldComposite], kind: str, body: dict[str, Any]) -> None:
    """Take an entry about a composite that does not stand yet. Raises ValueError where it cannot follow."""
    number = body["composite"]
    if kind == "composite proposed":
        last = known[number].version if number in known else 0
        if body["version"] != last + 1 or sha256(canonical(body["edits"])) != body["digest"]:
            raise ValueError("a composite does not follow the one before it, or its digest is not that of its edits")
        sources = {one["number"]: (one["version"], one["person"] or f"body {one['body']}", "asked") for one in body["sources"]}
        known[number] = ToldComposite(body["version"], body["base"], body["edits"], body["about"], body["reason"], sources)
    elif kind == "composite answered":
        version, mover, _ = known[number].sources[body["source"]]
        known[number].sources[body["source"]] = (version, mover, body["answer"])
    elif kind == "composite ended":
        known[number].ended = True


def stands(fold: Any, body: dict[str, Any]) -> None:
    """Take that a composite stands as an amendment: those in it rest, and their movers move it together."""
    composite = fold.composites[body["composite"]]
    if composite.ended or composite.amendment is not None or composite.edits != body["edits"]:
        raise ValueError("the composite that stands is not the one that was signed off")
    if sorted(composite.sources) != body["rests"] or any(answer != "signed" for *_, answer in composite.sources.values()):
        raise ValueError("not every mover has signed the composite off")
    composite.amendment = body["amendment"]
    fold.amendments[body["amendment"]].beside = {one["person"] or f"body {one['body']}": "confirmed" for one in body["beside"]}
    for number in body["rests"]:
        told = fold.amendments[number]
        told.rest, told.rests_in = Rest.COMPOSITE.value, body["amendment"]
        fold.touched.add(number)


def join(fold: Any, body: dict[str, Any]) -> None:
    """Take that amendments rest in one of the same words. Raises ValueError where they do something else."""
    carrier = fold.amendments[body["amendment"]]
    does = apply(fold.text, edits_from_json(carrier.resolved))
    for number in body["rests"]:
        told = fold.amendments[number]
        if told.rest != Rest.NONE or _read(apply(fold.text, edits_from_json(told.resolved))) != _read(does):
            raise ValueError(f"{label_of(number)} does not ask for the same words as {label_of(carrier.number)}")
        told.rest, told.rests_in = Rest.SAME.value, carrier.number
        fold.touched.add(number)
    for one in body["beside"]:
        who = one["person"] or f"body {one['body']}"
        carrier.beside[who] = "confirmed"
        carrier.supporters.pop(who, None)


def part(fold: Any, body: dict[str, Any]) -> None:
    """Take that an amendment stands by itself again. Raises ValueError where it did not rest in the other."""
    told, carrier = fold.amendments[body["amendment"]], fold.amendments[body["from"]]
    if told.rest != Rest.SAME or told.rests_in != carrier.number:
        raise ValueError(f"{label_of(told.number)} does not rest in {label_of(carrier.number)}")
    told.rest, told.rests_in = Rest.NONE.value, None
    for one in body["left"]:
        carrier.beside[one["person"] or f"body {one['body']}"] = "left"


def _read(text: Text) -> list[tuple[Any, ...]]:
    """Give a text as it is read: what is new in it has other ids in each amendment."""
    titles = [(one.label, one.title, one.struck) for one in text.sections]
    return [*titles, *((one.label, one.tokens, one.struck) for one in text.paragraphs)]


def revive(fold: Any, body: dict[str, Any]) -> None:
    """Take that amendments stand by themselves again."""
    for number in body.get("revives", ()):
        told = fold.amendments[number]
        if told.rests_in != body["amendment"]:
            raise ValueError(f"{label_of(number)} does not rest in {label_of(body['amendment'])}")
        told.rest, told.rests_in = Rest.NONE.value, None
        fold.touched.add(number)


def stand_again(fold: Any, body: dict[str, Any]) -> None:
    """Take that what fell with an amendment that was withdrawn is pending again, because somebody took that one over."""
    for number in body.get("stand again", ()):
        told = fold.amendments[number]
        if told.fallen_because != body["amendment"]:
            raise ValueError(f"{label_of(number)} did not fall with {label_of(body['amendment'])}")
        told.decision, told.fallen_because = Outcome.PENDING.value, None
        fold.touched.add(number)


def let_go(fold: Any, body: dict[str, Any]) -> None:
    """Take that one vote disposed of all that was open. Raises ValueError where something was decided already."""
    for number in body["left"] if body["decided"] else ():
        told = fold.amendments[number]
        if told.decision != Outcome.PENDING:
            raise ValueError(f"{label_of(number)} was decided already")
        told.decision = body["decided"]
        fold.touched.add(number)
    for number in body["rests"]:
        told = fold.amendments[number]
        told.decision, told.fallen_because = Outcome.FALLEN.value, told.rests_in
        fold.touched.add(number)
