"""Replay decisions over a draft: the text that comes about, and for each word the decision that put it there.

The text is the same as when each set of edits is applied after the other. Struck words stay, each with the decision that struck
it, so that a page can show the whole way at once, or only what stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple, TypeAlias

from amendments.text.apply import plan_of
from amendments.text.document import Document
from amendments.text.edits import Change, Edits
from amendments.text.mapping import matches
from amendments.text.plan import Plan, build, in_order, inside_of
from amendments.text.tokens import BLOCK, Token, Tokens


@dataclass(frozen=True)
class Step:
    """A decision that changed the text: `id` names it in what comes out, `edits` are resolved on the text before it."""

    id: str
    edits: Edits


class TracedToken(NamedTuple):
    """A token, the step that put it there ("" is the draft), and the step that struck it (None: it stands)."""

    token: Token
    by: str = ""
    struck_by: str | None = None


Trace: TypeAlias = tuple[TracedToken, ...]


@dataclass(frozen=True)
class TracedPlace:
    """What became of a paragraph or section. `inserted_by` is "" where the draft has it, `struck_by` None where it stands.

    `trace` is None as long as it has the words of the `draft`; `tokens` gives its words in both cases.

    `moved_by` and `retitled_by` name steps in order. `split_from` is the paragraph that this one was cut from, and `joined_to`
    the one that its words went to: then `struck_by` is the step that joined them.
    """

    draft: Tokens = ()
    trace: Trace | None = None
    inserted_by: str = ""
    struck_by: str | None = None
    moved_by: tuple[str, ...] = ()
    retitled_by: tuple[str, ...] = ()
    split_from: str | None = None
    joined_to: str | None = None

    @cached_property
    def tokens(self) -> Trace:
        """The words, each with where it came from."""
        return tuple(TracedToken(token) for token in self.draft) if self.trace is None else self.trace


Places: TypeAlias = dict[str, TracedPlace]


@dataclass(frozen=True)
class Traced:
    """A text with its provenance: `paragraphs` and `sections` (whose tokens are their titles) by permanent id."""

    document: Document
    paragraphs: Places
    sections: Places

    def clean(self) -> Traced:
        """Give only what stands: without stubs and struck words."""
        standing = {p.id for p in self.document.paragraphs if not p.struck}
        kept = {s.id for s in self.document.sections if not s.struck}
        document = Document(
            tuple(s for s in self.document.sections if s.id in kept),
            tuple(p for p in self.document.paragraphs if p.id in standing),
        )
        return Traced(document, _live(self.paragraphs, standing), _live(self.sections, kept))


def _live(places: Places, kept: set[str]) -> Places:
    return {
        id_: replace(place, trace=tuple(t for t in place.tokens if t.struck_by is None))
        for id_, place in places.items()
        if id_ in kept
    }


def replay(draft: Document, steps: Iterable[Step]) -> Traced:
    """Apply the steps one after the other. Raises Mismatch where one does not fit the text before it."""
    paragraphs = {p.id: TracedPlace(p.tokens) for p in draft.paragraphs}
    sections = {s.id: TracedPlace(s.title) for s in draft.sections}
    document = draft
    for step in steps:
        plan = plan_of(document, step.edits)
        after = build(document, plan)
        _follow_texts(after, plan, step.id, paragraphs)
        _follow_titles(after, plan, step.id, sections)
        _follow_places(document, plan, step.id, paragraphs, sections)
        document = after
    return Traced(document, paragraphs, sections)


def _follow_texts(after: Document, plan: Plan, step: str, known: Places) -> None:
    changed: dict[str, list[TracedToken]] = {}
    for id_ in plan.texts:
        for new, trace in _parts(known[id_].tokens, plan, id_, step):
            changed[new] = trace
            known.setdefault(new, TracedPlace((), (), inserted_by=step, split_from=id_))
    for join in plan.joins:
        second = changed.pop(join.second)
        if second[:1] and second[0].token.kind == BLOCK:
            del second[0]
        changed[join.first] += [*_put(join.between, step), *second]
        known[join.second] = replace(known[join.second], trace=(), struck_by=step, joined_to=join.first)
    for id_, tokens in plan.new.items():
        changed[id_] = _put(tokens, step)
        known[id_] = TracedPlace((), (), inserted_by=step)
    for id_, trace in changed.items():
        known[id_] = replace(known[id_], trace=_settled(trace, after.paragraph_by_id[id_].tokens, step))


def _put(tokens: Iterable[Token], step: str) -> list[TracedToken]:
    return [TracedToken(token, step) for token in tokens]


def _parts(trace: Trace, plan: Plan, id_: str, step: str) -> Iterator[tuple[str, list[TracedToken]]]:
    """Make the word changes of a paragraph and cut it, as `plan.parts` does; what is struck at a cut stays before it."""
    live = [*(i for i, each in enumerate(trace) if each.struck_by is None), len(trace)]
    rest = in_order(plan.words.get(id_, ()))
    low, name = 0, id_
    for cut in sorted(plan.splits.get(id_, ()), key=lambda split: split.at):
        own = [change._replace(at=change.at - low) for change in rest if change.end <= cut.at]
        rest = rest[len(own) :]
        lost = [Change(cut.at - low, cut.struck, ())] if cut.struck else []
        end = cut.at + len(cut.struck)
        yield name, _changed(trace[live[low] if low else 0 : live[end]], [*own, *lost], step)
        low, name = end, cut.new
    yield name, _changed(trace[live[low] if low else 0 :], [change._replace(at=change.at - low) for change in rest], step)


def _changed(trace: Sequence[TracedToken], changes: Iterable[Change], step: str) -> list[TracedToken]:
    """Strike and insert in a trace; positions are those among the tokens that stand."""
    live = [i for i, each in enumerate(trace) if each.struck_by is None]
    found: list[TracedToken] = []
    at = 0
    for change in changes:
        start = live[change.at] if change.at < len(live) else len(trace)
        end = live[change.end - 1] + 1 if change.struck else start
        found += trace[at:start]
        found += [each if each.struck_by is not None else each._replace(struck_by=step) for each in trace[start:end]]
        found += _put(change.inserted, step)
        at = end
    return [*found, *trace[at:]]


def _settled(trace: Sequence[TracedToken], tokens: Tokens, step: str) -> Trace:
    """Bring what stands of a trace into the form that the text has."""
    live = [i for i, each in enumerate(trace) if each.struck_by is None]
    raw = tuple(trace[i].token for i in live)
    if raw == tokens:
        return tuple(trace)
    found: list[TracedToken] = []
    at = 0
    for kept, i, j, m, n in matches(raw, tokens):
        end = live[j - 1] + 1 if j > i else at
        for each in trace[at:end]:
            if kept or each.struck_by is not None:
                found.append(each)
            elif each.by != step:
                found.append(each._replace(struck_by=step))
        if not kept:
            found += _put(tokens[m:n], step)
        at = end
    return (*found, *trace[at:])


def _follow_titles(after: Document, plan: Plan, step: str, known: Places) -> None:
    for id_, changes in plan.titles.items():
        trace = _settled(_changed(known[id_].tokens, in_order(changes), step), after.section_by_id[id_].title, step)
        known[id_] = replace(known[id_], trace=trace, retitled_by=(*known[id_].retitled_by, step))
    for id_, title in plan.new_sections.items():
        known[id_] = TracedPlace((), tuple(_put(title, step)), inserted_by=step)


def _follow_places(before: Document, plan: Plan, step: str, paragraphs: Places, sections: Places) -> None:
    struck = {*plan.struck}
    gone = inside_of(before, plan.struck_sections) if plan.struck_sections else set()
    struck |= {p.id for p in before.paragraphs if gone and p.section in gone}
    for known, ids, gaps in ((paragraphs, struck, plan.gaps), (sections, gone, plan.section_gaps)):
        for id_ in ids:
            if known[id_].struck_by is None:
                known[id_] = replace(known[id_], struck_by=step)
        for id_ in (each for placed in gaps.values() for each in placed):
            if id_ not in plan.new and id_ not in plan.new_sections:
                known[id_] = replace(known[id_], moved_by=(*known[id_].moved_by, step))
