"""Notes on what is put, as a phone shows them to whoever may read them."""

from __future__ import annotations

from typing import NamedTuple

from amendments.models import Note, Person


class Jotted(NamedTuple):
    """A note on the amendment that is put: my own, or one that my delegation shares."""

    whose: str
    words: str


def whose(note: Note, person: Person) -> str:
    """Say whose note it is, to somebody who may read it."""
    return f"{note.body.short_name or note.body.name}" if note.body else "My note" if note.person_id == person.pk else ""
