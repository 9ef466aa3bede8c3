"""The minutes: what they tell, what people add to them, and what is refused."""

import pytest

from amendments.access import access_document_for
from amendments.actions.adoption import adopt
from amendments.actions.minutes import correct_minutes, dissent
from amendments.life import Outcome, Stage
from amendments.models import Addition, Amendment, Decision
from amendments.queries.minutes import Minutes
from amendments.queries.verify import problems
from amendments.refusals import Forbidden, Refused
from tests.hall import full_hall
from tests.kept import kept
from tests.world import YES, build

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
@kept
def world(db):
    world = build(Stage.DISCUSSION)
    filed = [world.file(world.rewrite("1.1", "all", word)) for word in ("everybody", "tenants")]
    lost = world.file(world.rewrite("1.2", "municipality", "county"), mover="mover")
    world.to(Stage.FLOOR)
    world.decide(filed[0])
    world.decide(lost, Outcome.LOST)
    return world


def minutes(world, who="member"):
    document = world.reload()
    return Minutes(access_document_for(world.people[who], "read_document", pk=document.pk))


def at(kind, world):
    return Decision.objects.get(outcome=kind, matter="amendment", document=world.document).entry.sequence


def test_they_tell_each_question_its_count_what_fell_and_the_head_after_it(world):
    begun, carried, lost = minutes(world).items()
    assert begun.row.what == "The congress took the document up"
    assert carried.words == "In 1.1, strike “all” and insert “everybody”."
    assert "<del>" in carried.places[0].html
    assert (carried.outcome, carried.fell, carried.counted) == (
        "carried",
        ["A2"],
        "30 for, 10 against, 2 abstained; 21 were needed.",
    )
    assert (lost.outcome, lost.fell, lost.mover) == ("lost", [], "Mover")
    assert lost.words == "In 1.2, strike “municipality” and insert “county”."
    assert carried.row.digest != lost.row.digest == world.reload().head


def test_a_question_is_told_on_the_text_as_it_stood_then(world):
    again = build(Stage.DISCUSSION)
    first, second = (again.file(again.rewrite("1.1", *words)) for words in (("homes", "flats"), ("right", "duty")))
    again.to(Stage.FLOOR)
    again.decide(first)
    again.decide(second)
    html = [item.places[0].html for item in minutes(again).items()[1:]]
    assert "homes" in html[0]
    assert "flats" in html[1]
    assert "homes" not in html[1]


def test_a_correction_is_added_and_what_was_there_stays(world):
    before = minutes(world).items()[1].counted
    made = correct_minutes(
        acting_user=world.chair, document=world.document, sequence=at("carried", world), words="31 voted for it.", key="k"
    )
    again = correct_minutes(acting_user=world.chair, document=world.document, sequence=1, words="Else.", key="k")
    assert made == again == Addition.objects.get()
    item = minutes(world).items()[1]
    assert (item.counted, [one.words for one in item.added]) == (before, ["31 voted for it."])
    assert len(minutes(world).items()) == 3
    world.sound()


def test_a_delegate_dissents_once_from_what_was_decided(world):
    asked = {"acting_user": world.delegate, "document": world.document}
    dissent(**asked, sequence=at("lost", world), words="The county is nearer.")
    with pytest.raises(Refused, match="Your dissent from this decision is in the minutes already"):
        dissent(**asked, sequence=at("lost", world), words="Once more.")
    with pytest.raises(Refused, match="A dissent is from a decision of the congress"):
        dissent(**asked, sequence=minutes(world).items()[0].row.sequence, words="No.")
    assert [item.may_dissent for item in minutes(world, "delegate").items()] == [False, True, False]
    world.sound()


def test_what_is_refused(world):
    with pytest.raises(Refused, match="The minutes have no entry 1. They begin where the congress took the document up"):
        correct_minutes(acting_user=world.chair, document=world.document, sequence=1, words="No.")
    with pytest.raises(Refused, match="Write what the minutes should say besides"):
        correct_minutes(acting_user=world.chair, document=world.document, sequence=at("lost", world), words=" ")
    with pytest.raises(Forbidden, match="chair"):
        correct_minutes(acting_user=world.delegate, document=world.document, sequence=at("lost", world), words="No.")
    with pytest.raises(Forbidden, match="delegate"):
        dissent(acting_user=world.member, document=world.document, sequence=at("lost", world), words="No.")


def test_words_that_are_altered_are_named(world):
    made = dissent(acting_user=world.delegate, document=world.document, sequence=at("lost", world), words="I dissent.")
    Addition.objects.filter(pk=made.pk).update(words="I agree.")
    assert list(problems(world.reload())) == [
        f"What was added to the minutes at entry {made.about.sequence} is not what the record says."
    ]
    Addition.objects.all().delete()
    assert list(problems(world.reload())) == [f"What was added to the minutes at entry {made.about.sequence} is missing."]


def test_adoption_closes_them_and_they_can_still_be_corrected(world):
    adopt(acting_user=world.chair, document=world.reload(), outcome=Outcome.CARRIED, count=YES, head=world.document.head)
    last = minutes(world).items()[-1]
    assert (last.row.what, last.outcome) == ("The text was adopted and sealed", "carried")
    correct_minutes(acting_user=world.chair, document=world.document, sequence=last.row.sequence, words="At night.")
    world.sound()


@pytest.mark.parametrize("many", [1, 3])
def test_a_constant_number_of_queries(many, django_assert_num_queries):
    world = build(Stage.DISCUSSION)
    filed = [
        world.file(world.rewrite(f"1.{i}", *words))
        for i, words in enumerate((("all", "us"), ("set", "made"), ("house", "home")), 1)
    ]
    world.to(Stage.FLOOR)
    for one in filed[:many]:
        world.decide(one)
    page = minutes(world, "delegate")
    page._texts()  # the text of the beginning may be remembered
    with django_assert_num_queries(7):
        page.items()


def test_a_vote_by_ballot_is_told_from_the_question_to_the_declaration():
    hall = full_hall(("1.1", "all", "everybody"))
    question = hall.put(amendment=Amendment.objects.get(document=hall.world.document, number=1))
    hall.decide(question, ["for", "for", "against"])
    told = [item.row.what for item in minutes(hall.world).items()]
    assert told[1:4] == [
        "Question 1 was put: A1: In 1.1, strike “all” and insert “everybody”.",
        "Vote 1 was opened, by roll call",
        "Vote 1 was closed",
    ]
    decided = next(item for item in minutes(hall.world).items() if item.outcome)
    assert (decided.outcome, decided.method, decided.present) == ("carried", "roll call", 5)
    assert decided.counted == "2 for, 1 against, 0 abstained; 2 were needed."
