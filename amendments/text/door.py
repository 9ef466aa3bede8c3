"""The engine's door for other programs: one JSON object a line in, one JSON object a line out, in the same order.

Whatever comes in, something sensible goes out: an answer, or `{"error": "a clear sentence"}`. Blank lines are passed over.
A verb is imported only when it is asked for, so that the door opens fast.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import Any, BinaryIO, TypeAlias

Answer: TypeAlias = dict[str, Any]
Verb: TypeAlias = Callable[[Answer], Answer]

VERBS = ("diff", "merge", "outline", "order")  # each answered by the module of its name in `verbs`


class Refusal(ValueError):
    """The request cannot be answered; the message says why."""


def main(arguments: Sequence[str], source: BinaryIO | None = None, target: BinaryIO | None = None) -> int:
    """Answer every line of standard input with the verb named; give the exit code."""
    source, target = source or sys.stdin.buffer, target or sys.stdout.buffer
    if len(arguments) != 1 or arguments[0] not in VERBS:
        known = ", ".join(VERBS)
        said = f"There is no verb “{arguments[0]}”." if len(arguments) == 1 else "Name one verb."
        _write(target, {"error": f"{said} The verbs are: {known}."})
        return 2
    try:
        verb: Verb = import_module(f"amendments.text.verbs.{arguments[0]}").answer
        return serve(verb, source, target)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader left; leave quietly, too
        return 0
    except KeyboardInterrupt:
        return 130


def serve(verb: Verb, lines: Iterable[bytes], target: BinaryIO) -> int:
    """Answer each line, flushed as soon as it is known. Gives the exit code: 0, whatever was asked."""
    for line in lines:
        if line.strip():
            _write(target, answer(verb, line))
    return 0


def answer(verb: Verb, line: bytes) -> Answer:
    """Answer one line. Never raises for what a line holds."""
    try:
        return verb(_request(line))
    except Refusal as refusal:
        return {"error": str(refusal)}
    except RecursionError:
        return {"error": "The text is nested too deeply to be read."}
    except MemoryError:
        return {"error": "The text is too large to be worked on here."}
    except Exception as error:  # the door stays open for the next line, and says what happened
        return {"error": f"This could not be answered; the program has a fault ({type(error).__name__}: {error})."}


def text(request: Answer, name: str) -> str:
    """Give a text of the request. Raises Refusal where it is missing or none."""
    if name not in request:
        raise Refusal(f"“{name}” is missing.")
    value = request[name]
    if not isinstance(value, str):
        raise Refusal(f"“{name}” must be a text, not {kind(value)}.")
    return value


def flag(request: Answer, name: str) -> bool:
    """Give a yes or no of the request, no where it is missing. Raises Refusal where it is neither."""
    value = request.get(name, False)
    if not isinstance(value, bool):
        raise Refusal(f"“{name}” must be true or false, not {kind(value)}.")
    return value


def _request(line: bytes) -> Answer:
    try:
        request = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Refusal(f"The line is not in UTF-8 (byte {error.start + 1}).") from error
    except ValueError as error:
        raise Refusal(f"The line is no JSON: {error}.") from error
    if not isinstance(request, dict):
        raise Refusal(f"The line must be a JSON object, not {kind(request)}.")
    return request


def kind(value: object) -> str:
    """Say what a JSON value is, for a sentence."""
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false", int: "a number", float: "a number"}
    return names.get(type(value), "null")


def _write(target: BinaryIO, answered: Answer) -> None:
    # Plain ASCII: every character can be written, also half of a pair that a JSON escape brought in.
    target.write(json.dumps(answered, ensure_ascii=True).encode("ascii") + b"\n")
    target.flush()
