"""A global change as a person asks for it: which places it finds in a text, and which of them it changes."""

from __future__ import annotations

from amendments.text import throughout
from amendments.text.document import Document
from amendments.text.work import Replace, Unclear, read

MOST_PLACES = 1_500  # of one global change


def found(base: Document, piece: Replace) -> tuple[throughout.Place, ...]:
    """Give all places of the words that a global change looks for, those that are left out included."""
    for words in (piece.old, piece.new):
        read(words)
    if not piece.old.strip():
        raise Unclear("Write the words that are to be replaced everywhere.")
    if not piece.new.strip():
        raise Unclear(f"Write what shall stand everywhere instead of “{piece.old.strip()}”.")
    return throughout.places(base, piece.old, piece.new, match_case=bool(piece.exactly))


def chosen(base: Document, piece: Replace) -> tuple[throughout.Place, ...]:
    """Give the places that a global change changes. Raises Unclear where there is none, or more than one can read."""
    places, without = found(base, piece), set(piece.without.split())
    kept = tuple(place for place in places if key_of(place) not in without)
    words = piece.old.strip()
    if not places:
        hint = " in just these letters" if piece.exactly else ""
        raise Unclear(f"“{words}” does not stand anywhere in this text{hint}, as whole words. Check how it is written there.")
    if not kept:
        raise Unclear(f"All {len(places)} places of “{words}” are left out. Tick those that are to be changed.")
    if len(kept) > MOST_PLACES:
        raise Unclear(
            f"“{words}” stands in {len(kept):,} places, and one amendment can have {MOST_PLACES:,}. "
            "Look for more words at once, such as those that stand beside it."
        )
    return kept


def key_of(place: throughout.Place) -> str:
    """Name a place of a global change in the text that it was found in."""
    return f"{place.id}:{place.change.at}"
