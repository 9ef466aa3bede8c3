"""The pages of the discussion: what they show, what they ask of the database, and what they keep when they refuse."""

from __future__ import annotations

from typing import Any

import pytest

from amendments.access_things import Thing, access_amendment_thing_for, access_place_for
from amendments.actions import secretary
from amendments.actions.discussion import report_post, write_post
from amendments.actions.moderation import moderate_post
from amendments.life import Stage
from amendments.models import Post
from tests.kept import kept
from tests.pages.site import browse
from tests.pages.test_counts import queries
from tests.world import World, build

pytestmark = pytest.mark.django_db


@kept
def filled(many: int) -> World:
    """Give a world in which a paragraph and an amendment are talked about: `many` posts a side, each with as many replies."""
    world = build(Stage.DISCUSSION, discussion_hourly=0)
    one = world.file(world.rewrite("1.1", "homes", "houses"))
    things = [
        access_amendment_thing_for(world.member, "read_amendment", pk=one.pk),
        access_place_for(world.member, "read_document", pk=world.document.pk, uid=world.uid("1.2")),
    ]
    things += [
        access_place_for(world.member, "read_document", pk=world.document.pk, uid=world.uid(label)) for label in ("1.1", "1.3")
    ][: many - 1]
    for thing in things:
        _talk(world, thing, many)
    return world


def _talk(world: World, thing: Thing, many: int) -> None:
    for side in ("for", "against", "question"):
        for _ in range(many):
            post = write_post(acting_user=world.delegate, thing=thing, side=side, words="A home is a right.")
            for _ in range(many):
                write_post(acting_user=world.member, thing=thing, side=side, words="It is.", reply_to=post.pk)
        report_post(acting_user=world.teller, post=post)
    moderate_post(acting_user=world.chair, post=post, done="hidden", reason="It was asked already.")


PAGES = [
    ("an amendment with its discussion", "member", "A1/", 44),
    ("the discussion of an amendment", "member", "A1/talk/", 18),
    ("the discussion of a paragraph", "member", "text/homes-in-common/talk/UID/", 17),
    ("what is discussed", "member", "text/homes-in-common/talk/", 9),
    ("a post", "member", "talk/POST/", 12),
    ("a post to moderate", "chair", "talk/POST/moderate/", 14),
    ("what was moderated", "chair", "text/homes-in-common/moderation/", 11),
]


@pytest.mark.parametrize("many", [1, 3])
def test_pages_ask_the_same_of_the_database_however_much_is_written(many: int) -> None:
    world = filled(many)
    first = Post.objects.filter(reply_to__isnull=True, hidden=False).order_by("pk").first()
    assert first is not None
    found = {}
    for name, person, url, _ in PAGES:
        rest = url.replace("UID", world.uid("1.2")).replace("POST", str(first.pk))
        found[name] = queries(world, person, address(world, rest))
    assert found == {name: number for name, _, _, number in PAGES}


def address(world: World, rest: str) -> str:
    return f"/c/{world.congress.slug}/{rest}"


def test_a_post_is_written_read_changed_and_answered() -> None:
    world = build(Stage.DISCUSSION)
    talk = address(world, f"text/{world.document.slug}/talk/{world.uid('1.1')}/")
    client = browse(world.member)
    assert "Nobody has written about it yet" in client.get(talk).content.decode()
    sent = {"side": "against", "words": "Too *dear*.", "key": "k"}
    assert client.post(talk, sent)["Location"] == f"{talk}#post-{Post.objects.get().pk}"
    client.post(talk, sent)
    post = Post.objects.get()
    page = client.get(talk).content.decode()
    assert "Too <em>dear</em>." in page
    assert "/edit/" in page
    other = browse(world.delegate)
    assert "/report/" in other.get(talk).content.decode()
    assert "/edit/" not in other.get(talk).content.decode()
    answer = other.post(talk, {"reply_to": post.pk, "words": "Dear to whom?"})
    assert answer["Location"].startswith(address(world, f"talk/{post.pk}/#post-"))
    assert client.post(address(world, f"talk/{post.pk}/edit/"), {"words": "Cheap."}).status_code == 302
    assert "Dear to whom?" in client.get(address(world, f"talk/{post.pk}/")).content.decode()
    assert client.post(address(world, f"talk/{post.pk}/delete/")).status_code == 302
    page = client.get(talk).content.decode()
    assert "Deleted by its writer." in page
    assert "Cheap." not in page
    assert "Dear to whom?" in page


def test_what_was_typed_stays_when_it_is_refused() -> None:
    world = build(Stage.DISCUSSION, discussion_hourly=1)
    talk = address(world, f"text/{world.document.slug}/talk/{world.uid('1.1')}/")
    client = browse(world.member)
    answer = client.post(talk, {"words": "No side."})
    assert answer.status_code == 422
    assert "No side." in answer.content.decode()
    assert "choose for, against, or a question" in answer.content.decode()
    assert client.post(talk, {"words": "First.", "side": "for"}).status_code == 302
    answer = client.post(talk, {"words": "Second, in a hurry.", "side": "for"})
    assert answer.status_code == 409
    assert "Second, in a hurry." in answer.content.decode()
    assert "You can write again from" in answer.content.decode()


def test_moderation_is_read_by_all_and_what_was_hidden_by_none_but_those_who_moderate() -> None:
    world = filled(1)
    post = Post.objects.filter(hidden=True).first()
    assert post is not None
    for person, sees in (("member", False), ("chair", True)):
        client = browse(world.people[person])
        page = client.get(address(world, f"talk/{post.pk}/")).content.decode()
        assert "It was asked already." in page
        assert "A home is a right." not in page
        assert "It was asked already." in client.get(address(world, f"text/{world.document.slug}/moderation/")).content.decode()
        answer = client.get(address(world, f"talk/{post.pk}/moderate/"))
        assert (answer.status_code == 200) is sees
        assert ("A home is a right." in answer.content.decode()) is sees
    form: dict[str, Any] = {"done": "shown", "reason": "It was another question."}
    assert browse(world.chair).post(address(world, f"talk/{post.pk}/moderate/"), form).status_code == 302
    assert "A home is a right." in browse(world.member).get(address(world, f"talk/{post.pk}/")).content.decode()


def test_whose_names_are_read_is_for_the_orders() -> None:
    world = filled(1)
    world.document.readings.create(stage=Stage.DISCUSSION, audience="everyone")
    page = browse(None).get(address(world, "A1/talk/")).content.decode()
    assert "A home is a right." in page
    assert "<strong>Delegate</strong>" in page
    assert 'soft">delegate' not in page
    secretary.set_orders(acting_user=world.secretary, congress=world.congress, discussion_names="readers")
    assert (
        '<strong>Delegate</strong> <span class="soft">delegate</span>'
        in browse(None).get(address(world, "A1/talk/")).content.decode()
    )
