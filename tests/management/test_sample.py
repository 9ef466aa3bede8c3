"""The sample in the database, as `manage.py demo` loads it: made by acts, and complete on record."""

from collections import Counter
from io import StringIO
from itertools import combinations

import pytest
from django.conf import settings as site
from django.core.management import call_command
from django.db import transaction

from amendments.models import (
    Acceptance,
    Advice,
    Amendment,
    AmendmentList,
    Appeal,
    Composite,
    Congress,
    Correction,
    Credential,
    Decision,
    DivisionRequest,
    Document,
    Entry,
    Objection,
    Paper,
    Paragraph,
    Person,
    Question,
    Seat,
    SecondReading,
    Throughout,
    Vote,
)
from amendments.queries.amendment import filed
from amendments.queries.choosing import bloc_of
from amendments.queries.clock import now
from amendments.queries.document import current_text, published_text
from amendments.queries.secondary import filed_on
from amendments.text import edits
from amendments.text.apply import apply
from amendments.text.relation import Relation, relation
from amendments.text.words import in_words


def demo(*args):
    out = StringIO()
    call_command("demo", *map(str, args), stdout=out)
    return out.getvalue()


pytestmark = pytest.mark.django_db  # each test in a transaction of its own, inside that of the file


@pytest.fixture(scope="module")
def sample(django_db_setup, django_db_blocker):
    """The sample, loaded once for this file, and taken away after it."""
    with django_db_blocker.unblock():
        before, site.DEMO = site.DEMO, True
        with transaction.atomic():
            yield demo()
            transaction.set_rollback(True)
        site.DEMO = before


def test_it_says_who_can_sign_in(sample):
    for role in ("Drafting committee", "Council", "Chair", "Secretary", "Delegate", "Member"):
        assert f"\n  {role}" in sample
    assert "40 people" in sample


def test_two_documents_a_working_paper_one_taken_up_again_and_one_adopted(sample):
    stages = list(Document.objects.order_by("number").values_list("number", "stage", "reading"))
    assert stages == [(1, "floor", 1), (2, "discussion", 1), (3, "drafting", 1), (4, "discussion", 2), (5, "adopted", 1)]
    assert Paragraph.objects.filter(document__number__in=[1, 2]).exclude(label="").exclude(label="1.4.1a").count() == 60
    kinds = Counter(Entry.objects.filter(document__number=5).values_list("kind", flat=True))
    assert {"reopened": 1, "recounted": 1, "left over": 1, "adopted": 1, "corrected": 1}.items() <= kinds.items()
    assert DivisionRequest.objects.filter(answer="waiting").exists()


def test_filing_is_open_for_days_to_come(sample):
    deadline = Document.objects.get(number=2).filing_deadline
    assert deadline is not None
    assert (deadline - now()).days >= 5


def test_every_amendment_fits_the_published_text(sample):
    for amendment in Amendment.objects.filter(primary=None).select_related("document"):
        text = filed_on(amendment)
        assert apply(text, filed(amendment).edits) != text, amendment.about


def test_a_second_reading_shows_what_was_taken_in_and_what_movers_say(sample):
    second, third = SecondReading.objects.order_by("number")
    assert (second.state, third.state) == ("republished", "open")
    assert second.steps.filter(amendment__rest="taken in").count() == 2
    answers = Counter(second.carried_over.values_list("state", "answer"))
    assert answers == {("conflicting", "asked"): 1, ("clean", "confirmed"): 1, ("touching", "asked"): 1}


def test_the_amendments_show_every_kind_of_edit(sample):
    kinds = {type(edit) for amendment in Amendment.objects.all() for edit in filed(amendment).edits}
    assert kinds == {
        edits.ChangeWords,
        edits.InsertParagraph,
        edits.StrikeParagraph,
        edits.MoveParagraph,
        edits.SplitParagraph,
        edits.JoinParagraphs,
        edits.InsertSection,
        edits.RetitleSection,
    }


def test_the_open_document_shows_every_relation(sample):
    document = Document.objects.get(number=2)
    text = published_text(document)
    rows = [filed(amendment) for amendment in document.amendments.filter(primary=None)]
    found = Counter(relation(text, a, b).relation for a, b in combinations(rows, 2))
    assert set(found) == set(Relation)


def test_one_replaces_words_everywhere_and_one_amends_another(sample):
    everywhere = Throughout.objects.get()
    assert (everywhere.old, everywhere.filed) == ("municipality", 8)
    second = Amendment.objects.get(primary__about="seven days, not fourteen")
    assert "working" in in_words(filed_on(second), filed(second).edits)


def test_of_two_that_amend_one_whose_mover_wrote_it_anew_one_waits_and_one_fell(sample):
    waits, fell = Amendment.objects.filter(primary__about="nobody is put out in winter").order_by("number")
    assert (waits.decision, waits.rebase_state, waits.primary.version) == ("pending", "touching", 2)
    assert waits.combined_digest != waits.confirmed_digest
    assert (fell.decision, fell.fallen_because) == ("fallen", fell.primary)
    assert (
        fell.rebase_why
        == f"{fell} inserts words into “the union of the house”, which the new version of {fell.primary} struck."
    )


def relation_of(one, other):
    a, b = (Amendment.objects.get(document__number=2, about=about) for about in (one, other))
    return relation(published_text(a.document), filed(a), filed(b))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("a majority, not two thirds, for a rent strike", "a majority for a rent strike", Relation.SAME),
        ("three years, and three quarters of the households", "three years between two rises", Relation.CONTAINED),
        ("no more than two hundred homes", "no more than five hundred homes", Relation.CONFLICTING),
        ("no more than five hundred homes", "strike the limit on owners", Relation.CONFLICTING),
        ("“home”, not “dwelling”", "three months empty, not six", Relation.TOUCHING),
        ("benches", "fees for keys", Relation.INDEPENDENT),
        ("a new paragraph on lifts", "a new section, After the Water", Relation.INDEPENDENT),
    ],
)
def test_they_stand_to_each_other_as_people_would_say(sample, one, other, expected):
    assert relation_of(one, other).relation == expected
    assert relation_of(other, one).relation == expected


def test_some_are_withdrawn_ruled_advised_and_decided(sample):
    assert Amendment.objects.filter(state="withdrawn").count() == 1
    ruled = Counter(Amendment.objects.values_list("admissibility", flat=True))
    assert ruled["out of order"] == 2 <= ruled["none"]
    outcomes = set(Decision.objects.filter(matter="amendment").values_list("outcome", flat=True))
    assert {"carried", "lost", "referred"} == outcomes
    open_on_floor = Amendment.objects.filter(document__number=1, decision="pending", rest="none").count()
    assert 3 <= open_on_floor <= 10, "a newcomer can decide the rest, two of them en bloc, and come to adoption"


def test_the_floor_shows_a_roll_call_a_question_with_its_speakers_and_an_en_bloc_list(sample):
    vote = Vote.objects.get()
    assert (vote.outcome, vote.method, vote.cast) == ("carried", "roll call", 10)
    question = Question.objects.get(ended="")
    assert question.amendment is not None
    assert question.document is not None
    assert question.amendment.about == "a congress every two years"
    spoken = [(one.side, one.began_at is not None) for one in question.speakers.all()]
    assert spoken == [("for", True), ("against", False), ("against", False), ("for", False)]
    assert [one.about for one, _ in bloc_of(question.document)] == ["names and papers", "what a meeting offers"]


def test_the_committee_s_desk_shows_every_state(sample):
    for table, field, states in (
        (Correction, "turn", {"mover", "committee"}),
        (Appeal, "outcome", {"pending", "upheld", "overturned"}),
        (Acceptance, "words", {"filed", "advised"}),
        (Advice, "minority", {True, False}),
    ):
        assert set(table.objects.values_list(field, flat=True)) == states, table
    assert Advice.objects.filter(published_at=None).exists()
    assert Advice.objects.filter(edits__isnull=False, amendment__document__number=1).exists()
    assert Objection.objects.count() == 1
    assert AmendmentList.objects.get().amendments.count() == 23


def test_one_composite_stands_and_one_waits_for_a_mover(sample):
    stands, waits = Composite.objects.order_by("number")
    assert stands.amendment.resting.count() == 2
    one = Amendment.objects.get(rest="same")
    assert str(one.mover_person) in {str(row.person) for row in one.rests_in.co_movers.filter(answer="confirmed")}
    assert set(waits.sources.values_list("answer", flat=True)) == {"signed", "asked"}


def test_what_was_carried_stands_in_the_text(sample):
    document = Document.objects.get(number=1)
    text = {paragraph.label: paragraph for paragraph in current_text(document).paragraphs}
    assert text["1.2.6"].struck
    assert "four commitments" in Paragraph.objects.get(document=document, label="1.1.6").text
    assert "with them we have been warned" not in str(text)
    assert text["1.4.1a"].tokens
    touching = Amendment.objects.get(about="four weeks’ notice for electing delegates")
    assert touching.rebase_state == "touching"


def test_everything_is_on_record(sample):
    kinds = Counter(Entry.objects.values_list("kind", flat=True))
    assert kinds["filed"] == Amendment.objects.filter(part_of=None).count()
    assert kinds["divided"] == 1
    assert kinds["loaded"] == 5
    assert kinds["seat given"] + kinds["seat handed over"] + kinds["seat surrendered"] == Seat.objects.count()
    assert (kinds["register frozen"], kinds["vote given"], kinds["register challenged"]) == (3, 1, 2)


def test_the_office_of_the_sample_has_been_at_work(sample):
    held = Seat.objects.get(handed_from__isnull=False, lent=False)
    assert (held.person.name, held.handed_from.person.name) == ("Oscar Villanueva", "Joon-ho Park")
    paper = Paper.objects.get()
    assert (str(paper.amendment.mover_person), paper.amendment.filed_by.name) == ("Dmitri Volkov", "Tomasz Wieczorek")
    ways = Counter(Credential.objects.values_list("kind", flat=True))
    assert ways == {"code": 4, "link": 5}
    shared = Counter(Credential.objects.filter(kind="link").values_list("person__email", flat=True))
    assert sorted(shared.values()) == [1, 2, 2]


def test_a_second_run_keeps_everything_and_asks_little(sample, django_assert_max_num_queries):
    before = (Entry.objects.count(), Amendment.objects.count(), Person.objects.count())
    with django_assert_max_num_queries(20):
        said = demo()
    assert "is kept" in said
    assert (Entry.objects.count(), Amendment.objects.count(), Person.objects.count()) == before


def test_a_draft_can_stand_beside_the_sample(sample, tmp_path):
    path = tmp_path / "ours.txt"
    path.write_text("1.1: Words.")
    with transaction.atomic():
        demo("--draft", path)
        assert Congress.objects.count() == 2
        assert Person.objects.count() == 40
        transaction.set_rollback(True)
