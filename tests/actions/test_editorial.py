"""Corrections after the vote: each a revision of its own, within the authority that the congress gave, and verified."""

import pytest
from django.urls import reverse

from amendments.actions.editorial import Correction, correct_adopted
from amendments.life import Outcome, Stage
from amendments.models import Paragraph, Revision, Ruling
from amendments.queries.provenance import traced
from amendments.queries.verify import problems
from amendments.refusals import Refused
from tests.pages.site import browse
from tests.world import World, build

pytestmark = pytest.mark.django_db
WORDS = (
    "We want homes for all, as 1.3 says.",
    "Rents are set by the municipality.",
    "Homes are kept in repair.",
    "Ourselves we rule.",
)


def adopted(**orders) -> World:
    world = build(Stage.DISCUSSION, words=WORDS, **orders)
    world.file(world.rewrite("1.2", "municipality", "town"))
    world.to(Stage.FLOOR)
    world.decide(world.document.amendments.get(), Outcome.CARRIED)
    world.to(Stage.ADOPTED)
    return world


def correct(world: World, label: str = "1.1", **what) -> Ruling:
    given = {"authority": "", "reason": "The number was that of the draft."} | what
    correction = Correction(world.uid(label), **given)
    made = correct_adopted(acting_user=world.committee, document=world.reload(), correction=correction)
    world.reload()
    return made


def test_a_cross_reference_is_a_revision_of_its_own_and_the_seal_stays():
    world = adopted()
    seal, number = world.document.seal, world.revision.number
    made = correct(world, words="We want homes for all, as 1.2 says.")
    assert (world.revision.number, made.entry.revision) == (number + 1, world.revision)
    assert made.allows == "The standing orders: numbers and cross-references are corrected without a vote."
    assert world.read("1.1") == "We want homes for all, as 1.2 says."
    assert world.document.seal == seal
    by = {token.by for token in traced(world.document).paragraphs[world.uid("1.1")].tokens}
    assert by == {"", f"C{number + 1}"}
    world.sound()


def test_a_number_is_corrected_and_none_is_given_twice():
    world = adopted()
    uid = world.uid("1.3")
    with pytest.raises(Refused, match="is the number of another place"):
        correct_adopted(acting_user=world.committee, document=world.document, correction=Correction(uid, "", "x", label="1.2"))
    correct_adopted(acting_user=world.committee, document=world.document, correction=Correction(uid, "", "x", label="1.4"))
    assert Paragraph.objects.get(uid=uid).label == "1.4"
    world.sound()


def test_what_goes_beyond_the_authority_is_refused():
    world = adopted()
    before = Revision.objects.count()
    for words, said in (
        ("We want homes for everybody, as 1.3 says.", "is no number and no cross-reference"),
        ("We want homes for all, as 1.3 says.", "Nothing was changed"),
    ):
        with pytest.raises(Refused, match=said):
            correct(world, words=words)
    with pytest.raises(Refused, match="Say what was wrong"):
        correct(world, words="We want homes for all, as 1.2 says.", reason=" ")
    assert Revision.objects.count() == before
    strict = adopted(editorial="never")
    with pytest.raises(Refused, match="let nobody change an adopted text"):
        correct(strict, words="We want homes for all, as 1.2 says.")
    world.sound()


def test_by_a_resolution_words_are_corrected_and_it_is_named():
    world = adopted(editorial="resolved")
    with pytest.raises(Refused, match="Name the resolution"):
        correct(world, words="We want homes for everybody, as 1.3 says.")
    correct(world, words="We want homes for everybody, as 1.3 says.", authority="Resolution 9: plain language.")
    world.sound()
    Ruling.objects.filter(kind="editorial").update(allows="Resolution 10.")
    assert any("its authority or its reason" in one for one in problems(world.reload()))


def test_the_page_corrects_and_everybody_reads_the_list():
    world = adopted()
    committee, at = browse(world.committee), [world.congress.slug, world.document.slug]
    address = reverse("correct", args=[*at, world.uid("1.1")])
    assert address in committee.get(reverse("part-history", args=[*at, world.uid("1.1")])).content.decode()
    assert "as 1.3 says" in committee.get(address).content.decode()
    sent = {"words": "We want homes for all, as 1.2 says.", "label": "1.1", "reason": "A slip of the draft."}
    wrong = committee.post(address, sent | {"words": "We want flats."})
    assert wrong.status_code == 409
    assert "We want flats." in wrong.content.decode()
    assert committee.post(address, sent).status_code == 302
    html = browse(world.member).get(reverse("corrections", args=at)).content.decode()
    assert "A slip of the draft." in html
    assert "<ins" in html
    words = browse(world.member).get(reverse("provenance", args=at)).content.decode()
    assert "corrected after the vote" in words
    number = world.reload().current_revision.number
    note = browse(world.member).get(reverse("provenance", args=at) + f"?open=C{number}&at={world.uid('1.1')}").content.decode()
    assert "All corrections, with their reasons" in note
    world.sound()
