"""Where sentences end: what relation needs to know whether two changes stand in one sentence."""

import pytest
from hypothesis import given

from amendments.text.sentences import sentences
from amendments.text.tokens import BLOCK, Token, Tokens, split, visible
from tests.text.test_diff import TEXTS

ONE = [
    "We want peace, e.g. in Europe, i.e. everywhere.",
    "The U.S. government and Dr. Smith agreed.",
    "Nach Abs. 2 Nr. 3 und Art. 5 gilt das.",
    "Das gilt z. B. für Mitglieder bzw. Gäste, d. h. alle.",
    "Das gilt z.B. Mitgliedern usw. gleichermaßen.",
    "Vom 1. Januar an, in der 5. Sitzung, nach § 3. Absatz.",
    "Die Richtlinie (ABl. L 50, BGBl. I S. 18) gilt.",
    "Members may (a) speak; (b) vote; (c) leave.",
    "The value is 3.5 percent, see 3.1.5.",
    "She asked “Why?” and left.",
    "J. S. Bach wrote it.",
    "1. We want peace.",
    "Wait ... for it … now.",
    "No stop at all",
]
SEVERAL = [
    ["We want peace. ", "We want bread! ", "Who does not?"],
    ["“We want peace.” ", "They said so (all of them.) ", "Then they left."],
    ["Das gilt seit 2010. ", "Die Partei will mehr. ", "Es gab 12. ", "Wir auch."],
    ["We want bread, roses etc. ", "Nobody objects."],
    ["See page 12. ", "The rest follows."],
    ["Really?! ", "Yes... ", "Well."],
    ["我们要和平。", "我们要面包。"],
    ["First line\n\n", "second paragraph"],
    ["Über alles. ", "»Ätsch.« ", "Ende."],
]


def cut(tokens: Tokens) -> list[str]:
    return [visible(tokens[start:end]) for start, end in sentences(tokens)]


@pytest.mark.parametrize("text", ONE)
def test_one_sentence_stays_one(text: str) -> None:
    assert cut(tuple(split(text))) == [text]


@pytest.mark.parametrize("texts", SEVERAL, ids=lambda texts: texts[0])
def test_several_sentences_are_told_apart(texts: list[str]) -> None:
    assert cut(tuple(split("".join(texts)))) == texts


def test_a_block_begins_a_sentence() -> None:
    block = Token(BLOCK, "ul/li/p")
    tokens = (block, *split("bread"), block, *split("roses"))
    assert sentences(tokens) == ((0, 2), (2, 4))


@given(TEXTS)
def test_sentences_cover_the_text(tokens: Tokens) -> None:
    spans = sentences(tokens)
    assert tuple(token for start, end in spans for token in tokens[start:end]) == tokens
    assert all(start < end for start, end in spans)
