"""The registers of a congress: the list of them, one to read and print, and what was challenged in it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from amendments.access import ForCongress
from amendments.access_things import ForRegister
from amendments.models import Challenge, Congress, Register, RegisterLine, Role, Seat, StandingOrders
from amendments.models.orders_credentials import RegisterNames
from amendments.queries.quorum import Quorum, quorum, quorum_of
from amendments.rules import Acting, can

PAGE = 50


@dataclass(frozen=True)
class RegisterRow:
    """One register of the list."""

    register: Register
    quorum: Quorum
    challenges: int


@dataclass(frozen=True)
class ChallengeRow:
    """One challenge: what, by which seat, why, and the answer; whether whoever reads it may answer."""

    challenge: Challenge
    by: str
    may_answer: bool


@dataclass(frozen=True)
class Registers:
    """The list, the last one first, with the quorum as it is now and the challenges that are about no register."""

    rows: list[RegisterRow]
    now: Quorum
    challenges: list[ChallengeRow]
    page: int
    more: bool
    may_freeze: bool
    may_challenge: bool


def registers_page(found: ForCongress, page: int = 0) -> Registers:
    """Read the list: eight queries at most."""
    congress, acting = found
    rows = Register.objects.filter(congress=congress).select_related("document", "entry").order_by("-number")
    shown = list(rows[page * PAGE : (page + 1) * PAGE + 1])
    waiting = _challenges(congress, acting)
    return Registers(
        rows=[RegisterRow(one, quorum_of(one), len(waiting.get(one.pk, []))) for one in shown[:PAGE]],
        now=quorum(congress),
        challenges=waiting.get(None, []),
        page=page,
        more=len(shown) > PAGE,
        may_freeze=can(acting, "freeze_register"),
        may_challenge=can(acting, "challenge_register"),
    )


@dataclass(frozen=True)
class Line:
    """One line as it is read: the card, the holder where names are open to the reader, the weight, and how it is voted."""

    number: int | None
    name: str
    weight: int
    how: str
    voted: bool


@dataclass(frozen=True)
class BodyLines:
    """The lines of one body, with how many are here and how many votes that makes."""

    name: str
    lines: list[Line]
    present: int
    voting: int
    weight: int


@dataclass(frozen=True)
class RegisterPage:
    """One register. `names`: whoever reads it reads the names."""

    register: Register
    quorum: Quorum
    bodies: list[BodyLines]
    names: bool
    cards: bool
    challenges: list[ChallengeRow]
    may_challenge: bool


def register_page(found: ForRegister) -> RegisterPage:
    """Read one register: four queries, however many lines it has."""
    register, congress, acting = found
    orders = StandingOrders.objects.get(congress=congress)
    names = orders.register_names == RegisterNames.MEMBERS or can(acting, "read_register_names")
    rows = RegisterLine.objects.filter(register=register).select_related("seat__body", "holder", "voted_by")
    lines = sorted(rows, key=lambda line: (line.seat.number or 0, line.seat_id))
    return RegisterPage(
        register,
        quorum_of(register),
        _bodies(lines, names=names),
        names,
        any(line.weight != 1 for line in lines),
        _challenges(congress, acting).get(register.pk, []),
        can(acting, "challenge_register"),
    )


def _bodies(lines: list[RegisterLine], *, names: bool) -> list[BodyLines]:
    by: dict[str, list[RegisterLine]] = defaultdict(list)
    for line in lines:
        by[line.seat.body.name if line.seat.body else "Without a body"].append(line)
    return [
        BodyLines(
            name,
            [_line(one, names=names) for one in some],
            sum(one.present for one in some),
            sum(one.voted_by_id is not None for one in some),
            sum(one.weight for one in some if one.voted_by_id is not None),
        )
        for name, some in sorted(by.items())
    ]


def _line(line: RegisterLine, *, names: bool) -> Line:
    if line.present:
        how = "here"
    elif line.voted_by is not None:
        how = f"voted by seat {line.voted_by.number}" if line.voted_by.number else "voted by another delegate"
    else:
        how = "not here"
    return Line(line.seat.number, str(line.holder) if names else "", line.weight, how, line.voted_by_id is not None)


def _challenges(congress: Congress, acting: Acting) -> dict[int | None, list[ChallengeRow]]:
    """Give the challenges by register; those about none under None: one query."""
    found: dict[int | None, list[ChallengeRow]] = defaultdict(list)
    rows = Challenge.objects.filter(congress=congress).select_related("seat__person", "seat__body", "answered_by")
    for one in rows.order_by("pk"):
        answers = can(acting, "answer_challenge") and one.answered_at is None and one.seat.person_id != acting.person_id
        found[one.register_id].append(ChallengeRow(one, _by(one.seat), answers))
    return found


def _by(seat: Seat) -> str:
    return f"seat {seat.number}" if seat.number and seat.role == Role.DELEGATE else "a delegate"


def challenged(congress: Congress, number: str) -> Register | None:
    """Give the register that is challenged; None where the quorum or the register as it is now is meant."""
    return (
        Register.objects.filter(congress=congress, number=int(number)).first()
        if number.isdecimal() and len(number) < 9
        else None
    )
