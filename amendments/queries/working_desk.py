"""The committee's pages on which the working text of a second reading is edited: those of a draft, on another text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from amendments.access import ForDocument
from amendments.models import Person, ReadingStep, SecondReading
from amendments.queries.drafting import Drafting
from amendments.queries.last_save import LastSave
from amendments.queries.second_reading import open_reading, standing_steps, working_text


@dataclass(frozen=True)
class LastStep(LastSave):
    """The last change of a working text."""

    @property
    def name(self) -> str:
        """What a save makes, with its number."""
        return f"change {self.revision}"


class WorkingDesk(Drafting):
    """Reads the working text of a second reading for the committee: two queries, and those that its text takes."""

    name = "the working text"
    whole_url, part_url, live_url, undo_url = "working-edit", "working-part", "working-live", "second-reading"
    reading: SecondReading

    def __init__(self, found: ForDocument, reading: SecondReading) -> None:
        self.found = found
        self.document, self.acting = found
        self.reading, self.steps = reading, standing_steps(reading)
        self.text = working_text(reading, self.steps)

    def again(self) -> WorkingDesk:
        """Read it again, after a save."""
        return WorkingDesk(self.found, self.reading)

    @property
    def revision(self) -> int:
        """The number of the last change on the page."""
        return self.steps[-1].number if self.steps else 0

    @property
    def last(self) -> LastSave | None:
        """The last change, which can be undone on the page of the second reading."""
        return last_step(self.steps)

    @property
    def sent_back(self) -> None:
        """No council sends a working text back."""

    def saved_last(self, uid: str) -> tuple[Person | None, datetime] | None:
        """Give who changed the working text last, and when: a change names the places that it touches."""
        touching = [one for one in self.steps if uid in str(one.edits)]
        return (touching[-1].made_by, touching[-1].made_at) if touching else None


def last_step(steps: list[ReadingStep]) -> LastSave | None:
    """Give the last change of a working text; None where it is the published text still."""
    last = steps[-1] if steps else None
    return LastStep(last.number, last.made_at, str(last.made_by or ""), 0, undoable=True) if last else None


def working_desk(found: ForDocument) -> WorkingDesk | None:
    """Give the desk of the second reading that is under way; None where none is."""
    reading = open_reading(found.document)
    return WorkingDesk(found, reading) if reading else None
