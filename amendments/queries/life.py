"""Where a document is in its life, in the words of the pages."""

from __future__ import annotations

from dataclasses import dataclass

from amendments.life import Stage
from amendments.models import Document


@dataclass(frozen=True)
class StageStep:
    """One stage on the line of a document's life."""

    word: str
    done: bool
    now: bool


def capital(words: str) -> str:
    """Begin with a capital letter, and change nothing else."""
    return words[:1].upper() + words[1:]


def life_of(document: Document) -> list[StageStep]:
    """Give the six stages, with those that are over and the one that is now."""
    stages = list(Stage)
    now = stages.index(Stage(document.stage))
    return [StageStep(capital(stage.label), at < now, at == now) for at, stage in enumerate(stages)]


def stage_word(document: Document) -> str:
    """Give the stage as the pages show it: "Published for discussion", and of which reading where it is not the first."""
    word = capital(Stage(document.stage).label)
    return f"{word}, {reading_word(document)}" if document.reading > 1 and document.stage != Stage.ADOPTED else word


def reading_word(document: Document) -> str:
    """Name the reading that the published text comes from."""
    return {1: "first reading", 2: "second reading", 3: "third reading"}.get(document.reading, f"reading {document.reading}")
