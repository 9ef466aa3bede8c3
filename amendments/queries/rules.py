"""The table of rules, as a page that people can read."""

from __future__ import annotations

from dataclasses import dataclass

from amendments.life import Stage
from amendments.models import Document, Reading
from amendments.models.document import Audience
from amendments.queries.life import capital
from amendments.rules import TABLE, UNLESS_SET, Rule, who_can


@dataclass(frozen=True)
class RuleRow:
    """One row: what, who, and in which stages."""

    what: str
    who: str
    when: str


@dataclass(frozen=True)
class ReadersRow:
    """Who may read one document, stage by stage."""

    document: str
    readers: list[str]


STAGES = [capital(stage.label) for stage in Stage]


def table() -> list[RuleRow]:
    """Print every row of the table."""
    return [RuleRow(capital(rule.words), capital(who_can(rule)), _when(rule)) for rule in TABLE]


def _when(rule: Rule) -> str:
    if rule.stages is None or len(rule.stages) == len(Stage):
        return "At any time"
    return capital(" · ".join(stage.label for stage in Stage if stage in rule.stages))


def readers_of(documents: list[Document]) -> list[ReadersRow]:
    """Print who may read each document in each stage; one query."""
    rows = Reading.objects.filter(document__in=documents).values_list("document_id", "stage", "audience")
    found = {(document, stage): audience for document, stage, audience in rows}
    return [
        ReadersRow(one.title, [Audience(found.get((one.pk, stage), UNLESS_SET)).label for stage in Stage]) for one in documents
    ]
