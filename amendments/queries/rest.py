"""What is still open when a hall runs out of time, as the page lists it before the one vote on all of it."""

from __future__ import annotations

from amendments.life import Left
from amendments.models import Document


def rest_in_words(document: Document, way: str, to: str, names: list[str]) -> str:
    """Say the question as it is read aloud."""
    shown = ", ".join(names[:40]) + (f" and {len(names) - 40} more" if len(names) > 40 else "")
    what = {
        Left.LAPSES: f"what is still open lapses: {shown}",
        Left.REFERRED: f"what is still open is referred to {to}: {shown}",
        Left.REMITTED: f"the document is remitted to {to} unfinished, with what is still open: {shown or 'nothing'}",
    }[Left(way)]
    return f"That the debate on “{document}” is closed, and {what}."
