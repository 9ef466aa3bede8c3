"""Advice where amendments are amended: no other words for a secondary, and none put that a new version has overtaken."""

import pytest

from amendments.actions.advice import Opinion
from amendments.life import Outcome, Stage, Words
from amendments.models import Amendment
from amendments.queries.advice import advised_words
from amendments.refusals import Refused
from amendments.text.compose import Rewrite
from tests.actions.test_advice import in_other_words, publish
from tests.actions.test_secondary import to
from tests.kept import kept
from tests.pages.site import browse
from tests.world import World, build

pytestmark = pytest.mark.django_db


@kept
def amended() -> tuple[World, Amendment, Amendment]:
    world = build(Stage.DISCUSSION)
    one = world.file(world.rewrite("1.1", "all", "all households"), mover="mover")
    text = world.read("1.1").replace("for all", "for all households and people")
    return world, one, to(world, one, Rewrite(world.uid("1.1"), text))


def test_a_secondary_is_advised_on_without_other_words():
    world, _, second = amended()
    assert browse(world.committee).get(f"/c/{world.congress.slug}/A2/advice/").status_code == 200
    with pytest.raises(Refused, match="A2 amends A1: advise to carry or reject it, or write other words for A1 itself"):
        publish(world, second, in_other_words(world))
    publish(world, second, Opinion("reject", "One word is enough."))
    assert world.fresh(second).recommendation == "reject"
    world.sound()


def test_words_beside_an_earlier_version_are_not_put():
    world, one, second = amended()
    publish(world, one, in_other_words(world))
    assert advised_words(world.fresh(one)) is not None
    world.to(Stage.FLOOR)
    world.decide(second)
    assert world.fresh(one).edits != one.edits
    assert advised_words(world.fresh(one)) is None
    with pytest.raises(Refused, match="The committee proposes no words for A1 that could be put"):
        world.decide(world.fresh(one), words=Words.ADVISED)
    assert (
        "It was given on an earlier version of A1."
        in browse(world.member).get(f"/c/{world.congress.slug}/A1/").content.decode()
    )
    world.sound()
    assert world.decide(world.fresh(one)).decision == Outcome.CARRIED
