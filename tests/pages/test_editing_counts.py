"""The committee's pages read in a constant number of queries, also where nothing is remembered of the text."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amendments.life import Stage
from amendments.queries.texts import memory
from amendments.text.compose import Insert
from tests.pages.site import browse
from tests.pages.test_editing import save, url
from tests.world import build

PAGES = {"": 13, "undo": 18, "new": 10, "new-section": 10}


@pytest.mark.django_db
@pytest.mark.parametrize("many", [1, 3])
@pytest.mark.parametrize("page", PAGES)
def test_pages_read_in_a_constant_number_of_queries(page: str, many: int) -> None:
    world = build(Stage.DRAFTING)
    client = browse(world.people["committee"])
    for at in range(many):
        new = Insert(f"{at:016x}", world.uid("1"), None, f"Words {at}.")
        save(world, client, "new", text=new.text, where=f"{world.uid('1')}/", id=new.id)
    memory.clear()
    with CaptureQueriesContext(connection) as found:
        assert client.get(url(world, page)).status_code == 200
    assert len(found) - 2 == PAGES[page], [one["sql"] for one in found]


@pytest.mark.django_db
@pytest.mark.parametrize("label", ["1.1", "1"])
def test_a_part_reads_in_ten_queries(label: str) -> None:
    world = build(Stage.DRAFTING)
    client = browse(world.people["committee"])
    uid = world.uid(label)
    memory.clear()
    with CaptureQueriesContext(connection) as found:
        client.get(url(world, uid))
    assert len(found) - 2 == 10, [one["sql"] for one in found]
