"""The harness itself: each real server answers, on the database of this half."""

import os

import pytest
from django.db import connection

from platform_app import celery_app


@pytest.mark.both
def test_the_database_is_the_one_of_this_half(db):
    with connection.cursor() as cursor:
        if os.environ.get("PLANK_TEST_DATABASE") == "postgres":
            cursor.execute("SHOW transaction_isolation")
            assert cursor.fetchone() == ("read committed",)
        else:
            cursor.execute("PRAGMA journal_mode")
            assert cursor.fetchone() == ("wal",)


@pytest.mark.both
def test_a_real_worker_answers_through_a_real_broker(worker):
    answers = celery_app.control.ping(timeout=10, limit=1)
    assert len(answers) == 1
