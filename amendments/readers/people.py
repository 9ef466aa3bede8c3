"""Lists of people: from a file to lines that say who there is and which seats they get, or what is wrong with which line."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import TextChoices

from amendments.models.seat import Role
from amendments.readers.sheets import GUESSES, MOST_CELL, MOST_ROWS
from amendments.readers.source import Unreadable
from amendments.text import plain

MAX_BYTES = 10 * 1024 * 1024
PATIENCE = 30  # seconds for the process that reads
KINDS = {".xlsx": "xlsx", ".csv": "csv", ".txt": "csv", ".tsv": "csv"}
ENCODINGS = {
    "cp1252": "Western Europe (Windows-1252)",
    "cp1250": "Central Europe (Windows-1250)",
    "cp1251": "Cyrillic (Windows-1251)",
    "mac_roman": "Macintosh",
}
assert set(ENCODINGS) == set(GUESSES)  # noqa: S101 (two files say the same; the other imports no Django)
_ROOT = Path(__file__).resolve().parents[2]


class Column(TextChoices):
    """What a column of a list may be."""

    IGNORE = "ignore", "leave it out"
    NUMBER = "number", "member number"
    NAME = "name", "name"
    FIRST = "first", "first name"
    LAST = "last", "last name"
    EMAIL = "email", "e-mail address"
    ROLE = "role", "role"
    BODY = "body", "body"
    SPEAKS = "speaks", "speaks for the body"
    CARD = "card", "number on the card"


_KNOWN = {
    Column.NUMBER: "member number|number|no|nr|id|member|member no|membership number|member id",
    Column.NAME: "name|full name|member name",
    Column.FIRST: "first name|given name|first|forename",
    Column.LAST: "last name|family name|surname|last",
    Column.EMAIL: "e mail address|email|e mail|mail|email address",
    Column.ROLE: "role|seat|function",
    Column.BODY: "body|branch|union|caucus|committee|local",
    Column.SPEAKS: "speaks for the body|speaks|speaker",
    Column.CARD: "number on the card|card|card number|seat number|delegate number",
}
NAMES = {name: column.value for column, names in _KNOWN.items() for name in names.split("|")}
_YES, _NO = {"yes", "y", "true", "1", "x", "✓"}, {"", "no", "n", "false", "0", "-"}
_ERROR = re.compile(r"#(N/A|REF!|NAME\?|VALUE!|DIV/0!|NULL!|NUM!|SPILL!|CALC!)")
_SHORTENED = re.compile(r"\d[.,]\d+[eE]\+\d+")
ODD = {
    "formula": "is a formula. Paste its value instead.",
    "day": "is a day, which sheets make of numbers like 5-1. Make the cell text there, and type it again.",
}
BEYOND = "Put quotation marks around a cell that holds the separator, or name the column."
_ROLES = {name: role.value for role in Role for name in (role.value, role.label)}


@dataclass(frozen=True)
class Table:
    """What a file holds: names of columns, and rows of `[line number, cells, what is odd]`, as `sheets` gives them.

    Where the encoding is not certain there are no rows: `question` has the first doubtful lines as each encoding reads them.
    """

    header: list[str] = field(default_factory=list)
    rows: list[list[Any]] = field(default_factory=list)
    encoding: str = ""
    sheets: int = 1
    question: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class SeatLine:
    """A seat that a line gives. What the list does not say stays as it is: None, and a role that is "".

    Whoever holds a seat in the body already needs no other one then; who does not becomes a member of it.
    """

    line: int
    role: str
    body: str
    speaks: bool | None = None
    card: int | None = None


@dataclass(frozen=True)
class PersonLine:
    """A person as the list has them, with every seat; `name` and `email` are None where there is no such column."""

    line: int
    number: str
    name: str | None
    email: str | None
    seats: tuple[SeatLine, ...] = ()


@dataclass(frozen=True)
class Fault:
    """What is wrong with a line, in a sentence. `line` is 0 where it is about the list as a whole."""

    line: int
    says: str


def read_table(data: bytes, name: str, encoding: str = "") -> Table:
    """Read a file in a process of its own, within its bounds of memory and time. Raises Unreadable."""
    kind = "xlsx" if data.startswith(b"PK\x03\x04") else KINDS.get(PurePath(name).suffix.lower(), "")
    if not kind:
        raise Unreadable(f"“{name}” is neither a workbook (XLSX) nor a list in plain text (CSV). Save it as one of these.")
    if len(data) > MAX_BYTES:
        raise Unreadable(f"“{name}” is larger than {MAX_BYTES // 1024**2} MB. Save the list alone, as CSV.")
    command = [sys.executable, "-m", "amendments.readers.sheets", kind, encoding if encoding in ENCODINGS else ""]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=PATIENCE, cwd=_ROOT, check=False)  # noqa: S603 (our own module)
    except subprocess.TimeoutExpired as late:
        raise Unreadable(f"“{name}” takes too long to read. Save the list alone, as CSV.") from late
    told = [json.loads(line) for line in done.stdout.splitlines()]
    if done.returncode or not told:
        raise Unreadable(f"“{name}” takes more memory or time to read than a list of people does. Save the list alone, as CSV.")
    return _table(told, name)


def _table(told: list[Any], name: str) -> Table:
    about: dict[str, Any] = {}
    for one in told:
        about |= one if isinstance(one, dict) else {}
    if "refused" in about:
        raise Unreadable(f"“{name}” was not taken: {about['refused']}")
    if "question" in about:
        return Table(question=about["question"])
    rows = [one for one in told if isinstance(one, list)]
    if len(rows) < 2:
        raise Unreadable(f"“{name}” has no line below its first, which names the columns. Is the list on another sheet?")
    return Table(rows[0][1], rows[1:], about.get("encoding", ""), about.get("sheets", 1))


def guessed(header: Iterable[str]) -> list[str]:
    """Say what each column is, by its name; "" for one that is not known. No column is the same thing twice."""
    found: list[str] = []
    for name in header:
        column = NAMES.get(" ".join(re.sub(r"[\W_]+", " ", name).casefold().split()), "")
        found.append("" if column in found else column)
    return found


def faults_of_columns(header: list[str], columns: list[str]) -> list[Fault]:
    """Say what is wrong with the choice of columns."""
    chosen = [one for one in columns if one and one != Column.IGNORE]
    faults = [
        Fault(0, f"The column “{name}” is not known. Say what it is, or leave it out.")
        for name, column in zip(header, columns, strict=True)
        if not column and name
    ]
    faults += [
        Fault(0, f"Two columns are the {Column(one).label}. Leave one of them out.")
        for one in sorted(set(chosen))
        if chosen.count(one) > 1
    ]
    if Column.NUMBER not in chosen:
        faults.append(Fault(0, "No column is the member number, by which people are told apart."))
    if Column.NAME in chosen and (Column.FIRST in chosen or Column.LAST in chosen):
        faults.append(Fault(0, "The name stands in one column and again in parts. Leave one of them out."))
    return faults


def people_in(table: Table, columns: list[str]) -> tuple[list[PersonLine], list[Fault]]:
    """Read the lines of a table whose columns are known: each person once, and what is wrong, line by line."""
    at = {column: index for index, column in enumerate(columns) if column and column != Column.IGNORE}
    people: dict[str, PersonLine] = {}
    faults: list[Fault] = []
    for line, cells, odd in table.rows:
        given = {column: cells[index] if index < len(cells) else "" for column, index in at.items()}
        wrong = _wrong(given, {columns[index]: what for index, what in odd if index < len(columns)})
        if len(cells) > len(table.header):
            wrong.append(f"It has more cells than the first line names: “{cells[len(table.header)][:30]}”. {BEYOND}")
        if wrong:
            faults += [Fault(line, says) for says in wrong]
            continue
        person = _person(line, given)
        before = people.get(person.number.casefold())
        if before is None:
            people[person.number.casefold()] = person
        elif says := _twice(before, person):
            faults.append(Fault(line, says))
        else:
            people[person.number.casefold()] = replace(before, seats=before.seats + person.seats)
    return list(people.values()), faults


def _wrong(given: Mapping[str, str], odd: Mapping[str, str]) -> list[str]:
    """Say what is wrong with one line."""
    says = [f"The {Column(one).label} {ODD[what]}" for one, what in odd.items() if one in given]
    for column, cell in given.items():
        label = Column(column).label
        if cell.startswith(("=", "@")):
            says.append(f"The {label} begins with “{cell[0]}”, as a formula does. Write it without.")
        elif _ERROR.fullmatch(cell):
            says.append(f"The {label} is {cell}, which a sheet writes where it cannot reckon. Write what is meant.")
        elif found := plain.unfit(cell) or (plain.unseen(cell) if column == Column.NUMBER else ""):
            says.append(f"The {label} holds {found}. Delete it there.")
        elif len(cell) > (40 if column == Column.NUMBER else 200 if column != Column.EMAIL else 254) or len(cell) > MOST_CELL:
            says.append(f"The {label} is too long: “{cell[:30]}…”.")
    number = given.get(Column.NUMBER, "")
    if not plain.line(number):
        says.append("There is no member number.")
    elif _SHORTENED.fullmatch(number):
        says.append(f"The sheet has shortened the member number to “{number}”. Make the column text there, and type it again.")
    says += _wrong_values(given)
    return says


def _wrong_values(given: Mapping[str, str]) -> list[str]:
    says = []
    if (role := given.get(Column.ROLE, "")) and role.casefold() not in _ROLES:
        says.append(f"“{role}” is no role. There are: {', '.join(Role.values)}.")
    if (speaks := given.get(Column.SPEAKS, "")).casefold() not in _YES | _NO:
        says.append(f"“{speaks}” is neither yes nor no, for whether they speak for the body.")
    elif speaks.casefold() in _YES and not given.get(Column.BODY, ""):
        says.append("They speak for a body, and no body is named.")
    if (card := given.get(Column.CARD, "")) and not re.fullmatch(r"[1-9]\d{0,8}", card):
        says.append(f"“{card}” is no number of a card.")
    if email := given.get(Column.EMAIL, ""):
        try:
            validate_email(email)
        except ValidationError:
            says.append(f"“{email}” is no e-mail address. Leave it empty where there is none.")
    return says


def _person(line: int, given: Mapping[str, str]) -> PersonLine:
    named = [plain.line(given[one]) for one in (Column.NAME, Column.FIRST, Column.LAST) if one in given]
    role, body = given.get(Column.ROLE, ""), plain.line(given.get(Column.BODY, ""))
    seats: tuple[SeatLine, ...] = ()
    if role or body:
        speaks = given[Column.SPEAKS].casefold() in _YES if Column.SPEAKS in given else None
        card = int(given[Column.CARD]) if given.get(Column.CARD) else None
        seats = (SeatLine(line, _ROLES[role.casefold()] if role else "", body, speaks, card),)
    name = " ".join(part for part in named if part) if named else None
    return PersonLine(line, plain.line(given[Column.NUMBER]), name, given.get(Column.EMAIL), seats)


def _twice(before: PersonLine, again: PersonLine) -> str:
    """Say what is wrong where a person stands on a second line: only another seat is a reason to."""
    number = again.number
    if (before.name, before.email) != (again.name, again.email):
        return f"The member number {number} stands on line {before.line} already, with another name or address."
    held = {(seat.role, seat.body.casefold()) for seat in before.seats}
    if not again.seats or any((seat.role, seat.body.casefold()) in held for seat in again.seats):
        return f"The same person stands on line {before.line} already, with the same seat. Delete one of the lines."
    return ""


MOST = MOST_ROWS
