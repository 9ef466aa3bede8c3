"""What is set about a document, and what this person may set now."""

from __future__ import annotations

from amendments.access import ForDocument
from amendments.models import Document, Reading
from amendments.rules import can


def readers_of(document: Document) -> dict[str, str]:
    """Give who may read it by stage, where that is set: one query."""
    return dict(Reading.objects.filter(document=document).values_list("stage", "audience"))


def may(found: ForDocument) -> dict[str, bool]:
    """Tell which of the settings this person may change at this stage."""
    actions = ("set_title", "set_readers", "set_deadline")
    return {action: can(found.acting, action, stage=found.document.stage) for action in actions}
