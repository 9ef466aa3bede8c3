"""`manage.py make_load`: a big congress by chance, made small here, and complete on record."""

from io import StringIO
from random import Random

import pytest
from django.core.management import CommandError, call_command

from amendments.access import OPERATOR
from amendments.actions.secretary import create_person
from amendments.management import load_words
from amendments.models import AmendmentRelation, Congress, Document, Outbox, Seat
from amendments.text.compose import pieces_to_json
from amendments.text.stored import canonical, sha256

pytestmark = pytest.mark.django_db


def make(**size):
    out = StringIO()
    call_command("make_load", **{"paragraphs": 40, "amendments": 60, "people": 60, "stdout": out} | size)
    return out.getvalue()


def test_it_makes_what_is_asked_for_and_every_row_is_what_the_record_says():
    said = make(seed=7, stage="floor", verify=True)
    assert "Verified: every row is what the record says." in said
    assert "60 of 60 amendments" in said
    document = Document.objects.get(congress__slug="load-7")
    assert (document.stage, document.paragraphs.count(), document.amendments.count()) == ("floor", 40, 60)
    assert Seat.objects.filter(congress=document.congress).count() == 60
    crowded = document.amendments.filter(places__uid=max_place(document)).count()
    assert crowded >= 20, "one paragraph of fifty draws many amendments"
    assert AmendmentRelation.objects.filter(document=document).count() > 100
    assert not Outbox.objects.filter(delivered_at__isnull=True).exists()


def max_place(document):
    places = list(document.amendments.values_list("places__uid", flat=True))
    return max(set(places), key=places.count)


def wishes(seed):
    chance = Random(seed)
    text = load_words.text(chance, 30)
    return text, list(load_words.Wishes(chance, text, 200))


def test_the_same_seed_says_the_same():
    assert wishes(3) == wishes(3)
    assert wishes(4) != wishes(3)
    whole = canonical([pieces_to_json(pieces) for pieces in wishes(3)[1]])
    assert sha256(whole) == "1d5f01e0ab3255614cae234e505e3cc3f7a2197776bccf906e358991a9ce6d0b", (
        "and in every process, whatever its hash seed"
    )


def test_what_is_there_is_not_made_again():
    make(seed=8, amendments=1)
    with pytest.raises(CommandError, match="“load-8” is there already"):
        make(seed=8)
    Congress.objects.filter(slug="load-8").update(slug="other")
    with pytest.raises(CommandError, match="The member number L8-"):
        make(seed=8, amendments=1)


def test_it_leaves_a_database_of_real_people_alone():
    create_person(acting_user=OPERATOR, member_number="1", name="Ada", password="a real password")
    with pytest.raises(CommandError, match="a database of its own"):
        make()
    assert not Congress.objects.exists()


@pytest.mark.parametrize("size", [{"paragraphs": 0}, {"amendments": -1}, {"people": 0}, {"seed": 0}])
def test_it_says_what_numbers_it_takes(size):
    with pytest.raises(CommandError, match="numbers from 1 on"):
        make(**size)
