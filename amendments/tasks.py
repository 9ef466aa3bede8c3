"""Celery's tasks. Without a broker they run at once, in the process that calls them; each may run twice."""

from __future__ import annotations

import logging
from contextlib import suppress
from functools import partial
from time import monotonic
from typing import Self

from celery import shared_task
from django.core.mail import EmailMessage, get_connection
from django.utils import timezone

from amendments import notices
from amendments.access import OPERATOR
from amendments.actions import live, outbox, telling
from amendments.models import Congress, Often, Outbox
from amendments.notices_following import following_mails

logger = logging.getLogger(__name__)


PATIENCE = 50  # seconds of one round: the next one begins a minute after, and what is urgent gets between them
GIVE_UP = 10  # failures in a row: the mail server is away, and thousands need not find that out one by one


@shared_task
def deliver(row_id: int) -> None:
    """Deliver one row of the outbox."""
    outbox.deliver(row_id, send=_send, acting_user=OPERATOR)


@shared_task
def deliver_waiting(seconds: float = PATIENCE) -> int:
    """Deliver what waits, until nothing is due or the time is over. Gives how many rows were delivered.

    That is what failed, what a dead broker or worker left, and what is to be told to many. Each row is a transaction of its
    own: whoever is killed in the middle leaves one that nobody knows of, and the others as they are.
    """
    delivered = failed = 0
    until = monotonic() + seconds
    with Posted() as posted:
        for row_id in outbox.due(timezone.now()):
            try:
                delivered += outbox.deliver(row_id, send=partial(_send, posted=posted), acting_user=OPERATOR)
                failed = 0
            except Exception as error:  # one that fails again must not keep the others waiting
                _say("Outbox row %s could not be delivered", row_id, error)
                posted.close()
                failed += 1
            if failed == GIVE_UP or monotonic() > until:
                break
    return delivered


def hand_over(row_id: int) -> None:
    """Hand a new row to a worker, or deliver it here where there is no broker.

    Called after the commit, when the act is done whatever happens here: an error is logged, and the row waits for
    `deliver_waiting`.
    """
    try:
        deliver.delay(row_id)
    except Exception as error:
        _say("Outbox row %s waits: it could be neither handed to a worker nor delivered", row_id, error)


def _say(what: str, row_id: int, error: Exception) -> None:
    """Say in one line what failed, again at each attempt; the traceback is for whoever looks closer (`DEBUG`)."""
    logger.warning(f"{what} (%s).", row_id, type(error).__name__)
    logger.debug("Outbox row %s failed here:", row_id, exc_info=error)


@shared_task
def sum_up(often: str) -> int:
    """Note what is new for those who want one mail a day, or a week; the mails go out with what waits."""
    return sum(telling.sum_up(acting_user=OPERATOR, congress=one, often=Often(often)) for one in Congress.objects.all())


@shared_task
def forget_changes() -> int:
    """Forget what open pages were told long ago. Gives how many rows."""
    return live.forget(timezone.now())


def _send(row: Outbox, posted: Posted | None = None) -> None:
    """Send what a row asks for: one mail. What concerns several is a row for each, so that nothing is sent to one twice."""
    if row.to_id is not None:
        written = list(notices.mails(row) if row.kind == notices.NOTICE else following_mails(row))
    elif len(people := notices.addressed(row)) > 1:
        written = []
        telling.address(acting_user=OPERATOR, row=row, people=people)
    else:
        written = list(notices.mails(row))
    if row.to_id is None:
        telling.spread(acting_user=OPERATOR, row=row, known=notices.told(row))
    if written:
        (posted or get_connection()).send_messages(written)


class Posted:
    """One conversation with the mail server for many mails: opened with the first of them, and anew after a failure."""

    def __init__(self) -> None:
        self.connection = get_connection()

    def send_messages(self, written: list[EmailMessage]) -> None:
        """Send mails. Raises what the mail server's refusal is."""
        self.connection.open()
        self.connection.send_messages(written)

    def close(self) -> None:
        """End the conversation, and what is left of a broken one."""
        with suppress(Exception):
            self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()
