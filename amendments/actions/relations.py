"""The index of relations, kept by increments: whatever changes how an amendment stands relates it anew, in its transaction.

It is an index: nothing of it is on record, and it can be made anew at any time from the edits and the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from django.db import transaction
from django.db.models import Q

from amendments.access import User, access_document_for
from amendments.actions import record
from amendments.actions.rows import insert
from amendments.life import Outcome
from amendments.models import Amendment, AmendmentRelation, Document
from amendments.queries.amendment import is_open, on_current_text
from amendments.queries.decision import FALLS
from amendments.queries.document import current_text
from amendments.queries.relations import PAIR, Pair, all_pairs, outgrown, pairs_with
from amendments.text.document import Document as Text
from amendments.text.relation import Relations

Spread: TypeAlias = Mapping[int, int | None]  # how many places global changes have left, by key; None where they lost none


def relate(
    amendments: Iterable[Amendment],
    document: Document,
    text: Text | None = None,
    *,
    spread: Mapping[int, int | None] | None = None,
) -> None:
    """Bring the relations of amendments with all others up to date, after they were saved and their places indexed.

    Call it with each amendment that is new, revised, decided, fallen, withdrawn, taken over, ruled on, or rebased. The caller
    holds the document's lock. `text` is the current text, where the caller has it.

    `spread` names, by key, global changes among them that stood before and stand still, and says of one that has lost places
    how many are left. All that stands where one changed must be among `amendments`: with all others it keeps its relations.
    """
    rows, kept = {row.pk: row for row in amendments}, spread or {}
    again = outgrown(document, {key: left for key, left in kept.items() if left is not None}) - kept.keys()
    anew = (rows.keys() - kept.keys()) | again
    AmendmentRelation.objects.filter(Q(low__in=anew) | Q(high__in=anew) | Q(low__in=kept, high__in=kept)).delete()
    stands = [key for key, row in rows.items() if row.primary_id is None and row.rebase_state not in FALLS and is_open(row)]
    wanted = again.union(stands) - kept.keys()
    if wanted or len(kept) > 1:
        _write(document, pairs_with(text or current_text(document), document, wanted, kept))


@transaction.atomic
def rebuild(*, acting_user: User, document: Document) -> int:
    """Make the indexes of a document anew, of places and relations, from edits and text alone. Gives how many relate."""
    document = access_document_for(acting_user, "rebuild_relations", pk=document.pk, lock=True).document
    pending = Amendment.objects.filter(document=document, primary__isnull=True, decision=Outcome.PENDING)
    decided = Amendment.objects.filter(document=document).exclude(decision=Outcome.PENDING)
    relations = Relations(current_text(document))
    record.index((row, relations.places(on_current_text(row))) for row in pending.exclude(rebase_state__in=FALLS))
    record.index((row, ()) for row in decided)
    AmendmentRelation.objects.filter(document=document).delete()
    pairs = all_pairs(document)
    _write(document, pairs)
    return len(pairs)


def _write(document: Document, pairs: list[Pair]) -> None:
    insert(AmendmentRelation, ("document_id", *PAIR), ((document.pk, *pair) for pair in pairs))
