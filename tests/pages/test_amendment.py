"""The page of one amendment: what it shows, and what its mover, any member and the committee can do there."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from amendments.life import Stage
from amendments.models import Amendment
from amendments.queries import clock
from amendments.queries.duties import duties_of
from amendments.queries.places import places, stands_at
from amendments.text.compose import Insert, NewSection
from amendments.text.edits import edits_from_json
from tests.pages.site import acting_as, browse
from tests.world import World, build


def url(world: World, one: Amendment, act: str = "") -> str:
    return f"/c/{world.congress.slug}/A{one.number}/{act}"


@pytest.fixture
def one(world: World) -> Amendment:
    return world.file(world.rewrite("1.2", "municipality", "town"), mover="mover")


def page(world: World, amendment: Amendment, role: str = "member") -> str:
    return browse(world.people[role]).get(url(world, amendment)).content.decode()


def test_shows_what_it_is(world: World, one: Amendment) -> None:
    shown = page(world, one)
    for words in (
        "A1 to 1.2",
        "municipality",
        "town",
        "In 1.2, strike “municipality” and insert “town”.",
        "It reads better.",
        "Mover",
    ):
        assert words in shown
    assert "1 word struck, 1 inserted." in shown
    assert shown.count("None yet") == 2


def test_beside_others(world: World, one: Amendment) -> None:
    world.file(world.rewrite("1.2", "municipality", "county"))
    assert "<strong>Conflicts.</strong>" in page(world, one)


def test_mover_withdraws_and_a_member_takes_over(world: World, one: Amendment) -> None:
    assert "Withdraw A1" in page(world, one, "mover")
    assert "Withdraw A1" not in page(world, one, "member")
    assert browse(world.people["mover"]).post(url(world, one, "withdraw/")).status_code == 302
    one.refresh_from_db()
    assert one.state == "withdrawn"
    assert "Take it over" in page(world, one, "member")
    assert browse(world.people["member"]).post(url(world, one, "take-over/")).status_code == 302
    one.refresh_from_db()
    assert one.mover_person == world.people["member"]


def test_committee_rules_and_advises(world: World, one: Amendment) -> None:
    client = browse(world.people["committee"])
    assert "Rule on it" in page(world, one, "committee")
    assert "Rule on it" not in page(world, one, "mover")
    desk = f"/c/{world.congress.slug}/text/{world.document.slug}/screening/"
    sent = {"number": one.number, "reason": "It fits."}
    assert client.post(desk, sent).status_code == 409  # neither in nor out was chosen
    client.post(desk, sent | {"do": "out", "reason": "It only reverses the text."})
    advice = {"do": "publish", "recommendation": "reject", "reason": "The municipality knows."}
    assert client.post(url(world, one, "advice/"), advice).status_code == 302
    one.refresh_from_db()
    assert (one.admissibility, one.recommendation) == ("out of order", "reject")
    shown = page(world, one)
    for words in ("It only reverses the text.", "The municipality knows.", "Ruled out of order", "Recommendation: reject"):
        assert words in shown


def due(world: World, opens: datetime) -> datetime | None:
    """Give by when the mover must confirm, where the congress opens at this time."""
    world.congress.opens = opens
    (duty,) = duties_of(acting_as(world, world.people["mover"]), world.congress, [world.reload()], clock.now())
    return duty.until


def test_touching_one_waits_until_its_mover_has_confirmed(db: None) -> None:
    world = build(Stage.DISCUSSION)
    first = world.file(world.rewrite("1.2", "Rents are", "Each rent is"))
    second = world.file(world.rewrite("1.2", "municipality", "town"), mover="mover")
    world.to(Stage.FLOOR)
    world.decide(first)
    second.refresh_from_db()
    assert second.rebase_state == "touching"
    assert "Confirm this combined text" in page(world, second, "mover")
    assert "Confirm this combined text" not in page(world, second, "member")
    assert "Put it to the vote" not in page(world, second, "chair")
    assert "Confirm the combined text of A2" in browse(world.people["mover"]).get(f"/c/{world.congress.slug}/").content.decode()
    now, day = clock.now(), timedelta(days=1)
    assert (due(world, now + day), due(world, now - day)) == (now + day, None), "what is over is nobody's deadline"
    client = browse(world.people["mover"])
    assert client.post(url(world, second, "confirm/"), {"digest": "0" * 64}).status_code == 409
    assert client.post(url(world, second, "confirm/"), {"digest": second.combined_digest}).status_code == 302
    second.refresh_from_db()
    assert second.confirmed_by == world.people["mover"]
    confirmed = page(world, second, "chair")
    assert "The combined text is confirmed" in confirmed
    assert "Someone must read" not in confirmed
    assert "Put it to the vote" in confirmed


def test_new_section_with_paragraphs_stands_where_it_is_anchored(world: World) -> None:
    text = world.text()
    first = text.sections[0].id
    section, one, two = "00000000000000a0", "00000000000000a1", "00000000000000a2"
    filed = world.file(
        NewSection(section, None, first, "After the water"),
        Insert(one, section, None, "First of the new."),
        Insert(two, section, one, "Second of the new."),
    )
    edits = edits_from_json(filed.edits)
    assert stands_at(edits) == [first]
    found = places(text, edits)
    assert [(place.label, place.at, place.said) for place in found] == [
        ("new section", first, "Inserted after 1."),
        ("new ¶ 1", first, "Inserted first in the new section."),
        ("new ¶ 2", first, "Inserted after new ¶ 1."),
    ]
    shown = browse(world.people["member"]).get(url(world, filed) + "?as=clean").content.decode()
    assert shown.index("After the water") < shown.index("First of the new.") < shown.index("Second of the new.")
