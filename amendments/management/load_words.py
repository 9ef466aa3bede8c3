"""The words of the big congress: a text and what members want changed in it, by chance. A seed gives the same again."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from amendments.text import compose as c
from amendments.text.document import Document, Paragraph, Section
from amendments.text.markdown import parse, serialize

WHO = (
    "The federation",
    "Every branch",
    "The council of branches",
    "Each household",
    "The congress",
    "Our delegates",
    "The women’s caucus",
    "Every member",
    "The house assemblies",
    "The organizing committee",
    "Whoever lives in a house",
    "The youth section",
)
DOES = (
    "demands", "defends", "organizes", "supports", "publishes", "discusses", "decides on", "finances", "examines",
    "strengthens", "prepares", "protects", "renews", "plans",
)  # fmt: skip
HOW = (
    "public", "common", "affordable", "democratic", "independent", "lasting", "regional", "open", "honest", "equal", "small",
    "careful", "early", "complete", "permanent", "cooperative",
)  # fmt: skip
WHAT = (
    "housing", "rents", "repairs", "schools", "clinics", "gardens", "assemblies", "elections", "accounts", "libraries",
    "workshops", "kitchens", "statutes", "contracts", "campaigns", "archives", "playgrounds", "courtyards", "meetings",
    "newspapers", "cooperatives", "strikes",
)  # fmt: skip
WHERE = (
    "in every district", "in the whole city", "in each house", "along the river", "in all branches", "before the winter",
    "within two years", "at its own cost", "without exception", "together with the neighbors", "by the next congress",
    "after a public hearing", "on the first day of spring", "as long as it is needed", "in plain language",
)  # fmt: skip
WHY = (
    "because nobody can do it alone", "so that no one is left out", "as the last congress decided",
    "unless the branches object", "and reports on it once a year", "even where the law is silent",
    "since promises have not been enough",
    "for as long as rents rise faster than wages", "whatever the market says", "and answers for it to the members",
)  # fmt: skip
TITLES = (
    "Homes", "Work", "Schools", "Health", "The city", "Ourselves", "Our press", "Money", "Peace", "The land", "Elections",
    "The branches", "Solidarity", "Repairs", "Rents", "Women", "Youth", "Culture",
)  # fmt: skip
SWAPS = (HOW, WHAT, DOES)
HOT_SHARE, HOT_AMENDMENTS = 50, 40  # one paragraph of fifty is hot, and draws forty amendments
IN_A_SECTION, IN_A_CHAPTER = 20, 5  # paragraphs and sections


def sentence(chance: Random) -> str:
    """Give one sentence."""
    words = f"{chance.choice(WHO)} {chance.choice(DOES)} {chance.choice(HOW)} {chance.choice(WHAT)}"
    if chance.random() < 0.4:
        words += f" and {chance.choice(HOW)} {chance.choice(WHAT)}"
    words += f" {chance.choice(WHERE)}" if chance.random() < 0.8 else ""
    return words + (f", {chance.choice(WHY)}." if chance.random() < 0.5 else ".")


def paragraph(chance: Random) -> str:
    """Give the Markdown of a paragraph: two to six sentences, some of them as a list."""
    whole = " ".join(sentence(chance) for _ in range(chance.randint(2, 6)))
    if chance.random() < 0.06:
        whole += "\n\n" + "\n".join(f"- {chance.choice(HOW)} {chance.choice(WHAT)}" for _ in range(chance.randint(2, 4)))
    return whole


def text(chance: Random, paragraphs: int) -> Document:
    """Give a document of chapters with sections, twenty paragraphs in each but the last."""
    sections: list[Section] = []
    rows: list[Paragraph] = []
    for at in range(paragraphs):
        number, place = divmod(at, IN_A_SECTION)
        chapter, inner = (n + 1 for n in divmod(number, IN_A_CHAPTER))
        if place == 0 and inner == 1:
            sections.append(Section(f"c{chapter}", str(chapter), parse(TITLES[(chapter - 1) % len(TITLES)])))
        if place == 0:
            title = f"{chance.choice(HOW).capitalize()} {chance.choice(WHAT)}"
            sections.append(Section(f"s{number}", f"{chapter}.{inner}", parse(title), f"c{chapter}"))
        rows.append(Paragraph(f"p{at}", f"s{number}", f"{chapter}.{inner}.{place + 1}", parse(paragraph(chance))))
    return Document(tuple(sections), tuple(rows))


class Wishes:
    """What members want changed in a text, one amendment after another."""

    def __init__(self, chance: Random, base: Document, amendments: int) -> None:
        self.chance, self.base = chance, base
        self.rows = list(base.paragraphs)
        self.places = self._places(amendments)
        self.words = {one.id: serialize(one.tokens) for one in self.rows}

    def _places(self, amendments: int) -> list[int]:
        """Choose where each amendment stands: a few paragraphs draw forty, most of them a few, and many none."""
        hot = self.chance.sample(range(len(self.rows)), max(len(self.rows) // HOT_SHARE, 1))
        most = min(HOT_AMENDMENTS, max(amendments // len(hot) // 2, 1))
        weights = [min(self.chance.paretovariate(1.3), 12.0) for _ in self.rows]
        places = [at for at in hot for _ in range(most)][:amendments]
        places += self.chance.choices(range(len(self.rows)), weights=weights, k=amendments - len(places))
        self.chance.shuffle(places)
        return places

    def _fresh(self) -> str:
        return f"{self.chance.getrandbits(64):016x}"

    def __iter__(self) -> Iterator[tuple[c.Piece, ...]]:
        return (self._pieces(at) for at in self.places)

    def _pieces(self, at: int) -> tuple[c.Piece, ...]:
        """Give the work of one amendment: mostly other words in one paragraph, sometimes in two."""
        kinds = {
            self._swap: 66.0,
            self._add: 9.0,
            self._insert: 9.0,
            self._strike: 7.0,
            self._move: 3.0,
            self._split: 2.0,
            self._join: 1.5,
            self._retitle: 1.0,
            self._section: 0.06,
        }
        kind = self.chance.choices(list(kinds), weights=list(kinds.values()))[0]
        first = kind(at) or self._swap(at)
        other = self.chance.randrange(len(self.rows)) if kind is self._swap and self.chance.random() < 0.05 else at
        return (first, self._swap(other)) if other != at else (first,)

    def _swap(self, at: int) -> c.Piece:
        """Put other words in the place of one to three, the first ones of a paragraph more often than the last."""
        words = self.words[self.rows[at].id].split(" ")
        known = [(n, kind) for n, word in enumerate(words) for kind in SWAPS if word.strip(",.") in kind]
        wanted = [known[int(len(known) * self.chance.random() ** 2)] for _ in range(self.chance.choice((1, 1, 2, 3)))]
        for n, kind in dict.fromkeys(wanted):  # a set of words has another order in each process
            old = words[n].strip(",.")
            words[n] = words[n].replace(old, self.chance.choice([word for word in kind if word != old]))
        return c.Rewrite(self.rows[at].id, " ".join(words))

    def _add(self, at: int) -> c.Piece:
        """Add a sentence at the beginning."""
        return c.Rewrite(self.rows[at].id, f"{sentence(self.chance)} {self.words[self.rows[at].id]}")

    def _insert(self, at: int) -> c.Piece:
        row = self.rows[at]
        return c.Insert(self._fresh(), row.section, row.id, paragraph(self.chance))

    def _strike(self, at: int) -> c.Piece:
        return c.Strike(self.rows[at].id)

    def _move(self, at: int) -> c.Piece | None:
        """Move a paragraph after one of its section that it does not follow already."""
        home = [one.id for one in self.base.within(self.rows[at].section)]
        mine = home.index(self.rows[at].id)
        others = [id_ for n, id_ in enumerate(home) if n not in {mine, mine - 1}]
        return c.Move(self.rows[at].id, self.rows[at].section, self.chance.choice(others)) if others else None

    def _split(self, at: int) -> c.Piece | None:
        first, stop, second = self.words[self.rows[at].id].partition(". ")
        if not second or "\n" in second:
            return None
        return c.Split(self.rows[at].id, self._fresh(), first + stop.strip(), second)

    def _join(self, at: int) -> c.Piece | None:
        after = self.rows[at + 1] if at + 1 < len(self.rows) else None
        plain = "\n" not in self.words[self.rows[at].id]
        same = after is not None and after.section == self.rows[at].section and "\n" not in self.words[after.id]
        return c.Join(self.rows[at].id, after.id) if plain and same and after else None

    def _retitle(self, at: int) -> c.Piece | None:
        section = self.rows[at].section
        title = f"{self.chance.choice(HOW).capitalize()} {self.chance.choice(WHAT)}, and more"
        return c.Retitle(section, title) if section else None

    def _section(self, at: int) -> c.Piece | None:
        section = self.rows[at].section
        return c.StrikeSection(section) if section else None
