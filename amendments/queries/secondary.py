"""Amendments to amendments: the text that each stands on, which is the one that its primary asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from amendments.life import Outcome, State
from amendments.models import Amendment, Revision, Version
from amendments.queries.amendment import is_open
from amendments.queries.document import current_text, text_at
from amendments.queries.states import Named, mover_of, state_of
from amendments.queries.throughout import throughout_of
from amendments.refusals import Refused
from amendments.rules import Acting, can_see, relations_to
from amendments.text.apply import apply
from amendments.text.compose import Piece, Replace, Unclear, compose
from amendments.text.document import Document as Text
from amendments.text.edits import Amendment as Value
from amendments.text.edits import Edits, InsertParagraph, InsertSection, Mismatch, SplitParagraph, edits_from_json
from amendments.text.secondary import OutOfScope, carried, check
from amendments.text.words import in_words


def filed_on(amendment: Amendment) -> Text:
    """Give the text that an amendment was filed on: of one to an amendment, that which the primary asked for then."""
    base = text_at(amendment.base_revision)
    if amendment.primary_id is None:
        return base
    row = Version.objects.filter(amendment=amendment.primary_id, number=amendment.primary_version or 0)
    return _with(base, edits_from_json(row.values_list("edits", flat=True).get()))


def asked_in(primary: int, wanted: set[int]) -> dict[int, Text]:
    """Give the text as the wanted versions of an amendment, by its key, would have it, by their numbers: one query."""
    rows = Version.objects.filter(amendment=primary, number__in=wanted).select_related("base_revision__document")
    return {row.number: _with(text_at(row.base_revision), edits_from_json(row.edits)) for row in rows}


def stands_on(amendment: Amendment) -> Text:
    """Give the text that its edits of today are made on: the current one, or that which its primary asks for today."""
    return asked_for(amendment.primary) if amendment.primary else current_text(amendment.document)


def asked_for(primary: Amendment) -> Text:
    """Give the text as an amendment would have it, on the revision that it was filed on."""
    return _with(text_at(primary.base_revision), edits_from_json(primary.edits))


def _with(base: Text, edits: Edits) -> Text:
    """Make the edits; what they insert is cited as new, because only what is carried gets a number."""
    new = [one.paragraph for one in edits if isinstance(one, InsertParagraph)]
    new += [one.new for one in edits if isinstance(one, SplitParagraph)]
    names = {id_: f"new ¶ {number}" for number, id_ in enumerate(new, 1)}
    names |= {one.section: "new section" for one in edits if isinstance(one, InsertSection)}
    text = apply(base, edits)
    return Text(
        tuple(replace(one, label=names.get(one.id, one.label)) for one in text.sections),
        tuple(replace(one, label=names.get(one.id, one.label)) for one in text.paragraphs),
    )


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


def _third_degree(second: Amendment) -> str:
    return f"{second} is itself an amendment to {second.primary}, and such a one is not amended. Amend {second.primary}."


def check_degree(primary: Amendment) -> None:
    """Refuse to amend what amends another itself: there is no third degree, and no page for one."""
    if primary.primary_id is not None:
        raise Refused(_third_degree(primary))


def why_no_secondary(primary: Amendment, *, everywhere: bool) -> str:
    """Say why nobody can amend an amendment now; "" where one can. `everywhere`: it is a global change."""
    if primary.primary_id is not None:
        return _third_degree(primary)
    if primary.state == State.WITHDRAWN:
        return f"{primary} was withdrawn by its mover, so it cannot be amended. Take it over, or file an amendment of your own."
    if primary.decision != Outcome.PENDING:
        return f"{primary} is {primary.get_decision_display()}, so it cannot be amended any more."
    if not is_open(primary):
        return f"{primary} is not to be put to the vote, so it cannot be amended. File an amendment of your own."
    if everywhere:
        return f"{primary} replaces words everywhere and is one question. File an amendment of your own beside it."
    return ""


def edits_to(amends: Amendment, version: int, pieces: Sequence[Piece]) -> tuple[Revision, Text, Edits]:
    """Make edits of work on an amendment, on the text that its version asks for. Raises Refused.

    Gives the revision that this was filed on, the text, and the edits, which stay within what the amendment changes.
    """
    primary = Amendment.objects.select_related("base_revision", "primary", "throughout").get(pk=amends.pk)
    if why_not := why_no_secondary(primary, everywhere=throughout_of(primary) is not None):
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


class Amending(NamedTuple):
    """An amendment to the one that is read: who moves it, what it asks for, and how it stands."""

    number: int
    mover: str
    words: str
    state: Named


def amending(primary: Amendment, acting: Acting) -> list[Amending]:
    """Give the amendments to an amendment, as far as they may be seen, each on the version that it is to."""
    rows = Amendment.objects.filter(primary=primary).select_related("mover_body", "mover_person").order_by("number")
    seen = [row for row in rows if can_see(acting, row.visibility, relations_to(acting, row))]
    texts = texts_of(seen)
    return [
        Amending(row.number, mover_of(row), in_words(texts[row.pk], edits_from_json(row.edits)), state_of(row)) for row in seen
    ]


def texts_of(rows: Iterable[Amendment]) -> dict[int, Text]:
    """Give the texts that amendments to amendments were filed on, by their keys: two queries, none where there are none."""
    wanted = {row.pk: (row.primary_id, row.primary_version) for row in rows if row.primary_id is not None}
    if not wanted:
        return {}
    primaries = {primary for primary, _ in wanted.values()}
    versions = Version.objects.filter(amendment__in=primaries).select_related("base_revision__document")
    made: dict[tuple[int | None, int | None], Text] = {
        (row.amendment_id, row.number): _with(text_at(row.base_revision), edits_from_json(row.edits))
        for row in versions
        if (row.amendment_id, row.number) in wanted.values()
    }
    return {key: made[where] for key, where in wanted.items()}
