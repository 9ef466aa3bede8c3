"""Order: whether a number follows the one before, and what to say when it does not."""

from __future__ import annotations

from dataclasses import dataclass, field

from amendments.text.outlining.labels import Label, other

NEXT, GAP, SAME, BACK = "next", "gap", "same", "back"


def step(before: Label, label: Label) -> str:
    """How one number follows another of its form: NEXT, after a GAP, the SAME again, or BACK."""
    if label.value == before.value:
        return SAME if label.suffix == before.suffix else _suffix(before.suffix, label.suffix)
    if label.value < before.value:
        return BACK
    return NEXT if label.value == before.value + 1 and label.suffix in {"", "a", "bis"} else GAP


def _suffix(before: str, suffix: str) -> str:
    if suffix <= before:
        return BACK
    single = len(suffix) == 1 and len(before) <= 1
    return GAP if single and ord(suffix) > (ord(before) + 1 if before else ord("a")) else NEXT


def _spoken(label: Label) -> bool:
    """Whether a number's form can be that of sections as well as of paragraphs: "3.1", "Article 3"."""
    return bool(label.prefix) or label.form == "§" or (label.form.isalpha() and len(label.form) > 1)


def between(before: Label, label: Label) -> str:
    """Name the numbers that are missing between two, or before the first: "3.2.5", "(b) to (d)", "2 to 7"."""
    if label.value == before.value:
        return "at least one inserted number"
    first, last = before.value + 1, label.value - 1
    if first > last:  # 5 -> 6b
        return spell(label, label.value)
    return spell(label, first) if first == last else f"{spell(label, first)} to {spell(label, last)}"


def spell(label: Label, value: int) -> str:
    """Write another number in a label's form."""
    shape = label.form[-2:]
    if " (" in label.form:
        return f"{label.text[: label.text.rindex('(')]}({value})"
    if ("a" in shape.lower() and not label.form[0].isalpha()) or label.form in {"a.", "a)", "A.", "A)"}:
        text = chr(96 + (value - 1) % 26 + 1) * (1 + (value - 1) // 26)
        return label.form.rstrip(".").replace("a", text).replace("A", text.upper()) if "(" in label.form else text
    return ".".join((*label.prefix, str(value))) if label.prefix else f"({value})" if label.form == "(n)" else str(value)


@dataclass
class Order:
    """The numbers read so far: those open in this section from the outer to the inner, and the last of each form."""

    open: list[Label] = field(default_factory=list)
    last: dict[str, Label] = field(default_factory=dict)
    sections: dict[tuple[str, tuple[str, ...]], Label] = field(default_factory=dict)
    parents: dict[tuple[str, tuple[str, ...]], int | None] = field(default_factory=dict)
    seen: set[tuple[str, str]] = field(default_factory=set)
    cited: set[str] = field(default_factory=set)  # in this section
    again: bool = True  # a paragraph without number stands between: numbers may begin again

    def choose(self, label: Label) -> Label:
        """Of the two readings that "(i)" or "C." has, take the one that follows what was read before."""
        second = other(label)
        if second is None:
            return label
        for reading in (label, second):
            if any(step(before, reading) == NEXT for before in self.before(reading)):
                return reading
        return second if second.value == 1 else label

    def before(self, label: Label) -> list[Label]:
        """The numbers that a label may follow, the nearest first."""
        found = [one for one in reversed(self.open) if one.form == label.form and one.prefix == label.prefix]
        section = self.sections.get((label.form, label.prefix))
        found += [section] if section else []
        last = self.last.get(label.form)
        return found + ([last] if last and last.prefix == label.prefix else [])

    def fits(self, label: Label) -> bool:
        """Whether a number follows another, or begins a count of its own."""
        return label.value <= 1 or any(step(before, label) == NEXT for before in self.before(label))

    def near(self, label: Label, most: int = 20) -> bool:
        """Whether a number is not far from where the count stands."""
        if self.fits(label):
            return True
        before = self.before(label)
        return label.value <= most if not before else abs(label.value - before[0].value) <= most

    def close(self) -> None:
        """A new section begins: paragraphs may count from one again, or go on."""
        self.open.clear()
        self.seen.clear()
        self.cited.clear()
        self.again = True

    def paragraph(self, label: Label) -> tuple[str, Label | None]:
        """Take a paragraph's number; give "" or what is wrong (GAP, SAME, BACK), and the number that it was held against."""
        if _spoken(label):  # "1.2" ends the items of 1.1
            self.open = [one for one in self.open if _spoken(one)]
        verdict, held = self._judge(label)
        place = next((at for at, one in enumerate(self.open) if one.form == label.form), len(self.open))
        del self.open[place:]
        self.open.append(label)
        self.last[label.form] = label
        if _spoken(label):
            self.sections[label.form, label.prefix] = label
        key = (label.form, label.cited)
        if verdict == "" and key in self.seen and place == 0:
            verdict = SAME
        self.seen.add(key)
        self.cited.add(label.cited)
        self.again = False
        return verdict, held

    def _judge(self, label: Label) -> tuple[str, Label | None]:
        near = next((one for one in self.open if one.form == label.form and one.prefix == label.prefix), None)
        held = near or (self.sections.get((label.form, label.prefix)) if _spoken(label) else None)
        if held is None:
            last = self.last.get(label.form)
            if label.value <= 1 or (last and last.prefix == label.prefix and step(last, label) == NEXT):
                return "", None
            return GAP, None
        verdict = step(held, label)
        if verdict == NEXT or (label.value <= 1 and self.again and verdict != NEXT):
            if label.value <= 1 and verdict != NEXT:
                self.seen.clear()
            return "", held
        return verdict, held

    def section(self, label: Label, parent: int | None) -> tuple[str, Label | None]:
        """Take a section's number; the answer is as for a paragraph. In a new parent a count may begin again or go on."""
        key = (label.form, label.prefix)
        before = self.sections.get(key)
        new_parent = self.parents.get(key) != parent
        self.sections[key], self.parents[key] = label, parent
        if before is None:
            return (GAP, None) if label.value > 1 else ("", None)
        verdict = step(before, label)
        if verdict == NEXT or (new_parent and label.value <= 1):
            return "", before
        return verdict, before
