"""The parts of a label: a stem, letters before its number, the number, letters after it, and what closes it.

"§ 12a", "(1a)", "Art. 5", "3.2.5a", "7-A", "a)", "II.".
"""

from __future__ import annotations

import re
from typing import NamedTuple

_NUMBERED = re.compile(
    r"(?P<stem>.*?)(?P<before>[a-z]*)(?P<core>\d+)(?P<dash>-?)(?P<after>[a-z][a-z0-9]*)?(?P<close>\W*)", re.IGNORECASE
)
_ROMAN = re.compile(r"(?P<stem>.*?)(?P<core>[IVXLCDM]+)(?P<after>[a-z][a-z0-9]*)?(?P<close>\W*)")
_LETTERED = re.compile(r"(?P<stem>(?:.*\W)?)(?P<core>[a-z])(?P<after>[a-z][a-z0-9]*)?(?P<close>\W*)", re.IGNORECASE)


class Label(NamedTuple):
    """A label in parts. `kind` is "number", "roman" or "letter", and "" where no number could be read in it."""

    kind: str
    stem: str
    core: str
    close: str
    before: str = ""
    after: str = ""
    dash: str = ""

    def __str__(self) -> str:
        return f"{self.stem}{self.before}{self.core}{self.dash if self.after else ''}{self.after}{self.close}"

    @property
    def base(self) -> tuple[str, str]:
        """What insertions around one number share."""
        return self.stem, self.core.lower()


def read(text: str) -> Label:
    """Take a label apart. One in which no number is found becomes all stem."""
    for kind, form in (("roman", _ROMAN), ("number", _NUMBERED), ("letter", _LETTERED)):
        found = form.fullmatch(text)
        if found and (kind != "roman" or not any(sign.isalnum() for sign in found["stem"])):
            parts = {name: value or "" for name, value in found.groupdict().items()}
            return _own_letters(Label(kind, **parts))
    return Label("", text, "", "")


def _own_letters(label: Label) -> Label:
    """Give letters that stand with the stem ("§a", "Art") back to it: only a1, za1 … are insertions before a number."""
    free = not label.stem or not label.stem[-1].isalnum()
    return label if free and len(label.before) < 4 else label._replace(stem=label.stem + label.before, before="")


def count(label: Label, number: int) -> str:
    """Write a number as the label has it: 3, c or III."""
    if label.kind == "number":
        return str(number)
    if label.kind in {"roman", "lower roman"}:
        return _roman(number) if label.kind == "roman" else _roman(number).lower()
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A" if label.core.isupper() else "a") + rest) + letters
    return letters


_ROMANS = {
    "M": 1000,
    "CM": 900,
    "D": 500,
    "CD": 400,
    "C": 100,
    "XC": 90,
    "L": 50,
    "XL": 40,
    "X": 10,
    "IX": 9,
    "V": 5,
    "IV": 4,
    "I": 1,
}


def _roman(number: int) -> str:
    text = ""
    for letters, value in _ROMANS.items():
        text += letters * (number // value)
        number %= value
    return text


_LOWER_ROMAN = re.compile(r"(m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3}))(.*)")


def value(label: Label) -> int:
    """Give the number that a label has: 3 of "§ 3a", "(c)" and "III."."""
    if label.kind == "number":
        return int(label.core)
    if label.kind in {"roman", "lower roman"}:
        numbers = [_ROMANS[letter] for letter in label.core.upper()]
        pairs = zip(numbers, [*numbers[1:], 0], strict=True)
        return sum(-number if number < after else number for number, after in pairs)
    return ord(label.core.lower()) - ord("a") + 1 if label.kind else 0


def as_lower_roman(label: Label) -> Label:
    """Read the letters of a label as a small Roman number, where they begin with one: "(ii)", "(iva)"."""
    found = _LOWER_ROMAN.fullmatch(label.core + label.after)
    if label.kind != "letter" or not found or not found[1]:
        return label
    return label._replace(kind="lower roman", core=found[1], after=found[2])
