"""Global changes after decisions: what becomes of each place, and which places of the words have appeared since."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from amendments.models import Amendment, Throughout
from amendments.queries.amendment import on_current_text
from amendments.text import throughout as engine
from amendments.text.diff import diff
from amendments.text.document import Document as Text
from amendments.text.document import Paragraph
from amendments.text.edits import Amendment as Value
from amendments.text.edits import Edits
from amendments.text.rebase import Rebased

Key = tuple[bool, str, int]


class Spread(NamedTuple):
    """The places of a global change after a decision, by number: those that stand, and why others do not any more."""

    standing: tuple[int, ...]
    dropped: Mapping[int, str]


def throughout_of(amendment: Amendment) -> Throughout | None:
    """Give what makes an amendment a global change; None for another. Select `throughout` with the amendment."""
    return getattr(amendment, "throughout", None)


def spread_after(before: Text, after: Text, change: Throughout, decision: Value) -> tuple[Rebased, Spread]:
    """Take a global change through a decision, place by place: one that is in conflict is dropped, and the others stand."""
    now = on_current_text(change.amendment)
    number = {_key(place): at for place, at in zip(engine.places_of(now.edits), change.standing, strict=True)}
    result = engine.rebase_places(before, now, [decision], after)
    dropped = {number[_key(place)]: found.why for place, found in result.dropped}
    moved = {_key(new): number[_key(old)] for old, found in result.kept for new in engine.places_of(found.edits)}
    standing = tuple(moved[_key(place)] for place in engine.places_of(result.edits))
    rows = result.kept or result.dropped
    why = " ".join(dict.fromkeys(found.why for _, found in rows if found.why))
    if result.kept and dropped:
        whole = len(change.standing)
        lost = f"{len(dropped)} of its {whole} places {'does' if len(dropped) == 1 else 'do'} not stand any more"
        why = f"{lost}: {' '.join(dict.fromkeys(dropped.values()))} The others stand. {why}".rstrip()
    return Rebased(engine.state(result), result.edits, why), Spread(standing, dropped)


def appeared(base: Text, current: Text, change: Throughout, edits: Edits) -> tuple[engine.Place, ...]:
    """Give the places of its words in words that came into the text since it was filed on `base`, as far as it lacks them.

    `edits` are its own on the current text. A place that was there already was left out by its mover, and is not offered.
    """
    held = {_key(place) for place in engine.places_of(edits)}
    found = engine.places(current, change.old, change.new, match_case=change.exactly)
    return tuple(place for place in found if _key(place) not in held and _is_new(base, current, place))


def _is_new(base: Text, current: Text, place: engine.Place) -> bool:
    if place.title:
        old = base.section_by_id.get(place.id)
        before, now = old.title if old else None, current.section_by_id[place.id].title
    else:
        paragraph: Paragraph | None = base.paragraph_by_id.get(place.id)
        before, now = paragraph.tokens if paragraph else None, current.paragraph_by_id[place.id].tokens
    if before is None:
        return True
    shift = 0
    for change in diff(before, now):
        start = change.at + shift
        if start < place.change.end and place.change.at < start + len(change.inserted):
            return True
        shift += len(change.inserted) - len(change.struck)
    return False


def _key(place: engine.Place) -> Key:
    return place.title, place.id, place.change.at
