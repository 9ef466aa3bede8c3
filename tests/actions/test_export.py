"""What is handed out to a person of what is kept of them: all of it, and nothing of anybody else."""

import json

import pytest
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder

from amendments.actions.pulling import pull_out
from amendments.life import Stage
from amendments.models import Person, Support
from amendments.papers import traces as t
from amendments.papers.person import export_of
from amendments.queries.clock import now
from tests.actions.test_voting import made, move, room, the
from tests.world import build


def names_people():
    """Give every table and field that refers to a person, found in the tables themselves."""
    for model in apps.get_models():
        for field in (*model._meta.concrete_fields, *model._meta.many_to_many):
            if field.related_model is Person and not hasattr(model, "history_type"):
                yield f"{model.__name__}.{field.name}"


def test_every_table_that_names_a_person_is_handed_out_or_says_why_not():
    everywhere = set(names_people()) - {"LogEntry.user"}  # Django's own, and nobody uses it
    assert {one.name for one in t.traces()} == everywhere
    listed = t.OWN_FORM | t.LEFT_OUT.keys() | t.PRIVATE | t.ONLY.keys()
    assert listed <= everywhere
    assert all(len(reason) > 30 for reason in t.LEFT_OUT.values())
    for name, columns in t.ONLY.items():
        model = apps.get_model("amendments", name.partition(".")[0])
        assert columns
        assert set(columns) <= {one.name for one in model._meta.concrete_fields}


@pytest.mark.django_db
@pytest.mark.both
def test_what_one_did_is_handed_out_and_nobody_elses_name():
    world = room()
    made(world)
    support = Support.objects.create(
        amendment=the(1), person=world.delegate, signed_by=world.delegate, version=1, signed_at=now()
    )
    pull_out(acting_user=world.delegate, amendment=the(4), reason="It deserves a debate.")
    move(world, 1, "up", reason="Rents first.")
    delegate, chair = (export_of(world.people[name], mine=True) for name in ("delegate", "chair"))
    told = {(one["what"], one["amendment"], one.get("reason")) for one in delegate["further"] if "amendment" in one}
    assert {("pull", "A4", "It deserves a debate."), ("support", str(support.amendment), None)} <= told
    moved = [one for one in chair["further"] if one["what"] == "voting move"]
    assert [(one["amendment"], one["reason"]) for one in moved] == [("A1", "Rents first.")]
    written = json.dumps(delegate, cls=DjangoJSONEncoder)
    for other in ("Mover", "Chair", "Speaker", "Teller"):
        assert other not in written


@pytest.mark.django_db
def test_what_is_theirs_alone_is_handed_out_to_them_alone(django_assert_num_queries):
    world = build(Stage.DISCUSSION)
    mine, theirs = export_of(world.member, mine=True), export_of(world.member, mine=False)
    held = len({one.name for one in t.traces()} - t.OWN_FORM - t.LEFT_OUT.keys())
    with django_assert_num_queries(held):
        t.traces_of(world.member, mine=True)
    with django_assert_num_queries(held - len(t.PRIVATE)):
        t.traces_of(world.member, mine=False)
    assert mine["member_number"] == theirs["member_number"]
