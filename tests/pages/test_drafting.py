"""The committee at work: each save a revision, and two editors of one place lose nothing."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from amendments.actions import council
from amendments.life import Stage
from amendments.text.tokens import visible
from tests.pages.site import browse
from tests.world import NO, World, person


def url(world: World, uid: str = "") -> str:
    return f"/c/{world.congress.slug}/text/{world.document.slug}/edit/{uid}{'/' if uid else ''}"


@pytest.fixture
def editor(drafting: World) -> Client:
    return browse(drafting.people["committee"])


def revision(world: World) -> int:
    current = world.reload().current_revision
    assert current is not None
    return current.number


def save(world: World, client: Client, uid: str, **data: Any) -> Any:
    return client.post(url(world, uid), {"revision": revision(world), "do": "save", **data})


def test_the_contents_name_each_section_once_and_count_nothing(drafting: World, editor: Client) -> None:
    page = editor.get(url(drafting)).content.decode()
    contents = page.partition('<nav class="contents"')[2].partition("</nav>")[0]
    sections = drafting.text().sections
    assert [contents.count(f'href="#s-{one.id}"') for one in sections] == [1] * len(sections)
    assert all(visible(one.title) in contents for one in sections)
    assert 'class="count"' not in contents


def test_each_save_is_a_revision(drafting: World, editor: Client) -> None:
    before = revision(drafting)
    page = editor.get(url(drafting, drafting.uid("1.2"))).content.decode()
    assert "Rents are set by the municipality." in page
    answer = save(drafting, editor, drafting.uid("1.2"), text="Rents are set by the town.", key="k")
    again = editor.post(
        url(drafting, drafting.uid("1.2")), {"revision": before, "text": "Rents are set by the town.", "key": "k"}
    )
    assert (answer.status_code, again.status_code) == (302, 302)
    assert drafting.read("1.2") == "Rents are set by the town."
    assert revision(drafting) == before + 1


def test_two_editors_of_one_place_see_both_texts(drafting: World, editor: Client) -> None:
    began, uid = revision(drafting), drafting.uid("1.2")
    save(drafting, editor, uid, text="Rents are set by the tenants. They rise no faster than wages.")
    mine = {"revision": began, "text": "Rents are set by the town. They rise no faster than wages."}
    answer = editor.post(url(drafting, uid), mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "tenants" in page
    assert "town" in page
    assert drafting.read("1.2").startswith("Rents are set by the tenants.")
    assert f'name="revision" value="{revision(drafting)}"' in page
    assert save(drafting, editor, uid, text=mine["text"]).status_code == 302
    assert drafting.read("1.2") == mine["text"]


def test_two_changes_that_do_not_meet_are_offered_as_one(drafting: World, editor: Client) -> None:
    began, uid = revision(drafting), drafting.uid("1.2")
    save(drafting, editor, uid, text="Rents are set by the municipality. They rise no faster than prices.")
    answer = editor.post(
        url(drafting, uid), {"revision": began, "text": "Rents are set by the town. They rise no faster than wages."}
    )
    assert "Both changes in one text" in answer.content.decode()
    assert "Rents are set by the town. They rise no faster than prices." in answer.content.decode()


def test_new_struck_split_joined_and_moved(drafting: World, editor: Client) -> None:
    section = next(one for one in drafting.text().sections)
    new = {"text": "A new paragraph.", "where": f"{section.id}/{drafting.uid('1.1')}", "id": "00000000000000aa"}
    assert save(drafting, editor, "new", **new).status_code == 302
    assert save(drafting, editor, "new-section", text="Third", where=f"/{section.id}").status_code == 302
    assert save(drafting, editor, section.id, text="Our homes").status_code == 302
    assert save(drafting, editor, drafting.uid("1.2"), do="split").status_code == 302
    assert save(drafting, editor, drafting.uid("2.1"), do="strike").status_code == 302
    drafting.reload()
    text = drafting.text()
    words = [one.id for one in text.paragraphs if not one.struck]
    assert "00000000000000aa" in words
    assert len(words) == 6
    assert [one.title[-1].text for one in text.sections] == ["homes", "Third", "Ourselves"]
    assert save(drafting, editor, drafting.uid("1.1"), do="join").status_code == 302
    moved = {"text": drafting.read("1.3"), "where": f"{section.id}/"}
    assert save(drafting, editor, drafting.uid("1.3"), **moved).status_code == 302
    drafting.reload()
    assert next(drafting.text().within(section.id)).label == "1.3"


@pytest.mark.parametrize(
    ("data", "says"),
    [({"text": ""}, "no words here"), ({"text": "a\u0007b"}, "control character"), ({"do": "split", "at": "x"}, "")],
)
def test_bad_input_is_kept_and_answered(drafting: World, editor: Client, data: dict[str, str], says: str) -> None:
    answer = save(drafting, editor, drafting.uid("1.2"), **data)
    assert answer.status_code in {302, 409}
    assert says in answer.content.decode()


def test_unknown_places_are_absent(drafting: World, editor: Client) -> None:
    assert editor.get(url(drafting, "0123456789abcdef")).status_code == 404
    assert save(drafting, editor, "0123456789abcdef", text="x").status_code in {404, 409}


def test_the_two_texts_name_who_saved_meanwhile_and_when(drafting: World, editor: Client) -> None:
    other = browse(person(drafting, "ana pereira", "committee"))
    uid = drafting.uid("1.2")
    save(drafting, other, uid, text="Rents are set by the town.")
    page = save(drafting, editor, uid, revision=1, text="Rents are set by the county.").content.decode()
    assert re.search(r"Saved \w+day \d+ \w+, \d\d:\d\d, by Ana Pereira</h2>", page)
    mine = save(drafting, other, uid, revision=1, text="Rents are set by us all.").content.decode()
    assert re.search(r"Saved [^<]*, by you, on another page</h2>", mine)


def test_the_council_s_reason_stands_over_the_draft_until_it_is_put_again(drafting: World, editor: Client) -> None:
    assert "sent the draft back" not in editor.get(url(drafting)).content.decode()
    drafting.to(Stage.COUNCIL)
    council.send_back(
        acting_user=drafting.people["council"], document=drafting.document, count=NO, reason="Chapter 2\n\nis <short>."
    )
    page = editor.get(url(drafting)).content.decode()
    assert "The council sent the draft back" in page
    assert "<p>Chapter 2</p>" in page
    assert "is &lt;short&gt;." in page
    drafting.to(Stage.COUNCIL)
    council.send_back(acting_user=drafting.people["council"], document=drafting.document, count=NO)
    assert "sent the draft back" not in editor.get(url(drafting)).content.decode()
