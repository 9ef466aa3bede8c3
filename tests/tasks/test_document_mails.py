"""The final vote is taken back: delegates, those who could vote, and those who follow are told, a sentence and a link."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from amendments import tasks
from amendments.actions.following import follow, set_mails
from amendments.actions.votes import Count
from amendments.life import Matter
from amendments.models import Often, Outbox, Person
from tests.actions.test_following import place
from tests.actions.test_going_back import go_back, standing
from tests.hall import Hall, full_hall
from tests.pages.site import browse
from tests.world import World

pytestmark = pytest.mark.django_db


def addressed_hall() -> Hall:
    """Build a hall whose people have addresses, with a vote on the whole text that was carried."""
    hall = full_hall(delegates=3)
    for person in Person.objects.all():
        person.email = f"{person.member_number}@example.org"
        person.save(update_fields=["email"])
    hall.decide(hall.put("adoption"), ["for", "for", "for"])
    return hall


def delivered(world: World) -> dict[str, str]:
    """Deliver all that waits. Gives the first line by the name in the address."""
    mail.outbox.clear()
    Outbox.objects.update(made_at=timezone.now() - timedelta(days=1))
    tasks.deliver_waiting()
    assert not Outbox.objects.filter(delivered_at__isnull=True).exists()
    start = f"{world.congress.slug}-"
    return {one.to[0].removeprefix(start).partition("@")[0]: str(one.body).splitlines()[0] for one in mail.outbox}


def test_delegates_voters_and_followers_are_told_that_the_final_vote_is_taken_back() -> None:
    hall = addressed_hall()
    world, (first, quiet, _) = hall.world, hall.delegates
    set_mails(acting_user=quiet, congress=world.congress, often=Often.NEVER, mine=False)
    set_mails(acting_user=world.member, congress=world.congress, often=Often.AT_ONCE, mine=False)
    follow(acting_user=world.member, thing=place(world, "1.1"))
    delivered(world)
    go_back(world, standing(Matter.ADOPTION))
    told = delivered(world)
    assert told.keys() == {"d1", "d3", "delegate", "member"}
    assert set(told.values()) == {"The final vote on “Homes in Common” was taken back: the text is on the floor again."}
    assert reverse("text", args=[world.congress.slug, world.document.slug]) in str(mail.outbox[0].body)
    assert "We want homes" not in "".join(str(one.body) + one.subject for one in mail.outbox)
    assert delivered(world) == {}, "Nobody is told twice."
    news = browse(first).get(reverse("new", args=[world.congress.slug])).content.decode()
    assert "The final vote was taken back" in news


def test_they_are_told_of_a_new_count_and_nobody_who_may_not_read_it() -> None:
    hall = addressed_hall()
    world = hall.world
    delivered(world)
    go_back(world, standing(Matter.ADOPTION), Count(2, 1))
    told = delivered(world)
    assert told.keys() == {"d1", "d2", "d3", "delegate"}
    assert set(told.values()) == {"The final vote on “Homes in Common” was counted again."}
