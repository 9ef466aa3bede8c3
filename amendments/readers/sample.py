"""The sample: a congress with its people, documents and amendments, from files that people can read and add to.

Nothing is looked up here that needs a database; names are checked against each other, and what a file does not know is named.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "sample"
STAGES = ("drafting", "published for discussion", "on the floor")


class SampleError(ValueError):
    """A file of the sample that cannot be read. The message names file, piece and reason."""


@dataclass(frozen=True)
class CongressPlan:
    """The congress. `opens` and `closes` are days from now; `zone` is the name of a time zone."""

    slug: str
    name: str
    organization: str
    series: str
    place: str
    zone: str
    opens: int
    closes: int


@dataclass(frozen=True)
class DocumentPlan:
    """A document, its file, and how far it has come.

    `filing_closes` is days from now, at 18:00; `readers` who may read it by stage; `council` the council's vote.
    """

    number: int
    file: str
    stage: str
    title: str = ""
    filing_closes: int = 0
    readers: dict[str, str] = field(default_factory=dict)
    council: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class BodyPlan:
    """A committee, the council, a branch or a caucus."""

    name: str
    kind: str
    short: str = ""


@dataclass(frozen=True)
class SeatPlan:
    """A seat in a body; `card` is the number on a delegate's card."""

    body: str
    role: str = "member"
    card: int | None = None
    speaks: bool = False


@dataclass(frozen=True)
class PersonPlan:
    """A person with their seats."""

    number: str
    name: str
    seats: tuple[SeatPlan, ...]
    email: str = ""


@dataclass(frozen=True)
class HandedPlan:
    """A seat that was handed to an alternate: whose, in which body, to whom and why."""

    whose: str
    body: str
    to: str
    why: str


@dataclass(frozen=True)
class OfficePlan:
    """What the congress office has done about ways in: who has a printed code, and who was invited by mail."""

    codes: tuple[str, ...] = ()
    invited: tuple[str, ...] = ()


@dataclass(frozen=True)
class AmendmentPlan:
    """An amendment: `change` as `quoting` reads it; what became of it in `ruled`, `advised`, `withdrawn`, `decided`.

    `moved` and `pulled` say where the chair put it on the voting list, and who pulled it out of the en bloc list, with reasons;
    `divided` at whose request it was divided into parts, and why, or that this waits for an answer.

    `desk` is what the committee and others did about it besides, as `management.sample_desk` reads it; `listed` the number of
    the list on which it was published, 0 for none.

    `meeting` is that of the body which moves it: `{"days", "for", "against"}`. `paper` is the scan that the secretary filed
    it from. `supporters` are people and `bodies` bodies with their meetings; `together` are people with their answers;
    `versions` have a `change` each, and one that is `late` comes after all amendments are filed; `let_in` is a reason.
    `amends` says what the earlier amendment is about that it amends, `same_as` that of the earlier one of the same words in
    which it rests.
    """

    document: int
    mover: str
    about: str
    reason: str
    change: list[dict[str, Any]]
    meeting: dict[str, int] | None = None
    supporters: list[str] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    together: list[dict[str, str]] = field(default_factory=list)
    versions: list[dict[str, Any]] = field(default_factory=list)
    let_in: str = ""
    ruled: dict[str, str] | None = None
    advised: dict[str, Any] | None = None
    withdrawn: bool = False
    paper: str = ""
    decided: dict[str, Any] | None = None
    moved: dict[str, Any] | None = None
    pulled: dict[str, str] | None = None
    divided: dict[str, Any] | None = None
    desk: dict[str, Any] = field(default_factory=dict)
    listed: int = 0
    amends: str = ""
    same_as: str = ""


@dataclass(frozen=True)
class CompositePlan:
    """A composite: `of` says what each of its amendments is about, `signed` which of their movers have signed it off."""

    document: int
    of: list[str]
    about: str
    reason: str
    signed: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Sample:
    """All of it. `draft` is the congress of a text that somebody brings to try."""

    folder: Path
    congress: CongressPlan
    draft: CongressPlan
    orders: dict[str, Any]
    documents: tuple[DocumentPlan, ...]
    bodies: tuple[BodyPlan, ...]
    people: tuple[PersonPlan, ...]
    amendments: tuple[AmendmentPlan, ...]
    handed: tuple[HandedPlan, ...] = ()
    office: OfficePlan = OfficePlan()
    composites: tuple[CompositePlan, ...] = ()

    def speaker_of(self, body: str) -> PersonPlan:
        """Give the first person who speaks for a body. Raises SampleError."""
        for person in self.people:
            if any(seat.body == body and seat.speaks for seat in person.seats):
                return person
        raise SampleError(f"people.toml: nobody speaks for “{body}”, which moves an amendment.")

    def holder_of(self, role: str) -> PersonPlan:
        """Give the first person with a role. Raises SampleError."""
        for person in self.people:
            if any(seat.role == role for seat in person.seats):
                return person
        raise SampleError(f"people.toml: nobody has the role “{role}”.")


Plan = TypeVar("Plan")


def read_sample(folder: Path = FOLDER) -> Sample:
    """Read the five kinds of files of a sample. Raises SampleError."""
    congress, people = _file(folder, "congress.toml"), _file(folder, "people.toml")
    sample = Sample(
        folder=folder,
        congress=_plan(CongressPlan, congress.get("congress", {}), "congress.toml, congress"),
        draft=_plan(CongressPlan, congress.get("draft", {}), "congress.toml, draft"),
        orders=congress.get("orders", {}),
        documents=tuple(_plans(DocumentPlan, congress, "document", "congress.toml")),
        bodies=tuple(_plans(BodyPlan, people, "body", "people.toml")),
        people=tuple(_people(people)),
        amendments=tuple(_plans(AmendmentPlan, _file(folder, "amendments.toml"), "amendment", "amendments.toml")),
        handed=tuple(_plans(HandedPlan, people, "handed", "people.toml")),
        office=_plan(OfficePlan, {name: tuple(who) for name, who in people.get("office", {}).items()}, "people.toml, office"),
        composites=tuple(_plans(CompositePlan, _file(folder, "composites.toml"), "composite", "composites.toml")),
    )
    _check_names(sample)
    return sample


def read_plans(kind: type[Plan], folder: Path, name: str, key: str) -> Iterator[Plan]:
    """Read the plans of one kind from a file of the sample. Raises SampleError."""
    return _plans(kind, _file(folder, name), key, name)


def _file(folder: Path, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads((folder / name).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SampleError(f"{name}: {error}") from error


def _people(data: dict[str, Any]) -> Iterator[PersonPlan]:
    for row in data["person"]:
        seats = tuple(_plan(SeatPlan, seat, f"people.toml, {row.get('name')}") for seat in row.get("seats", []))
        yield _plan(PersonPlan, row | {"seats": seats}, "people.toml")


def _plans(kind: type[Plan], data: dict[str, Any], key: str, file: str) -> Iterator[Plan]:
    for number, row in enumerate(data.get(key, []), 1):
        yield _plan(kind, row, f"{file}, {key} {number} {row.get('about', row.get('name', ''))}".rstrip())


def _plan(kind: type[Plan], row: dict[str, Any], where: str) -> Plan:
    known = fields(kind)  # type: ignore[arg-type]
    unknown = set(row) - {one.name for one in known}
    missing = {one.name for one in known if one.default is MISSING and one.default_factory is MISSING} - set(row)
    if unknown or missing:
        what = f"“{min(unknown)}” is not known here" if unknown else f"“{min(missing)}” is missing"
        raise SampleError(f"{where}: {what}.")
    return kind(**row)


def _check_names(sample: Sample) -> None:
    bodies = {body.name for body in sample.bodies}
    names = bodies | {person.name for person in sample.people}
    numbers = {document.number for document in sample.documents}
    for person in sample.people:
        for seat in person.seats:
            if seat.body not in bodies:
                raise SampleError(f"people.toml, {person.name}: there is no body “{seat.body}”.")
    of_people = {person.name for person in sample.people}
    named = [name for plan in sample.handed for name in (plan.whose, plan.to)] + [*sample.office.codes, *sample.office.invited]
    if strangers := set(named) - of_people:
        raise SampleError(f"people.toml: there is no person “{min(strangers)}”.")
    for document in sample.documents:
        if document.stage not in STAGES:
            raise SampleError(f"congress.toml, document {document.number}: a stage is one of {', '.join(STAGES)}.")
    _check_amended(sample)
    _check_composites(sample)
    for amendment in sample.amendments:
        if amendment.mover not in names:
            raise SampleError(f"amendments.toml, {amendment.about}: there is no person or body “{amendment.mover}”.")
        if amendment.document not in numbers:
            raise SampleError(f"amendments.toml, {amendment.about}: there is no document {amendment.document}.")
        _check_signers(amendment, names)


def _check_signers(amendment: AmendmentPlan, names: set[str]) -> None:
    rows = [row["name"] for row in amendment.together] + [row["body"] for row in amendment.bodies]
    for name in [*amendment.supporters, *rows]:
        if name not in names:
            raise SampleError(f"amendments.toml, {amendment.about}: there is no person or body “{name}” to sign it.")


def _check_amended(sample: Sample) -> None:
    abouts = {""}
    for amendment in sample.amendments:
        if amendment.amends not in abouts:
            raise SampleError(f"amendments.toml, {amendment.about}: nothing before it is about “{amendment.amends}”.")
        abouts.add(amendment.about)


def _check_composites(sample: Sample) -> None:
    abouts = {amendment.about for amendment in sample.amendments}
    for plan in sample.composites:
        if strangers := set(plan.of) - abouts or set(plan.signed) - set(plan.of):
            raise SampleError(f"composites.toml, {plan.about}: no amendment in it is about “{min(strangers)}”.")
