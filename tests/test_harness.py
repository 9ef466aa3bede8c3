"""The harness itself: each real server answers, on the database of this half."""

import asyncio
import os
import subprocess
import sys

import pytest
from asgiref.sync import sync_to_async
from django.core.exceptions import SynchronousOnlyOperation
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, connections

from amendments.models import Person
from platform_app import celery_app
from tests.browser import listening
from tests.hall import full_hall
from tests.loops import in_own_loop

STAYS = {"auth_permission", "django_content_type", "django_migrations"}  # made by migrate, and the same for every test


@pytest.mark.both
def test_the_database_is_the_one_of_this_half(db):
    with connection.cursor() as cursor:
        if os.environ.get("PLANK_TEST_DATABASE") == "postgres":
            cursor.execute("SHOW transaction_isolation")
            assert cursor.fetchone() == ("read committed",)
        else:
            cursor.execute("PRAGMA journal_mode")
            assert cursor.fetchone() == ("wal",)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_what_a_test_commits_is_gone_after_it():
    """PostgreSQL is emptied by deletions of our own (tests.emptying): no table may be left out."""
    hall = full_hall(("1.1", "all", "everybody"), delegates=2)
    hall.vote(hall.open(hall.put("motion", document=None, words="A motion.")), ["for"])
    assert len(filled()) > 25
    call_command("flush", verbosity=0, interactive=False, reset_sequences=False, allow_cascade=False)
    assert not filled()
    named = " ".join(connection.ops.sql_flush(no_style(), connection.introspection.table_names()))
    assert not [name for name in connection.introspection.table_names() if f'"{name}"' not in named and name not in STAYS]


def filled():
    """Give the tables that hold rows, but for those that every test begins with."""
    found = set()
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names():
            cursor.execute(f'SELECT EXISTS (SELECT 1 FROM "{name}")')
            found |= {name} if cursor.fetchone()[0] else set()
    return found - STAYS


@pytest.mark.both
def test_a_real_worker_answers_through_a_real_broker(worker):
    answers = celery_app.control.ping(timeout=60, limit=1)
    assert len(answers) == 1


@pytest.mark.both
def test_a_real_browser_reads_a_page(page):
    answer = page.goto("/there-is-no-such-page")
    assert answer.status == 404
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert page.evaluate("1 + 1") == 2


def test_the_page_hears_what_the_policy_stops(context):
    heard: list[str] = []
    page = listening(context, heard)
    page.goto("/there-is-no-such-page")
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 1'}))")
    with page.expect_event("pageerror"):
        page.evaluate("setTimeout(() => { throw new Error('torn') })")
    assert page.evaluate("window.ran") is None
    assert any("Content Security Policy" in line for line in heard)
    assert any("torn" in line for line in heard)


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_a_loop_of_its_own_runs_beside_the_browsers(browser):
    """It sees what the test wrote, gives and raises what its coroutine does, and leaves no connection open."""
    del browser
    assert asyncio.get_running_loop().is_running()  # the browser's, in this thread
    used = []

    def counted() -> int:
        used.append(connections["default"])
        return Person.objects.count()

    async def told() -> int:
        return await sync_to_async(counted)()

    async def asks_by_itself() -> int:
        return counted()

    async def fails() -> None:
        raise LookupError("It is not there.")

    Person.objects.create(member_number="1")
    assert in_own_loop(told()) == 1
    assert used[0] is not connections["default"]
    assert used[0].connection is None
    with pytest.raises(LookupError, match="It is not there"):
        in_own_loop(fails())
    with pytest.raises(SynchronousOnlyOperation):
        in_own_loop(asks_by_itself())


@pytest.mark.long
def test_what_is_missing_fails_and_says_how_to_get_it():
    """Run this file's tests where there is no PostgreSQL, no Valkey and no browser."""
    nowhere = {"PLANK_POSTGRES_HOME": "/nowhere", "PLANK_VALKEY": "/nowhere", "PLANK_CHROMIUM": "/nowhere"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", __file__, "-k"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PLANK_")}
    for half, named in (("sqlite", "worker or reads"), ("postgres", "database")):
        told = kept | nowhere | {"PLANK_TEST_DATABASE": half}
        done = subprocess.run([*command, named], env=told, capture_output=True, text=True, check=False)
        assert done.returncode == 1, done.stdout
        assert "skipped" not in done.stdout
        needed = ["package redis-server", "package chromium"] if half == "sqlite" else ["package postgresql"]
        assert all(need in done.stdout for need in needed), done.stdout
