"""What is read together is of one moment, and keeps nobody from writing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, connections
from django.utils import timezone

from amendments.live.snapshot import snapshot

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


def note() -> None:
    """Commit a row elsewhere."""
    try:
        Session.objects.create(session_key=uuid4().hex, session_data="", expire_date=timezone.now())
    finally:
        connections.close_all()


def test_what_is_committed_meanwhile_is_read_afterwards():
    connection.close()  # as a thread begins
    with ThreadPoolExecutor(1) as elsewhere:
        with snapshot():
            before = Session.objects.count()
            elsewhere.submit(note).result()
            assert Session.objects.count() == before
        assert Session.objects.count() == before + 1


def test_the_next_transaction_is_as_usual():
    usual = vars(connection).get("transaction_mode")
    with snapshot():
        pass
    assert vars(connection).get("transaction_mode") == usual
    note()
