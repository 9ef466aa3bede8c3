"""Many rows changed at once: the same rows and history as when each is saved by itself."""

from datetime import UTC, datetime

import pytest
from django.db import DataError, transaction

from amendments.actions.rows import insert, update, update_with_history
from amendments.life import Stage
from amendments.models import Amendment, AmendmentMargin, AmendmentRelation, Person
from tests.world import build

pytestmark = [pytest.mark.django_db, pytest.mark.both]
AT = datetime(2026, 5, 3, 12, 0, 0, 123456, tzinfo=UTC)
HARD = "It’s 100 % “so” \\ %s 'quoted'\n\ttabbed 𝄞"
FIELDS = ["rebase_why", "resolved", "fallen_because", "confirmed_by", "confirmed_at", "confirmed_digest", "decision"]
FIELDS += ["version", "rebase_state"]


@pytest.fixture
def world():
    return build(Stage.DISCUSSION)


@pytest.fixture
def rows(world):
    words = ("city", "tenants", "council")
    return [world.file(world.rewrite("1.2", "municipality", word)) for word in words]


def changed(rows, world):
    first, second, third = rows
    first.rebase_why, first.resolved, first.version = HARD, {"format": 1, "edits": [], "more": [None, True, 1.5, HARD]}, 7
    first.fallen_because, first.decision = third, "fallen"
    first.confirmed_by, first.confirmed_at, first.confirmed_digest = world.member, AT, "5" * 64
    second.rebase_why, second.rebase_state = "", "touching"
    return [first, second, third]


def keep(world, some):
    entry = world.document.entries.latest("pk")
    stamped = {"entry": entry, "revision_id": world.document.current_revision_id}
    update_with_history(Amendment, some, FIELDS, user=world.member, at=AT, stamped=stamped)
    return entry


def kept():
    return list(Amendment.objects.order_by("pk").values_list("pk", *FIELDS))


def test_rows_are_what_they_are_when_each_is_saved_by_itself(world, rows):
    some = changed(rows, world)
    with transaction.atomic():
        for row in some:
            Amendment.objects.filter(pk=row.pk).update(**{name: getattr(row, name) for name in FIELDS})
        one_by_one = kept()
        transaction.set_rollback(True)
    before = kept()
    keep(world, some)
    assert kept() == one_by_one != before


def test_nothing_is_written_where_there_is_nothing_to_write(world, django_assert_num_queries):
    with django_assert_num_queries(0):
        update(Person, [], ["name"])
        update(Person, [world.member], [])


def test_what_keeps_its_history_is_not_saved_without(rows):
    with pytest.raises(TypeError, match="Amendment keeps its history"):
        update(Amendment, rows, FIELDS)
    with pytest.raises(TypeError, match="Amendment keeps its history"):
        insert(Amendment, ["number"], [(9,)])


def test_new_rows_are_what_they_are_when_each_is_made_by_itself(world, rows, django_assert_num_queries):
    one, two, three = (row.pk for row in rows)
    AmendmentRelation.objects.all().delete()
    columns = ("document_id", "low_id", "high_id", "relation", "inner_id", "low_loses", "high_loses")
    document = world.document.pk
    made = [(document, one, two, "contained", one, None, None), (document, one, three, "touching", None, 2, None)]
    with django_assert_num_queries(1):
        insert(AmendmentRelation, columns, iter(made))
        insert(AmendmentRelation, columns, [])
    assert list(AmendmentRelation.objects.order_by("pk").values_list(*columns)) == made
    insert(AmendmentMargin, ("document_id", "amendment_id", "uid"), [(document, one, HARD)])
    assert AmendmentMargin.objects.filter(amendment=one, uid=HARD).count() == 1


def test_each_row_has_a_history_row_of_what_it_is_now(world, rows):
    some = changed(rows, world)
    past = Amendment.history.count()
    entry = keep(world, some)
    assert Amendment.history.count() == past + 3
    for row in some:
        last = Amendment.history.filter(id=row.pk).latest("history_id")
        assert (last.history_type, last.history_user, last.history_date, last.entry) == ("~", world.member, AT, entry)
        assert [getattr(last, name) for name in FIELDS] == [getattr(row, name) for name in FIELDS]


@pytest.mark.postgres
def test_what_does_not_fit_is_refused_and_not_cut(world):
    person = world.member
    person.member_number = "9" * 500
    with pytest.raises(DataError), transaction.atomic():
        update(Person, [person], ["member_number"])
    with pytest.raises(ValueError, match="no column"):
        update(Person, [person], ["id"])
    one = world.file(world.rewrite("1.1", "homes", "houses"))
    with pytest.raises(DataError), transaction.atomic():
        insert(AmendmentMargin, ("document_id", "amendment_id", "uid"), [(world.document.pk, one.pk, "u" * 65)])
