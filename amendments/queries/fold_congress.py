"""What the congress's own chain says: its seats, the votes held for others, the registers, and what was challenged."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from amendments.models import Role

GIVEN = {"seat given", "seats given"}
ENDED = {"seat ended", "seats ended"}
PASSED = {"seat handed over", "seat surrendered", "seat given back"}


@dataclass
class ToldSeat:
    """One seat as the record tells it."""

    person: str
    role: str
    body: str | None
    speaks: bool
    number: int | None
    weight: int
    lent: bool = False
    open: bool = True


@dataclass(frozen=True)
class ToldRegister:
    """A register as its entry says, and the delegates' seats and held votes that it must have been made of."""

    body: dict[str, Any]
    seats: dict[int, ToldSeat]
    held: dict[int, int]
    orders: dict[str, Any]


@dataclass
class CongressFold:
    """The state of a congress after some of its entries. Seats are known by id, held votes by who gave them."""

    seats: dict[int, ToldSeat] = field(default_factory=dict)
    held: dict[int, int] = field(default_factory=dict)
    registers: dict[int, ToldRegister] = field(default_factory=dict)
    challenges: dict[int, dict[str, Any]] = field(default_factory=dict)  # by the sequence of their entries
    answers: dict[int, str] = field(default_factory=dict)
    orders: dict[str, Any] = field(default_factory=dict)
    recesses: dict[int, bool] = field(default_factory=dict)  # by the sequence of their entries: whether it has ended

    def take(self, kind: str, body: dict[str, Any], sequence: int) -> None:
        """Take one entry. Raises ValueError or KeyError where it cannot follow from those before it."""
        if kind in GIVEN | ENDED:
            step = self._begin if kind in GIVEN else self._end
            for one in body.get("seats", [body]):
                step(one)
        elif kind in PASSED:
            self._end(body["from"])
            self._begin(body["to"], lent=bool(body.get("lent")))
        elif kind == "orders set":
            self.orders = body
        elif kind == "weight set":
            self._held(body["seat"]).weight = body["weight"]
        elif kind in {"vote given", "vote taken back"}:
            self._vote(body, given=kind == "vote given")
        elif kind == "register frozen":
            self._freeze(body)
        elif kind in {"register challenged", "challenge answered"}:
            self._challenge(body, sequence, answered=kind == "challenge answered")
        elif kind in {"recess taken", "sitting resumed"}:
            self._rest(body, sequence, taken=kind == "recess taken")

    def _rest(self, body: dict[str, Any], sequence: int, *, taken: bool) -> None:
        if taken and not all(self.recesses.values()):
            raise ValueError("a recess begins in another one")
        if not taken and self.recesses.get(body["recess"], True):
            raise ValueError("no recess was to be ended")
        self.recesses[sequence if taken else body["recess"]] = not taken

    def _challenge(self, body: dict[str, Any], sequence: int, *, answered: bool) -> None:
        if not answered:
            self.challenges[sequence] = body
        elif body["challenge"] not in self.challenges or body["challenge"] in self.answers:
            raise ValueError("it answers no challenge, or one that was answered")
        else:
            self.answers[body["challenge"]] = body["answer"]

    def _held(self, pk: int) -> ToldSeat:
        seat = self.seats[pk]
        if not seat.open:
            raise ValueError(f"seat {pk} has ended")
        return seat

    def _begin(self, told: dict[str, Any], *, lent: bool = False) -> None:
        if told["seat"] in self.seats:
            raise ValueError(f"seat {told['seat']} began twice")
        rest = {name: value for name, value in told.items() if name != "seat"}
        self.seats[told["seat"]] = ToldSeat(**{"weight": 1, **rest}, lent=lent)

    def _end(self, told: dict[str, Any]) -> None:
        """End a seat, and with it the votes that its holder held or gave."""
        pk = told["seat"]
        self._held(pk).open = False
        self.held = {giver: holder for giver, holder in self.held.items() if pk not in {giver, holder}}

    def _vote(self, body: dict[str, Any], *, given: bool) -> None:
        known = self.held.pop(body["giver"], None)
        if given:
            if known is not None or body["holder"] in self.held or body["giver"] in self.held.values():
                raise ValueError("a vote is held twice, or passed on")
            self._held(body["giver"])
            self._held(body["holder"])
            self.held[body["giver"]] = body["holder"]
        elif known != body["holder"]:
            raise ValueError("a vote is taken back that this delegate does not hold")

    def _freeze(self, body: dict[str, Any]) -> None:
        if body["register"] != len(self.registers) + 1:
            raise ValueError("a register has a number out of turn")
        delegates = {pk: seat for pk, seat in self.seats.items() if seat.open and seat.role == Role.DELEGATE}
        self.registers[body["register"]] = ToldRegister(
            body, {pk: ToldSeat(**vars(seat)) for pk, seat in delegates.items()}, dict(self.held), self.orders
        )
