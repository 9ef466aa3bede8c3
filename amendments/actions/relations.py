"""The index of relations, kept by increments: whatever changes how an amendment stands relates it anew, in its transaction.

It is an index: nothing of it is on record, and it can be made anew at any time from the edits and the text.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from amendments.access import User, access_document_for
from amendments.actions import record
from amendments.life import Outcome
from amendments.models import Amendment, AmendmentRelation, Document
from amendments.queries.amendment import is_open, on_current_text
from amendments.queries.decision import FALLS
from amendments.queries.document import current_text
from amendments.queries.relations import Pair, all_pairs, pairs_with
from amendments.text.document import Document as Text
from amendments.text.relation import Relations


def relate(amendments: Iterable[Amendment], document: Document, text: Text | None = None) -> None:
    """Bring the relations of amendments with all others up to date, after they were saved and their places indexed.

    Call it with each amendment that is new, revised, decided, fallen, withdrawn, taken over, ruled on, or rebased. The caller
    holds the document's lock. `text` is the current text, where the caller has it.
    """
    rows = {row.pk: row for row in amendments}
    AmendmentRelation.objects.filter(Q(low__in=rows) | Q(high__in=rows)).delete()
    standing = [row.pk for row in rows.values() if row.primary_id is None and row.rebase_state not in FALLS and is_open(row)]
    if standing:
        _write(document, pairs_with(text or current_text(document), document, standing))


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
    AmendmentRelation.objects.bulk_create(
        (
            AmendmentRelation(
                document=document,
                low_id=pair.low,
                high_id=pair.high,
                relation=pair.relation,
                inner_id=pair.inner,
                low_loses=pair.low_loses,
                high_loses=pair.high_loses,
            )
            for pair in pairs
        ),
        batch_size=500,
    )
