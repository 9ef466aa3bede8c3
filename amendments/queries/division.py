"""Division as pages and acts read it: where an amendment may be cut, what keeps it from being divided, and its parts."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Q

from amendments.life import Outcome, Rebase, Rest, State, Visibility
from amendments.models import Acceptance, Amendment, Composite, Question
from amendments.queries.amendment import is_open, open_amendments
from amendments.queries.decision import FALLS
from amendments.queries.document import current_text
from amendments.queries.throughout import throughout_of
from amendments.text.division import Bundle, bundles
from amendments.text.document import Document as Text
from amendments.text.edits import Edits, edits_from_json
from amendments.text.number import PARTS
from amendments.text.stored import canonical, sha256


class Cuts(NamedTuple):
    """An amendment as it may be cut: the text as it stands, its edits on that, and what stays together in any division."""

    text: Text
    edits: Edits
    bundles: tuple[Bundle, ...]


def cuts_of(amendment: Amendment) -> Cuts:
    """Take an amendment apart as far as it goes. Raises Mismatch where it does not fit the text as it stands."""
    text, edits = current_text(amendment.document), edits_from_json(amendment.resolved)
    return Cuts(text, edits, bundles(text, edits))


def digest_of(amendment: Amendment) -> str:
    """Give the digest of the words that are divided: what the page showed must still be what stands."""
    return sha256(canonical(amendment.resolved))


def parts_of(whole: Amendment) -> list[Amendment]:
    """Give the parts that stand in the place of a divided amendment, by number: one query."""
    rows = Amendment.objects.filter(part_of=whole).exclude(rest=Rest.WHOLE)
    return list(rows.select_related("mover_person", "mover_body", "fallen_because").order_by("number"))


def next_part(whole: Amendment) -> int:
    """Give the number of the next part, which no part of it ever had."""
    last = Amendment.objects.filter(part_of=whole).order_by("-part").values_list("part", flat=True).first()
    return (last or 0) + 1


def why_undivided(amendment: Amendment) -> str:
    """Say why an amendment cannot be divided, and what would help; nothing where it can: seven queries at most."""
    if amendment.rest == Rest.PARTS:
        names = ", ".join(map(str, parts_of(amendment)))
        return f"{amendment} is divided already, into {names}. Make it one again to divide it otherwise."
    if amendment.part_of_id is not None:
        return f"{amendment} is a part already. To divide it otherwise, make {amendment.part_of} one again first."
    return _of_its_kind(amendment) or _as_it_stands(amendment) or _beside_it(amendment)


def _of_its_kind(amendment: Amendment) -> str:
    """Say why this kind of amendment is one question."""
    if amendment.primary_id is not None:
        return f"{amendment} amends another amendment: it is one question, and decided before that one."
    if throughout_of(amendment) is not None:
        return f"{amendment} changes words everywhere: that is one question."
    if Composite.objects.filter(amendment=amendment).exists():
        return f"{amendment} is a composite: what its movers agreed on is not divided. Any of them can leave it."
    return ""


def _as_it_stands(amendment: Amendment) -> str:
    if amendment.decision != Outcome.PENDING:
        return f"{amendment} is {Outcome(amendment.decision).label}: what is decided is not divided."
    if amendment.state == State.WITHDRAWN:
        return f"{amendment} was withdrawn by its mover. Another member may take it over."
    if not is_open(amendment):
        return f"{amendment} is not before the congress, so there is nothing to divide."
    if amendment.visibility != Visibility.READERS:
        return f"{amendment} is not published yet. The committee publishes it first."
    if amendment.rebase_state in FALLS:
        return f"{amendment} does not fit the text as it stands: {amendment.rebase_why}"
    if amendment.rebase_state == Rebase.TOUCHING and amendment.confirmed_digest != amendment.combined_digest:
        return f"{amendment} waits until somebody has confirmed its combined text. Then it can be divided."
    return ""


def _beside_it(amendment: Amendment) -> str:
    """Say what stands open beside it and would be lost."""
    pending = list(open_amendments(amendment.document).filter(primary=amendment)[:3])
    if pending:
        return f"{', '.join(map(str, pending))} would change {amendment}, and is decided before it is divided."
    if Acceptance.objects.filter(amendment=amendment, ended=False, objections__isnull=True).exists():
        return f"{amendment} is accepted without a vote, unless somebody objects. Who wants its parts voted objects first."
    if Question.objects.filter(Q(amendment=amendment) | Q(items__amendment=amendment), ended="").exists():
        return f"{amendment} is on the floor now. Take the question back to divide it."
    return "" if next_part(amendment) < PARTS else f"{amendment} was divided too often."


def why_not_united(whole: Amendment, parts: list[Amendment]) -> str:
    """Say why parts cannot be one again: something became of one of them. Three queries at most."""
    if whole.rest != Rest.PARTS:
        return f"{whole} is not divided."
    for one in parts:
        if one.decision != Outcome.PENDING:
            return f"{one} is {Outcome(one.decision).label}: a division is not undone once a part is decided."
        if one.state != State.FILED:
            return f"{one} was {State(one.state).label} since: its mover has spoken on it alone."
        if one.version > 1:
            return f"{one} has version {one.version} since, which would be lost."
        if one.rest != Rest.NONE:
            return f"{one} rests in {one.rests_in}. That ends first."
    held = {one.pk for one in parts}
    second = open_amendments(whole.document).filter(primary__in=held).first()
    if second is not None:
        return f"{second} would change {second.primary}, and is decided first."
    if Question.objects.filter(Q(amendment__in=held) | Q(items__amendment__in=held), ended="").exists():
        return f"A part of {whole} is on the floor now. Take the question back first."
    return ""
