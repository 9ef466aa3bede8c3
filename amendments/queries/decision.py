"""What a decision would do: how the text would read, which amendments would fall, and which would wait for a person.

The chair's page shows it beforehand, and the act that records the decision writes exactly it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from amendments.life import Rebase
from amendments.models import Amendment, Document, Entry, Revision
from amendments.queries.amendment import changed_places, filed, is_open, open_amendments, sharing
from amendments.queries.document import current_text, text_at
from amendments.text.apply import apply
from amendments.text.document import Document as Text
from amendments.text.edits import Edits, edits_from_json
from amendments.text.rebase import Rebased, rebase

FALLS = frozenset({Rebase.CONFLICTING, Rebase.SATISFIED, Rebase.GONE})


@dataclass(frozen=True)
class Follows:
    """What would follow for one open amendment: how it would stand, and whether it would fall."""

    amendment: Amendment
    rebased: Rebased | None  # None for a secondary amendment, which falls with its primary
    falls: bool
    why: str


@dataclass(frozen=True)
class Consequences:
    """What would follow from a decision: the text before and after it, and what becomes of other open amendments."""

    before: Text
    after: Text
    edits: Edits
    others: tuple[Follows, ...]

    @property
    def fall(self) -> tuple[Follows, ...]:
        """Those that would fall."""
        return tuple(one for one in self.others if one.falls)

    @property
    def wait(self) -> tuple[Follows, ...]:
        """Those that would wait until somebody has confirmed the combined text."""
        return tuple(
            one for one in self.others if one.rebased and one.rebased.state == Rebase.TOUCHING and is_open(one.amendment)
        )


def if_carried(amendment: Amendment) -> Consequences:
    """Work out what follows if an amendment is carried on the current text. Raises Mismatch where its edits do not fit it.

    The number of queries does not depend on how many amendments there are. Only those on changed places are looked at.
    """
    document = amendment.document
    before, edits = current_text(document), edits_from_json(amendment.resolved)
    after = apply(before, edits)
    others = sharing(document, changed_places(before, after, edits)).filter(primary__isnull=True).exclude(pk=amendment.pk)
    affected = list(others.select_related("base_revision__entry"))
    decided = carried_edits(document)
    bases = _bases(affected)
    follows = [_follow(one, bases[one.base_revision_id], decided, amendment, edits) for one in affected]
    gone = {one.amendment.pk for one in follows if one.falls}
    return Consequences(before, after, edits, (*follows, *fall_with(document, gone)))


def if_not_carried(amendment: Amendment) -> Consequences:
    """Work out what follows if an amendment is lost, referred or withdrawn: the text stays, its secondaries fall."""
    text = current_text(amendment.document)
    return Consequences(text, text, (), fall_with(amendment.document, {amendment.pk}))


def carried_edits(document: Document) -> list[tuple[int, Edits]]:
    """Give the edits that were carried so far, each with the sequence of its entry, in their order."""
    rows = Entry.objects.filter(document=document, kind="decided", revision__isnull=False).order_by("sequence")
    found = rows.values_list("sequence", "payload")
    return [(sequence, edits_from_json(json.loads(payload)["body"]["edits"])) for sequence, payload in found]


def fall_with(document: Document, primaries: set[int]) -> tuple[Follows, ...]:
    """Give the open secondary amendments that fall because their primary does, or is decided otherwise than carried."""
    if not primaries:
        return ()
    rows = open_amendments(document).filter(primary_id__in=primaries).select_related("primary")
    return tuple(Follows(one, None, falls=True, why=f"It amends {one.primary}, and falls with it.") for one in rows)


def _bases(amendments: list[Amendment]) -> dict[int, Text]:
    revisions: dict[int, Revision] = {one.base_revision_id: one.base_revision for one in amendments}
    return {pk: text_at(revision) for pk, revision in revisions.items()}


def _follow(one: Amendment, base: Text, decided: list[tuple[int, Edits]], cause: Amendment, edits: Edits) -> Follows:
    since = one.base_revision.entry.sequence
    through = [*(each for sequence, each in decided if sequence > since), edits]
    rebased = rebase(base, filed(one), through)
    falls = rebased.state in FALLS and is_open(one)
    return Follows(one, rebased, falls=falls, why=rebased.why or f"{cause} is carried.")
