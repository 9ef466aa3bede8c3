"""Verify names what was altered behind the record's back: current rows, history rows, amendments, decisions and entries."""

import re

import pytest
from django.db import connection

from amendments.actions import adoption
from amendments.actions.co_movers import name_co_mover
from amendments.actions.filing import Work
from amendments.actions.support import support_amendment
from amendments.actions.versions import revise_amendment
from amendments.life import Outcome, Stage
from amendments.models import (
    Amendment,
    CoMover,
    Decision,
    Document,
    Entry,
    Paragraph,
    Person,
    Revision,
    Section,
    Support,
    Version,
)
from amendments.queries.document import current_text
from amendments.queries.provenance import traced
from amendments.queries.verify import congress_problems, problems
from amendments.text.compose import Strike
from tests.kept import kept
from tests.world import YES, build

pytestmark = pytest.mark.django_db


@pytest.fixture
@kept
def world():
    world = build(Stage.DISCUSSION)
    carried = world.file(world.rewrite("1.1", "all", "everybody"))
    rival = world.file(world.rewrite("1.1", "all", "tenants"))
    struck = world.file(Strike(world.uid("1.2")))
    support_amendment(acting_user=world.delegate, amendment=carried)
    name_co_mover(acting_user=world.member, amendment=carried, person=world.teller)
    work = Work([world.rewrite("1.1", "all", "dwellers")])
    revise_amendment(acting_user=world.member, amendment=rival, version=1, revision=2, work=work)
    world.to(Stage.FLOOR)
    world.decide(carried)
    world.decide(struck)
    adoption.adopt(acting_user=world.chair, document=world.document, outcome=Outcome.CARRIED, count=YES)
    world.sound()
    return world


def history(table):
    return table.history.model.objects


def change(rows, **values):
    """Alter one row as somebody who runs the database could; entries are guarded by a trigger, which he takes away first."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER IF EXISTS amendments_entry_stays")
    pk = rows.order_by("pk").values_list("pk", flat=True).last()
    assert rows.model.objects.filter(pk=pk).update(**values) == 1
    return pk


FLIPS = {
    "the words of a paragraph": (
        lambda: change(Paragraph.objects.filter(label="1.1"), text="We want nothing."),
        "paragraph 1.1 has other words",
    ),
    "the tokens of a paragraph": (
        lambda: change(Paragraph.objects.filter(label="1.1"), tokens=[["w", "No"]]),
        "paragraph 1.1 has other words",
    ),
    "a label": (lambda: change(Paragraph.objects.filter(label="1.1"), label="9.9"), "paragraph 9.9 has another label"),
    "a struck paragraph that stands again": (
        lambda: change(Paragraph.objects.filter(struck=True), struck=False),
        "has another label than the record, or is struck",
    ),
    "the order": (lambda: change(Paragraph.objects.filter(label="1.1"), position=10**17), "its rows do not give the text"),
    "a title": (lambda: change(Section.objects.filter(label="1"), title="Houses"), "section 1 has another title"),
    "a word in a history row": (
        lambda: change(history(Paragraph).filter(label="1.1", revision__number=1), text="We want homes for few."),
        r"History row \d+, revision 1: paragraph 1.1 has other words",
    ),
    "tokens in a history row": (
        lambda: change(history(Paragraph).filter(revision__number=3), tokens=[]),
        r"History row \d+, revision 3",
    ),
    "the order in history": (
        lambda: change(history(Paragraph).filter(revision__number=1), position=1),
        "Revision 1: its history rows do not give its text",
    ),
    "a title in a history row": (
        lambda: change(history(Section).filter(revision__number=1), title="No"),
        r"History row \d+, revision 1: section",
    ),
    "the digest of a revision": (
        lambda: change(Revision.objects.filter(number=3), digest="0" * 64),
        "Revision 3: its row is missing, or has another digest",
    ),
    "an outcome": (
        lambda: change(Amendment.objects.filter(number=2), decision="lost", fallen_because=None),
        "A2: its decision is not what the record says",
    ),
    "an outcome in history": (
        lambda: change(history(Amendment).filter(number=1), decision="lost"),
        r"History row \d+ of A1: its decision",
    ),
    "what was filed": (
        lambda: change(Amendment.objects.filter(number=2), edits={"format": 1, "edits": []}),
        "A2: what was filed",
    ),
    "a reason": (lambda: change(Amendment.objects.filter(number=2), reason="Another."), "A2: its reason"),
    "a mover": (
        lambda: change(
            Amendment.objects.filter(number=2),
            mover_person=Amendment.objects.get(number=1).congress.seats.get(role="chair").person,
        ),
        "A2: it is moved by another person",
    ),
    "a count": (
        lambda: change(Decision.objects.filter(matter="amendment"), votes_for=39),
        "its count is not what the record says",
    ),
    "the stage": (
        lambda: change(Document.objects.all(), stage="floor", seal=""),
        "its stage is 'floor', and the record says 'adopted'",
    ),
    "the deadline": (lambda: change(Document.objects.all(), filing_deadline=None), "its filing deadline"),
    "the head": (lambda: change(Document.objects.all(), head="0" * 64), "its head is not the digest of its last entry"),
    "an entry's payload": (
        lambda: change(
            Entry.objects.filter(kind="taken up"), payload='{"body":{},"kind":"taken up","previous":"","sequence":8}'
        ),
        r"Entry \d+ \(taken up\) of Homes in Common: its digest is not that of its payload",
    ),
    "an entry's kind": (
        lambda: change(Entry.objects.filter(kind="taken up"), kind="nothing"),
        "does not follow the entry before it",
    ),
    "an entry that is gone": (
        lambda: Entry.objects.filter(kind="taken up").delete(),
        r"Entry \d+ \(decided\) of Homes in Common: it does not follow",
    ),
    "a history row that is gone": (
        lambda: history(Paragraph).filter(revision__number=1).last().delete(),
        "Revision 1: its history rows do not give",
    ),
    "a signature that nobody gave": (
        lambda: change(Support.objects.filter(body=None), withdrawn_at=None, person=Person.objects.get(name="Chair")),
        "A1: its supporters are not those of the record",
    ),
    "a signature that is gone": (lambda: Support.objects.all().delete(), "A1: its supporters are not those of the record"),
    "an answer that nobody gave": (
        lambda: change(CoMover.objects.all(), answer="confirmed"),
        "A1: its co-movers are not those of the record",
    ),
    "an earlier version": (
        lambda: change(Version.objects.filter(number=1), edits={"format": 1, "edits": []}),
        "A3: version 1 is not what the record says was filed",
    ),
    "a version that is gone": (
        lambda: Version.objects.filter(number=2).delete(),
        "A2: its versions are not those of the record",
    ),
    "what is let in": (
        lambda: change(Amendment.objects.filter(number=2), backing="waived"),
        "A2: its backing is not what the record says",
    ),
    "an amendment that is gone": (lambda: change(Amendment.objects.all(), number=9), "A3 is on record, and its row is missing"),
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


def test_a_flip_in_the_congresss_own_chain_is_named(world):
    change(Entry.objects.filter(kind="seat given"), payload="{}")
    assert any("its digest is not that of its payload" in one for one in congress_problems(world.fresh(world.congress)))


def test_each_word_names_the_amendment_that_put_it_there(world):
    found = traced(world.document)
    paragraph = found.paragraphs[world.uid("1.1")]
    assert [(one.token.text, one.by) for one in paragraph.tokens if one.by] == [("everybody", "A1")]
    assert [(one.token.text, one.struck_by) for one in paragraph.tokens if one.struck_by] == [("all", "A1")]
    assert [place.struck_by for place in found.paragraphs.values() if place.struck_by] == ["A3"]
    assert found.document == current_text(world.document)
