"""A long record is read by pages of entries, from its newest or all at once."""

import pytest

from amendments.life import Stage
from tests.pages.site import browse
from tests.world import build

pytestmark = pytest.mark.django_db


def test_a_long_record_turns_its_pages(monkeypatch):
    monkeypatch.setattr("amendments.queries.record.PAGE", 2)
    room = build(Stage.DISCUSSION)
    client, at = browse(room.member), f"/c/{room.congress.slug}/text/{room.document.slug}/record/"
    first = client.get(at).content.decode()
    total = int(first.split(" entries, none of them")[0].rsplit(">", 1)[1].strip())
    assert total > 3
    assert f"Entries 1 to 2 of {total}" in first
    last = (total - 1) // 2
    assert f'href="?page={last}">The newest' in first
    newest = client.get(f"{at}?page={last}").content.decode()
    assert f"to {total} of {total}" in newest
    assert "Later entries" not in newest
    whole = client.get(f"{at}?all=1").content.decode()
    assert whole.count('<th scope="row">') == total
    assert "Entries 1 to" not in whole
