"""Secondary amendments: what they may change, and what becomes of their primary."""

import pytest

from amendments.text.apply import apply
from amendments.text.edits import Edit, InsertParagraph, InsertSection, MoveParagraph
from amendments.text.secondary import OutOfScope, base_of, carried, check
from amendments.text.tokens import split
from tests.text.house import amendment, cut, house, insert, move, replace_words, retitle, rewrite, strike, text, words

BASE = house()
ELECTS = "The union elects a council for two years."
PRIMARY = amendment(
    1,
    rewrite(
        BASE,
        "p1.2",
        "Every tenant may join a free union. The union elects a council for two years. The council answers to the members.",
    ),
    insert("n", "p2.1", "We build kitchens for all."),
    cut(BASE, "p1.1", "Nobody may", "half"),
    InsertSection("sx", None, "s3", tuple(split("Peace at last"))),
    move("p3.1", "p2.3"),
)
SECOND = base_of(BASE, PRIMARY)

ALLOWED: dict[str, list[Edit]] = {
    "inserted words": [replace_words(SECOND, "p1.2", "two years", "three years")],
    "strike inserted words": [replace_words(SECOND, "p1.2", "free ", "")],
    "beside inserted words": [replace_words(SECOND, "p1.2", "free union", "free and open union")],
    "an inserted paragraph": [replace_words(SECOND, "n", "for all", "for everyone")],
    "strike an inserted paragraph": [strike(SECOND, "n")],
    "a second paragraph after an inserted one": [InsertParagraph("m", "s2", "n", text("They are warm."))],
    "move an inserted paragraph": [MoveParagraph("n", "s2", "p2.2")],
    "split an inserted paragraph": [cut(SECOND, "n", "for all", "m")],
    "a new title": [retitle(SECOND, "sx", "Peace now")],
    "several": [replace_words(SECOND, "p1.2", "two", "four"), replace_words(SECOND, "n", "kitchens", "huts")],
}


@pytest.mark.parametrize("name", ALLOWED)
def test_carrying_it_makes_the_next_version_of_the_primary(name: str) -> None:
    edits = tuple(ALLOWED[name])
    final = apply(SECOND, edits)
    version = carried(BASE, PRIMARY, edits)
    now = apply(BASE, version)
    wanted = [(p.id, p.section, words(p.tokens)) for p in final.paragraphs if not p.struck]
    assert [(p.id, p.section, words(p.tokens)) for p in now.paragraphs if not p.struck] == wanted
    sections = [(s.id, s.parent, words(s.title)) for s in final.sections]
    assert [(s.id, s.parent, words(s.title)) for s in now.sections] == sections


BEYOND: dict[str, list[Edit]] = {
    "other words": [replace_words(SECOND, "p1.2", "the members", "nobody")],
    "words between": [replace_words(SECOND, "p1.2", "a council", "a board")],
    "another paragraph": [replace_words(SECOND, "p2.2", "members", "council")],
    "strike another paragraph": [strike(SECOND, "p2.2")],
    "insert elsewhere": [insert("m", "p2.2")],
    "move another paragraph": [move("p1.1", "p2.2")],
    "insert away from the changes": [replace_words(SECOND, "p1.2", "answers to", "answers only to")],
    "another title": [retitle(SECOND, "s1", "The home")],
}


@pytest.mark.parametrize("name", BEYOND)
def test_what_the_primary_leaves_alone_it_leaves_alone(name: str) -> None:
    with pytest.raises(OutOfScope) as caught:
        check(BASE, PRIMARY, tuple(BEYOND[name]))
    assert caught.value.place


def test_words_can_be_put_where_the_primary_strikes() -> None:
    primary = amendment(1, replace_words(BASE, "p2.3", " strike", ""))
    second = base_of(BASE, primary)
    edits = (replace_words(second, "p2.3", "The fund", "The common fund"),)
    version = carried(BASE, primary, edits)
    assert words(apply(BASE, version).paragraph_by_id["p2.3"].tokens) == "The common fund belongs to all."


def test_there_is_no_third_degree() -> None:
    with pytest.raises(OutOfScope, match="cannot itself be amended"):
        check(BASE, PRIMARY, tuple(ALLOWED["inserted words"]), degree=3)
