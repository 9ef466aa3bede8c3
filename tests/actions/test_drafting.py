"""The committee's draft: loaded once, edited by several people at once, and nothing is lost."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from amendments.access import OPERATOR
from amendments.actions import drafting, positions
from amendments.life import Stage
from amendments.models import Paragraph, Revision
from amendments.queries.document import text_at
from amendments.refusals import Conflict, Forbidden, Refused
from amendments.text.compose import Insert, Join, Move, NewSection, Retitle, Rewrite, Split, Strike, StrikeSection
from amendments.text.document import Document as Text
from tests.world import World, build, build_anew, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return build()


def edit(world, *pieces, revision=None, **more):
    document = world.reload()
    number = revision or document.current_revision.number
    return drafting.edit_text(acting_user=world.committee, document=document, revision=number, pieces=pieces, **more)


def test_a_loaded_text_gets_ids_for_life(world):
    ids = [row.uid for row in world.document.paragraphs.all()]
    assert len(set(ids)) == 5
    assert all(len(uid) == 16 for uid in ids)
    assert [row.label for row in world.document.paragraphs.all()] == ["", "1.1", "1.2", "1.3", "2.1"]
    world.sound()


def test_loading_a_text_twice_is_refused(world):
    with pytest.raises(Refused, match="This very text was loaded already: it is “Homes in Common”"):
        drafting.load_document(acting_user=OPERATOR, congress=world.congress, text=text(), title="Another title")
    with pytest.raises(Refused, match="Document 1 of .* is “Homes in Common” already"):
        drafting.load_document(acting_user=OPERATOR, congress=world.congress, text=text(["New."]), title="New", number=1)
    with pytest.raises(Refused, match="has a document “Homes in Common” already"):
        drafting.load_document(acting_user=OPERATOR, congress=world.congress, text=text(["New."]), title="Homes in Common")
    assert world.congress.documents.count() == 1


def test_loading_with_the_same_key_gives_the_same_document(world):
    load = {"acting_user": world.secretary, "congress": world.congress, "text": text(["New."]), "title": "New", "key": "k"}
    assert drafting.load_document(**load) == drafting.load_document(**load)


def test_a_text_without_paragraphs_is_no_document(world):
    with pytest.raises(Refused, match="no paragraphs"):
        drafting.load_document(acting_user=OPERATOR, congress=world.congress, text=Text(), title="Empty")


def test_each_save_is_a_revision_with_only_its_own_history_rows(world):
    before = world.text()
    made = edit(world, world.rewrite("1.2", "municipality", "city"))
    assert made.number == 2
    assert [row.label for row in Paragraph.history.filter(revision=made)] == ["1.2"]
    assert Paragraph.history.get(revision=made).text == "Rents are set by the city. They rise no faster than wages."
    assert Paragraph.history.get(revision=made).history_user == world.committee
    assert text_at(Revision.objects.get(document=world.document, number=1)) == before
    world.sound()


def test_every_kind_of_edit_is_made_and_its_record_verifies(world):
    edit(world, Insert("a" * 16, world.uid("1"), world.uid("1.1"), "A new paragraph."))
    edit(world, Strike(world.uid("1.3")))
    edit(world, Move(world.uid("1.1"), world.uid("1"), world.uid("1.2")))
    edit(world, Retitle(world.uid("2"), "The federation"))
    edit(world, NewSection("b" * 16, None, world.uid("1"), "Between"))
    edit(world, Insert("c" * 16, "b" * 16, None, "It stands in the new section."))
    words = world.read("1.2")
    first, second = words.split(". ")
    edit(world, Split(world.uid("1.2"), "d" * 16, f"{first}.", second))
    edit(world, Join("a" * 16, world.uid("1.2")))
    edit(world, StrikeSection(world.uid("2")))
    rows = [(row.text, row.struck) for row in world.document.paragraphs.all()]
    assert rows == [
        ("A preface stands before everything.", False),
        ("A new paragraph. Rents are set by the municipality.", False),
        ("", True),  # its words went to the paragraph that it was joined to
        ("They rise no faster than wages.", False),
        ("We want homes for all. A home is a right. Nobody is put out into the street.", False),
        ("Each house elects a council. The council meets twice a year.", True),
        ("It stands in the new section.", False),
        ("The federation publishes its accounts. Every member may read them.", True),
    ]
    assert [row.title for row in world.document.sections.all()] == ["Homes", "Between", "The federation"]
    world.sound()


def test_a_save_on_another_paragraph_does_not_mind_an_older_page(world):
    edit(world, world.rewrite("1.1", "all", "everybody"))
    edit(world, world.rewrite("1.2", "wages", "prices"), revision=1)
    assert "everybody" in world.read("1.1")
    assert "prices" in world.read("1.2")
    world.sound()


def test_a_save_on_the_same_words_is_refused_with_both_texts(world):
    mine = world.rewrite("1.1", "homes for all", "homes for none")
    edit(world, world.rewrite("1.1", "homes for all", "homes for everybody"))
    with pytest.raises(Conflict, match="was changed while you were typing") as refused:
        edit(world, mine, revision=1)
    found = refused.value
    assert "homes for all" in found.base
    assert "homes for none" in found.mine
    assert "homes for everybody" in found.theirs
    assert found.merged is None
    assert found.revision == 2
    assert found.extra["pieces"] == [{"kind": "rewrite", "paragraph": mine.paragraph, "text": mine.text}]
    assert "everybody" in world.read("1.1")


def test_both_changes_are_offered_together_where_they_are_independent(world):
    mine = world.rewrite("1.1", "Nobody is put out", "No one is put out")
    edit(world, world.rewrite("1.1", "homes for all", "homes for everybody"))
    with pytest.raises(Conflict) as refused:
        edit(world, mine, revision=1)
    merged = "We want homes for everybody. A home is a right. No one is put out into the street."
    assert refused.value.merged == merged
    edit(world, Rewrite(mine.paragraph, merged), revision=refused.value.revision)
    assert world.read("1.1") == merged


def test_a_save_on_a_paragraph_that_was_struck_meanwhile_is_refused_with_the_text(world):
    mine = world.rewrite("1.1", "all", "everybody")
    edit(world, Strike(world.uid("1.1")))
    with pytest.raises(Conflict) as refused:
        edit(world, mine, revision=1)
    assert refused.value.mine == mine.text
    assert refused.value.theirs == ""


def test_an_unchanged_save_is_refused(world):
    with pytest.raises(Refused, match="Nothing was changed"):
        edit(world, Rewrite(world.uid("1.1"), world.read("1.1")))
    assert world.document.revisions.count() == 1


def test_a_repeated_save_is_made_once(world):
    piece = world.rewrite("1.1", "all", "everybody")
    first = edit(world, piece, revision=1, key="k")
    assert edit(world, piece, revision=1, key="k") == first
    assert world.document.revisions.count() == 2


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("   ", "There are no words here"),
        ("A \x07 bell.", r"invisible control character \(U\+0007\) after “A”"),
        ("A \u202e turn.", r"U\+202E"),
        ("A \ud800 half.", r"U\+D800"),
        ("word " * 20_001, "20,001 words"),
    ],
)
def test_words_that_no_text_should_hold_are_refused_in_a_clear_sentence(world, typed, message):
    with pytest.raises(Refused, match=message):
        edit(world, Rewrite(world.uid("1.1"), typed))


def test_emoji_with_joiners_and_right_to_left_words_are_words(world):
    typed = "A 👩‍👩‍👧 lives here, and says שלום\u200f and سلام."
    edit(world, Rewrite(world.uid("1.1"), typed))
    assert world.read("1.1") == typed
    world.sound()


def test_a_place_that_is_not_there_is_refused(world):
    with pytest.raises(Refused, match="not in the text"):
        edit(world, Rewrite("0" * 16, "Words."))
    with pytest.raises(Refused, match="has no revision 7"):
        edit(world, world.rewrite("1.1", "all", "some"), revision=7)


def test_nobody_else_edits_and_nobody_edits_later(world):
    piece = world.rewrite("1.1", "all", "everybody")
    with pytest.raises(Forbidden, match="You cannot edit the draft here. The drafting committee can."):
        drafting.edit_text(acting_user=world.member, document=world.document, revision=1, pieces=[piece])
    world.to(Stage.COUNCIL)
    with pytest.raises(Forbidden, match="at the stage “put to the council”. You can edit the draft at the stage “drafting”."):
        edit(world, piece)


def test_positions_are_given_anew_when_there_is_no_room(monkeypatch):
    monkeypatch.setattr(positions, "STEP", 4)
    world = build_anew()
    after, section = world.uid("1.1"), world.uid("1")
    for i in range(5):
        edit(world, Insert(f"{i:016d}", section, after, f"Number {i}."))
    numbers = [row.text for row in world.document.paragraphs.all()][2:7]
    assert numbers == [f"Number {i}." for i in reversed(range(5))]
    world.sound()


def test_a_text_is_loaded_with_its_own_ids_whatever_it_called_its_parts(world):
    twin = text(["Other words.", "And others."])
    again = drafting.load_document(acting_user=OPERATOR, congress=world.congress, text=replace(twin), title="Second")
    assert set(again.paragraphs.values_list("uid", flat=True)).isdisjoint(
        world.document.paragraphs.values_list("uid", flat=True)
    )


def reads(document):
    return [(part.id, part.label, part.tokens) for part in document.paragraphs if not part.struck]


def undo(world, **more):
    document = world.reload()
    number = document.current_revision.number
    return drafting.undo_edit(acting_user=world.committee, document=document, **{"revision": number} | more)


PIECES: dict[str, Callable[[World], list[Any]]] = {
    "rewrite": lambda w: [Rewrite(w.uid("1.1"), "Other words.")],
    "insert": lambda w: [Insert("a" * 16, w.uid("1"), w.uid("1.1"), "A new paragraph.")],
    "strike": lambda w: [Strike(w.uid("1.2"))],
    "move": lambda w: [Move(w.uid("1.1"), w.uid("2"), w.uid("2.1"))],
    "split": lambda w: [Split(w.uid("1.3"), "b" * 16, "Each house elects a council.", "The council meets twice a year.")],
    "join": lambda w: [Join(w.uid("1.1"), w.uid("1.2"))],
    "new section": lambda w: [NewSection("c" * 16, None, w.uid("1"), "Between"), Insert("d" * 16, "c" * 16, None, "In it.")],
    "strike section": lambda w: [StrikeSection(w.uid("1"))],
    "retitle": lambda w: [Retitle(w.uid("2"), "The federation")],
}


@pytest.mark.parametrize("kind", PIECES)
def test_an_undone_save_gives_the_text_back_and_undone_again_the_save(world, kind):
    before = world.text()
    edit(world, *PIECES[kind](world))
    after = world.text()
    made = undo(world)
    restored = world.text()
    assert reads(restored) == reads(before)
    assert [s for s in restored.sections if not s.struck] == list(before.sections)
    assert made.number == 3
    assert {part.id for part in restored.paragraphs} == {part.id for part in after.paragraphs}
    world.sound()
    undo(world)
    assert world.text() == after
    world.sound()


def test_only_the_last_save_is_undone(world):
    with pytest.raises(Refused, match="Nothing was saved since “Homes in Common” was loaded"):
        undo(world)
    edit(world, world.rewrite("1.1", "all", "everybody"))
    edit(world, world.rewrite("1.2", "wages", "prices"))
    with pytest.raises(Refused, match="Somebody saved “Homes in Common” since"):
        undo(world, revision=2)
    undo(world, key="k")
    assert undo(world, revision=3, key="k").number == 4
    assert "everybody" in world.read("1.1")
    assert "wages" in world.read("1.2")
    with pytest.raises(Forbidden, match="You cannot edit the draft here"):
        drafting.undo_edit(acting_user=world.member, document=world.document, revision=4)
