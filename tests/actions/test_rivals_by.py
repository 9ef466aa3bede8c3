"""What the standing orders say of rivals is kept to, unless the chair rules otherwise; and the choice of the base text."""

from datetime import timedelta

import pytest

from amendments.access import OPERATOR, access_congress_for
from amendments.actions import chair, committee, council, drafting, leave
from amendments.actions.filing import Work, file_amendment
from amendments.models import Document
from amendments.queries import clock
from amendments.queries.console import Console
from amendments.queries.verify import problems
from amendments.refusals import Refused
from tests.hall import Hall, full_hall, one
from tests.world import WORDS, YES, text

pytestmark = pytest.mark.django_db
RIVALS = (("1.1", "all", "everybody"), ("1.1", "all", "tenants"), ("1.2", "municipality", "town"))


def filed(hall: Hall, *numbers: int) -> list[tuple[object, str]]:
    return [(one(hall, n), "filed") for n in numbers]


def otherwise(hall: Hall) -> None:
    allows, reason = "The rivals are put otherwise.", "The hall asked for it."
    leave.override(acting_user=hall.world.chair, document=hall.world.reload(), rule="rivals_by", allows=allows, reason=reason)


def console(hall: Hall) -> Console:
    return Console(access_congress_for(hall.world.chair, "run_floor", pk=hall.world.congress.pk), hall.world.chair)


def test_in_turn_no_choice_is_put_unless_the_chair_rules_so():
    hall = full_hall(*RIVALS)
    with pytest.raises(Refused, match="one after another"):
        hall.put("rivals", amendments=filed(hall, 1, 2))
    otherwise(hall)
    assert hall.put("rivals", amendments=filed(hall, 1, 2)).kind == "rivals"


def test_ranked_a_rival_is_put_only_when_it_came_first():
    hall = full_hall(*RIVALS, rivals_by="ranked")
    with pytest.raises(Refused, match="first choose among rivals: A1, A2"):
        hall.put(amendment=one(hall, 1))
    with pytest.raises(Refused, match="A3 contradicts none"):
        hall.put("rivals", amendments=filed(hall, 1, 2, 3))
    step = console(hall).step
    assert step is not None
    assert (step.words, step.fields["amendments"]) == ("Put the choice among A1, A2", "A1 A2")
    hall.decide(hall.put("rivals", amendments=filed(hall, 1, 2)), ["2>1", "2", "1"])
    with pytest.raises(Refused, match="A2 came first among its rivals"):
        hall.put(amendment=one(hall, 1))
    step = console(hall).step
    assert step is not None
    assert step.words == "Put A2"
    hall.decide(hall.put(amendment=one(hall, 2)), ["for"])
    assert [one(hall, n).decision for n in (1, 2)] == ["fallen", "carried"]
    assert hall.put(amendment=one(hall, 3)).amendment == one(hall, 3)
    hall.world.sound()


def test_the_chair_may_rule_that_no_choice_is_needed():
    hall = full_hall(*RIVALS, rivals_by="ranked")
    otherwise(hall)
    step = console(hall).step
    assert step is not None
    assert step.words == "Put A1"
    assert hall.put(amendment=one(hall, 1)).amendment == one(hall, 1)


def rival_drafts(hall: Hall) -> list[Document]:
    world, found = hall.world, []
    for number, title in ((2, "A short draft"), (3, "A long draft")):
        row = drafting.load_document(
            acting_user=OPERATOR, congress=world.congress, text=text((f"{title}.", *WORDS)), title=title, number=number
        )
        committee.put_to_council(acting_user=world.committee, document=row)
        council.approve(acting_user=world.council, document=row, count=YES)
        committee.publish(acting_user=world.committee, document=row, deadline=clock.now() + timedelta(days=3))
        found.append(Document.objects.get(pk=row.pk))
    return found


def test_the_base_text_is_chosen_and_the_other_draft_is_closed_on_record():
    hall = full_hall(*RIVALS)
    short, long = rival_drafts(hall)
    question = hall.put("base text", documents=[short, long])
    vote = hall.decide(question, ["2>1", "2", "1"], "secret ballot")
    assert vote.chosen == "2"
    short, long = (Document.objects.get(pk=row.pk) for row in (short, long))
    assert (short.set_aside_for, short.stage) == (long, "closed")
    assert (long.set_aside_for, long.stage) == (None, "discussion")
    with pytest.raises(Refused, match="chose “A long draft” as the base text"):
        chair.take_to_floor(acting_user=hall.world.chair, document=short)
    with pytest.raises(Refused, match="chose “A long draft” as the base text"):
        file_amendment(acting_user=hall.world.member, document=short, revision=short.published_revision.number, work=Work(()))
    with pytest.raises(Refused, match="chose “A long draft” as the base text"):
        hall.put("base text", documents=[short, long])
    assert list(problems(short)) == list(problems(long)) == []
    short.set_aside_for = None
    short.save(update_fields=["set_aside_for"])
    assert list(problems(short)) == ["A short draft: its base text is '', and the record says 'a-long-draft'."]


def test_where_no_draft_comes_first_alone_none_is_closed():
    hall = full_hall(*RIVALS)
    drafts = rival_drafts(hall)
    hall.decide(hall.put("base text", documents=drafts), ["1", "2"], "secret ballot")
    assert not Document.objects.exclude(set_aside_for=None).exists()
