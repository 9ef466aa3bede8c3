"""What the database itself refuses of advice, acceptances, corrections and appeals, whoever writes."""

from datetime import timedelta

import pytest

from amendments.models import (
    Acceptance,
    Advice,
    AdvicePlace,
    AmendmentList,
    Appeal,
    Correction,
    Decision,
    Objection,
    Remark,
    Ruling,
)
from tests.models.never import NOW, Never, each_is_refused, entry, one, saved, twice

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def advice(world, **values):
    base = world.document.published_revision
    return Advice(amendment=one(world), base_revision=base, person=world.committee, saved_at=NOW, **values)


def published(world, **values):
    return advice(world, published_at=NOW, entry=entry(world), **values)


def place(world):
    found = Advice.objects.filter(amendment=one(world)).first() or saved(advice(world))
    return AdvicePlace(advice=found, uid="0" * 32, document=world.document)


def acceptance(world, **values):
    given = {"words": "filed", "person": world.committee, "made_at": NOW, "until": NOW}
    return Acceptance(amendment=one(world), entry=entry(world), **given | values)


def objection(world):
    found = Acceptance.objects.first() or saved(acceptance(world))
    return Objection(acceptance=found, person=world.delegate, made_at=NOW, entry=entry(world))


def newcomers(world):
    return AmendmentList(document=world.document, number=1, entry=entry(world), published_at=NOW)


def correction(world, **values):
    return Correction(amendment=one(world), asked_at=NOW, **values)


def remark(world):
    return Remark(correction=saved(correction(world)), person=world.committee, of_committee=True, words="", said_at=NOW)


def decision(world, **values):
    given = {"matter": "appeal", "outcome": "carried", "made_at": NOW}
    return Decision(document=world.document, entry=entry(world), **given | values)


def appeal(world, **values):
    told = {"document": world.document, "entry": entry(world), "kind": "out of order", "reason": "So.", "made_at": NOW}
    given = {"person": world.member, "reason": "It is in order.", "made_at": NOW, "heard_by": "council"}
    return Appeal(ruling=Ruling.objects.create(**told), amendment=one(world), entry=entry(world), **given | values)


NEVER: Never = {
    "advice_recommendation": lambda w: advice(w, recommendation="think"),
    "advice_rebase_state": lambda w: advice(w, rebase_state="lost"),
    "advice_one_draft": twice(advice),
    "advice_one_draft_of_a_minority": twice(lambda w: advice(w, minority=True)),
    "advice_one_standing": twice(published),
    "advice_one_standing_of_a_minority": twice(lambda w: published(w, minority=True)),
    "advice_published_on_record": lambda w: advice(w, published_at=NOW),
    "advice_superseded_was_published": lambda w: advice(w, superseded=True),
    "advice_has_words_only_to_carry_amended": lambda w: published(w, recommendation="carry", edits=[]),
    "advice_confirmed_by_a_named_person": lambda w: advice(w, confirmed_digest="0" * 64),
    "advice_place_once": twice(place),
    "acceptance_words": lambda w: acceptance(w, words="sung"),
    "acceptance_one_standing": twice(acceptance),
    "acceptance_can_be_objected_to": lambda w: acceptance(w, until=NOW - timedelta(seconds=1)),
    "acceptance_is_of_words": lambda w: acceptance(w, words="advised"),
    "objection_once_a_person": twice(objection),
    "list_number_once_a_document": twice(newcomers),
    "correction_turn": lambda w: correction(w, turn="nobody"),
    "correction_one_open_an_amendment": twice(correction),
    "correction_closed_at_a_time": lambda w: correction(w, turn="closed"),
    "correction_asked_before_it_ends": lambda w: correction(w, until=NOW - timedelta(seconds=1)),
    "remark_says_something": remark,
    "appeal_heard_by": lambda w: appeal(w, heard_by="the crowd"),
    "appeal_outcome": lambda w: appeal(w, outcome="lost", decision=saved(decision(w))),
    "appeal_has_reason": lambda w: appeal(w, reason=""),
    "appeal_decided_by_a_vote": lambda w: appeal(w, outcome="upheld"),
    "decision_words": lambda w: decision(w, words="sung"),
}


def test_it_must_never_be(world, subtests):
    each_is_refused(NEVER, world, subtests)
