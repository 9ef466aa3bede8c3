"""What publishing a second reading does, worked out before it is done: the text, its numbers, and what becomes of the pending.

The committee's page shows it, and the act that publishes writes exactly it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from amendments.models import Amendment, Document, ReadingStep, SecondReading, StandingOrders
from amendments.models.orders_reading import Numbers
from amendments.queries.advice import WordsFollow, rebase_words
from amendments.queries.amendment import on_current_text, open_amendments, sharing
from amendments.queries.decision import Follows, follow
from amendments.queries.document import text_at
from amendments.queries.second_reading import text_after, values_of
from amendments.queries.throughout import Spread, spread_after, throughout_of
from amendments.text.apply import apply
from amendments.text.document import Document as Text
from amendments.text.edits import Amendment as Value
from amendments.text.edits import edits_to_json
from amendments.text.numbering import labels
from amendments.text.rebase import Rebased, State, rebase_all
from amendments.text.relation import Relations
from amendments.text.renumbering import Renumbered, renumber

GONE_WITH = "{primary}, which it amends, was taken into the text at {reading}."


@dataclass(frozen=True)
class Republication:
    """What would follow: the texts, the concordance (empty where numbers are kept), and what becomes of amendments.

    `rests` were taken in and rest; `asked` are those whose movers must answer, each as it would stand; `left` were taken in and
    do not rest, because they were revised or withdrawn since.
    """

    before: Text
    working: Text
    after: Text
    concordance: tuple[Renumbered, ...]
    others: tuple[Follows, ...]
    words: tuple[WordsFollow, ...]
    rests: tuple[Amendment, ...]
    asked: tuple[Follows, ...]
    left: tuple[Amendment, ...]


def numbered(document: Document, text: Text) -> tuple[Text, tuple[Renumbered, ...]]:
    """Number a working text as the standing orders say: what is new gets letters, or all is numbered anew."""
    orders = StandingOrders.objects.get(congress=document.congress_id)
    return renumber(text) if orders.second_reading_numbers == Numbers.ANEW else (labels(text), ())


def if_republished(reading: SecondReading, steps: Sequence[ReadingStep]) -> Republication:
    """Work out what follows if the working text is published now: at most eight queries, however many amendments there are."""
    document = reading.document
    before, values = text_at(reading.base), values_of(steps)
    working = text_after(reading.base, steps)
    after, concordance = numbered(document, working)
    pending = list(open_amendments(document).select_related("primary", "throughout", "mover_person", "mover_body"))
    taken = {step.amendment_id: step for step in steps if step.amendment_id}
    rests = tuple(one for one in pending if one.pk in taken and taken[one.pk].version == one.version)
    follows = _follows(document, before, values, after)
    gone = {one.pk for one in rests}
    secondary = [_gone_with(one, reading) for one in pending if one.primary_id in gone]
    others = (*follows, *secondary)
    told = {one.amendment.pk: one for one in others}
    asked = tuple(
        replace(told[one.pk], amendment=one) if one.pk in told else Follows(one, None, falls=False, why=one.rebase_why)
        for one in pending
        if one.pk not in gone and (one.primary_id is None or one.primary_id in gone)
    )
    left = tuple(step.amendment for step in steps if step.amendment and step.amendment_id not in gone)
    words = tuple(rebase_words(document, before, after, values, touched(before, values)))
    return Republication(before, working, after, concordance, others, words, rests, asked, left)


def _gone_with(one: Amendment, reading: SecondReading) -> Follows:
    """Tell of an amendment to one that was taken in: the words that it stands on are the text's own now."""
    why = GONE_WITH.format(primary=one.primary, reading=reading)
    return Follows(one, Rebased(State.GONE, (), why), falls=False, why=why)


def touched(before: Text, values: Iterable[Value]) -> frozenset[str]:
    """Give the places that changes touch, each on the text before it."""
    found, text = set[str](), before
    for value in values:
        found |= Relations(text).places(value)
        text = apply(text, value.edits)
    return frozenset(found)


def _follows(document: Document, before: Text, values: Sequence[Value], after: Text) -> list[Follows]:
    """Rebase the undecided amendments that share a place with a change, those that were withdrawn or ruled out included."""
    rows = sharing(document, touched(before, values)).filter(primary__isnull=True).select_related("throughout")
    affected = [one for one in rows if on_current_text(one).edits]
    whole = [one for one in affected if throughout_of(one) is None]
    rebased = rebase_all(before, [on_current_text(one) for one in whole], values)
    found = [_as_pending(one, result, after) for one, result in zip(whole, rebased, strict=True)]
    return found + [_everywhere(one, before, values, after) for one in affected if throughout_of(one) is not None]


def _as_pending(one: Amendment, found: Rebased, after: Text, spread: Spread | None = None) -> Follows:
    """Put together how an amendment stands: nothing falls by an act of the committee's, its mover is asked."""
    told = follow(one, found, after, spread)
    return replace(told, falls=False) if told.falls else told


def _everywhere(one: Amendment, before: Text, values: Sequence[Value], after: Text) -> Follows:
    """Take a global change through the changes, place by place."""
    change, text = throughout_of(one), before
    held, state, whys = one.resolved, State.CLEAN, list[str]()
    dropped: dict[int, str] = {}
    found = Rebased(State.CLEAN, on_current_text(one).edits)
    if change is None:
        raise ValueError(f"{one} is no global change.")
    standing = list(change.standing)
    try:
        for value in values:
            made = apply(text, value.edits)
            if found.edits:
                change.amendment = one
                found, spread = spread_after(text, made, change, value)
                one.resolved, change.standing = edits_to_json(found.edits), list(spread.standing)
                dropped |= spread.dropped
                state = max(state, found.state, key=list(State).index)
                whys += [found.why] if found.why else []
            text = made
        spread = Spread(tuple(change.standing), dropped)
    finally:
        one.resolved, change.standing = held, standing
    result = Rebased(state, found.edits, " ".join(dict.fromkeys(whys)))
    return _as_pending(one, result, after, spread)
