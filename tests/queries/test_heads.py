"""One head for a whole congress, which every entry of any chain moves."""

import pytest

from amendments.access import OPERATOR
from amendments.actions import secretary
from amendments.life import Stage
from amendments.queries.heads import congress_head
from tests.world import build, person

pytestmark = pytest.mark.django_db


def test_every_entry_moves_the_head_of_the_congress(django_assert_num_queries):
    world = build(Stage.DISCUSSION)
    heads = [congress_head(world.fresh(world.congress))]
    world.file(world.rewrite("1.1", "all", "everybody"))
    heads.append(congress_head(world.fresh(world.congress)))
    other = person(world, "other")
    secretary.give_seat(acting_user=OPERATOR, congress=world.congress, person=other, role="member")
    congress = world.fresh(world.congress)
    with django_assert_num_queries(1):
        heads.append(congress_head(congress))
    assert len(set(heads)) == 3
    assert congress_head(world.fresh(world.congress)) == heads[-1]
