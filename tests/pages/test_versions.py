"""The page of an amendment's versions: each one readable, any two compared."""

from __future__ import annotations

from amendments.actions.member import Work
from amendments.actions.versions import revise_amendment
from amendments.text.compose import Strike
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
