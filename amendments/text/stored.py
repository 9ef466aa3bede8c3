"""A document as stored data, and the digest of a whole text.

The digest is taken over the digests of its parts, so that one changed paragraph of a thousand costs one digest of words.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from amendments.text.document import Document, Paragraph, Section
from amendments.text.tokens import FORMAT, FormatError, digest, from_json, to_json


def canonical(data: Any) -> str:
    """Give the one way to write JSON that digests are taken of: sorted keys, no spaces, nothing escaped without need."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def sha256(text: str) -> str:
    """Give the SHA-256 of a text in UTF-8 as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def parts(document: Document) -> Iterator[Section | Paragraph]:
    """Give the sections, then the paragraphs, each in their order."""
    yield from document.sections
    yield from document.paragraphs


def document_to_json(document: Document) -> dict[str, Any]:
    """Give the stored form of a whole document.

    `{"format": 1, "sections": [[id, label, title, parent, struck], …],
    "paragraphs": [[id, section, label, tokens, struck], …]}`
    """
    return {
        "format": FORMAT,
        "sections": [[s.id, s.label, to_json(s.title), s.parent, s.struck] for s in document.sections],
        "paragraphs": [[p.id, p.section, p.label, to_json(p.tokens), p.struck] for p in document.paragraphs],
    }


def document_from_json(data: Any) -> Document:
    """Read the stored form. Raises FormatError when it is none."""
    try:
        if data["format"] != FORMAT:
            raise FormatError(f"Documents of format {data['format']} are not known here.")
        return Document(
            tuple(
                Section(one, label, from_json(title), parent, struck) for one, label, title, parent, struck in data["sections"]
            ),
            tuple(
                Paragraph(one, home, label, from_json(rows), struck) for one, home, label, rows, struck in data["paragraphs"]
            ),
        )
    except (TypeError, KeyError, ValueError) as error:
        raise FormatError("This is no stored document.") from error


def document_digest(document: Document) -> str:
    """Give the SHA-256 of a whole text: of the ids, labels, places and word digests of all its parts, in their order."""
    rows = [
        FORMAT,
        [[s.id, s.label, digest(s.title), s.parent, s.struck] for s in document.sections],
        [[p.id, p.section, p.label, p.digest, p.struck] for p in document.paragraphs],
    ]
    return sha256(canonical(rows))
