"""Free words of the discussion, of notes, of leave, of the voting list and of composites: checked like all others."""

from __future__ import annotations

from typing import Any

import pytest

from amendments.access_things import access_place_for
from amendments.actions import composites, discussion, leave, moderation, notes, people, voting
from amendments.actions.discussion import write_post
from amendments.life import Stage
from amendments.models import Post
from tests.actions.test_composites import amendment, propose
from tests.actions.test_words import GOOD, refuse
from tests.kept import kept
from tests.world import World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
@kept
def world(db: None) -> World:
    world = build(Stage.DISCUSSION)
    for other in ("everybody", "each of us", "one and all"):
        world.file(world.rewrite("1.1", "all", other))
    world.reload()
    return world


def test_words_of_the_discussion_and_of_notes(world: World) -> None:
    thing = access_place_for(world.member, "read_document", pk=world.document.pk, uid=world.uid("1.1"))
    post = write_post(acting_user=world.member, thing=thing, side="for", words=GOOD)
    assert Post.objects.get().words == GOOD
    refuse(
        {
            "post": lambda words: write_post(acting_user=world.member, thing=thing, side="for", words=words),
            "edited": lambda words: discussion.edit_post(acting_user=world.member, post=post, words=words),
            "hint": lambda words: discussion.report_post(acting_user=world.mover, post=post, words=words),
            "hidden": lambda words: moderation.moderate_post(acting_user=world.chair, post=post, done="hidden", reason=words),
            "note": lambda words: notes.write_note(acting_user=world.member, thing=thing, words=words),
        }
    )


def test_words_of_leave_of_the_voting_list_and_of_a_person(world: World) -> None:
    chair, document = world.chair, world.document
    version = voting.make_list(acting_user=chair, document=document, version=0).version
    told = {"name": "Ana", "email": ""}

    def override(**words: Any) -> None:
        given: dict[str, Any] = {"allows": "One minute more.", "reason": "So."} | words
        leave.override(acting_user=chair, document=document, rule="quorum", **given)

    def change(**words: str) -> None:
        people.change_person(acting_user=world.secretary, congress=world.congress, person=world.member, **told | words)

    refuse(
        {
            "allowed": lambda words: override(allows=words),
            "overruled": lambda words: override(reason=words),
            "moved": lambda words: voting.move_item(
                acting_user=chair, document=document, number=1, to="first", reason=words, version=version
            ),
            "name": lambda words: change(name=words),
            "address": lambda words: change(email=words),
        }
    )


def test_words_of_who_answers_a_composite(world: World) -> None:
    version = propose(world).version
    refuse(
        {
            "declined": lambda words: composites.answer_composite(
                acting_user=world.member, amendment=amendment(1), sign=False, version=version, why=words
            )
        }
    )
