"""The filing page beyond words of one paragraph: sections, joints, moves, and all of them in one amendment."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from amendments.actions import member as members
from amendments.life import Stage
from amendments.models import Amendment, Draft
from tests.pages.site import browse
from tests.world import World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build(Stage.DISCUSSION)


class Desk:
    """A member at the filing page: presses its buttons with all that the page holds, as a browser does."""

    def __init__(self, world: World, person: str = "member") -> None:
        self.world, self.client = world, browse(world.people[person])
        self.url = f"/c/{world.congress.slug}/text/{world.document.slug}/amend/"

    def fields(self, **typed: Any) -> dict[str, Any]:
        """What the page would send: its hidden fields, what is chosen, and what is typed now (`text_0="Words."`)."""
        page = self.client.get(self.url).context
        sent: dict[str, Any] = {"base": page["filing"].base, "mover": "me", "key": page["filing"].sheet.key}
        for row in page["rows"]:
            sent |= {f"kind-{row.at}": row.kind, f"place-{row.at}": row.place, f"text-{row.at}": row.text}
            for name, choices in (("where", row.where), ("at", row.cuts), ("with", row.joins)):
                sent |= {f"{name}-{row.at}": one.value for one in choices if one.chosen}
            sent |= {f"new-{row.at}": row.new} if row.new else {}
        return sent | {name.replace("_", "-"): words for name, words in typed.items()}

    def presses(self, do: str, **typed: Any) -> list[dict[str, Any]]:
        """Press a button, with more typed before; give the pieces as they are kept then."""
        answer = self.client.post(self.url, self.fields(**typed) | {"do": do})
        assert answer.status_code == 302, answer.content.decode()
        pieces: list[dict[str, Any]] = Draft.objects.get().work["pieces"]
        return pieces

    def types(self, **typed: Any) -> str:
        """Type, and read what stands beside it."""
        return self.client.post(self.url + "live/", self.fields(**typed)).content.decode()

    def files(self, **typed: Any) -> Amendment:
        """File it."""
        answer = self.client.post(self.url + "file/", self.fields(**typed))
        assert answer.status_code == 302, answer.content.decode()
        return Amendment.objects.latest("number")


def test_new_section_with_its_paragraphs_beside_a_changed_one(world: World) -> None:
    desk = Desk(world)
    desk.presses("add", another=world.uid("1.2"))
    made = desk.presses("section", another=world.uid("1"), text_0=world.read("1.2").replace("municipality", "town"))
    assert [one["kind"] for one in made] == ["rewrite", "new section", "insert"]
    assert made[2]["section"] == made[1]["id"]
    assert "Not yet" not in desk.client.get(desk.url).content.decode(), "nothing is written into it yet"
    made = desk.presses("fill:1", text_1="Gardens", text_2="Each house has one.")
    assert made[3]["after"] == made[2]["id"]
    assert "Gardens" in desk.types(text_3="It is open to all.")
    filed = desk.files(text_3="It is open to all.")
    assert [one["kind"] for one in filed.edits["edits"]] == [
        "change words", "insert section", "insert paragraph", "insert paragraph",
    ]  # fmt: skip
    world.sound()
    page = desk.client.get(f"/c/{world.congress.slug}/A1/").content.decode()
    assert "Gardens" in page
    assert "new ¶ 2" in page


def test_leaving_a_new_section_out_leaves_out_what_stands_in_it(world: World) -> None:
    desk = Desk(world)
    desk.presses("section", another=world.uid("1"))
    assert desk.presses("drop:0", text_0="Gardens", text_1="Each house has one.") == []


def test_title_is_changed_struck_or_moved(world: World) -> None:
    desk = Desk(world)
    page = desk.client.get(desk.url + f"?paragraph={world.uid('1')}").content.decode()
    assert "The title of section 1, as you would have it" in page
    desk.presses("add", another=world.uid("1"))
    assert "In the title of section 1, strike “Homes” and insert “Houses”." in desk.types(text_0="Houses")
    (moved,) = desk.presses("move:0")
    assert moved["kind"] == "move section"
    assert "moved here: " in desk.types(where_0=f"/{world.uid('2')}")
    assert "Not yet: " in desk.types(where_0=f"{world.uid('1')}/"), "a section does not stand in itself"
    assert desk.presses("write:0")[0]["kind"] == "retitle"
    filed = desk.files(text_0="Houses")
    assert filed.edits["edits"][0]["kind"] == "retitle section"
    assert "Houses" in desk.client.get(f"/c/{world.congress.slug}/A1/?as=clean").content.decode()


def test_two_paragraphs_are_joined_and_the_words_typed_before_stay(world: World) -> None:
    desk = Desk(world)
    desk.presses("add", another=world.uid("1.2"))
    typed = world.read("1.2").replace("wages", "wages and prices")
    kept, made = desk.presses("join:0", text_0=typed)
    assert kept["text"] == typed
    assert (made["first"], made["second"]) == (world.uid("1.2"), world.uid("1.3"))
    shown = desk.types()
    assert "Join 1.3 to 1.2." in shown
    assert "Each house elects a council." in shown
    assert desk.presses("drop:1") == [kept]
    desk.presses("join:0", text_0=world.read("1.2"))
    filed = desk.files(with_0=world.uid("1.1"))
    assert filed.edits["edits"][0] | {"between": []} == {
        "kind": "join paragraphs", "first": world.uid("1.2"), "second": world.uid("1.1"), "between": [],
        "first_base": world.text().paragraph_by_id[world.uid("1.2")].digest,
        "second_base": world.text().paragraph_by_id[world.uid("1.1")].digest,
    }  # fmt: skip
    world.sound()


def test_last_of_a_section_is_joined_to_the_one_before_it(world: World) -> None:
    desk = Desk(world)
    desk.presses("add", another=world.uid("1.3"))
    (made,) = desk.presses("join:0")
    assert (made["first"], made["second"]) == (world.uid("1.2"), world.uid("1.3"))


def test_moved_paragraph_reads_as_moved_from_one_place_to_the_other(world: World) -> None:
    desk = Desk(world)
    desk.presses("add", another=world.uid("1.1"))
    desk.presses("move:0")
    shown = desk.types(where_0=f"{world.uid('1')}/{world.uid('1.3')}")
    assert shown.count('data-kind="move"') >= 2
    assert shown.index("moved from here: ") < shown.index("moved here: ")
    assert "Moved to after 1.3." in shown
    filed = desk.files(where_0=f"{world.uid('1')}/{world.uid('1.3')}")
    page = desk.client.get(f"/c/{world.congress.slug}/A{filed.number}/").content.decode()
    assert "A1 to 1.1</h1>" in page, "the place that it goes to is not what it is about"
    read = desk.client.get(f"/c/{world.congress.slug}/A1/?as=clean").content.decode()
    assert read.count("We want homes for all.") == 1


def test_new_paragraph_can_stand_after_another_new_one(world: World) -> None:
    desk = Desk(world)
    first = desk.presses("insert", another=world.uid("1.1"))[0]
    desk.presses("insert", another=world.uid("1.1"), text_0="The first.")
    rows = desk.client.get(desk.url).context["rows"]
    after_first = next(one for one in rows[1].where if one.value.endswith(first["id"]))
    assert after_first.words == "After new ¶ 1 The first."
    desk.types(where_1=after_first.value, text_1="The second.")
    desk.presses("", where_1=after_first.value, text_1="The second.")
    assert next(one for one in desk.client.get(desk.url).context["rows"][1].where if one.chosen).value == after_first.value
    assert [one["after"] for one in desk.files().edits["edits"]] == [world.uid("1.1"), first["id"]]


def test_place_that_is_gone_is_not_exchanged_for_another(world: World) -> None:
    desk = Desk(world)
    desk.presses("insert", another=world.uid("1.1"))
    desk.presses("", where_0="/0123456789abcdef", text_0="Words.")
    (row,) = desk.client.get(desk.url).context["rows"]
    assert [one.words for one in row.where if one.chosen] == ["Where it was put: no longer in the text"]
    assert "Not yet: " in desk.types()


def test_meeting_of_a_body_stays_in_the_draft(world: World) -> None:
    desk = Desk(world, "speaker")
    typed = {"mover": str(world.branch.pk), "met-on": "2026-04-11", "met-for": "41", "met-against": ""}
    desk.client.post(desk.url, desk.fields() | typed)
    page = desk.client.get(desk.url)
    assert page.context["filing"].sheet.meeting == ("2026-04-11", "41", "")
    assert "in your name or for a body" in page.content.decode()
    assert "for a body" not in Desk(world).client.get(desk.url).content.decode()


def test_what_was_withdrawn_stands_apart_and_can_be_taken_over(world: World) -> None:
    same = world.file(world.rewrite("1.2", "municipality", "town"), mover="mover")
    rival = world.file(world.rewrite("1.2", "municipality", "county"), mover="mover")
    for one in (same, rival):
        members.withdraw_amendment(acting_user=world.mover, amendment=one)
    desk = Desk(world)
    desk.presses("add", another=world.uid("1.2"))
    shown = desk.types(text_0=world.read("1.2").replace("municipality", "town"))
    assert "Nothing that concerns these words." in shown
    assert "A1" in shown[shown.index("Withdrawn, and free to be taken over") :]
    assert "A2" not in shown
    assert "Stands against" not in shown


def test_many_marks_at_one_place_fold(world: World, client: Client) -> None:
    for word in ("city", "town", "county", "state"):
        world.file(world.rewrite("1.2", "municipality", word))
    client.force_login(world.member)
    url = f"/c/{world.congress.slug}/text/{world.document.slug}/"
    assert "<summary>" not in client.get(url).content.decode().partition('class="document')[2]
    world.file(world.rewrite("1.2", "municipality", "house"))
    page = client.get(url).content.decode()
    assert "<details><summary>5 amendments<span" in page
    assert "<details open><summary>5 amendments<span" in client.get(url + "?open=3").content.decode()
