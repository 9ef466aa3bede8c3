"""Each page of a second reading reads in a constant number of queries, however many amendments and changes there are."""

from __future__ import annotations

import pytest

from amendments.life import Stage
from tests.pages.test_counts import queries
from tests.pages.test_desk import at
from tests.reading import begun, edit, published, take
from tests.world import World, build

pytestmark = pytest.mark.django_db
TEXT = "text/homes-in-common/"
AT_WORK = (
    ("the desk", "committee", f"{TEXT}second-reading/", 11),
    ("what is ticked", "committee", f"{TEXT}second-reading/take-in/?a=2", 9),
    ("the working text", "committee", f"{TEXT}second-reading/edit/", 8),
    ("the difference", "committee", f"{TEXT}second-reading/difference/", 8),
    ("publishing it", "committee", f"{TEXT}second-reading/publish/", 15),
)
PUBLISHED = (
    ("what changed", "member", f"{TEXT}readings/", 10),
    ("a mover's answer", "member", "A2/new-text/", 14),
    ("an amendment", "member", "A2/", 43),
)


def full(world: World, many: int) -> None:
    """Take an amendment in, edit several times, and leave several amendments pending."""
    one = world.file(world.rewrite("1.2", "municipality", "town"), mover="mover")
    for n in range(many + 1):
        world.file(world.rewrite("1.2", "Rents are set", f"All {n} rents are set"))
    begun(world)
    take(world, one)
    for n in range(many):
        edit(world, "2.1", "member" if n == 0 else f"member{n - 1}", f"member{n}")


@pytest.mark.parametrize("many", [1, 3])
def test_each_page_reads_in_a_constant_number_of_queries(many: int) -> None:
    world = build(Stage.DISCUSSION)
    full(world, many)
    found = {name: queries(world, who, at(world, rest)) for name, who, rest, _ in AT_WORK}
    published(world)
    found |= {name: queries(world, who, at(world, rest)) for name, who, rest, _ in PUBLISHED}
    expected = {name: number for name, _, _, number in (*AT_WORK, *PUBLISHED)}
    assert found == expected, " ".join(map(str, found.values()))
