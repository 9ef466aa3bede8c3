"""What the record says of divided amendments: their parts, which together do exactly what the whole does."""

from __future__ import annotations

from typing import Any, NamedTuple

from amendments.life import Backing, Rest
from amendments.models import DivisionAnswer
from amendments.text.apply import apply
from amendments.text.edits import Amendment, edits_from_json
from amendments.text.merge import merge
from amendments.text.number import Number, label_of
from amendments.text.stored import canonical, sha256


class Asked(NamedTuple):
    """What the record tells of one request to divide an amendment: the cut, of which words, why, and what was answered."""

    numbers: list[int]
    words: str
    reason: str
    answer: str = DivisionAnswer.WAITING.value
    because: str = ""


def asked(fold: Any, body: dict[str, Any]) -> None:
    """Take a delegate's request to divide an amendment. Raises ValueError where an earlier one of theirs waits."""
    requests = fold.amendments[body["amendment"]].division
    held = requests.get(fold.by)
    if held and held.answer == DivisionAnswer.WAITING:
        raise ValueError(f"whoever asked to divide {label_of(body['amendment'])} had asked already")
    requests[fold.by] = Asked(body["numbers"], body["words"], body["reason"])


def refused(fold: Any, body: dict[str, Any]) -> None:
    """Take that it was refused. Raises ValueError where nobody waits for an answer."""
    requests = fold.amendments[body["amendment"]].division
    held = requests.get(body["asked"])
    if held is None or held.answer != DivisionAnswer.WAITING:
        raise ValueError(f"nobody waited for an answer whether {label_of(body['amendment'])} is divided")
    requests[body["asked"]] = held._replace(answer=DivisionAnswer.REFUSED.value, because=body["reason"])


def take_parts(fold: Any, body: dict[str, Any], told: Any) -> None:
    """Take a division. `told` makes what is told of a part. Raises ValueError where these are no parts of that whole."""
    whole = fold.amendments[body["amendment"]]
    rows = [(Number(one["amendment"]), one) for one in body["parts"]]
    values = [Amendment(label_of(number), number, edits_from_json(one["edits"])) for number, one in rows]
    if merge(fold.text, values).document != apply(fold.text, edits_from_json(whole.resolved)):
        raise ValueError(f"the parts of {label_of(whole.number)} together do not do what it does")
    for number, one in rows:
        if number in fold.amendments or number.whole != whole.number or sha256(canonical(one["edits"])) != one["digest"]:
            raise ValueError(
                f"{label_of(number)} is no new part of {label_of(whole.number)}, or its digest is not that of its edits"
            )
        part = told(int(number), body["base"], one["edits"], whole.mover, whole.body, whole.reason)
        part.resolved, part.part_of, part.backing = part.edits, whole.number, Backing.WAIVED.value
        part.versions = {1: (part.base, one["digest"], part.reason)}
        part.admissibility, part.floor = whole.admissibility, whole.floor
        part.beside = {who: answer for who, answer in whole.beside.items() if answer == "confirmed"}
        fold.amendments[part.number] = part
        fold.touched.add(part.number)
    whole.rest = Rest.PARTS.value
    for who, one in whole.division.items():
        if one.answer == DivisionAnswer.WAITING:
            granted = DivisionAnswer.GRANTED if who == body["asked"] else DivisionAnswer.OTHERWISE
            whole.division[who] = one._replace(answer=granted.value)


def unite(fold: Any, body: dict[str, Any]) -> None:
    """Take that a divided amendment is one again. Raises ValueError where it was not, or these are not its parts."""
    whole = fold.amendments[body["amendment"]]
    standing = {one.number for one in fold.amendments.values() if one.part_of == whole.number and one.rest != Rest.WHOLE}
    if whole.rest != Rest.PARTS or standing != set(body["parts"]):
        raise ValueError(f"{label_of(whole.number)} was not divided into these parts")
    whole.rest = Rest.NONE.value
    for number in body["parts"]:
        part = fold.amendments[number]
        part.rest, part.rests_in = Rest.WHOLE.value, whole.number
        fold.touched.add(number)
