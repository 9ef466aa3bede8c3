"""The document of the sample that was taken up again: amendments taken in, published anew, answers, and a third reading."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from amendments.actions import carried_over, filing, second_reading
from amendments.actions.filing import Work
from amendments.actions.republishing import Terms, republish
from amendments.models import Amendment, Document, Person
from amendments.models.fields import new_uid
from amendments.queries.carried_over import combined_now
from amendments.queries.document import published_text
from amendments.queries.second_reading import open_reading, standing_steps, working_digest, working_text
from amendments.readers.quoting import pieces_of
from amendments.readers.sample import DocumentPlan, Sample

if TYPE_CHECKING:
    from amendments.management.sample import Hall

FILE = "second_reading.toml"


def read_plan(sample: Sample) -> dict[str, Any]:
    """Read what became of the document."""
    return tomllib.loads((sample.folder / FILE).read_text(encoding="utf-8"))


def document_plan(plan: dict[str, Any]) -> DocumentPlan:
    """Give the document as the others of the sample are brought forward."""
    readers, council = plan["readers"], plan["council"]
    return DocumentPlan(
        4, plan["file"], "published for discussion", filing_closes=plan["filing_closes"], readers=readers, council=council
    )


def take_up_again(hall: Hall, author: Person, plan: dict[str, Any], document: Document) -> None:
    """File on the first text, publish the second, answer for movers, and begin the third reading."""
    filed = [_file(hall, document, row) for row in plan["amendment"]]
    second_reading.begin_second_reading(acting_user=author, document=document, reason=plan["reason"], readers="members")
    for row, amendment in zip(plan["amendment"], filed, strict=True):
        if "taken" in row:
            wanted = {"numbers": [amendment.number], "why": row["taken"], "seen": _seen(document)}
            second_reading.take_in(acting_user=author, document=document, **wanted)
    for row in plan["edit"]:
        _edit(author, document, row)
    summary = " ".join(plan["summary"].split())
    terms = Terms(summary, hall.day(plan["filing_closes"]), hall.day(plan["answers_until"]) + timedelta(hours=1))
    republish(acting_user=author, document=document, terms=terms, seen=_seen(document))
    for row, amendment in zip(plan["amendment"], filed, strict=True):
        if row.get("answer") == "confirmed":
            now = Amendment.objects.get(pk=amendment.pk)
            mover = hall.people[row["mover"]]
            carried_over.confirm_carried_over(acting_user=mover, amendment=now, digest=combined_now(now))
    fresh = Document.objects.get(pk=document.pk)
    second_reading.begin_second_reading(acting_user=author, document=fresh, reason=plan["again"], readers="committee")
    for row in plan["third"]:
        _edit(author, fresh, row)


def _file(hall: Hall, document: Document, row: dict[str, Any]) -> Amendment:
    revision = document.published_revision
    if revision is None:
        raise ValueError(f"{document} is not published.")
    pieces = pieces_of(published_text(document), row["change"], new_uid)
    work = Work(pieces, about=row["about"], reason=row["reason"])
    mover = hall.people[row["mover"]]
    return filing.file_amendment(acting_user=mover, document=document, revision=revision.number, work=work)


def _seen(document: Document) -> str:
    reading = open_reading(document)
    if reading is None:
        raise ValueError(f"Nobody has taken {document} up again.")
    return working_digest(reading, standing_steps(reading))


def _edit(author: Person, document: Document, row: dict[str, Any]) -> None:
    reading = open_reading(document)
    if reading is None:
        raise ValueError(f"Nobody has taken {document} up again.")
    steps = standing_steps(reading)
    pieces = pieces_of(working_text(reading, steps), [row], new_uid)
    number = second_reading.last_number(steps)
    second_reading.edit_working_text(acting_user=author, document=document, revision=number, pieces=pieces)
