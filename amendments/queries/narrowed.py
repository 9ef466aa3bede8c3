"""The list of amendments narrowed by what a link can carry: words, place, mover, body, advice, relation and tag."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from amendments.life import Recommendation
from amendments.models import (
    Amendment,
    AmendmentMargin,
    AmendmentRelation,
    Body,
    Congress,
    Document,
    Paragraph,
    Related,
    Section,
    Tag,
)
from amendments.queries.search import amendments_holding, named

MOST = 200  # letters of what is typed


@dataclass(frozen=True)
class Choice:
    """One way to narrow: its name in the link, its label, what is chosen, and what can be; none where words are typed."""

    name: str
    label: str
    value: str
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Narrowed:
    """How a list is narrowed: the condition, the form's choices, and what a link carries on."""

    condition: Q
    choices: list[Choice]
    query: dict[str, str]


def narrowed(congress: Congress, documents: Sequence[Document], wanted: Mapping[str, str]) -> Narrowed:
    """Read what a link carries: three queries for the choices, and one more for a section. What is none of them is left out."""
    typed = {name: wanted.get(name, "").strip()[:MOST] for name in NAMES}
    bodies = dict(Body.objects.filter(congress=congress, moved__isnull=False).distinct().values_list("slug", "name"))
    tags = dict(Tag.objects.filter(congress=congress, amendments__isnull=False).distinct().values_list("key", "name"))
    sections = {
        row.uid: f"{row.label} {row.title}".strip() for row in Section.objects.filter(document__in=documents, struck=False)
    }
    options: dict[str, dict[str, str]] = {
        "section": sections,
        "body": bodies,
        "advice": dict(Recommendation.choices),
        "relation": RELATIONS,
        "tag": tags,
    }
    chosen = {name: value for name, value in typed.items() if value and (name not in options or value in options[name])}
    condition = Q()
    for name, value in chosen.items():
        condition &= CONDITIONS[name](documents, value)
    choices = [Choice(name, LABELS[name], chosen.get(name, ""), tuple(options.get(name, {}).items())) for name in NAMES]
    return Narrowed(condition, [one for one in choices if one.options or one.name not in options], chosen)


def _held(_documents: Sequence[Document], asked: str) -> Q:
    return amendments_holding(asked)


def _at_paragraph(documents: Sequence[Document], label: str) -> Q:
    uids = Paragraph.objects.filter(document__in=documents, label=label.lstrip("§¶ ")).values("uid")
    return Q(pk__in=AmendmentMargin.objects.filter(document__in=documents, uid__in=uids).values("amendment"))


def _in_section(documents: Sequence[Document], uid: str) -> Q:
    """Take along the sections within."""
    parents = dict(Section.objects.filter(document__in=documents).values_list("uid", "parent__uid"))
    inside = {one for one in parents if uid in _above(one, parents)}
    paragraphs = Paragraph.objects.filter(document__in=documents, section__uid__in=inside).values("uid")
    margins = AmendmentMargin.objects.filter(Q(uid__in=inside) | Q(uid__in=paragraphs), document__in=documents)
    return Q(pk__in=margins.values("amendment"))


def _above(uid: str, parents: Mapping[str, str | None]) -> set[str]:
    found: set[str] = set()
    here: str | None = uid
    while here and here not in found:
        found.add(here)
        here = parents.get(here)
    return found


def _moved_by(_documents: Sequence[Document], name: str) -> Q:
    return named("mover_person__name", name) | named("mover_body__name", name)


def _of_body(_documents: Sequence[Document], slug: str) -> Q:
    return Q(mover_body__slug=slug)


def _advised(_documents: Sequence[Document], advice: str) -> Q:
    return Q(recommendation=advice)


def _related(documents: Sequence[Document], kind: str) -> Q:
    rows = AmendmentRelation.objects.filter(document__in=documents)
    some = rows if kind == ALONE else rows.filter(relation=kind)
    met = Q(pk__in=some.values("low")) | Q(pk__in=some.values("high"))
    return ~met if kind == ALONE else met


def _tagged(_documents: Sequence[Document], key: str) -> Q:
    return Q(pk__in=Amendment.objects.filter(tags__key=key).values("pk"))


ALONE = "alone"
RELATIONS = {**{key: f"{label} with another" for key, label in Related.choices}, ALONE: "meets no other"}
RELATIONS[Related.SAME] = "the same as another"
RELATIONS[Related.CONTAINED] = "contained in another, or containing it"
LABELS = {
    "q": "Words",
    "paragraph": "Paragraph",
    "section": "Section",
    "mover": "Moved by",
    "body": "Body",
    "advice": "Recommendation",
    "relation": "Beside the others",
    "tag": "Tag",
}
NAMES = tuple(LABELS)
CONDITIONS: dict[str, Callable[[Sequence[Document], str], Q]] = {
    "q": _held,
    "paragraph": _at_paragraph,
    "section": _in_section,
    "mover": _moved_by,
    "body": _of_body,
    "advice": _advised,
    "relation": _related,
    "tag": _tagged,
}
