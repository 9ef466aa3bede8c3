"""Labels: the numbers that texts are cited by, as people write them at the beginning of a line.

A label is read by its form alone ("3.1.1:", "§ 12 (1a)", "Article 7-A", "(a)", "II.", "Erster Abschnitt"); whether a line that
could bear one really does is for `outline` to decide, which knows what stands around it.

Forms are named by what they look like: a keyword ("article", "§", "chapter", ...), one with a parenthesis ("§ (n)"),
"dotted2" and deeper ("3.1", "3.1.1"), "n." and "n)" ("1.", "1)"), "(n)", "a." "a)" "(a)", "A." "A)" "(A)", "i." "i)" "(i)",
"I." "I)" "(I)", and "n" for a number that has nothing around it. A letter inserted after a number ("12a", "(1a)", "3.2.5a") is
the label's `suffix`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from amendments.text.outlining.label_words import KEYWORDS, ORDINALS, RANKS, UNITS


@dataclass(frozen=True)
class Label:
    """A label: its `text` as it is cited, and the `rest` of the line after it.

    `prefix` holds the numbers before the last ("3", "1" of 3.1.4), `value` the last one as a whole number, `suffix` the letters
    inserted after it. `firm` says that something sets the number apart (a colon, a parenthesis, a keyword with a full stop).
    """

    text: str
    form: str
    value: int
    rest: str
    prefix: tuple[str, ...] = ()
    suffix: str = ""
    firm: bool = True

    @property
    def depth(self) -> int:
        """How deep a number of figures is: 1 for "3.", 3 for "3.1.1"; 0 for other forms."""
        return len(self.prefix) + 1 if self.form.startswith("dotted") else int(self.form in {"n.", "n)", "n"})

    @property
    def listed(self) -> bool:
        """Whether Markdown takes it for an item of a list."""
        return self.form in {"n.", "n)"}

    @property
    def cited(self) -> str:
        """The numbers without keyword and signs, as a section's number is compared: "3.1", "12a"."""
        return ".".join((*self.prefix, f"{self.value}{self.suffix}"))


_KEYWORD = "|".join(sorted((re.escape(word) for word in KEYWORDS), key=len, reverse=True))
_ORDINAL = "|".join(sorted(ORDINALS, key=len, reverse=True))
_END = r"(?=\s|$|[*_])"
_PARENS = r"(?:\s?\((?:\d{1,3}[a-z]{0,2}|[a-z]{1,2}|[ivx]{1,5})\)){0,3}"
_AFTER_KEYWORD = re.compile(
    rf"(?P<word>{_KEYWORD})\s{{0,3}}(?:(?P<figure>(?:\d{{1,4}}\.){{0,5}}\d{{1,4}})"
    r"(?:(?:º|ª|°|er|ère|re|st|nd|rd|th)(?!\w)"
    r"|(?P<letters>[a-z]{1,2}(?![\w’'])|[ ]?-[ ]?[A-Za-z](?!\w)|[ ](?:bis|ter|quater)(?!\w))|(?!\w))"
    rf"|(?P<roman>[IVXLCDM]{{1,9}})(?P<inserted>[a-z]?)(?!\w)|(?P<ordinal>{_ORDINAL})(?!\w)|(?P<letter>[A-Z])(?!\w|\.\w))"
    rf"(?P<parens>{_PARENS})",
    re.IGNORECASE,
)
_PARTS = "|".join(word for word, form in KEYWORDS.items() if form in RANKS and word.isalpha() and len(word) > 3)
_AFTER_ORDINAL = re.compile(
    rf"(?:(?P<ordinal>{_ORDINAL})|(?P<figure>\d{{1,3}})\.)\s(?P<word>{_PARTS}|section)(?!\w)", re.IGNORECASE
)
_FIGURES = re.compile(
    r"(?P<prefix>(?:\d{1,4}\.){1,6})(?P<value>\d{1,4})(?P<suffix>[a-z]{0,2}|-[A-Za-z])"
    rf"(?P<firm>\\?[.:)]|\s[-–—](?=\s))?{_END}"
)
_PLAIN = re.compile(rf"(?P<value>\d{{1,4}})(?P<suffix>[a-z]{{0,2}}|-[A-Za-z])(?P<firm>\\?[.:)]|\s[-–—](?=\s))?{_END}")
_PAREN = re.compile(rf"\((?:(?P<value>\d{{1,4}})(?P<suffix>[a-z]{{0,2}})|(?P<letters>[a-z]{{1,6}}|[A-Z]{{1,6}}))\)[:.]?{_END}")
_LETTER = re.compile(rf"(?P<letters>[a-z]{{1,6}}|[A-Z]{{1,6}})(?P<suffix>[a-z]?)(?P<firm>\\?[.):]|\s[-–—](?=\s)){_END}")
_SEPARATOR = re.compile(r"\s*(?:\\?[.:)]|[-–—](?=\s|$))?\.?\s*(?:[-–—](?=\s|$)\s*)?")
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_EMPHASIS = re.compile(r"(\*\*\*|\*\*|__|\*|_)(?=\S)")
_LONGEST = 160  # characters in which a label has to end


def roman(text: str) -> int:
    """Give the value of a roman number in either case, 0 where it is none ("XXXX", "ABC")."""
    text = text.upper()
    if not text or not _ROMAN.fullmatch(text):
        return 0
    values = [_VALUES[letter] for letter in text]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def letters(text: str) -> int:
    """Give the place of a letter in a list, "a" 1 to "z" 26, then "aa" 27 to "zz" 52; 0 where it is none."""
    text = text.lower()
    if not text.isascii() or len(set(text)) != 1 or len(text) > 2:
        return 0
    return ord(text[0]) - 96 + 26 * (len(text) - 1)


def read(line: str, *, heading: bool = False) -> Label | None:
    """Read the label at the beginning of a line, emphasis around it undone; None where there is none.

    In a heading a keyword may come after its ordinal ("Erster Abschnitt"), as it may on a line of its own.
    """
    line = line.strip()
    mark = _EMPHASIS.match(line)
    sign = mark.group(1) if mark else ""
    bare = line[len(sign) :]
    label = _read(bare)
    if label is None or (not label.firm and label.form == "n" and sign and not heading):
        return None
    if not sign:
        return label
    rest = _reopen(label.rest, sign)
    return replace(label, rest=rest, firm=label.firm or not rest)


def _reopen(rest: str, sign: str) -> str:
    """Put emphasis that began before the label back where the words begin."""
    if rest.startswith(sign):
        return rest[len(sign) :].lstrip(" .:")
    return sign + rest if rest else ""


def _read(line: str) -> Label | None:
    start = line[:_LONGEST]
    if not start:
        return None
    if start[0].isdigit():
        return _ordinal_first(line, start) or _figures(line, start)
    if start[0] == "(":
        return _paren(line, start)
    return (_keyword(line, start) or _letter(line, start)) if start[0] == "§" or start[0].isalpha() else None


def _keyword(line: str, start: str) -> Label | None:
    match = _AFTER_KEYWORD.match(start)
    if not match:
        return _ordinal_first(line, start)
    word = KEYWORDS[match["word"].lower()]
    if not match["word"].endswith(("§", ".")) and not start[len(match["word"]) : len(match["word"]) + 1].isspace():
        return None
    prefix: tuple[str, ...] = ()
    suffix = (match["letters"] or match["inserted"] or "").strip(" -").lower()
    if match["figure"]:
        *before, last = match["figure"].split(".")
        prefix, value = tuple(before), int(last)
    elif match["ordinal"]:
        value = ORDINALS[match["ordinal"].lower()]
    else:
        value = _capital(match["roman"], match["letter"])
    if not value and match["figure"] is None:
        return None
    rest, firm = _after(line, match.end(), closed=bool(match["parens"]))
    label = Label(line[: match.end()].strip(), word, value, rest, prefix, suffix, firm)
    return _within(label, match["parens"]) if match["parens"] else label


def _within(label: Label, parens: str) -> Label:
    """The label of a paragraph that names its article, too: "§ 12 (1a)"."""
    inner = _paren(parens[parens.rindex("(") :], parens[parens.rindex("(") :])
    if inner is None:
        return label
    return replace(label, form=f"{label.form} {inner.form}", prefix=(label.cited,), value=inner.value, suffix=inner.suffix)


def _capital(number: str | None, letter: str | None) -> int:
    """Roman numbers and single letters after a keyword count in capitals only."""
    text = number or letter or ""
    return (roman(text) or letters(text)) if text.isupper() else 0


def _ordinal_first(line: str, start: str) -> Label | None:
    match = _AFTER_ORDINAL.match(start)
    if not match:
        return None
    value = ORDINALS[match["ordinal"].lower()] if match["ordinal"] else int(match["figure"])
    rest, firm = _after(line, match.end())
    return Label(line[: match.end()], KEYWORDS[match["word"].lower()], value, rest, firm=firm)


def _after(line: str, end: int, *, closed: bool = False) -> tuple[str, bool]:
    """Give the words after a number's closing sign, and whether there was one (or the line ends)."""
    match = _SEPARATOR.match(line, end)
    rest = line[match.end() :] if match else line[end:]
    sign = line[end : match.end()].strip() if match else ""
    return rest.strip(), bool(sign) or not rest.strip() or closed


def _figures(line: str, start: str) -> Label | None:
    match = _FIGURES.match(start)
    if match:
        prefix = tuple(match["prefix"].rstrip(".").split("."))
        text = match["prefix"] + match["value"] + match["suffix"]
        return _numbered(line, match, text, f"dotted{len(prefix) + 1}", prefix)
    match = _PLAIN.match(start)
    if not match:
        return None
    sign = (match["firm"] or "").lstrip("\\").strip()
    form = "n)" if sign == ")" else "n." if sign else "n"
    return _numbered(line, match, match["value"] + match["suffix"], form, ())


def _numbered(line: str, match: re.Match[str], text: str, form: str, prefix: tuple[str, ...]) -> Label:
    return Label(
        text,
        form,
        int(match["value"]),
        line[match.end() :].strip(),
        prefix,
        match["suffix"].strip("-").lower(),
        firm=match["firm"] is not None,
    )


def _paren(line: str, start: str) -> Label | None:
    match = _PAREN.match(start)
    if not match:
        return None
    text, rest = match[0].rstrip(":."), line[match.end() :].strip()
    if match["value"]:
        return Label(text, "(n)", int(match["value"]), rest, suffix=match["suffix"])
    return _lettered(text, match["letters"], rest, "({})")


def _letter(line: str, start: str) -> Label | None:
    match = _LETTER.match(start)
    if not match:
        return None
    word, suffix = match["letters"], match["suffix"]
    shape = "{})" if match["firm"].endswith(")") else "{}."
    label = _lettered(word + suffix, word, line[match.end() :].strip(), shape)
    return replace(label, suffix=suffix) if label and suffix and word.isupper() else None if suffix else label


def _lettered(text: str, word: str, rest: str, shape: str) -> Label | None:
    """A letter or a roman number; one that could be both is read as a letter here, see `other`."""
    upper = word.isupper()
    as_roman, as_letter = roman(word), letters(word)
    if as_roman and (not as_letter or word.upper() in {"I", "II"}):
        return Label(text, shape.format("I" if upper else "i"), as_roman, rest)
    return Label(text, shape.format("A" if upper else "a"), as_letter, rest) if as_letter else None


def other(label: Label) -> Label | None:
    """Give the second reading of what could be a letter or a roman number ("(i)", "(v)", "C."); None where it has only one."""
    shape, word = label.form, label.text.strip("().")
    if shape[-2:] not in {"i.", "i)", "I.", "I)", "a.", "a)", "A.", "A)"} or label.suffix:
        return None
    change = {"i": "a", "I": "A", "a": "i", "A": "I"}
    value = letters(word) if "i" in shape.lower() else roman(word)
    return replace(label, form="".join(change.get(sign, sign) for sign in shape), value=value) if value else None


def parent_of(label: Label) -> Label:
    """The number of the section that a paragraph's number tells: 3.2 of 3.2.1, § 12 of § 12 (1)."""
    if " (" in label.form:
        form = label.form.split(" ")[0]
        number = re.match(r"\d+", label.prefix[-1])
        value = int(number[0]) if number else 0
        *before, last = label.prefix[0].split(".")
        return Label(label.text[: label.text.index("(")].strip(), form, value, "", tuple(before), last.lstrip("0123456789"))
    *prefix, last = label.prefix
    form = f"dotted{len(label.prefix)}" if prefix else "n."
    return Label(".".join(label.prefix), form, int(last), "", tuple(prefix))


def is_measure(label: Label) -> bool:
    """Whether the words after a number make it a quantity or a date: "3.5 percent of ...", "5 million ...", "1. Januar"."""
    if label.form[0] == "(" or label.form in RANKS:
        return False
    word = label.rest.split(None, 1)[0] if label.rest else ""
    return word.lower().strip(".,;:") in UNITS or word.startswith("%")
