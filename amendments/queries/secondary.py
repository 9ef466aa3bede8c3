"""Amendments to amendments: the text that each stands on, which is the one that its primary asks for."""

from __future__ import annotations

from collections.abc import Sequence

from amendments.life import Outcome, State
from amendments.models import Amendment, Revision, Version
from amendments.queries.amendment import is_open
from amendments.queries.document import current_text, text_at
from amendments.refusals import Refused
from amendments.text.apply import apply
from amendments.text.compose import Piece, Replace, Unclear, compose
from amendments.text.document import Document as Text
from amendments.text.edits import Amendment as Value
from amendments.text.edits import Edits, Mismatch, edits_from_json
from amendments.text.secondary import OutOfScope, carried, check


def filed_on(amendment: Amendment) -> Text:
    """Give the text that an amendment was filed on: of one to an amendment, that which the primary asked for then."""
    base = text_at(amendment.base_revision)
    if amendment.primary_id is None:
        return base
    row = Version.objects.filter(amendment=amendment.primary_id, number=amendment.primary_version or 0)
    return apply(base, edits_from_json(row.values_list("edits", flat=True).get()))


def stands_on(amendment: Amendment) -> Text:
    """Give the text that its edits of today are made on: the current one, or that which its primary asks for today."""
    return asked_for(amendment.primary) if amendment.primary else current_text(amendment.document)


def asked_for(primary: Amendment) -> Text:
    """Give the text as an amendment would have it, on the revision that it was filed on."""
    return apply(text_at(primary.base_revision), edits_from_json(primary.edits))


def scope_fault(primary: Amendment, edits: Edits) -> str:
    """Say why edits go beyond what a primary changes; "" where they do not. Raises Mismatch where they do not fit its text."""
    try:
        check(text_at(primary.base_revision), _value(primary), edits)
    except OutOfScope as beyond:
        return str(beyond)
    return ""


def next_version(primary: Amendment, edits: Edits) -> Edits:
    """Give the edits of a primary's next version, with those of a secondary in them. Raises OutOfScope and Mismatch."""
    return carried(text_at(primary.base_revision), _value(primary), edits)


def why_no_secondary(primary: Amendment) -> str:
    """Say why nobody can amend an amendment now; "" where one can."""
    if primary.primary_id is not None:
        return f"{primary} is itself an amendment to {primary.primary}, and such a one is not amended. Amend {primary.primary}."
    if primary.state == State.WITHDRAWN:
        return f"{primary} was withdrawn by its mover, so it cannot be amended. Take it over, or file an amendment of your own."
    if primary.decision != Outcome.PENDING:
        return f"{primary} is {primary.get_decision_display()}, so it cannot be amended any more."
    if not is_open(primary):
        return f"{primary} is not to be put to the vote, so it cannot be amended. File an amendment of your own."
    if hasattr(primary, "throughout"):
        return f"{primary} replaces words everywhere and is one question. File an amendment of your own beside it."
    return ""


def edits_to(amends: Amendment, version: int, pieces: Sequence[Piece]) -> tuple[Revision, Text, Edits]:
    """Make edits of work on an amendment, on the text that its version asks for. Raises Refused.

    Gives the revision that this was filed on, the text, and the edits, which stay within what the amendment changes.
    """
    primary = Amendment.objects.select_related("base_revision", "primary", "throughout").get(pk=amends.pk)
    if why_not := why_no_secondary(primary):
        raise Refused(why_not)
    if version != primary.version:
        raise Refused(
            f"{primary} has a new version since you opened this page: version {primary.version}. "
            "Please read it, and write your change into its words."
        )
    if any(isinstance(piece, Replace) for piece in pieces):
        raise Refused("Words are replaced everywhere in the text, and not in an amendment. Change the words of this one.")
    text = asked_for(primary)
    try:
        edits = compose(text, pieces)
        fault = scope_fault(primary, edits) if edits else ""
    except (Unclear, Mismatch) as error:
        raise Refused(str(error)) from error
    if not edits:
        raise Refused(f"This changes nothing: it reads like {primary}. Change one of its words first.")
    if fault:
        raise Refused(f"{fault} File an amendment of your own for what {primary} leaves alone.")
    return primary.base_revision, text, edits


def _value(primary: Amendment) -> Value:
    return Value(str(primary), primary.number, edits_from_json(primary.edits))
