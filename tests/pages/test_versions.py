"""The page of an amendment's versions: each one readable, any two compared."""

from __future__ import annotations

from typing import Any

from amendments.actions.filing import Work
from amendments.actions.versions import revise_amendment
from amendments.models import Draft
from amendments.text.apply import apply
from amendments.text.compose import compose
from amendments.text.uncompose import pieces_of
from amendments.text.work import Insert, Join, Move, MoveSection, NewSection, Piece, Retitle, Split, Strike, StrikeSection
from tests.pages.site import browse
from tests.world import World


def test_versions_are_read_and_compared(world: World) -> None:
    one = world.file(world.rewrite("1.2", "municipality", "town"), mover="mover")
    number = world.reload().published_revision.number
    for version, work in enumerate(
        (
            Work([world.rewrite("1.2", "municipality", "county")], "a word", "It is larger."),
            Work([world.rewrite("1.2", "municipality", "county"), Strike(world.uid("1.3"))], "two words", "It is larger."),
        ),
        1,
    ):
        revise_amendment(acting_user=world.mover, amendment=one, version=version, revision=number, work=work)
    at = f"/c/{world.congress.slug}/A1/"
    client = browse(world.people["member"])
    last = client.get(f"{at}versions/").content.decode()
    assert "A1, from version 2 to 3" in last
    assert "Each house elects a council." in last
    assert "county" not in last.split("All versions")[0]  # what both ask for is no difference
    between = client.get(f"{at}versions/?from=1&to=2").content.decode().split("All versions")[0]
    assert ("town" in between, "county" in between, "municipality" in between) == (True, True, False)
    first = client.get(f"{at}versions/?from=0&to=1").content.decode()
    assert "A1, version 1" in first
    assert "It reads better." in first
    assert client.get(f"{at}versions/?from=x&to=99").status_code == 200
    shown = client.get(at).content.decode()
    assert '<a href="versions/?to=2">Version 2</a>' in shown
    assert "What was changed" in shown


def post(world: World, act: str, role: str = "mover", **data: Any) -> Any:
    return browse(world.people[role]).post(f"/c/{world.congress.slug}/A1/revise/{act}", data)


def sheet(world: World, words: str, **more: Any) -> dict[str, Any]:
    first = {"kind-0": "rewrite", "place-0": world.uid("1.2"), "text-0": world.read("1.2").replace("municipality", words)}
    base = world.reload().published_revision.number
    return {**first, "reason": "It reads better.", "about": "a word", "key": "k", "base": base, "version": 1, **more}


def test_the_mover_files_a_new_version_from_the_present_one(world: World) -> None:
    world.file(world.rewrite("1.2", "municipality", "town"), mover="mover")
    client = browse(world.people["mover"])
    opened = client.get(f"/c/{world.congress.slug}/A1/revise/").content.decode()
    assert "Rents are set by the town." in opened
    assert "1 word struck, 1 inserted." in opened
    assert 'name="version" value="1"' in opened
    assert "Has the same words." not in opened  # its own first version is nobody else's
    live = post(world, "live/", **sheet(world, "county")).content.decode()
    assert "county" in live
    assert post(world, "save/", **sheet(world, "county")).status_code == 200
    assert "Rents are set by the county." in client.get(f"/c/{world.congress.slug}/A1/revise/").content.decode()
    assert post(world, "", **sheet(world, "county", do="keep")).status_code == 302
    assert post(world, "file/", **sheet(world, "county")).status_code == 302
    assert "<dt>Version</dt><dd>2." in client.get(f"/c/{world.congress.slug}/A1/").content.decode()
    assert not Draft.objects.exists()


def test_what_is_refused_comes_back_as_it_was_typed(world: World) -> None:
    world.file(world.rewrite("1.2", "municipality", "town"), mover="mover")
    same = post(world, "file/", **sheet(world, "town"))
    assert (same.status_code, "nothing in it is changed" in same.content.decode()) == (409, True)
    assert post(world, "file/", **sheet(world, "county")).status_code == 302
    late = post(world, "file/", **sheet(world, "parish", key="k2"))
    shown = late.content.decode()
    assert late.status_code == 409
    assert "A1 was revised since you opened this page: version 2 stands now." in shown
    assert "Rents are set by the parish." in shown
    assert 'name="version" value="2"' in shown
    assert post(world, "discard/").status_code == 302
    assert not Draft.objects.exists()


def test_the_sample_of_edits_opens_as_work_that_makes_the_same_text(world: World) -> None:
    pieces: list[Piece] = [
        world.rewrite("1.1", "all", "everybody"),
        Insert("a" * 16, world.uid("1"), world.uid("1.2"), "A new *paragraph*.\n\n- one\n- two"),
        Strike(world.uid("1.3")),
        Move(world.uid("2.1"), world.uid("1"), None),
        Retitle(world.uid("2"), "The federation"),
        Split(world.uid("1.2"), "b" * 16, "Rents are set by the municipality.", "They rise no faster than wages."),
        NewSection("c" * 16, None, world.uid("2"), "A section"),
    ]
    base, edits = world.text(), compose(world.text(), pieces)
    again = pieces_of(base, edits)
    assert apply(base, compose(base, again)) == apply(base, edits)
    assert [type(one) for one in again] == [type(one) for one in pieces]
    others: list[Piece] = [
        Join(world.uid("1.1"), world.uid("1.2")),
        StrikeSection(world.uid("2")),
        MoveSection(world.uid("2"), None, None),
    ]
    for piece in others:
        made = compose(base, [piece])
        assert apply(base, compose(base, pieces_of(base, made))) == apply(base, made)
