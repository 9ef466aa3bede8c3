"""Why two amendments meet, in plain sentences that a chair can read out."""

from __future__ import annotations

from amendments.text.apply import name_of
from amendments.text.atoms import Atom
from amendments.text.document import Document, Paragraph, Section
from amendments.text.edits import (
    Amendment,
    ChangeWords,
    InsertParagraph,
    InsertSection,
    JoinParagraphs,
    MoveParagraph,
    MoveSection,
    RetitleSection,
    SplitParagraph,
    StrikeParagraph,
    StrikeSection,
)
from amendments.text.nearness import Relation
from amendments.text.pairs import ORDER
from amendments.text.relation import Relations, circle, emptied
from amendments.text.tokens import Tokens, visible

LONGEST = 60  # characters quoted of a longer passage

# One table of all that is said, so that it can be translated.
SENTENCES = {
    "both strike": "{a} {did} “{words}”, which {b} also strikes.",
    "into struck": "{b} inserts words into “{words}”, which {a} {did}.",
    "one point": "{a} and {b} insert different words at one point in {place}.",
    "one sentence": "{a} and {b} change the same sentence of {place}, or words side by side.",
    "struck": "{a} {did} {place}, which {b} {verb}.",
    "two moves": "{a} and {b} move {place} to different places.",
    "one gap": "{a} and {b} put something at the same place after {place}.",
    "first gap": "{a} and {b} put something at the same place.",
    "away": "{b} puts something after {place}, which {a} moves away.",
    "cut": "{a} and {b} cut or join {place} in different ways.",
    "circle": "{a} and {b} would move these after or into one another in a circle.",
    "emptied": "{a} and {b} together would leave no words on one side of a cut.",
    "done": "{a} {has} done all of it.",
    "moved along": "The text around it {has} changed; its own words are the same.",
}
VERBS: dict[type, str] = {
    ChangeWords: "changes",
    InsertParagraph: "adds to",
    StrikeParagraph: "strikes",
    MoveParagraph: "moves",
    SplitParagraph: "splits",
    JoinParagraphs: "joins",
    InsertSection: "adds to",
    StrikeSection: "strikes",
    RetitleSection: "retitles",
    MoveSection: "moves",
}


def reason(relations: Relations, a: Amendment, b: Amendment, *, decided: bool = False) -> str:
    """Say why two amendments conflict or touch; `decided`: a has been carried. Empty where they are independent."""
    one, two = relations.by_place(a), relations.by_place(b)
    worst, sentence = Relation.INDEPENDENT, ""
    for ours, theirs in one.meeting(two, one.known & two.known):
        found = relations.judge.relate(ours, theirs)
        if ORDER.index(found) > ORDER.index(worst):
            worst, sentence = found, _sentence(relations.document, (a.id, ours), (b.id, theirs), decided)
    if worst != Relation.CONFLICTING and circle(relations.document, [*one.moves, *two.moves]):
        return SENTENCES["circle"].format(a=a.id, b=b.id)
    near = [each.atoms[n] for each, other in ((one, two), (two, one)) for n in each.near(other)]
    if worst != Relation.CONFLICTING and emptied(relations.document, near):
        return SENTENCES["emptied"].format(a=a.id, b=b.id)
    return sentence


def _sentence(document: Document, first: tuple[str, Atom], second: tuple[str, Atom], decided: bool) -> str:
    (a, one), (b, two) = first, second
    strikes = [isinstance(atom.edit, StrikeParagraph | StrikeSection) for atom in (one, two)]
    if strikes == [False, True] and not decided:
        (a, one), (b, two) = second, first
    did = "struck" if decided else "strikes"
    values = {"a": a, "b": b, "place": _place(document, one, two), "did": did, "verb": VERBS[type(two.edit)]}
    key = _kind(one, two)
    if key == "struck" and not isinstance(one.edit, StrikeParagraph | StrikeSection):
        key, values = "struck", {**values, "did": _past(VERBS[type(one.edit)], decided)}
    if one.change and two.change and key in {"both strike", "into struck"}:
        if key == "into struck" and not one.change.struck:
            values |= {"a": b, "b": a, "did": "strikes"}
        values["words"] = _common(one, two)
    return SENTENCES[key].format(**values)


def _past(verb: str, decided: bool) -> str:
    past = {"changes": "changed", "adds to": "added to", "moves": "moved", "splits": "split", "joins": "joined"}
    return past.get(verb, "retitled") if decided else verb


def _kind(one: Atom, two: Atom) -> str:
    if one.change and two.change:
        return _kind_of_words(one, two)
    if one.gap and two.gap:
        return _kind_of_places(one, two)
    if isinstance(one.edit, SplitParagraph | JoinParagraphs) and isinstance(two.edit, SplitParagraph | JoinParagraphs):
        return "cut"
    return "struck"


def _kind_of_words(one: Atom, two: Atom) -> str:
    ours, theirs = one.change, two.change
    assert ours  # noqa: S101 - the caller has looked; this tells the type checker
    assert theirs  # noqa: S101
    if CUTS.intersection((type(one.edit), type(two.edit))):
        return "cut"
    if ours.struck and theirs.struck and ours.at < theirs.end and theirs.at < ours.end:
        return "both strike"
    if ours.at < theirs.at < ours.end or theirs.at < ours.at < theirs.end:
        return "into struck"
    return "one sentence" if ours.struck or theirs.struck else "one point"


CUTS = frozenset([SplitParagraph, JoinParagraphs])


def _kind_of_places(one: Atom, two: Atom) -> str:
    moves = isinstance(one.edit, MoveParagraph | MoveSection) and type(one.edit) is type(two.edit)
    if moves and _ids(one)[:1] == _ids(two)[:1]:
        return "two moves"
    if one.gap == two.gap:
        return "one gap" if one.gap and one.gap.after else "first gap"
    return "away"


def _ids(atom: Atom) -> list[str]:
    names = ("paragraph", "first", "second") if not isinstance(atom.edit, MoveSection) else ("section",)
    found = [getattr(atom.edit, name) for name in names if getattr(atom.edit, name, None)]
    return found or [atom.edit.section]  # type: ignore[union-attr]


def _place(document: Document, one: Atom, two: Atom) -> str:
    shared = sorted(one.places & two.places)
    everything: dict[str, Paragraph | Section] = {**document.section_by_id, **document.paragraph_by_id}
    wanted = [one.gap.after] if one.gap and one.gap == two.gap and one.gap.after else [*_ids(two), *_ids(one), *shared]
    return next((name_of(everything[id_]) for id_ in wanted if id_ in everything), "the text")


def _common(one: Atom, two: Atom) -> str:
    assert one.change  # noqa: S101
    assert two.change  # noqa: S101
    if not (one.change.struck and two.change.struck):
        return _short(one.change.struck or two.change.struck)
    low, high = max(one.change.at, two.change.at), min(one.change.end, two.change.end)
    return _short(one.change.struck[low - one.change.at : high - one.change.at])


def _short(tokens: Tokens) -> str:
    text = visible(tokens).strip()
    return text if len(text) <= LONGEST else f"{text[: LONGEST // 2].rstrip()} … {text[-LONGEST // 2 :].lstrip()}"
