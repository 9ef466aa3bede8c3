"""Verify names what was altered of screening and advice behind the record's back."""

import re
from typing import Any

import pytest
from django.db import connection

from amendments.access import OPERATOR
from amendments.actions import acceptance, advice, appeals, committee, lists, secretary
from amendments.actions.advice import Opinion
from amendments.life import Stage
from amendments.models import Acceptance, Advice, Amendment, Appeal, Decision, Entry, Objection
from amendments.queries.verify import problems
from tests.kept import kept
from tests.queries.test_verify import change, history
from tests.world import NO, World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
@kept
def world() -> World:
    """Give a document with advice in other words, a minority, an acceptance with an objection, an appeal, and a list."""
    world = build(Stage.DISCUSSION)
    secretary.set_orders(acting_user=OPERATOR, congress=world.congress, mover_agrees=True, committee_accepts=True)
    one = world.file(world.rewrite("1.1", "all", "everybody"), mover="mover")
    two = world.file(world.rewrite("1.2", "wages", "prices"), mover="mover")
    words = Opinion("carry as amended", "Shorter.", [world.rewrite("1.1", "all", "all people")], count=(6, 3, 1))
    row = advice.save_advice(acting_user=world.committee, amendment=one, opinion=words)
    row = advice.publish_advice(acting_user=world.committee, amendment=one, version=row.version)
    saved: dict[str, Any] = {"acting_user": world.committee, "amendment": one, "minority": True}
    advice.save_advice(opinion=Opinion("reject", "It is longer.", signers=[world.committee], size=3), **saved)
    advice.publish_advice(**saved)
    acceptance.agree_to_words(acting_user=world.mover, amendment=one, digest=row.edits_digest)
    acceptance.object_to(acting_user=world.delegate, amendment=one)
    committee.rule_on_order(acting_user=world.committee, amendment=two, in_order=False, reason="It is beside the text.")
    appeals.appeal(acting_user=world.mover, amendment=two, reason="It is not.")
    appeals.decide_appeal(acting_user=world.chair, amendment=two, outcome="lost", count=NO)
    lists.publish_list(acting_user=world.committee, document=world.document, numbers=[1, 2])
    world.sound()
    return world


COMMITTEE = Advice.objects.filter(minority=False)
FLIPS = {
    "a recommendation": (lambda: change(COMMITTEE, recommendation="reject", edits=None), "advice: its recommendation"),
    "a reason": (lambda: change(COMMITTEE, reason="No."), "advice: its reason is not what the record says"),
    "the words": (lambda: change(COMMITTEE, edits={"format": 1, "edits": []}), "advice: its words"),
    "a count of the committee": (lambda: change(COMMITTEE, votes_for=9), "advice: its count"),
    "the words on the current text": (
        lambda: change(COMMITTEE, resolved={}),
        "the place on the current text of the committee’s words",
    ),
    "a confirmation of words": (
        lambda: change(COMMITTEE, combined_digest="0" * 64),
        "the combined text of the committee’s words",
    ),
    "advice that is gone": (lambda: change(COMMITTEE, superseded=True), "its row is missing"),
    "a minority's words": (lambda: change(Advice.objects.filter(minority=True), reason="Yes."), "a minority’s advice is not"),
    "a minority's size": (lambda: change(Advice.objects.filter(minority=True), size=4), "a minority’s advice is not"),
    "a minority that is gone": (
        lambda: change(Advice.objects.filter(minority=True), superseded=True),
        "another number of minority advices",
    ),
    "an acceptance": (lambda: change(Acceptance.objects.all(), ended=True), "what was accepted without a vote"),
    "an objection": (lambda: Objection.objects.all().delete(), "what was accepted without a vote"),
    "an appeal": (lambda: change(Appeal.objects.all(), outcome="overturned"), "the outcome of its appeal"),
    "the count of an appeal": (lambda: change(Decision.objects.filter(matter="appeal"), votes_for=1), "appeal: its count"),
    "a list": (lambda: change(Amendment.objects.filter(number=2), listed=None), "the list that it was published on"),
    "who sees it": (lambda: change(Amendment.objects.filter(number=2), visibility="committee"), "A2: its visibility"),
    "who saw it": (
        lambda: change(history(Amendment).filter(number=2), visibility="committee"),
        r"History row \d+ of A2: its vis",
    ),
    "an objection's entry": (lambda: change(Entry.objects.filter(kind="objected"), kind="accepted"), "does not follow"),
}


def test_each_flip_is_named(world, subtests):
    for name, (flip, sentence) in FLIPS.items():
        with subtests.test(name):
            with connection.cursor() as cursor:
                cursor.execute("SAVEPOINT flip")
            flip()
            found = "\n".join(problems(world.reload()))
            with connection.cursor() as cursor:
                cursor.execute("ROLLBACK TO SAVEPOINT flip")
            assert found, "Nothing was found."
            assert re.search(sentence, found), found
    world.sound()
