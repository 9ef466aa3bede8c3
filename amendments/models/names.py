"""Who reads the names of people, where the standing orders leave it open."""

from __future__ import annotations

from django.db.models import TextChoices


class Names(TextChoices):
    """Who reads the names. Their number is shown to whoever reads what they belong to."""

    OFFICE = "office", "the drafting committee, the chair and the secretary"
    MEMBERS = "members", "members of the congress"
    READERS = "readers", "whoever may read the amendment"
