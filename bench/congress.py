"""How long the pages of a congress take to compute: 200 paragraphs with 200 amendments, 50 of them carried."""

from __future__ import annotations

from amendments.text.diff import diff
from amendments.text.document import Document, Paragraph
from amendments.text.edits import Amendment, ChangeWords
from amendments.text.markdown import parse
from amendments.text.merge import merge
from amendments.text.order import propose
from amendments.text.redline import redline
from amendments.text.relation import Relations
from amendments.text.replay import Step, replay
from bench import samples
from bench.speed import best
from bench.table import milliseconds, table

PARAGRAPHS, AMENDMENTS, CARRIED, WORDS = 200, 200, 50, 80
LARGE, LARGE_AMENDMENTS = 1000, 2000


def congress() -> str:
    """Give the table of times."""
    draft, amendments = _sample(PARAGRAPHS, AMENDMENTS)
    large = _sample(LARGE, LARGE_AMENDMENTS)
    carried = amendments[:CARRIED]
    steps = [Step(each.id, each.edits) for each in carried]
    acts = [
        ("every amendment's redline", "300 ms", lambda: _redlines(draft, amendments)),
        (f"the text with {CARRIED} carried, merged", "200 ms", lambda: merge(draft, carried)),
        (f"the text with {CARRIED} carried, replayed with provenance", "200 ms", lambda: replay(draft, steps)),
        ("one amendment's relation to all others", "", lambda: _relations(draft, amendments)),
        (f"the voting order of {LARGE_AMENDMENTS:,} on {LARGE:,} paragraphs", "1 s", lambda: propose(*large)),
    ]
    rows = [[name, target, milliseconds(best(act))] for name, target, act in acts]
    words = sum(len(paragraph.tokens) // 2 for paragraph in draft.paragraphs)
    title = f"A congress: {PARAGRAPHS} paragraphs, {words:,} words, {AMENDMENTS} amendments"
    return table(title, ("", "target", "Plank"), rows)


def _sample(count: int, amended: int) -> tuple[Document, list[Amendment]]:
    """Give a document and amendments that each change some words of one paragraph, three of them in every third one."""
    old = [samples.words(WORDS, seed) for seed in range(count)]
    paragraphs = [Paragraph(f"p{at}", None, str(at + 1), parse(samples.text(words))) for at, words in enumerate(old)]
    amendments = []
    for number in range(amended):
        at = number if number < CARRIED else number * 3 % count
        new = parse(samples.text(samples.revised(old[at], 20 + number % 5, number)))
        changes = diff(paragraphs[at].tokens, new)
        edits = (ChangeWords(f"p{at}", paragraphs[at].digest, changes),)
        amendments.append(Amendment(f"A{number + 1}", number + 1, edits))
    return Document((), tuple(paragraphs)), amendments


def _redlines(draft: Document, amendments: list[Amendment]) -> list[str]:
    found = []
    for amendment in amendments:
        for edit in amendment.edits:
            assert isinstance(edit, ChangeWords)  # noqa: S101 - the sample has no others
            found.append(redline(draft.paragraph_by_id[edit.paragraph].tokens, edit.changes))
    return found


def _relations(draft: Document, amendments: list[Amendment]) -> None:
    relations = Relations(draft)
    for other in amendments[1:]:
        relations.between(amendments[0], other)
