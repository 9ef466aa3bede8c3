"""What the committee still screens is on no page of those who may not see it: every address is opened and searched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from amendments.access import OPERATOR
from amendments.actions import secretary
from amendments.life import Stage
from amendments.models import Amendment
from tests.pages.site import Site, addresses, browse, path
from tests.world import World, build

SECRET = "quagga"


def leaks(world: World, who: str, hidden: Amendment) -> Iterator[str]:
    """Give the pages that show a word of what is hidden, or count it in a link."""
    site, cookies = Site(), browse(world.people[who] if who else None).cookies
    for one in addresses():
        if "GET" not in one.acts or set(one.words) - {"congress", "document", "number", "uid", "sequence"}:
            continue
        asked = path(one, world, hidden)
        response: Any = site.ask("GET", asked, cookies)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        shown = body.decode(errors="replace").replace(f"?next={asked}", "")  # the way back to where one asked tells nothing new
        if SECRET in shown or f"/{hidden}/" in shown:
            yield f"{one.name} for {who or 'a passer-by'}: {response.status_code}"


@pytest.mark.django_db
def test_no_page_shows_what_is_screened() -> None:
    world = build(Stage.DISCUSSION)
    secretary.set_orders(acting_user=OPERATOR, congress=world.congress, screening=True)
    world.document.readings.create(stage=Stage.DISCUSSION, audience="everyone")
    hidden = world.file(world.rewrite("1.1", "for all", f"for every {SECRET}"), mover="mover")
    assert any(leaks(world, "committee", hidden))  # those who may see it do
    assert any(leaks(world, "mover", hidden))
    assert [*leaks(world, "member", hidden), *leaks(world, "delegate", hidden), *leaks(world, "", hidden)] == []
