"""The outbox: what is promised is delivered, once, whatever breaks in between."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import F
from redis.connection import Connection

from amendments import tasks
from amendments.access import OPERATOR
from amendments.actions import outbox, record
from amendments.models import Congress, Outbox
from platform_app import celery_app
from tests.conftest import send_tasks_to
from tests.servers import comes_true, free_port

pytestmark = pytest.mark.both
AT = datetime(2026, 5, 3, 12, tzinfo=UTC)


def promised(**given) -> Outbox:
    congress, _ = Congress.objects.get_or_create(slug="spring", defaults={"name": "Spring Congress"})
    return Outbox.objects.create(congress=congress, kind="published", made_at=given.pop("made_at", AT), **given)


def deliver(row: Outbox, send) -> bool:
    return outbox.deliver(row.pk, send=send, acting_user=OPERATOR)


def test_a_row_is_delivered_once(db):
    row, sent = promised(), list[Outbox]()
    assert [deliver(row, sent.append), deliver(row, sent.append)] == [True, False]
    assert sent == [row]
    row.refresh_from_db()
    assert row.delivered_at is not None
    assert row.attempts == 1


def test_a_failure_is_noted_without_its_words_and_tried_again(db):
    def fail(_row):
        raise ConnectionRefusedError("ana@example.org refused")

    row, sent = promised(), list[Outbox]()
    with pytest.raises(ConnectionRefusedError):
        deliver(row, fail)
    row.refresh_from_db()
    assert (row.delivered_at, row.attempts, row.last_error) == (None, 1, "ConnectionRefusedError")
    assert deliver(row, sent.append)


def test_one_that_fails_does_not_keep_the_others_waiting(db, monkeypatch):
    rows = [promised() for _ in range(3)]

    def send(row, **_):
        if row == rows[0]:
            raise ValueError("broken")

    monkeypatch.setattr(tasks, "_send", send)
    assert tasks.deliver_waiting() == 2
    assert [Outbox.objects.get(pk=row.pk).delivered_at is None for row in rows] == [True, False, False]


def test_each_is_tried_once_in_a_round_in_batches_and_what_never_failed_comes_first(db):
    rows = [promised(attempts=attempts) for attempts in (1, 0, 0, 2, 0)]
    found = []
    for pk in outbox.due(AT + timedelta(days=1), batch=2):
        found.append(pk)
        Outbox.objects.filter(pk=pk).update(attempts=F("attempts") + 1)  # each of them fails
    assert found == [rows[at].pk for at in (1, 2, 4, 0, 3)]


def test_a_mail_server_that_is_away_is_not_asked_thousands_of_times(db, monkeypatch):
    rows, tried = [promised() for _ in range(tasks.GIVE_UP + 2)], list[Outbox]()

    def send(row, **_):
        tried.append(row)
        raise ConnectionRefusedError

    monkeypatch.setattr(tasks, "_send", send)
    assert tasks.deliver_waiting() == 0
    assert tried == rows[: tasks.GIVE_UP]


@pytest.mark.parametrize(
    ("attempts", "minutes", "is_due"),
    [
        (0, 0.5, False),
        (0, 1, True),
        (1, 3, False),
        (1, 4, True),
        (4, 255, False),
        (4, 256, True),
        (5, 359, False),
        (6, 720, True),
    ],
)
def test_the_pauses_grow(db, attempts, minutes, is_due):
    row = promised(attempts=attempts)
    assert list(outbox.due(AT + timedelta(minutes=minutes))) == ([row.pk] if is_due else [])


def test_what_is_rolled_back_promises_nothing(transactional_db, monkeypatch):
    handed: list[int] = []
    monkeypatch.setattr(record, "deliveries", [handed.append])
    congress = promised().congress
    with transaction.atomic():
        record.promise("published", congress=congress, at=AT)
        transaction.set_rollback(True)
    with transaction.atomic():
        record.promise("published", congress=congress, at=AT)
        assert handed == []
    assert handed == [Outbox.objects.latest("pk").pk]
    assert Outbox.objects.count() == 2


def test_without_a_broker_it_is_delivered_after_the_commit(transactional_db):
    congress = promised().congress
    with transaction.atomic():
        record.promise("published", congress=congress, at=AT)
        assert Outbox.objects.latest("pk").delivered_at is None
    assert Outbox.objects.latest("pk").delivered_at is not None


def test_a_delivery_that_fails_is_one_line_and_undoes_nothing(transactional_db, monkeypatch, caplog):
    def fail(_row):
        raise ConnectionRefusedError("ana@example.org refused")

    congress = promised().congress
    monkeypatch.setattr(tasks, "_send", fail)
    with transaction.atomic():
        record.promise("published", congress=congress, at=AT)
    row = Outbox.objects.latest("pk")
    assert (row.delivered_at, row.attempts, row.last_error) == (None, 1, "ConnectionRefusedError")
    said = [(one.levelname, one.getMessage(), one.exc_info) for one in caplog.records if one.levelname != "DEBUG"]
    what = f"Outbox row {row.pk} waits: it could be neither handed to a worker nor delivered (ConnectionRefusedError)."
    assert said == [("WARNING", what, None)]


def test_whatever_hands_over_may_fail(transactional_db, monkeypatch, caplog):
    def fail(_row_id):
        raise ValueError("broken")

    congress = promised().congress
    monkeypatch.setattr(record, "deliveries", [fail])
    with transaction.atomic():
        record.promise("published", congress=congress, at=AT)
    assert Outbox.objects.filter(delivered_at=None).count() == 2
    assert "handed_over in on_commit() during transaction (broken)" in caplog.text


def test_a_real_worker_delivers(worker):
    congress = promised().congress
    with transaction.atomic():
        record.promise("published", congress=congress, at=AT)
    row = Outbox.objects.latest("pk")
    assert comes_true(lambda: Outbox.objects.get(pk=row.pk).delivered_at is not None)
    row.refresh_from_db()
    assert row.attempts == 1


def test_a_dead_broker_loses_nothing_and_is_not_called_again_and_again(transactional_db, monkeypatch):
    calls: list[Connection] = []
    honest = Connection._connect

    def connect(self):
        calls.append(self)
        return honest(self)

    monkeypatch.setattr(Connection, "_connect", connect)
    congress = promised(delivered_at=AT).congress
    before = {name: celery_app.conf[name] for name in ("broker_url", "task_always_eager")}
    try:
        send_tasks_to(broker_url=f"redis://127.0.0.1:{free_port()}/0", task_always_eager=False)
        with transaction.atomic():
            record.promise("published", congress=congress, at=AT)
    finally:
        send_tasks_to(**before)
    assert 1 <= len(calls) <= 3
    row = Outbox.objects.latest("pk")
    assert row.delivered_at is None
    call_command("deliver", verbosity=0)
    row.refresh_from_db()
    assert row.delivered_at is not None


@pytest.mark.postgres
def test_two_workers_never_send_the_same(transactional_db):
    row, sent, holding, over = promised(), [], threading.Event(), threading.Event()

    def slow(_row):
        sent.append("first")
        holding.set()
        assert over.wait(60)

    def first():
        deliver(row, slow)
        connection.close()

    other = threading.Thread(target=first)
    other.start()
    assert holding.wait(60)
    assert deliver(row, lambda _row: sent.append("second")) is False
    over.set()
    other.join(60)
    assert sent == ["first"]
