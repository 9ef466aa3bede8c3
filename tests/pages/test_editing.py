"""The draft where it stands: parts of an open page, what a save would change, moving, undoing, and two people at one place."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from amendments.actions import committee
from tests.pages.site import browse
from tests.world import World

IN_PLACE = {"HX-Request": "true"}


def url(world: World, rest: str = "") -> str:
    return f"/c/{world.congress.slug}/text/{world.document.slug}/edit/{rest}{'/' if rest else ''}"


@pytest.fixture
def editor(drafting: World) -> Client:
    return browse(drafting.people["committee"])


def revision(world: World) -> int:
    world.reload()
    return world.revision.number


def save(world: World, client: Client, uid: str, *, began: int = 0, here: bool = False, **data: Any) -> Any:
    sent = {"revision": began or revision(world), "do": "save", **data}
    return client.post(url(world, uid), sent, headers=IN_PLACE if here else {})


def read(answer: Any) -> str:
    return str(answer.content.decode())


def order(world: World) -> list[str]:
    return [one.label for one in world.text().paragraphs if not one.struck]


def test_a_part_opens_and_closes_where_it_stands(drafting: World, editor: Client) -> None:
    uid = drafting.uid("1.2")
    opened = read(editor.get(url(drafting, uid), headers=IN_PLACE))
    assert opened.count("<section") == 2
    assert "<html" not in opened
    assert f'id="p-{uid}"' in opened
    assert "Rents are set by the municipality." in opened
    closed = read(editor.get(url(drafting, uid) + "?as=read", headers=IN_PLACE))
    assert "<textarea" not in closed
    assert f'id="e-{uid}"' in closed
    assert "<html" in read(editor.get(url(drafting, uid)))


def test_a_save_in_place_gives_the_part_as_it_reads_now(drafting: World, editor: Client) -> None:
    uid = drafting.uid("1.2")
    page = read(save(drafting, editor, uid, here=True, text="Rents are set by the town."))
    assert "Rents are set by the town." in page
    assert "<textarea" not in page
    assert 'hx-swap-oob="true"' in page
    assert f"Revision {revision(drafting)}" in page
    heading = drafting.uid("1")
    assert '<header class="chapter spot"' in read(save(drafting, editor, heading, here=True, text="Our homes"))
    new = read(save(drafting, editor, "new", here=True, text="New words.", where=f"{heading}/{uid}", id="0" * 15 + "1"))
    assert 'id="p-0000000000000001"' in new
    struck = save(drafting, editor, uid, here=True, do="strike")
    assert struck["HX-Redirect"].startswith(url(drafting) + "?revision=")


def test_a_refusal_in_place_keeps_what_was_typed(drafting: World, editor: Client) -> None:
    page = read(save(drafting, editor, drafting.uid("1.2"), here=True, text="A \x07 bell that rang"))
    assert "Not saved." in page
    assert "U+0007" in page
    assert "bell that rang</textarea>" in page


def test_what_a_save_would_change_is_shown_while_typing(drafting: World, editor: Client) -> None:
    uid, began = drafting.uid("1.2"), revision(drafting)
    typed = {"revision": began, "text": "Rents are set by the town. They rise no faster than wages.", "do": "strike"}
    page = read(editor.post(url(drafting, f"{uid}/live"), typed))
    assert "municipality</" not in page
    assert "struck: </span>municipality" in page
    assert "1 word struck, 1 inserted." in page
    assert revision(drafting) == began
    assert "no words here" in read(editor.post(url(drafting, f"{uid}/live"), {"text": " "}))
    assert "Nothing is changed yet." in read(editor.post(url(drafting, f"{uid}/live"), {"text": drafting.read("1.2")}))
    assert "20,000" in read(editor.post(url(drafting, f"{uid}/live"), {"text": "word " * 50_000}))
    assert "not in the text" in read(editor.post(url(drafting, "no-such-part/live"), {"text": "Words."}))


def test_parts_step_up_and_down(drafting: World, editor: Client) -> None:
    assert order(drafting) == ["", "1.1", "1.2", "1.3", "2.1"]
    steps = [
        ("1.2", "up", ["", "1.2", "1.1", "1.3", "2.1"]),
        ("1.2", "up", ["", "1.2", "1.1", "1.3", "2.1"]),  # over the edge: it stands before the first section now
        ("1.2", "up", ["1.2", "", "1.1", "1.3", "2.1"]),
        ("2.1", "up", ["1.2", "", "1.1", "1.3", "2.1"]),  # the last of the first section
        ("1.3", "down", ["1.2", "", "1.1", "2.1", "1.3"]),
        ("2", "up", ["1.2", "", "1.1", "2.1", "1.3"]),
    ]
    for label, do, wanted in steps:
        answer = save(drafting, editor, drafting.uid(label), do=do)
        assert answer.status_code == 302
        assert answer["Location"].endswith(drafting.uid(label))
        assert order(drafting) == wanted, (label, do)
    assert [one.label for one in drafting.text().sections] == ["2", "1"]
    refused = save(drafting, editor, drafting.uid("1.2"), do="up")
    assert refused.status_code == 409
    assert "at the beginning already" in read(refused)
    drafting.sound()


def test_steps_pass_over_what_is_struck(drafting: World, editor: Client) -> None:
    save(drafting, editor, drafting.uid("1.2"), do="strike")
    save(drafting, editor, drafting.uid("1.3"), do="up")
    assert order(drafting) == ["", "1.3", "1.1", "2.1"]
    page = read(editor.get(url(drafting)))
    assert "Rents are set" not in page
    assert "Rents" not in read(editor.get(url(drafting, "new")))


def test_a_section_is_moved_into_another_and_struck(drafting: World, editor: Client) -> None:
    one, two = drafting.uid("1"), drafting.uid("2")
    page = read(editor.get(url(drafting, two)))
    assert f'value="{one}/"' in page
    assert f'value="{two}/"' not in page
    stood = re.search(r'name="stood" value="([^"]*)"', page)
    assert stood is not None
    save(drafting, editor, two, text="Ourselves", where=f"{one}/", stood=stood[1])
    assert next(s.parent for s in drafting.text().sections if s.id == two) == one
    save(drafting, editor, two, text="Ourselves", do="strike")
    assert order(drafting) == ["", "1.1", "1.2", "1.3"]


def test_the_last_save_is_shown_and_taken_back(drafting: World, editor: Client) -> None:
    assert "nothing to take back" in read(editor.get(url(drafting, "undo")))
    save(drafting, editor, drafting.uid("1.2"), text="Rents are set by the town.")
    page = read(editor.get(url(drafting, "undo")))
    assert "struck: </span>municipality" in page
    assert "by Committee" in page
    old = editor.post(url(drafting, "undo"), {"revision": 1})
    assert old.status_code == 409
    assert "Somebody saved" in read(old)
    assert editor.post(url(drafting, "undo"), {"revision": 2, "key": "k"}).status_code == 302
    assert drafting.read("1.2").startswith("Rents are set by the municipality.")
    assert "Put it back in" in read(editor.get(url(drafting, "undo")))
    drafting.sound()


def test_typed_words_are_not_left_behind_by_another_button(drafting: World, editor: Client) -> None:
    for do in ("split", "join", "strike"):
        answer = save(drafting, editor, drafting.uid("1.1"), do=do, text="My own words.", at="1")
        assert answer.status_code == 409
        assert "have not saved them" in read(answer)
        assert "My own words.</textarea>" in read(answer)
    assert revision(drafting) == 1
    assert save(drafting, editor, drafting.uid("1.1"), do="join", text=drafting.read("1.1")).status_code == 302


def test_a_part_that_somebody_else_moved_stays_there(drafting: World, editor: Client) -> None:
    uid, one, two = drafting.uid("1.2"), drafting.uid("1"), drafting.uid("2")
    stood = f"{one}/{drafting.uid('1.1')}"
    save(drafting, editor, uid, text=drafting.read("1.2"), where=f"{two}/", stood=stood)
    save(drafting, editor, uid, began=1, text="Rents are set by us.", where=stood, stood=stood)
    part = drafting.text().paragraph_by_id[uid]
    assert (part.section, drafting.read("1.2")) == (two, "Rents are set by us.")


def test_who_only_moves_a_part_does_not_write_its_old_words_again(drafting: World, editor: Client) -> None:
    uid, two = drafting.uid("1.2"), drafting.uid("2")
    part, words = drafting.text().paragraph_by_id[uid], drafting.read("1.2")
    save(drafting, editor, uid, text="Rents are set by us.")
    moved = save(drafting, editor, uid, began=1, text=words, where=f"{two}/", stood="x/y", was=part.digest)
    assert moved.status_code == 302
    assert drafting.read("1.2") == "Rents are set by us."
    assert drafting.text().paragraph_by_id[uid].section == two


def test_two_texts_stand_beside_what_both_began_from(drafting: World, editor: Client) -> None:
    uid = drafting.uid("1.2")
    save(drafting, editor, uid, text="Rents are set by the tenants. They rise no faster than wages.")
    mine = "Rents are set by the town. They rise no faster than wages."
    for here in (False, True):
        page = read(save(drafting, editor, uid, began=1, here=here, text=mine, where="a/b", stood="c/d"))
        assert "What both began from" in page
        assert "inserted: </span>tenants" in page
        assert "inserted: </span>town" in page
        assert "struck: </span>tenants" in page  # what saving mine would change in theirs
        assert f'name="revision" value="{revision(drafting)}"' in page
        assert 'name="where" value="a/b"' in page
        assert f"{mine}</textarea>" in page
    assert ("<html" in page) is False


def test_words_for_a_part_that_is_gone_can_stand_as_a_new_one(drafting: World, editor: Client) -> None:
    uid, one = drafting.uid("1.2"), drafting.uid("1")
    save(drafting, editor, uid, do="strike")
    page = read(save(drafting, editor, uid, began=1, text="Rents are set by the town."))
    assert "It was struck." in page
    assert f'action="{url(drafting, "new")}"' in page
    assert "Rents are set by the town.</textarea>" in page
    assert save(drafting, editor, "new", text="Rents are set by the town.", where=f"{one}/").status_code == 302
    assert order(drafting)[1] not in {"1.1", "1.2"}


def test_who_strikes_sees_what_changed_and_can_still_strike(drafting: World, editor: Client) -> None:
    uid = drafting.uid("1.2")
    save(drafting, editor, uid, text="Rents are set by the tenants.")
    page = read(save(drafting, editor, uid, began=1, do="strike"))
    assert "Strike it all the same" in page
    assert "inserted: </span>tenants" in page
    assert "<textarea" not in page
    save(drafting, editor, uid, do="strike")
    assert "1.2" not in order(drafting)
    again = read(save(drafting, editor, uid, began=1, do="strike"))
    assert "Back to the draft" in again


def test_words_typed_when_the_draft_was_put_to_the_council_are_given_back(drafting: World, editor: Client) -> None:
    uid, began = drafting.uid("1.2"), revision(drafting)
    committee.put_to_council(acting_user=drafting.people["committee"], document=drafting.document)
    answer = save(drafting, editor, uid, began=began, text="Rents are set by the town.")
    assert answer.status_code == 403
    assert "Rents are set by the town.</textarea>" in read(answer)
    assert "put to the council" in read(answer)
    assert "given here" not in read(answer)
    here = read(save(drafting, editor, uid, began=began, here=True, text="Rents are set by the town."))
    assert "Rents are set by the town.</textarea>" in here
    assert "<html" not in here
    assert editor.get(url(drafting, uid)).status_code == 403


def test_words_for_a_part_that_never_was_are_given_back(drafting: World, editor: Client) -> None:
    answer = save(drafting, editor, "0123456789abcdef", text="My words.")
    assert answer.status_code == 409
    assert "My words.</textarea>" in read(answer)


def test_an_empty_draft_says_what_to_do_first(drafting: World, editor: Client) -> None:
    for label in ("1", "2"):
        save(drafting, editor, drafting.uid(label), do="strike")
    save(drafting, editor, next(one.id for one in drafting.text().paragraphs if not one.struck), do="strike")
    page = read(editor.get(url(drafting)))
    assert "The draft has no words." in page
    assert "Write the first section" in page
    assert save(drafting, editor, "new-section", text="Homes", where="/", id="0" * 15 + "2").status_code == 302
    assert "Write its first paragraph" in read(editor.get(url(drafting)))


HARD = ("A 👩‍👩‍👧 lives here, and says שלום\u200f.", "a\u200bb", "İ ı ß ﷽ 🏳️‍🌈", "</textarea><b>x</b>", "# x\n\n- y\n  1. z")


@pytest.mark.parametrize("words", HARD)
def test_hard_words_survive(drafting: World, editor: Client, words: str) -> None:
    assert save(drafting, editor, drafting.uid("1.2"), text=words).status_code == 302
    assert editor.get(url(drafting, drafting.uid("1.2"))).status_code == 200
    assert "<b>x</b>" not in read(editor.get(url(drafting)))
    drafting.sound()


def test_fifty_thousand_words_are_refused_and_kept(drafting: World, editor: Client) -> None:
    words = "word " * 50_000
    answer = save(drafting, editor, drafting.uid("1.2"), text=words)
    assert answer.status_code == 409
    assert "50,000 words" in read(answer)
    assert words.strip() in read(answer)
