"""What the record says of the text itself: each revision made of the one before it and what its entry holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from amendments.life import Stage
from amendments.queries.fold_reading import made
from amendments.text.apply import apply
from amendments.text.document import Document as Text
from amendments.text.edits import edits_from_json
from amendments.text.stored import document_from_json
from amendments.text.throughout import places_of
from amendments.text.undo import restored


def text_after(texts: Mapping[int, Text], kind: str, body: dict[str, Any]) -> Text | None:
    """Give the text that an entry makes of the last of the revisions before it; None where it makes none."""
    if kind == "loaded":
        return document_from_json(body["document"])
    if "revision" not in body:
        return None
    now = texts[max(texts)] if texts else Text()
    if "labels" in body:
        return _labeled(made(now, body) if "steps" in body else now, body["labels"])
    if "restores" in body:
        return restored(texts[body["restores"]], now)
    return apply(now, edits_from_json(body["edits"]))


def all_places(body: dict[str, Any]) -> list[int] | None:
    """Number the places of a global change as it is filed; None for another amendment."""
    return list(range(len(places_of(edits_from_json(body["edits"]))))) if "everywhere" in body else None


def _labeled(text: Text, labels: dict[str, str]) -> Text:
    return Text(
        tuple(replace(s, label=labels.get(s.id, s.label)) for s in text.sections),
        tuple(replace(p, label=labels.get(p.id, p.label)) for p in text.paragraphs),
    )


def from_floor(body: dict[str, Any], stage: str, latest: int) -> int | None:
    """Give how many supported what was moved from the floor, None for what was filed before.

    Raises ValueError where it was filed at another stage, or on another text than the one that stood.
    """
    if "floor" not in body:
        return None
    if stage != Stage.FLOOR or ("primary" not in body and body["base"] != latest):
        raise ValueError("what is moved from the floor is filed there, on the text as it stands")
    support: int = body["floor"]
    return support
