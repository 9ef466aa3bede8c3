"""What the committee sets about a document: title, readers, deadline."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from amendments.actions.settings import MOST
from amendments.forms.fields import Choice, Line
from amendments.forms.stages import ReopenForm
from amendments.life import Stage
from amendments.models import Congress, Document
from amendments.models.document import Audience


class TitleForm(forms.Form):
    """The title of a document."""

    title = Line(
        label="Title",
        max_length=MOST,
        help_text="It can be changed while the draft is written. The address of the document stays.",
        error_messages={"required": "a document needs a title."},
    )


class ReadersForm(forms.Form):
    """Who may read a document, stage by stage."""

    def __init__(self, data: Any = None, *, held: Mapping[str, str]) -> None:
        super().__init__(data, initial={stage.value: held.get(stage, Audience.MEMBERS) for stage in Stage})
        for stage in Stage:
            self.fields[stage.value] = Choice(
                label=stage.label[:1].upper() + stage.label[1:],
                choices=Audience.choices,
                error_messages={"required": "choose."},
            )


class DeadlineForm(ReopenForm):
    """Until when amendments may be filed, in the congress's own time, and why it is moved."""

    def __init__(self, data: Any = None, *, congress: Congress, document: Document) -> None:
        super().__init__(data, congress=congress)
        self.initial["deadline"] = typed(document.filing_deadline, congress)
        self.fields["reason"].required = True
        self.fields["reason"].error_messages["required"] = "members rely on the date: say why it is moved."


class PublishForm(ReopenForm):
    """Until when amendments may be filed on the published text."""

    def __init__(self, data: Any = None, *, congress: Congress, deadline: datetime) -> None:
        super().__init__(data, congress=congress)
        del self.fields["reason"]
        self.fields["deadline"].label = "Amendments may be filed until"
        self.initial["deadline"] = typed(deadline, congress)


def typed(moment: datetime | None, congress: Congress) -> str:
    """Write a moment as a field for a local day and hour takes it."""
    return moment.astimezone(ZoneInfo(congress.time_zone)).strftime("%Y-%m-%dT%H:%M") if moment else ""
