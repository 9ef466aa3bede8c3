"""Who speaks has spoken: what ends the time of a speaker, or the whole list of a question, for the acts that do it.

The congress is locked, and pages are told by the act.
"""

from __future__ import annotations

from amendments.access import User
from amendments.models import Congress, Question, Speaker
from amendments.models.sitting import SpeakerEnd
from amendments.queries import clock


def speaking(congress: Congress) -> Speaker | None:
    """Give whoever speaks now."""
    rows = Speaker.objects.filter(congress=congress, ended="", began_at__isnull=False)
    return rows.select_related("congress", "seat__person").first()


def end(speaker: Speaker, how: SpeakerEnd, *, acting_user: User) -> Speaker:
    """Take somebody from the list."""
    del acting_user  # of the act
    speaker.ended, speaker.ended_at = how, max(clock.now(), speaker.asked_at)
    speaker.save(update_fields=["ended", "ended_at"])
    return speaker


def end_speaking(congress: Congress, *, acting_user: User) -> Speaker | None:
    """End the time of whoever speaks. Gives them; None where nobody does."""
    found = speaking(congress)
    return end(found, SpeakerEnd.SPOKEN, acting_user=acting_user) if found else None


def bring_along(question: Question, *, acting_user: User) -> None:
    """Put on the list of a question whoever asked ahead for its amendment, and holds the seat still."""
    if question.amendment is None:
        return
    for one in Speaker.objects.filter(amendment=question.amendment, question=None, ended="").select_related("seat"):
        if one.seat.until is not None:
            end(one, SpeakerEnd.LEFT, acting_user=acting_user)
            continue
        one.question = question
        one.save(update_fields=["question"])


def set_back(question: Question, *, acting_user: User) -> None:
    """Let those who wait wait ahead again, where the question was put by mistake."""
    del acting_user  # of the act
    if question.amendment is None:
        return
    for one in Speaker.objects.filter(question=question, ended="", began_at=None):
        one.question, one.amendment = None, question.amendment
        one.save(update_fields=["question", "amendment"])


def close_list(question: Question, *, acting_user: User) -> None:
    """End the list of a question that leaves the floor."""
    for one in Speaker.objects.filter(question=question, ended=""):
        end(one, SpeakerEnd.SPOKEN if one.began_at else SpeakerEnd.LEFT, acting_user=acting_user)
