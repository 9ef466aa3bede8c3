"""Rebase an amendment through decisions: what has become of it, and its edits on the text as it is now.

What was filed is never changed. Where the amendment still says the same on the new text, its edits are given anew; where a
person must look, the digest of the combined text is given too, to be confirmed; where it cannot stand, the reason.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from amendments.text.apply import apply
from amendments.text.atoms import Atom
from amendments.text.carry import Carrier
from amendments.text.document import Document
from amendments.text.edits import Amendment, ChangeWords, Edits, JoinParagraphs, StrikeParagraph, StrikeSection
from amendments.text.reasons import SENTENCES, reason
from amendments.text.relation import Relation, Relations
from amendments.text.tokens import digest


class State(StrEnum):
    """What decisions have made of a pending amendment, the worse the later."""

    CLEAN = "clean"  # nothing that it stands on has changed
    SHIFTED = "shifted"  # it stands elsewhere, with the same words
    TOUCHING = "touching"  # a named person must confirm the combined text
    SATISFIED = "satisfied"  # decisions have done all of it
    CONFLICTING = "conflicting"
    GONE = "gone"  # what it would change has been struck


@dataclass(frozen=True)
class Rebased:
    """`edits` on the current text (none where it conflicts, is gone or satisfied), and why.

    `digest` is that of the combined text which a person must confirm, empty where there is nothing to confirm.
    """

    state: State
    edits: Edits
    why: str = ""
    digest: str = ""


RANK = list(State)


def rebase(document: Document, amendment: Amendment, decided: Sequence[Edits | Amendment]) -> Rebased:
    """Take an amendment, filed on `document`, through decisions, each resolved on the text before it.

    A decision that comes as an amendment is named in the reason, and its number says which comes first at one point; one
    that comes as bare edits counts as earlier. Raises Mismatch where the amendment or a decision does not fit its text.
    """
    return rebase_all(document, [amendment], decided)[0]


def rebase_all(document: Document, amendments: Iterable[Amendment], decided: Sequence[Edits | Amendment]) -> list[Rebased]:
    """Rebase many amendments that were filed on one text, in their order: each decision is made once for all."""
    current = [(each, Rebased(State.CLEAN, each.edits)) for each in amendments]
    for each in decided:
        decision = each if isinstance(each, Amendment) else Amendment("A decision", -1, each)
        relations = Relations(document)
        carrier = Carrier(document, relations.cutter(decision))
        touched = relations.places(decision)
        for n, (pending, known) in enumerate(current):
            if known.edits and not touched.isdisjoint(relations.places(pending)):
                found = _through(relations, carrier, decision, pending)
                current[n] = (Amendment(pending.id, pending.number, found.edits), put_together(known, found))
        document = carrier.after
    return [_with_digest(document, result) for _, result in current]


def put_together(known: Rebased, found: Rebased) -> Rebased:
    """Put the results of two decisions together: the worse state stands, and both reasons."""
    state = max(known.state, found.state, key=RANK.index)
    reasons = [found.why] if found.why in known.why else [known.why, found.why]
    kept = [why for why in reasons if why and (why != SENTENCES["moved along"] or state == State.SHIFTED)]
    return Rebased(state, found.edits, " ".join(dict.fromkeys(kept)) or known.why)


def _through(relations: Relations, carrier: Carrier, decision: Amendment, pending: Amendment) -> Rebased:
    ours, theirs = relations.atoms(pending), relations.atoms(decision)
    done = relations.cutter(decision).done
    left = [atom for atom in ours if atom.key not in done]
    if not left:
        return Rebased(State.SATISFIED, (), SENTENCES["done"].format(a=decision.id, has="has"))
    related = relations.between(decision, pending).relation
    why = reason(relations, decision, pending, decided=True)
    if related == Relation.CONFLICTING:
        return Rebased(State.GONE if _all_gone(relations, left, theirs) else State.CONFLICTING, (), why)
    edits = carrier.carry(relations.cutter(pending), earlier=pending.number < decision.number)
    if not edits:
        return Rebased(State.SATISFIED, (), SENTENCES["done"].format(a=decision.id, has="has"))
    if related == Relation.TOUCHING:
        return Rebased(State.TOUCHING, edits, why)
    if edits == pending.edits:
        return Rebased(State.CLEAN, edits)
    return Rebased(State.SHIFTED, edits, SENTENCES["moved along"].format(has="has"))


def _all_gone(relations: Relations, left: Sequence[Atom], theirs: Sequence[Atom]) -> bool:
    """Tell whether the decision struck (or joined away) all that is left of an amendment's targets."""
    strikes = [atom for atom in theirs if isinstance(atom.edit, StrikeParagraph | StrikeSection | JoinParagraphs)]
    return all(any(relations.judge.relate(atom, strike) == Relation.CONFLICTING for strike in strikes) for atom in left)


def _with_digest(document: Document, result: Rebased) -> Rebased:
    if result.state != State.TOUCHING:
        return result
    return replace(result, digest=combined_digest(document, result.edits))


def combined_digest(document: Document, edits: Edits) -> str:
    """Give the digest of the paragraphs and titles that edits would change, as they would have them: of what is confirmed."""
    if len(edits) == 1 and isinstance(edits[0], ChangeWords):  # as most: the rest need not be looked through
        paragraph = document.paragraph_by_id.get(edits[0].paragraph)
        document = Document((), (paragraph,)) if paragraph else document
    after = apply(document, edits)
    rows: list[list[str]] = []
    for paragraph in after.paragraphs:
        old = document.paragraph_by_id.get(paragraph.id)
        if old is not paragraph and old != paragraph:
            rows.append([paragraph.id, paragraph.section or "", str(paragraph.struck), paragraph.digest])
    changed = [s for s in after.sections if document.section_by_id.get(s.id) != s]
    rows += [[s.id, s.parent or "", str(s.struck), digest(s.title)] for s in changed]
    text = json.dumps(rows, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()
