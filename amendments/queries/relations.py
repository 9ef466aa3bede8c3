"""How the standing amendments of a document relate: read from the index, and worked out for those that are new or changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from amendments.models import Amendment, AmendmentMargin, AmendmentPlace, AmendmentRelation, Document, Related, Throughout
from amendments.models.relation import IN_PART
from amendments.queries.amendment import on_current_text, open_amendments
from amendments.queries.decision import FALLS
from amendments.queries.document import current_text
from amendments.queries.places import stands_at
from amendments.text import clusters as engine
from amendments.text.document import Document as Text
from amendments.text.edits import Amendment as Value
from amendments.text.edits import edits_from_json, edits_from_text
from amendments.text.number import label_of
from amendments.text.relation import Relation, Relations
from amendments.text.throughout import PlaceByPlace, Spreads, between, in_part

IS_GLOBAL = Exists(Throughout.objects.filter(amendment=OuterRef("pk")))  # whether an amendment is a global change


class Pair(NamedTuple):
    """One pair that is not independent, by keys; `low` has the lower number, `inner` is the contained one.

    `low_loses` and `high_loses`: how many of its places a global change loses to the other, where they exclude each other in
    part; None where it is none, or loses all of them and falls.
    """

    low: int
    high: int
    relation: str
    inner: int | None
    low_loses: int | None = None
    high_loses: int | None = None


PAIR = (
    "low_id",
    "high_id",
    "relation",
    "inner_id",
    "low_loses",
    "high_loses",
)  # what holds it in the index


class Standing(NamedTuple):
    """A standing amendment as it is compared: its key, its edits on the text as it is, and whether it is a global change."""

    key: int
    value: Value
    spreads: bool


class Rival(NamedTuple):
    """Another standing amendment, and how the one that was asked about stands to it. `inside`: the other is contained in it.

    `partly`: one of the two is a global change that would lose some of its places to the other.
    """

    amendment: Amendment
    relation: Related
    inside: bool
    partly: bool


def to_relate(document: Document) -> QuerySet[Amendment]:
    """Give the amendments that have relations: those that want a decision and amend the text itself, as far as they fit it."""
    rows = open_amendments(document).filter(primary__isnull=True).exclude(rebase_state__in=FALLS)
    return rows.only("pk", "number", "document_id", "resolved")


def pairs_with(text: Text, document: Document, wanted: Collection[int], kept: Collection[int] = ()) -> list[Pair]:
    """Work out the relations of some amendments, by key, with all others, and of `kept` ones among themselves: two queries.

    Only those that share a place in the index are read and compared, so the cost follows from how crowded these places are and
    not from the length of the document. Two of `wanted` are compared once.
    """
    at = AmendmentPlace.objects.filter(document=document, amendment__in=wanted).values("uid")
    near = Q(pk__in=AmendmentPlace.objects.filter(document=document, uid__in=at).values("amendment"))
    return _pairs(text, _read(to_relate(document).filter(near | Q(pk__in=kept) if kept else near)), set(wanted), set(kept))


def outgrown(document: Document, left: Mapping[int, int]) -> set[int]:
    """Give what must be related anew with global changes that have lost places, wherever they were, by key: two queries.

    `left` says how many places each has still. It may be contained now in what stands at all of them, and fall altogether
    with what takes as many of them.
    """
    if not left:
        return set()
    rows = AmendmentRelation.objects.filter(IN_PART, Q(low__in=left) | Q(high__in=left))
    found = set[int]()
    for low, high, *losses in rows.values_list("low_id", "high_id", "low_loses", "high_loses"):
        if any(lost is not None and lost >= left.get(key, lost + 1) for key, lost in zip((low, high), losses, strict=True)):
            found |= {low, high}
    uids = AmendmentPlace.objects.filter(amendment__in=left).values("uid")
    at = defaultdict[int, set[str]](set)
    for key, uid in AmendmentPlace.objects.filter(document=document, uid__in=uids).values_list("amendment_id", "uid"):
        at[key].add(uid)
    own = [at[key] for key in left]
    return (found | {key for key, where in at.items() if any(where >= each for each in own)}).difference(left)


def all_pairs(document: Document) -> list[Pair]:
    """Work out all relations of a document anew, from edits and text alone: one query."""
    rows = _read(to_relate(document))
    key = {row.value.id: row.key for row in rows}
    relations = Relations(current_text(document))
    spreads, found = _spreads(relations, rows), []
    for a, b, whole in engine.meetings(relations, [row.value for row in rows]):
        related, losses = in_part(whole, a, b, spreads)
        inner = key[related.inner] if related.inner else None
        found.append(Pair(key[a.id], key[b.id], related.relation.value, inner, *losses))
    return found


def _read(amendments: QuerySet[Amendment]) -> list[Standing]:
    """Read amendments that `to_relate` gives, by number, and no more of them than is compared: one query."""
    rows = amendments.annotate(spreads=IS_GLOBAL, stored=Cast("resolved", TextField()))
    found = rows.values_list("pk", "number", "stored", "spreads")
    return [Standing(key, Value(label_of(number), number, edits_from_text(edits)), on) for key, number, edits, on in found]


def _spreads(relations: Relations, rows: Iterable[Standing]) -> dict[str, PlaceByPlace]:
    """Give the global changes among amendments by name."""
    return {row.value.id: PlaceByPlace(relations, row.value) for row in rows if row.spreads}


def _pairs(text: Text, rows: Sequence[Standing], wanted: set[int], kept: set[int]) -> list[Pair]:
    """Relate those that share a place, each pair once, where one of the two is wanted, or both are kept."""
    relations = Relations(text)
    spreads = _spreads(relations, rows)
    if len(wanted) == 1 and not kept:
        return _pairs_of_one(relations, rows, wanted, spreads)
    before, asked, asked_or_kept = (defaultdict[str, list[int]](list) for _ in range(3))
    found: list[Pair] = []
    for at, row in enumerate(rows):
        places = relations.places(row.value)
        near = before if row.key in wanted else asked_or_kept if row.key in kept else asked
        for earlier in sorted({n for place in places for n in near.get(place, ())}):
            found += _pair(relations, rows[earlier], row, spreads)
        for place in places:
            before[place].append(at)
            if row.key in wanted:
                asked[place].append(at)
            if row.key in wanted or row.key in kept:
                asked_or_kept[place].append(at)
    return found


def _pairs_of_one(relations: Relations, rows: Sequence[Standing], wanted: set[int], spreads: Spreads) -> list[Pair]:
    """Do the same for one alone: all the others were read because they share a place with it."""
    at = next((n for n, row in enumerate(rows) if row.key in wanted), len(rows))
    found = [pair for other in rows[:at] for pair in _pair(relations, other, rows[at], spreads)]
    return found + [pair for other in rows[at + 1 :] for pair in _pair(relations, rows[at], other, spreads)]


def _pair(relations: Relations, low: Standing, high: Standing, spreads: Spreads) -> Iterator[Pair]:
    related, losses = between(relations, low.value, high.value, spreads)
    if related.relation != Relation.INDEPENDENT:
        inner = {low.value.id: low.key, high.value.id: high.key}.get(related.inner or "")
        yield Pair(low.key, high.key, related.relation.value, inner, *losses)


def rivals_of(amendment: Amendment) -> list[Rival]:
    """Give the standing amendments that have to do with this one, by number, with their movers: one query.

    All relations are given, `touching` too. Who may see which of them is for the caller to ask.
    """
    mine = AmendmentRelation.objects.filter(Q(low=amendment) | Q(high=amendment))
    names = ("mover_body", "mover_person", "throughout")
    rows = mine.select_related(*(f"{side}__{name}" for side in ("low", "high") for name in names))
    found = [(row.high if row.low_id == amendment.pk else row.low, row) for row in rows]
    found.sort(key=lambda one: one[0].number)
    return [Rival(other, Related(row.relation), row.inner_id == other.pk, row.in_part) for other, row in found]


def stored_pairs(document: Document) -> Iterator[Pair]:
    """Give the pairs of a document as the index has them, by number."""
    rows = AmendmentRelation.objects.filter(document=document).order_by("low__number", "high__number")
    return (Pair(*row) for row in rows.values_list(*PAIR))


def clusters(document: Document) -> list[tuple[int, ...]]:
    """Give the connected groups of rivals as numbers, the group with the lowest number first: one query.

    Rivals are what conflicts, is the same, or is contained: the congress carries one of them as it is, not both.
    """
    rows = AmendmentRelation.objects.filter(document=document).order_by("low__number", "high__number")
    pairs = list(rows.values_list("low__number", "high__number", "relation"))
    return engine.clusters(pairs, sorted({number for low, high, _ in pairs for number in (low, high)}))


def index_problems(document: Document) -> Iterator[str]:
    """Compare the index with what edits and text give. A sentence for each pair that is missing, wrong or too many."""
    names = {key: label_of(number) for key, number in Amendment.objects.filter(document=document).values_list("pk", "number")}
    try:
        true = {(row.low, row.high): row for row in all_pairs(document)}
    except (ValueError, KeyError, TypeError) as error:
        yield f"{document}: how its amendments relate cannot be worked out: {error}"
        return
    yield from place_problems(document)
    kept = {(row.low, row.high): row for row in stored_pairs(document)}
    for low, high in sorted(kept.keys() | true.keys()):
        have, said = kept.get((low, high)), true.get((low, high))
        if have != said:
            index, texts = _said(have, names), _said(said, names)
            yield f"{names[low]} and {names[high]}: their index says {index}, and their texts say {texts}."


def place_problems(document: Document) -> Iterator[str]:
    """Compare the indexes of places with the edits: in whose margins amendments stand, and where on the text as it is."""
    margins, stood = defaultdict[int, set[str]](set), defaultdict[int, set[str]](set)
    for index, found in ((AmendmentMargin, margins), (AmendmentPlace, stood)):
        for key, uid in index.objects.filter(document=document).values_list("amendment_id", "uid"):
            found[key].add(uid)
    for row in Amendment.objects.filter(document=document).only("number", "edits").order_by("number"):
        if margins[row.pk] != set(stands_at(edits_from_json(row.edits))):
            yield f"{row}: the index of margins does not say where it stands."
    relations = Relations(current_text(document))
    for row in to_relate(document):
        if stood[row.pk] != relations.places(on_current_text(row)):
            yield f"{row}: the index of places does not say where it stands on the text as it is."


def _said(pair: Pair | None, names: dict[int, str]) -> str:
    inner = f", {names[pair.inner]} in the other" if pair and pair.inner else ""
    if pair is None:
        return "independent"
    losses = zip((names[pair.low], names[pair.high]), (pair.low_loses, pair.high_loses), strict=True)
    return f"{pair.relation}{inner}" + "".join(f", {name} less {lost} of its places" for name, lost in losses if lost)
