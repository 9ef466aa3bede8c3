"""The door, as other programs use it: a real process, one JSON object a line in, one a line out."""

import json
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from select import select
from typing import Any

import pytest

from amendments.text.markdown import parse
from amendments.text.tokens import visible

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "amendments.text"]


def ask_bytes(source: bytes, *arguments: str) -> tuple[list[dict[str, Any]], int]:
    done = subprocess.run([*COMMAND, *arguments], input=source, capture_output=True, cwd=ROOT, timeout=60, check=False)
    assert done.stderr == b""
    return [json.loads(line) for line in done.stdout.splitlines()], done.returncode


def ask(*requests: Any) -> list[dict[str, Any]]:
    answers, code = ask_bytes(b"".join(json.dumps(request).encode() + b"\n" for request in requests), "diff")
    assert code == 0
    return answers


def joined(answer: dict[str, Any], sign: str) -> str:
    return "".join(words for mark, words in answer["ops"] if mark in ("=", sign))


def test_plain_texts_come_back_to_the_letter() -> None:
    texts = [
        "We want  peace.\n\nNow.\r\n",
        "We want\u00a0bread.\nNow!\n",
        "",
        "\x00\ud800 a\u202e👩‍🚒e\u0301",
        "\ud83d x \ude00",
    ]
    pairs = [(old, new) for old in texts for new in texts]
    for (old, new), answer in zip(pairs, ask(*({"old": o, "new": n, "plain": True} for o, n in pairs)), strict=True):
        assert joined(answer, "-") == old
        assert joined(answer, "+") == new
        signs = [sign for sign, _ in answer["ops"]]
        assert all(pair not in ("==", "--", "++", "+-") for pair in map("".join, pairwise(signs)))
        assert all(words for _, words in answer["ops"])


def test_what_is_said_is_what_changed() -> None:
    (answer,) = ask({"old": "We want peace and bread.", "new": "We want bread.", "plain": True})
    assert answer["ops"] == [["=", "We want"], ["-", " peace and"], ["=", " bread."]]
    assert re.sub(r'<span class="vh">.*?</span>', "", answer["html"]) == "<p>We want<del> peace and</del> bread.</p>"


def test_markdown_is_answered_with_what_a_reader_sees() -> None:
    pairs = [
        ("We *want*\npeace.", "We want\npeace and\nbread."),
        ("- bread\n- roses", "- bread\n- wine\n- roses"),
        ("Tea.\n\nMilk.", "Milk."),
        ("Milk.", "Tea.\n\nMilk."),
        ("# x\n\n[a](https://example.org/) b", "> x\n\n| a |\n|---|\n| b |"),
        ("a", "\x00 \ud800 <b>bold</b>"),
        ("", "a[^1]\n\n[^1]: note"),
    ]
    for (old, new), answer in zip(pairs, ask(*({"old": o, "new": n} for o, n in pairs)), strict=True):
        assert joined(answer, "-") == visible(parse(old))
        assert joined(answer, "+") == visible(parse(new))
        signs = [sign for sign, _ in answer["ops"]]
        assert all(pair not in ("==", "--", "++", "+-") for pair in map("".join, pairwise(signs)))
    assert ask({"old": "- bread\n- roses", "new": "- bread\n- wine\n- roses"})[0]["ops"] == [
        ["=", "bread"],
        ["+", "\n\nwine"],
        ["=", "\n\nroses"],
    ]


BAD = [
    (b"{", "The line is no JSON"),
    (b"\xff", "not in UTF-8"),
    (b'["old"]', "must be a JSON object, not a list"),
    (b"null", "not null"),
    (b"{}", "“old” is missing"),
    (b'{"old": "a"}', "“new” is missing"),
    (b'{"old": 1, "new": "b"}', "“old” must be a text, not a number"),
    (b'{"old": "a", "new": ["b"]}', "“new” must be a text, not a list"),
    (b'{"old": "a", "new": "b", "plain": "yes"}', "“plain” must be true or false, not a text"),
    (b"[" * 100_000, "nested too deeply"),
    (b"1" * 10_000, "The line is no JSON"),
    (b'{"old": "\x00", "new": ""}', "The line is no JSON"),
]


def test_bad_lines_get_a_sentence_and_the_next_line_its_answer() -> None:
    good = b'{"old": "a", "new": "b", "plain": true}'
    answers, code = ask_bytes(b"\n\n".join(b"\n".join([line, good]) for line, _ in BAD), "diff")
    assert code == 0
    assert len(answers) == 2 * len(BAD)
    for (line, said), refused, answered in zip(BAD, answers[::2], answers[1::2], strict=True):
        assert said in refused["error"], line[:40]
        assert answered["ops"] == [["-", "a"], ["+", "b"]]


@pytest.mark.parametrize("arguments", [(), ("fold",), ("diff", "diff"), ("__init__",), ("",)])
def test_an_unknown_verb_is_named(arguments: tuple[str, ...]) -> None:
    (answer,), code = ask_bytes(b"{}\n", *arguments)
    assert code == 2
    assert "The verbs are: diff" in answer["error"]


def test_a_large_line_is_answered() -> None:
    old = "We want peace and bread. " * 20_000
    (answer,) = ask({"old": old, "new": old + "Now.", "plain": True})
    assert joined(answer, "-") == old
    assert joined(answer, "+") == old + "Now."


def test_each_answer_comes_before_the_next_line_is_sent() -> None:
    with subprocess.Popen([*COMMAND, "diff"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as door:
        assert door.stdin
        assert door.stdout
        for word in ("a", "b"):
            door.stdin.write(json.dumps({"old": "", "new": word, "plain": True}).encode() + b"\n")
            door.stdin.flush()
            assert select([door.stdout], [], [], 20)[0], "no answer came while the door was open"
            assert json.loads(door.stdout.readline())["ops"] == [["+", word]]
        door.stdin.close()


def test_a_reader_who_leaves_is_no_fault() -> None:
    request = json.dumps({"old": "", "new": "a" * 5000, "plain": True}).encode() + b"\n"
    with subprocess.Popen(
        [*COMMAND, "diff"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as door:
        assert door.stdin
        assert door.stdout
        assert door.stderr
        door.stdout.close()
        try:
            for _ in range(100):
                door.stdin.write(request)
            door.stdin.close()
        except BrokenPipeError:
            pass
        assert door.stderr.read() == b""
        assert door.wait(60) == 0


def test_the_door_needs_no_django() -> None:
    code = "import sys, amendments.text.door, amendments.text.verbs.diff; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
