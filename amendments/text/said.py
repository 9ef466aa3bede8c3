"""The words of an amendment, for whoever looks for them: what it strikes and what it inserts, without the text around."""

from __future__ import annotations

from collections.abc import Iterator

from amendments.text.edits import ChangeWords, Edit, Edits, InsertParagraph, InsertSection, RetitleSection
from amendments.text.tokens import Tokens, visible


def said(edits: Edits) -> str:
    """Give all struck and inserted words, a line for each place. Moves, and paragraphs struck whole, bring no words."""
    lines = (" ".join(visible(tokens).split()) for edit in edits for tokens in _tokens(edit))
    return "\n".join(line for line in lines if line)


def _tokens(edit: Edit) -> Iterator[Tokens]:
    if isinstance(edit, ChangeWords | RetitleSection):
        for change in edit.changes:
            yield change.struck
            yield change.inserted
    elif isinstance(edit, InsertParagraph):
        yield edit.tokens
    elif isinstance(edit, InsertSection):
        yield edit.title
