"""What those who moderate do: hide a post with a reason, show it again, or leave it; each on the record of moderation."""

from __future__ import annotations

from django.db import transaction

from amendments.access import User
from amendments.access_things import access_post_for
from amendments.actions import record
from amendments.actions.words import prose
from amendments.models import Moderation, Post, Report, Role
from amendments.models.discussion import Done
from amendments.queries import clock
from amendments.refusals import Refused

REASON = 500  # characters


@transaction.atomic
def moderate_post(*, acting_user: User, post: Post, done: str, reason: str, key: str = "") -> Moderation:
    """Hide a post, show it again, or leave it as it is; what was reported of it is settled. The reason is read by all."""
    person = record.must_be_person(acting_user)
    found = access_post_for(acting_user, "moderate_post", pk=post.pk, lock=True)
    known = record.done_before(acting_user, "moderate_post", key)
    if known is not None:
        return Moderation.objects.get(pk=known)
    post = found.post
    reason = prose(reason, "The reason", most=REASON)
    if done not in Done.values:
        raise Refused("Choose whether it is hidden, shown again, or left as it is.")
    if not reason:
        raise Refused("Give a reason. It is shown in place of what is hidden, and stays on the record of moderation.")
    if done == Done.HIDDEN and post.deleted_at is not None:
        raise Refused("Its writer deleted it meanwhile. There is nothing left to hide.")
    if post.hidden == (done == Done.HIDDEN) and done != Done.LEFT:
        raise Refused("Somebody did that already: please look at what stands on the record of moderation.")
    at = clock.now()
    if done != Done.LEFT:
        post.hidden = done == Done.HIDDEN
        post.save(update_fields=["hidden"])
    for report in Report.objects.filter(post=post, settled_at__isnull=True):
        report.settled_at = at
        report.save(update_fields=["settled_at"])
    of_committee = Role.COMMITTEE in found.thing.acting.roles
    act = Moderation.objects.create(post=post, person=person, of_committee=of_committee, done=done, reason=reason, at=at)
    record.remember(acting_user, "moderate_post", key, result=act.pk, at=at)
    return act
