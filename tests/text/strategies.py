"""What hypothesis tries on the text engine: any characters, Markdown that almost means something, and tokens."""

from __future__ import annotations

from hypothesis import strategies as st

from amendments.text.tokens import BLOCK, BREAK, NOTE, SIGN, SPACE, WORD, Token

ODD = [
    "\x00",
    "\x1f",
    "\ud800",
    "\udfff",
    "\u200f",
    "\u202e",
    "👩\u200d👩\u200d👧",
    "e\u0301",
    " \u0301",
    "\u0600",
    "\u00ad",
    "\r\n",
    "\u2028",
]
WORDS = [
    "a",
    "two",
    "constructor",
    "__proto__",
    "snake_case",
    "naïve",
    "1",
    "12",
    "don't",
    "3.14",
    "日本",
    "שלום",
    "###LINEBREAK###",
    "￼",
]
SIGNS = [*list("*_[]()<>|\\&#;:!~`+-=./\"'^{}"), "–", "—", "“", "€", "👍"]
SPACES = [" ", "  ", "\t", "\n", "\u00a0", "\u2003", " \u00a0"]
SYNTAX = [
    *[
        "- ",
        "* ",
        "1. ",
        "3) ",
        "> ",
        "\n\n",
        "\n",
        "\\\n",
        "  \n",
        "    ",
        "  ",
        "| a | b |\n| --- | --- |\n",
        "| ",
        " |",
        "---",
        "[^1]",
        "[^1]: ",
    ],
    *[
        "**",
        "*",
        "_",
        "__",
        "***",
        "[a](#b)",
        "](",
        "](http://x.y/_z_(1))",
        "](javascript:a)",
        "&amp;",
        "&#97;",
        "&nbsp;",
        "&#32;",
        "# ",
        "```",
        "<b>",
    ],
]

any_text = st.text() | st.lists(st.sampled_from(ODD + WORDS + SIGNS + SPACES)).map("".join)
markdown = any_text | st.lists(st.sampled_from(SYNTAX + WORDS + SIGNS + SPACES), max_size=30).map("".join)

boxes = st.lists(
    st.sampled_from(["ul/li/", "ul/li+/", "ul!/li/", "ol/li/", "ol=3/li/", "ol=3!/li+/", "quote/", "quote!/"]), max_size=4
).map("".join)
leaves = st.sampled_from(["p", "p", "p", "table/tr/th", "table/tr/td", "table/tr+/td", "table!/tr/td"])
paths = st.builds("{}{}{}".format, st.sampled_from(["", "", "", "note=1/", "note=b/"]), boxes, leaves)
marks = (
    st.lists(st.sampled_from(["em", "strong", "link:#a", "link:http://x.y/(_b&amp;"]), unique=True, max_size=3)
    .map(sorted)
    .map(tuple)
)
inner = st.builds(
    Token,
    st.sampled_from([WORD, SPACE, SIGN]),
    st.sampled_from(WORDS + SIGNS + SPACES + ODD),
    marks,
)
special = st.builds(Token, st.just(NOTE), st.sampled_from(["1", "b"]), marks) | st.builds(
    Token, st.just(BREAK), st.just("\n"), marks
)
tokens = st.lists(inner | inner | inner | special | st.builds(Token, st.just(BLOCK), paths), max_size=25).map(tuple)
