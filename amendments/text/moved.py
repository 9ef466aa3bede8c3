"""What stands elsewhere in a later text: the fewest paragraphs and sections that account for the new order."""

from __future__ import annotations

from bisect import bisect_left

from amendments.text.document import Document


def flat(document: Document) -> list[str]:
    """Give the ids of sections and paragraphs in the order of reading."""
    rows: dict[str | None, list[str]] = {}
    for paragraph in document.paragraphs:
        rows.setdefault(paragraph.section, []).append(paragraph.id)
    found = list(rows.get(None, ()))
    for section in document.sections:
        found += [section.id, *rows.get(section.id, ())]
    return found


def moved(before: Document, after: Document) -> set[str]:
    """Give the ids that stand in another order, or in another section: as few as can be (a longest rising run stays)."""
    rank = {uid: at for at, uid in enumerate(flat(before))}
    order = [uid for uid in flat(after) if uid in rank]
    tops: list[int] = []
    back: dict[str, str] = {}
    ends: list[str] = []
    for uid in order:
        at = bisect_left(tops, rank[uid])
        tops[at : at + 1], ends[at : at + 1] = [rank[uid]], [uid]
        back[uid] = ends[at - 1] if at else ""
    kept, uid = set[str](), ends[-1] if ends else ""
    while uid:
        kept.add(uid)
        uid = back[uid]
    return {uid for uid in order if uid not in kept}
