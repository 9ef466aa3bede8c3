"""Filing: what is typed is composed, kept, filed once, and never lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from amendments.life import Stage
from amendments.models import Amendment, Document, Draft
from amendments.queries.clock import now
from amendments.text.compose import Insert
from amendments.text.stored import parts
from tests.pages.site import browse
from tests.world import World


def url(world: World, act: str = "") -> str:
    return f"/c/{world.congress.slug}/text/{world.document.slug}/amend/{act}"


def sheet(world: World, **more: Any) -> dict[str, Any]:
    """What the page sends for one rewritten paragraph."""
    revision = world.reload().published_revision
    assert revision is not None
    words = world.read("1.2").replace("municipality", "town")
    first = {"kind-0": "rewrite", "place-0": world.uid("1.2"), "text-0": words}
    return {**first, "reason": "It is *shorter*.", "mover": "me", "key": "k1", "base": revision.number, **more}


@pytest.fixture
def member(world: World) -> Client:
    return browse(world.people["member"])


def test_page_opens_on_the_paragraph_itself(world: World, member: Client) -> None:
    page = member.get(url(world) + f"?paragraph={world.uid('1.2')}").content.decode()
    assert "Amend 1.2" in page
    assert "Rents are set by the municipality." in page
    assert not Draft.objects.exists()  # opening a page writes nothing


def test_live_part_shows_redline_words_and_what_others_filed(world: World, member: Client) -> None:
    world.file(world.rewrite("1.2", "municipality", "town"), mover="mover")
    part = member.post(url(world, "live/"), sheet(world), headers={"HX-Request": "true"}).content.decode()
    assert "municipality</span>" not in part
    assert "<del>" in part
    assert "town" in part
    assert "Has the same words." in part
    assert "A1" in part
    assert Amendment.objects.count() == 1
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("other", "says"),
    [
        (("municipality", "town"), "Has the same words."),
        (("municipality", "county"), "Stands against yours."),
        (("Rents are", "Each rent is"), "Touches yours."),
    ],
)
def test_warning_names_the_relation(world: World, member: Client, other: tuple[str, str], says: str) -> None:
    world.file(world.rewrite("1.2", *other), mover="mover")
    assert says in member.post(url(world, "live/"), sheet(world)).content.decode()


def test_what_is_nearly_the_same_stands_first_and_can_be_supported_instead(world: World, member: Client) -> None:
    world.file(world.rewrite("1.2", "Rents are", "Each rent is"), mover="mover")
    world.file(world.rewrite("1.2", "municipality", "elected councils of the towns"), mover="mover")
    words = world.read("1.2").replace("municipality", "elected council of the town")
    sent = sheet(world, **{"text-0": words})
    shown = member.post(url(world, "live/"), sent).content.decode()
    assert shown.index("Asks for nearly the same words.") < shown.index("Touches yours.")
    assert shown.count("instead</button>") == 1
    answer = member.post(url(world), sent | {"do": "support:2"})
    assert (answer.status_code, answer["Location"]) == (307, f"/c/{world.congress.slug}/A2/support/")
    assert Draft.objects.get().work["pieces"][0]["text"] == words, "what was typed is kept"
    assert member.post(answer["Location"], sent).status_code == 302
    assert Amendment.objects.get(number=2).supports.get().person == world.people["member"]
    own = browse(world.people["mover"]).post(url(world, "live/"), sent).content.decode()
    assert "instead</button>" not in own, "nobody supports what they move"


@pytest.mark.both
def test_the_same_new_paragraph_at_another_place_is_shown_and_can_be_supported(world: World, member: Client) -> None:
    section, words = world.uid("1"), "Nobody pays more than a fifth of what they earn for the home that they live in."
    world.file(Insert("a" * 16, section, world.uid("1.1"), words), mover="mover")
    sent = sheet(world, **{"kind-0": "insert", "place-0": "b" * 16, "where-0": f"{section}/{world.uid('1.2')}"})
    for new, shown in ((words, True), (words.replace("a fifth", "a quarter"), True), ("Rents are paid in arrears." * 2, False)):
        part = member.post(url(world, "live/"), sent | {"text-0": new}).content.decode()
        assert ("nearly the same new words at another place" in part, "instead</button>" in part) == (shown, shown), new


def test_draft_survives_a_closed_tab(world: World, member: Client) -> None:
    saved = member.post(url(world, "save/"), sheet(world), headers={"HX-Request": "true"})
    assert "Saved at" in saved.content.decode()
    page = browse(world.people["member"]).get(url(world)).content.decode()
    assert "Rents are set by the town." in page
    assert "It is *shorter*." in page
    assert "Rents are set by the town." not in browse(world.people["mover"]).get(url(world)).content.decode()


def test_filing_twice_files_once(world: World, member: Client) -> None:
    first, again = member.post(url(world, "file/"), sheet(world)), member.post(url(world, "file/"), sheet(world))
    assert first["Location"] == again["Location"] == f"/c/{world.congress.slug}/A1/"
    assert Amendment.objects.count() == 1
    assert not Draft.objects.exists()
    shown = member.get(first["Location"]).content.decode()
    assert "A1 to 1.2" in shown
    assert "<em>shorter</em>" in shown


def test_deadline_passed_while_typing_keeps_the_text(world: World, member: Client) -> None:
    document = Document.objects.get(pk=world.document.pk)
    document.filing_deadline = now() - timedelta(seconds=1)
    document.save(update_fields=["filing_deadline"])
    answer = member.post(url(world, "file/"), sheet(world))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "closed on" in page
    assert "kept as a draft" in page
    assert "Rents are set by the town." in page
    assert Draft.objects.get().work["pieces"][0]["text"].startswith("Rents are set by the town.")
    assert not Amendment.objects.exists()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"text-0": ""}, "no words here"),
        ({"place-0": "0123456789abcdef"}, "not in the text"),
        ({"mover": "99999"}, "no such body"),
        ({"text-0": "Rents\u202e are set."}, "U+202E"),
        ({"kind-0": "nothing"}, "changes nothing"),
    ],
)
def test_bad_input_gets_a_sentence_and_nothing_is_lost(world: World, member: Client, change: dict[str, str], says: str) -> None:
    answer = member.post(url(world, "file/"), sheet(world, **change))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert says in page
    assert "It is *shorter*." in page
    assert not Amendment.objects.exists()


def test_more_pieces_than_one_amendment_takes_are_refused_and_all_of_them_kept(world: World, member: Client) -> None:
    section = world.uid("1")
    more = {f"kind-{n}": "insert" for n in range(201)} | {f"where-{n}": f"{section}/" for n in range(201)}
    more |= {f"place-{n}": f"{n:016x}" for n in range(201)} | {f"text-{n}": f"New {n}." for n in range(201)}
    answer = member.post(url(world, "file/"), sheet(world, **more))
    assert (answer.status_code, "changes at most 200 places, and this one 201" in answer.content.decode()) == (409, True)
    assert len(Draft.objects.get().work["pieces"]) == 201


def test_unchanged_amendment_is_refused(world: World, member: Client) -> None:
    answer = member.post(url(world, "file/"), sheet(world, **{"text-0": world.read("1.2")}))
    assert answer.status_code == 409
    assert "changes nothing" in answer.content.decode()


def test_buttons_change_the_pieces(world: World, member: Client) -> None:
    member.post(url(world), sheet(world, do="strike:0"))
    assert [one["kind"] for one in Draft.objects.get().work["pieces"]] == ["strike"]
    member.post(url(world), sheet(world, do="add", another=world.uid("1.3")))
    assert [one["kind"] for one in Draft.objects.get().work["pieces"]] == ["rewrite", "rewrite"]
    member.post(url(world), sheet(world, do="insert"))
    assert Draft.objects.get().work["pieces"][1]["after"] == world.uid("1.2")
    member.post(url(world), sheet(world, do="move:0"))
    kept, made = Draft.objects.get().work["pieces"]
    assert "town" in kept["text"], "what was typed stays beside the move"
    assert made["after"] == world.uid("1.1")
    member.post(url(world), sheet(world, do="split:0", **{"text-0": world.read("1.2")}))
    piece = Draft.objects.get().work["pieces"][0]
    assert piece["first"] == "Rents are set by the municipality."
    assert piece["second"] == "They rise no faster than wages."
    member.post(url(world), sheet(world, do="drop:0"))
    assert Draft.objects.get().work["pieces"] == []
    assert member.get(url(world)).status_code == 200


def test_every_kind_of_piece_can_be_filed(world: World, member: Client) -> None:
    pieces = {
        "kind-1": "insert", "place-1": "00000000000000aa", "where-1": f"/{world.uid('1.1')}", "text-1": "A new one.",
        "kind-2": "strike", "place-2": world.uid("2.1"),
        "kind-3": "split", "place-3": world.uid("1.3"), "new-3": "00000000000000ab", "at-3": "",
    }  # fmt: skip
    section = next(one.section for one in world.text().paragraphs if one.label == "1.1")
    pieces["where-1"] = f"{section}/{world.uid('1.1')}"
    answer = member.post(url(world, "file/"), sheet(world, **pieces))
    assert answer.status_code == 302, answer.content.decode()
    kinds = [one["kind"] for one in Amendment.objects.get().edits["edits"]]
    assert kinds == ["change words", "insert paragraph", "strike paragraph", "split paragraph"]
    page = member.get(answer["Location"]).content.decode()
    assert "new ¶ 1" in page
    for way in ("clean", "now"):
        assert member.get(answer["Location"] + f"?as={way}").status_code == 200


def test_several_new_paragraphs_beside_one_that_is_changed(world: World, member: Client) -> None:
    member.post(url(world), sheet(world, do="insert", another=world.uid("1.2")))
    rows = member.get(url(world)).context["rows"]
    sent = {f"{name}-{row.at}": getattr(row, name) for row in rows for name in ("kind", "place", "text")}
    chosen = next(one.value for one in rows[1].where if one.chosen)
    member.post(url(world), sheet(world, **sent, **{"where-1": chosen, "do": "insert", "another": world.uid("1.2")}))
    pieces = Draft.objects.get().work["pieces"]
    assert [(one["kind"], one.get("after")) for one in pieces[1:]] == [("insert", world.uid("1.2"))] * 2
    known = {one.id for one in parts(world.text())}
    assert len({one["id"] for one in pieces[1:]} - known) == 2, "each has an id of its own"


@pytest.mark.parametrize("kind", ["circle", "strike too", "taken", "nowhere"])
def test_pieces_that_do_not_go_together_are_told_and_nothing_is_lost(world: World, member: Client, kind: str) -> None:
    one, three, section = world.uid("1.1"), world.uid("1.3"), world.uid("1")
    pieces = {
        "circle": {"kind-1": "move", "place-1": one, "where-1": f"{section}/{three}",
                   "kind-2": "move", "place-2": three, "where-2": f"{section}/{one}"},
        "strike too": {"kind-1": "strike", "place-1": world.uid("1.2")},
        "taken": {"kind-1": "insert", "place-1": one, "where-1": f"{section}/{three}", "text-1": "A new one."},
        "nowhere": {"kind-1": "insert", "place-1": "00000000000000aa", "where-1": "/nowhere", "text-1": "A new one."},
    }[kind]  # fmt: skip
    sent = sheet(world, **pieces)
    assert "Not yet:" in member.post(url(world, "live/"), sent).content.decode()
    answer = member.post(url(world, "file/"), sent)
    assert answer.status_code == 409
    assert "town" in answer.content.decode()
    assert member.post(url(world), sent).status_code == 302
    page = member.get(url(world)).context
    kept = page["filing"]
    assert len(page["rows"]) == 1 + sum(name.startswith("kind") for name in pieces)
    assert "In 1.2, strike “municipality” and insert “town”" in kept.words
    assert not Amendment.objects.exists()


@pytest.mark.both
def test_signs_that_no_database_holds_are_dropped_at_the_door(world: World, member: Client) -> None:
    sent = {name: f"a\0{name}" for name in ("reason", "about", "key", "met-on")}
    sent["text-0"] = "Rents are\0 set by the town."
    assert "Saved at" in member.post(url(world, "save/"), sheet(world, **sent)).content.decode()
    assert member.post(url(world, "file/"), sheet(world, **sent)).status_code == 302
    made = Amendment.objects.get()
    assert (made.reason, made.about) == ("areason", "aabout")
    assert member.get(f"/c/{world.congress.slug}/amendments/?state=%00&document=%00").status_code in {200, 404}
    assert member.get(url(world) + "?paragraph=%00").status_code == 200


@pytest.mark.parametrize("odd", ["<b>'; drop", "f" * 15, "F" * 16, "../../../../../x"])
def test_an_id_made_by_hand_names_nothing(world: World, member: Client, odd: str) -> None:
    new = {"kind-0": "insert", "place-0": odd, "where-0": f"{world.uid('1')}/", "text-0": "A new one."}
    assert member.post(url(world, "file/"), sheet(world, **new)).status_code == 302
    (edit,) = Amendment.objects.get().edits["edits"]
    assert odd not in str(edit)


def test_body_is_named_only_by_who_speaks_for_it(world: World) -> None:
    answer = browse(world.people["member"]).post(url(world, "file/"), sheet(world, mover=str(world.branch.pk)))
    assert answer.status_code == 403
    meeting = {"mover": str(world.branch.pk), "met-on": "2026-04-11", "met-for": "41", "met-against": "3"}
    answer = browse(world.people["speaker"]).post(url(world, "file/"), sheet(world, **meeting))
    assert Amendment.objects.get().mover_body == world.branch
    assert "Meeting of 11 April 2026, 41 to 3." in browse(world.people["speaker"]).get(answer["Location"]).content.decode()


def test_unshown_fields_change_nothing(world: World, member: Client) -> None:
    """Fields of the model that the form does not show are ignored."""
    hidden = {
        "state": "withdrawn", "decision": "carried", "number": "77", "visibility": "committee", "recommendation": "carry",
        "mover_person": str(world.people["chair"].pk), "filed_by": str(world.people["chair"].pk), "admissibility": "in order",
        "congress": "99", "document": "99", "primary": "1", "edits_digest": "x", "confirmed_digest": "0" * 64,
    }  # fmt: skip
    member.post(url(world, "file/"), sheet(world, **hidden))
    one = Amendment.objects.get()
    assert (one.state, one.decision, one.number, one.visibility) == ("filed", "pending", 1, "readers")
    assert one.mover_person == one.filed_by == world.people["member"]
    assert (one.admissibility, one.recommendation, one.primary, one.confirmed_digest) == ("none", "none", None, "")


def test_other_congress_is_out_of_reach(world: World) -> None:
    """Ids of another congress lead nowhere, and change nothing there."""
    from tests.world import build  # noqa: PLC0415 (a second world for this one test)

    other = build(Stage.DISCUSSION)
    theirs = other.file(other.rewrite("1.2", "municipality", "town"))
    client = browse(world.people["member"])
    for act in ("", "withdraw/", "take-over/", "confirm/"):
        address = f"/c/{other.congress.slug}/A{theirs.number}/{act}"
        assert (client.post(address) if act else client.get(address)).status_code == 404
    assert client.get(f"/c/{world.congress.slug}/text/{world.document.slug}/paragraph/{other.uid('1.1')}/").status_code == 404
    client.post(url(world, "file/"), sheet(world, **{"place-0": other.uid("1.2")}))
    theirs.refresh_from_db()
    assert theirs.state == "filed"
    assert Amendment.objects.filter(congress=world.congress).count() == 0
