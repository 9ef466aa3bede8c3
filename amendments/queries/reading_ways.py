"""The switch between the conditions of a text: published, current, and the redline between the two."""

from __future__ import annotations

from django.urls import reverse

from amendments.models import Congress
from amendments.queries.masthead import Link
from amendments.queries.reading import Reader


def ways(reader: Reader, congress: Congress) -> list[Link]:
    """Give the ways to read a document; none before it is published, because then there is only the draft."""
    document = reader.document
    if not reader.out:
        return []
    url = reverse("text", args=[congress.slug, document.slug])
    same = document.current_revision_id == document.published_revision_id
    at = f"&{reader.near}" if reader.near else ""
    last = "Adopted text" if document.seal else "Current text"
    words = (
        ("published", "Published text", "what amendments are filed on"),
        ("current", last, "the same, no decisions yet" if same else "with what was carried"),
        ("redline", "Redline", "nothing has changed yet" if same else "between the two"),
    )
    found = [Link(text, f"{url}?as={name}{at}", name == reader.condition, small) for name, text, small in words]
    by_word = reverse("provenance", args=[congress.slug, document.slug]) + (f"?{reader.near}" if reader.near else "")
    return [*found, Link("Word by word", by_word, small="who put it there")]
