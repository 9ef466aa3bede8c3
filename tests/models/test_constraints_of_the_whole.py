"""What the database itself refuses of amendments that hang together: composites, relations, tags, amendments to amendments."""

import pytest

from amendments.life import Stage
from amendments.models import (
    Amendment,
    AmendmentMargin,
    AmendmentRelation,
    Composite,
    CompositeSource,
    Draft,
    Tag,
    Throughout,
)
from tests.kept import kept
from tests.models.never import NOW, Never, changed, each_is_refused, saved, twice
from tests.world import build

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
@kept
def world(db):
    world = build(Stage.DISCUSSION)
    world.file(world.rewrite("1.1", "all", "everybody"))
    world.file(world.rewrite("1.2", "wages", "prices"))
    return world


def amendment(world, number=1):
    return Amendment.objects.get(congress=world.congress, number=number)


def composite(world, **values):
    base = world.document.published_revision
    given = {"number": 1, "base_revision": base, "edits": [], "made_by": world.committee, "made_at": NOW}
    return Composite(document=world.document, **given | values)


def source(world, **values):
    found = Composite.objects.first() or saved(composite(world))
    return CompositeSource(composite=found, amendment=amendment(world), version=1, **values)


def relation(world, high=2, **values):
    given = {"low": amendment(world), "high": amendment(world, high), "relation": "touching"}
    return AmendmentRelation(document=world.document, **given | values)


def draft(world):
    base = world.document.published_revision
    return Draft(person=world.delegate, document=world.document, base_revision=base, saved_at=NOW, amends=amendment(world))


def margin(world):
    found = amendment(world).margins.first()
    return AmendmentMargin(**{field.name: getattr(found, field.name) for field in found._meta.fields if field.name != "id"})


NEVER: Never = {
    "amendment_rest": lambda w: changed(amendment(w), rest="asleep", rests_in=amendment(w, 2)),
    "amendment_rests_in_another": lambda w: changed(amendment(w), rest="composite"),
    "amendment_to_a_version_of_its_primary": lambda w: changed(amendment(w), primary=amendment(w, 2)),
    "amendment_margin_once": margin,
    "draft_one_a_person_and_primary": twice(draft),
    "composite_number_once_a_document": twice(composite),
    "composite_ends_or_stands": lambda w: composite(w, amendment=amendment(w), ended_at=NOW),
    "composite_source_answer": lambda w: source(w, answer="perhaps", answered_by=w.member, answered_at=NOW),
    "composite_source_once": twice(source),
    "composite_source_answered_by_somebody": lambda w: source(w, answer="signed"),
    "relation_is_one": lambda w: relation(w, relation="odd"),
    "relation_once_a_pair": twice(relation),
    "relation_in_part_touches": lambda w: relation(w, low_loses=1, relation="conflicting"),
    "relation_of_two": lambda w: relation(w, high=1),
    "relation_names_the_contained": lambda w: relation(w, relation="contained"),
    "tag_once_a_congress": twice(lambda w: Tag(congress=w.congress, name="Homes", key="homes")),
    "tag_has_words": lambda w: Tag(congress=w.congress, name="Homes", key=""),
    "throughout_says_what": lambda w: Throughout(amendment=amendment(w), old="homes", new="", filed=1),
}


def test_it_must_never_be(world, subtests):
    each_is_refused(NEVER, world, subtests)
