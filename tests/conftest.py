"""What every test can ask for: the database it runs on, a real broker and worker, a real browser.

The suite runs in two halves, both called by `make test`: on SQLite everything but what is marked `postgres`; then, with
`PLANK_TEST_DATABASE=postgres`, what is marked `postgres` or `both`, on a server that is started for it. What a test needs and
cannot have is a failure that says how to get it, never a silent skip.

How to write a cheap test, for the whole suite has three minutes on two cores:

* Begin with `build(Stage...)`: a congress at each stage stands ready, and to lay it down takes some milliseconds. Other words
  or other standing orders make it anew, which takes a hundred times as long.
* What a fixture or a helper does to that congress is done once for the file where it is `@kept` (see `tests.kept`).
* Test an act by calling it, a page with Django's client, and only what a browser alone can do in a browser: to open a page
  there takes as long as ten tests of acts, to let axe look at it as long as thirty.
* A walk of all pages asks a share of the people in turn in `make test`, and everybody in `make test-long` (see `test_table`).
* What takes long by measure stands in `tests/slow.txt`, and only `make test-long` asks it (see `tests.slow`).
* No test asks a clock, and none sleeps: see `tests.growth` and `tests.servers.comes_true`.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

from platform_app import celery_app
from tests import schema
from tests.emptying import delete_rather_than_truncate
from tests.servers import HOST, Missing, celery_worker, postgres, valkey
from tests.slow import listed

pytest_plugins = ["tests.browser"]

# Playwright's loop runs in the same thread as the tests, and Django would take its own synchronous calls there for a mistake.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

ON_POSTGRES = os.environ.get("PLANK_TEST_DATABASE") == "postgres"


def pytest_report_header() -> list[str]:
    """Say which half of the suite this is."""
    if ON_POSTGRES:
        return ["database: PostgreSQL; only the tests marked `postgres` or `both`"]
    return ["database: SQLite; the tests marked `postgres` run in the other half (PLANK_TEST_DATABASE=postgres)"]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the tests of this half; what is slow is left to `make test-long`, and so are the journeys on SQLite."""
    later = listed("PostgreSQL" if ON_POSTGRES else "SQLite")
    whole = {item.nodeid.partition("::")[0] for item in items}
    gone = {one for one in later if one.partition("::")[0] in whole} - {item.nodeid for item in items}
    if gone and not any("::" in one for one in config.args):
        raise pytest.UsageError(f"tests/slow.txt names tests that are not there, and may run as quick ones now: {sorted(gone)}")
    for item in items:
        if item.path.parent.name == "journeys":
            item.add_marker(pytest.mark.both)
            if not ON_POSTGRES:
                item.add_marker(pytest.mark.long)
        if item.nodeid in later:
            item.add_marker(pytest.mark.long)

    def here(item: pytest.Item) -> bool:
        if ON_POSTGRES:
            return bool(item.get_closest_marker("postgres") or item.get_closest_marker("both"))
        return not item.get_closest_marker("postgres")

    kept = [item for item in items if here(item)]
    config.hook.pytest_deselected(items=[item for item in items if not here(item)])
    items[:] = kept


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave no files behind; pytest-xdist's workers leave that to the process that started them."""
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ["PLANK_TEST_DIR"], ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """Start PostgreSQL before the first test that needs a database, one for each of pytest-xdist's workers."""
    if not ON_POSTGRES:
        schema.begin_with(Path(connections["default"].settings_dict["TEST"]["NAME"]))
        yield
        return
    try:
        with postgres() as port:
            connections["default"].settings_dict.update(HOST=HOST, PORT=str(port))
            delete_rather_than_truncate(connections["default"])
            yield
            connections.close_all()
    except Missing as missing:
        pytest.fail(str(missing), pytrace=False)


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Let Django take the file that begins with the schema kept (see `tests.schema`); the whole folder goes in the end."""
    return not ON_POSTGRES


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Keep a congress ready at each stage, once the database is there (see `tests.kept`)."""
    if not ON_POSTGRES:
        schema.keep(Path(connections["default"].settings_dict["NAME"]))
    del django_db_setup
    from tests.world import stand_ready  # noqa: PLC0415 (the text engine's tests do without all this)

    with django_db_blocker.unblock():
        stand_ready()


@pytest.fixture(scope="session")
def broker() -> Iterator[str]:
    """Give the address of a real Valkey or Redis."""
    try:
        with valkey() as address:
            yield address
    except Missing as missing:
        pytest.fail(str(missing), pytrace=False)


def database_url() -> str:
    """Give the address of the test's database, for another process."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    return f"postgres://{settings['USER']}@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"


@pytest.fixture
def worker(transactional_db: None, broker: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a real Celery worker on the test's database, and send this process's tasks to it through a real broker."""
    del transactional_db
    before = {name: celery_app.conf[name] for name in ("broker_url", "task_always_eager")}
    try:
        send_tasks_to(broker_url=broker, task_always_eager=False)
        with celery_worker(broker, database_url()) as process:
            yield process
    finally:
        send_tasks_to(**before)


def send_tasks_to(**settings: Any) -> None:
    """Change where this process sends its tasks."""
    celery_app.conf.update(settings)
    celery_app._after_fork()  # forgets the connections that stand open, as after a fork
