"""Verify a congress's own chain: its seats, held votes, registers and challenges are what the record says."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from amendments.models import Challenge, Congress, Entry, HeldVote, Recess, Register, RegisterLine, Seat, StandingOrders
from amendments.queries.fold_congress import CongressFold, ToldRegister, ToldSeat
from amendments.queries.quorum import needed_by
from amendments.text.stored import canonical, sha256

COUNTED = ("seats", "present", "held", "quorate", "needed", "weight", "digest")
QUORUM = ("quorum", "quorum_parts", "quorum_whole", "quorum_over")


def fold_of(entries: list[Entry], fold: CongressFold) -> Iterator[str]:
    """Take all entries into a fold. Gives a sentence for the first that does not follow, and stops there."""
    for entry in entries:
        try:
            fold.take(entry.kind, json.loads(entry.payload)["body"], entry.sequence)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            yield f"Entry {entry.sequence} ({entry.kind}) does not follow from those before it: {error}"
            return


def credentials_problems(congress: Congress, fold: CongressFold) -> Iterator[str]:
    """Compare the rows with what the record says; each problem is one sentence."""
    yield from _seats(congress, fold)
    held = HeldVote.objects.filter(giver__congress=congress, until__isnull=True)
    if dict(held.values_list("giver_id", "holder_id")) != fold.held:
        yield f"{congress}: votes are held for others otherwise than the record says."
    yield from _registers(congress, fold)
    yield from _challenges(congress, fold)
    rows = Recess.objects.filter(congress=congress).values_list("entry__sequence", "ended_at")
    if {sequence: ended is not None for sequence, ended in rows} != fold.recesses:
        yield f"{congress}: its recesses are not what the record says."


def _seats(congress: Congress, fold: CongressFold) -> Iterator[str]:
    known = dict(fold.seats)
    for row in Seat.objects.filter(congress=congress).select_related("person", "body").order_by("pk"):
        told = known.pop(row.pk, None)
        if told is None:
            yield f"Seat {row.pk}: it is not on record."
            continue
        have = (row.role, row.body.slug if row.body else None, row.speaks_for_body, row.number, row.weight, row.lent)
        if have != (told.role, told.body, told.speaks, told.number, told.weight, told.lent):
            yield f"Seat {row.pk}: its role, body, number or weight is not what the record says."
        if (row.until is None) != told.open:
            yield f"Seat {row.pk}: it is held, or has ended, otherwise than the record says."
        if not row.person.erased and row.person.commitment != told.person:
            yield f"Seat {row.pk}: another person holds it than the record says."
    yield from (f"Seat {pk}: it is on record, and its row is missing." for pk in known)


def _registers(congress: Congress, fold: CongressFold) -> Iterator[str]:
    lines: dict[int, list[RegisterLine]] = defaultdict(list)
    rows = RegisterLine.objects.filter(register__congress=congress).select_related("seat__body", "holder")
    for line in rows.order_by("register_id", "seat_id"):
        lines[line.register_id].append(line)
    known = dict(fold.registers)
    for register in Register.objects.filter(congress=congress).select_related("document", "entry").order_by("number"):
        told = known.pop(register.number, None)
        if told is None:
            yield f"Register {register.number}: it is not on record."
        else:
            yield from (f"Register {register.number}: {what}" for what in _register(register, lines[register.pk], told))
    yield from (f"Register {number}: it is on record, and its row is missing." for number in known)


def _register(register: Register, lines: list[RegisterLine], told: ToldRegister) -> Iterator[str]:
    document = register.document.slug if register.document else None
    if (document, *(getattr(register, name) for name in COUNTED)) != (told.body["of"], *(told.body[n] for n in COUNTED)):
        yield "its numbers are not what the record says."
    if register.taken_at != register.entry.made_at:
        yield "it was taken at another time than its entry."
    if sha256(canonical([_line(line) for line in lines])) != register.digest:
        yield "its lines do not have its digest."
    if register.needed != needed_by(StandingOrders(**{name: told.orders[name] for name in QUORUM}), register.seats):
        yield "its quorum is not that of the standing orders of its time."
    yield from _same_seats(lines, told)


def _line(line: RegisterLine) -> dict[str, Any]:
    return {
        "seat": line.seat_id,
        "number": line.seat.number,
        "body": line.seat.body.slug if line.seat.body else None,
        "holder": line.commitment,
        "weight": line.weight,
        "present": line.present,
        "voted_by": line.voted_by_id,
    }


def _same_seats(lines: list[RegisterLine], told: ToldRegister) -> Iterator[str]:
    """Compare the lines with the seats that there were: each of them once, with its holder and weight."""
    if [line.seat_id for line in lines] != sorted(told.seats):
        yield "its lines are not the delegates’ seats of its time."
        return
    here = {line.seat_id for line in lines if line.present}
    for line in lines:
        seat: ToldSeat = told.seats[line.seat_id]
        weight = seat.weight if told.orders.get("card_votes") else 1
        if (line.commitment, line.weight) != (seat.person, weight):
            yield f"seat {line.seat_id} had another holder or weight."
        if not line.holder.erased and line.holder.commitment != line.commitment:
            yield f"seat {line.seat_id} names another person than its commitment."
        by = line.voted_by_id
        if not line.present and by is not None and (by not in here or told.held.get(line.seat_id) != by):
            yield f"the vote of seat {line.seat_id} was not held by seat {by}."


def _challenges(congress: Congress, fold: CongressFold) -> Iterator[str]:
    rows = {row.entry.sequence: row for row in Challenge.objects.filter(congress=congress).select_related("entry", "register")}
    for sequence in sorted(rows.keys() | fold.challenges.keys()):
        row, told = rows.get(sequence), fold.challenges.get(sequence)
        if row is None or told is None or told != _challenge(row):
            yield f"The challenge of entry {sequence} is not what the record says."
        elif (sha256(row.answer) if row.answer else None) != fold.answers.get(sequence):
            yield f"The answer to the challenge of entry {sequence} is not what the record says."


def _challenge(row: Challenge) -> dict[str, Any]:
    number = row.register.number if row.register else None
    return {"register": number, "about": row.about, "seat": row.seat_id, "reason": sha256(row.reason)}
