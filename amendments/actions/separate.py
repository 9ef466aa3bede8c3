"""A separate vote on a paragraph that is lost strikes it: a revision of its own, and what follows for the open amendments."""

from __future__ import annotations

from collections.abc import Mapping

from amendments.access import User
from amendments.actions import record
from amendments.actions.following_on import check_keep, keep_others, reasons_to_keep, rule_kept, told_others
from amendments.actions.projection import next_number, revise
from amendments.actions.words_put import keep_words as keep_advised
from amendments.actions.words_put import words_body
from amendments.life import Words
from amendments.models import Document, Entry, Vote
from amendments.queries import clock
from amendments.queries.decision import if_struck
from amendments.refusals import Refused
from amendments.text.edits import edits_to_json
from amendments.text.stored import document_digest


def strike_paragraph(document: Document, uid: str, vote: Vote, *, keep: Mapping[int, str], acting_user: User) -> Entry:
    """Strike a paragraph of the locked document, on record. It stays as a stub, under its number."""
    stands = document.paragraphs.filter(uid=uid, struck=False) or document.sections.filter(uid=uid, struck=False)
    if not stands:
        raise Refused("The paragraph was struck or changed meanwhile, so the vote on it has nothing to strike.")
    follows, keep = if_struck(document, uid, str(vote)), reasons_to_keep(keep)
    check_keep(follows, keep)
    at, number, whole = clock.now(), next_number(document), document_digest(follows.after)
    body = {
        "vote": vote.number,
        "before": document.current_revision.digest if document.current_revision else "",
        "edits": edits_to_json(follows.edits),
        "others": told_others(follows, keep),
        "revision": number,
        "text": whole,
    } | words_body(Words.FILED, follows)
    entry = record.append(
        "paragraph struck", body, congress=document.congress, document=document, acting_user=acting_user, at=at
    )
    revise(document, follows.before, follows.after, entry=entry, whole=whole, number=number, acting_user=acting_user)
    keep_advised(follows.words, acting_user=acting_user)
    keep_others(None, document, "", follows, keep, entry=entry, acting_user=acting_user)
    rule_kept(document, follows, keep, acting_user=acting_user, at=at)
    return entry
