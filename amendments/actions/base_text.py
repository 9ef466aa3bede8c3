"""The congress chooses the base text among rival drafts: the others are closed, on their own chains, and stay to be read."""

from __future__ import annotations

from amendments.access import User
from amendments.actions import record
from amendments.life import Stage
from amendments.models import Document, Vote
from amendments.queries import clock


def set_aside(vote: Vote, *, acting_user: User) -> list[Document]:
    """Close the drafts that were not chosen. Where none of them came first alone, nothing is closed. Gives those that are.

    Filing to them is closed too. Their amendments are kept with them, and nobody decides on these any more.
    """
    places = dict(vote.question.items.values_list("position", "document"))
    if not vote.chosen:
        return []
    rows = Document.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=places.values())
    found = {row.pk: row for row in rows.select_related("congress").order_by("pk")}
    chosen, at = found.pop(places[int(vote.chosen)]), clock.now()
    for one in found.values():
        body = {"for": chosen.slug, "vote": vote.number, "from": one.stage, "to": Stage.CLOSED.value}
        record.append("set aside", body, congress=one.congress, document=one, acting_user=acting_user, at=at)
        one.stage, one.set_aside_for = Stage.CLOSED, chosen
        one.save(update_fields=["stage", "set_aside_for"])
    return list(found.values())
