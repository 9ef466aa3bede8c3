"""Heads: the digests that, once published, make the record tamper-evident to whoever holds one."""

from __future__ import annotations

from amendments.models import Congress, Document
from amendments.text.stored import canonical, sha256


def congress_head(congress: Congress) -> str:
    """Give the head of a whole congress: the digest of the sorted heads of its own chain and of all its documents'."""
    heads = [congress.head, *Document.objects.filter(congress=congress).values_list("head", flat=True)]
    return sha256(canonical(sorted(head for head in heads if head)))
