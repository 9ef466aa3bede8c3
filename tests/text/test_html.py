"""Texts as HTML: valid and safe, whatever the tokens hold."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amendments.text.html import render
from amendments.text.markdown import parse
from amendments.text.tokens import Token, Tokens
from tests.text import strategies as some
from tests.text.pages import Reader, characters

WILD = st.lists(
    st.builds(Token, st.sampled_from("wsprnb?"), st.text() | some.paths | st.just("ul/p"), st.lists(st.text()).map(tuple))
)


@given(some.tokens)
def test_any_tokens_are_valid_html_with_their_characters(tokens: Tokens) -> None:
    page = Reader(render(tokens, note_prefix="p1-"))
    assert page.characters() == characters(tokens)


@given(WILD)
def test_even_what_no_parser_would_give_is_valid_html(tokens: list[Token]) -> None:
    html = render(tuple(tokens))
    html.encode()
    Reader(html)


@given(some.markdown)
def test_markdown_is_valid_html(text: str) -> None:
    tokens = parse(text)
    assert Reader(render(tokens)).characters() == characters(tokens)


ADDRESSES = """
javascript:alert(1)
JaVaScRiPt:alert(1)
java\nscript:alert(1)
\\x01javascript:alert(1)
\\tjavascript:alert(1)
data:text/html,x
vbscript:x
//evil.example
/\\evil.example
ftp://x
file:///etc/passwd
http:x
http://
x:y
1:2
mailto:
javascript&colon;alert(1)
jav&#x09;ascript:alert(1)
&#106;avascript:alert(1)
\\xa0javascript:alert(1)
""".strip().splitlines()


@pytest.mark.parametrize("address", [*ADDRESSES, "http://\ud800", "java\nscript:alert(1)", "\x01javascript:alert(1)", " ", ""])
def test_addresses_that_lead_elsewhere_are_no_links(address: str) -> None:
    plain = render((Token("w", "here", (f"link:{address}",)),))
    written = [render(parse(f"[here]({address})")), render(parse(f"[here](<{address}>)"))]
    for href in [href for html in [plain, *written] for href in Reader(html).hrefs]:
        assert not re.match(r"[^/?#]*:|//|/?\\\\|[\x00-\x20]", href)  # as a browser reads it: relative, and to this very house


def test_a_text_of_everything() -> None:
    html = render(parse("A[^1] *b [c*](/d)\n\n1. e\n   - f\n\n> g\n\n| h |\n| - |\n| i |\n\n[^1]: j"), note_prefix="p7-")
    assert html == (
        '<p>A<sup class="noteref"><a href="#p7-note-1" id="p7-ref-1">[1]</a></sup> *b <a href="/d">c*</a></p>'
        "<ol><li><p>e</p><ul><li><p>f</p></li></ul></li></ol><blockquote><p>g</p></blockquote>"
        '<table><tr><th scope="col">h</th></tr><tr><td>i</td></tr></table>'
        '<div class="footnote" id="p7-note-1"><p><a class="sign" href="#p7-ref-1">1&nbsp;</a>j</p></div>'
    )
