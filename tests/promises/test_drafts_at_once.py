"""A page files while it still keeps what is typed, with real threads on PostgreSQL: no draft is left of what is filed."""

from __future__ import annotations

from functools import partial
from threading import Event
from typing import Any

import pytest

from amendments.actions import filing, record, unfiled
from amendments.actions.filing import Work
from amendments.life import Stage
from amendments.models import Amendment, Draft
from amendments.refusals import Refused
from faults.at_once import at_once
from tests.world import build

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def kept_while_filed(monkeypatch):
    """File, and keep the same work when the draft has been thrown away and nothing is committed. Gives what came of keeping."""
    world, gone, kept = build(Stage.DISCUSSION), Event(), Event()
    work = Work([world.rewrite("1.1", "all", "everybody")])
    what: dict[str, Any] = {"acting_user": world.member, "document": world.document, "revision": 2, "work": work, "key": "page"}

    def late(*_, **__):
        gone.set()
        kept.wait(1)  # it cannot be kept before this ends, where there is a lock

    def keep():
        gone.wait(60)
        try:
            return filing.save_draft(**what)
        finally:
            kept.set()

    monkeypatch.setattr(record, "promise", late)
    filed, answer = at_once([partial(filing.file_amendment, **what), keep])
    assert isinstance(filed, Amendment), filed
    world.sound()
    return answer


def test_no_draft_is_left_of_what_is_filed(monkeypatch):
    answer = kept_while_filed(monkeypatch)
    assert isinstance(answer, Refused), answer
    assert "It is filed already" in answer.message
    assert not Draft.objects.exists()


def test_without_the_lock_one_is_left(monkeypatch):
    monkeypatch.setattr(unfiled, "lock_drafts", lambda person: None)
    assert isinstance(kept_while_filed(monkeypatch), Draft)
