"""Celery's tasks. Without a broker they run at once, in the process that calls them; each may run twice."""

from __future__ import annotations

import logging

from celery import shared_task
from django.core.mail import get_connection
from django.utils import timezone

from amendments import notices
from amendments.access import OPERATOR
from amendments.actions import outbox, telling
from amendments.models import Congress, Often, Outbox
from amendments.notices_following import following_mails

logger = logging.getLogger(__name__)


@shared_task
def deliver(row_id: int) -> None:
    """Deliver one row of the outbox."""
    outbox.deliver(row_id, send=_send, acting_user=OPERATOR)


@shared_task
def deliver_waiting() -> int:
    """Deliver what waits: what failed, and what a dead broker or worker left. Gives how many rows were delivered."""
    delivered = 0
    for row_id in outbox.due(timezone.now()):
        try:
            delivered += outbox.deliver(row_id, send=_send, acting_user=OPERATOR)
        except Exception as error:  # one that fails again must not keep the others waiting
            _say("Outbox row %s could not be delivered", row_id, error)
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


def _send(row: Outbox) -> None:
    if row.to_id is not None:
        written = list(following_mails(row))
    else:
        written = list(notices.mails(row))
        telling.spread(acting_user=OPERATOR, row=row, known=notices.told(row))
    if written:
        get_connection().send_messages(written)
