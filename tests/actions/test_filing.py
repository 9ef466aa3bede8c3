"""Filing: what a member brings is taken to the letter, once, in time, and never lost."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from amendments.access import OPERATOR
from amendments.actions import filing, member
from amendments.actions.filing import Work
from amendments.actions.meetings import Meeting
from amendments.life import Rebase, Stage, State
from amendments.models import Amendment, Draft
from amendments.queries import clock
from amendments.refusals import Absent, Forbidden, Refused
from amendments.text.compose import Insert, Move, Retitle, Rewrite, Strike
from tests.world import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return build(Stage.DISCUSSION)


def file(world, work, who="member", **more):
    document = world.reload()
    number = document.published_revision.number
    return filing.file_amendment(acting_user=world.people[who], document=document, revision=number, work=work, **more)


def test_an_amendment_is_filed_with_a_number_and_its_edits(world):
    piece = world.rewrite("1.1", "all", "everybody")
    filed = world.file(piece)
    assert str(filed) == "A1"
    assert filed.state == State.FILED
    assert filed.edits["edits"][0]["kind"] == "change words"
    assert filed.base_revision == world.document.published_revision
    assert filed.rebase_state == Rebase.CLEAN
    assert filed.resolved == filed.edits
    assert [place.uid for place in filed.places.all()] == [piece.paragraph]
    assert filed.history.get().entry.kind == "filed"
    world.sound()


def test_numbers_count_through_the_congress_and_are_never_used_again(world):
    first, second = (world.file(world.rewrite("1.1", "all", word)) for word in ("some", "many"))
    member.withdraw_amendment(acting_user=world.member, amendment=second)
    third = world.file(world.rewrite("1.1", "all", "few"))
    assert [one.number for one in (first, second, third)] == [1, 2, 3]


def test_one_amendment_can_change_several_places(world):
    pieces = [
        world.rewrite("1.1", "all", "everybody"),
        Insert("a" * 16, world.uid("1"), world.uid("1.2"), "A new paragraph."),
        Strike(world.uid("1.3")),
        Move(world.uid("2.1"), world.uid("1"), None),
        Retitle(world.uid("2"), "The federation"),
    ]
    filed = world.file(*pieces)
    assert len(filed.edits["edits"]) == 5
    assert world.uid("1.2") in {place.uid for place in filed.places.all()}
    world.sound()


@pytest.mark.parametrize("pieces", [[], "same"])
def test_an_empty_or_unchanged_amendment_is_refused(world, pieces):
    pieces = [Rewrite(world.uid("1.1"), world.read("1.1"))] if pieces == "same" else pieces
    with pytest.raises(Refused, match=r"This amendment changes nothing.* Your text is kept as a draft\."):
        world.file(*pieces)
    assert not Amendment.objects.exists()


def test_a_place_that_is_not_in_the_text_is_refused_and_the_work_is_kept(world):
    with pytest.raises(Refused, match="not in the text, or has been struck. Your text is kept"):
        world.file(Rewrite("0" * 16, "Words."))
    assert Draft.objects.get().work["pieces"][0]["text"] == "Words."


def test_after_the_deadline_the_text_is_kept_as_a_draft(world, monkeypatch):
    later = world.document.filing_deadline + timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    with pytest.raises(Refused, match=r"Filing for “Homes in Common” closed on .* UTC\..* Your text is kept as a draft\."):
        world.file(world.rewrite("1.1", "all", "everybody"))
    draft = Draft.objects.get()
    assert draft.person == world.member
    assert "everybody" in draft.work["pieces"][0]["text"]


def test_to_the_deadline_itself_filing_is_open(world, monkeypatch):
    at = world.document.filing_deadline
    monkeypatch.setattr(clock, "now", lambda: at)
    world.file(world.rewrite("1.1", "all", "everybody"))


def test_the_time_is_that_of_the_database(world):
    filed = world.file(world.rewrite("1.1", "all", "everybody"))
    assert abs(filed.filed_at - clock.now()) < timedelta(minutes=1)
    assert filed.filed_at.tzinfo is not None


def test_after_filing_closed_it_is_refused_by_stage_and_kept(world):
    piece = world.rewrite("1.1", "all", "everybody")
    world.to(Stage.CLOSED)
    with pytest.raises(
        Forbidden, match="“filing closed”. You can file an amendment at the stage “published for discussion”.*kept"
    ):
        world.file(piece)
    assert Draft.objects.count() == 1


def test_filing_throws_the_draft_away(world):
    work = Work([world.rewrite("1.1", "all", "everybody")], reason="Because.")
    filing.save_draft(acting_user=world.member, document=world.document, revision=2, work=work)
    filing.save_draft(acting_user=world.mover, document=world.document, revision=2, work=work)
    world.file(*work.pieces)
    assert [draft.person for draft in Draft.objects.all()] == [world.mover]


def test_what_a_page_still_sends_once_it_has_filed_is_not_kept(world):
    work = Work([world.rewrite("1.1", "all", "everybody")])
    saved = {"acting_user": world.member, "document": world.document, "revision": 2, "work": work}
    filing.save_draft(**saved, key="page")
    made = world.file(*work.pieces, key="page")
    with pytest.raises(Refused, match=f"It is filed already, as {made}. To file something else, open the page anew."):
        filing.save_draft(**saved, key="page")
    assert not Draft.objects.exists()
    filing.save_draft(**saved, key="another page")
    assert Draft.objects.exists()


def test_saving_a_draft_again_replaces_it(world):
    for reason in ("One.", "Two."):
        filing.save_draft(acting_user=world.member, document=world.document, revision=2, work=Work(reason=reason))
    assert Draft.objects.get().work["reason"] == "Two."
    filing.discard_draft(acting_user=world.member, document=world.document)
    assert not Draft.objects.exists()


def test_the_same_key_files_once(world):
    piece = world.rewrite("1.1", "all", "everybody")
    assert world.file(piece, key="k") == world.file(piece, key="k")
    assert world.file(piece, key="k", mover="mover").number == 2
    assert Amendment.objects.count() == 2


def test_a_body_moves_through_its_speaker_with_the_meeting(world):
    meeting = Meeting(date(2026, 3, 1), 34, 2)
    work = Work([world.rewrite("1.1", "all", "everybody")], body=world.branch, meeting=meeting)
    filed = file(world, work, "speaker")
    assert (filed.mover_person, filed.mover_body, filed.filed_by) == (None, world.branch, world.speaker)
    assert (filed.met_on, filed.met_for, filed.met_against) == (date(2026, 3, 1), 34, 2)
    world.sound()


@pytest.mark.parametrize(
    ("meeting", "says"),
    [
        (Meeting(date(2999, 1, 1), 34, 2), "on 01 January 2999, which is still to come"),
        (Meeting(date(2026, 3, 1), 12, 12), "By 12 to 12 the meeting of Harbor branch did not pass this"),
        (Meeting(date(2026, 3, 1), 9, 5), "14 voted at the meeting of Harbor branch, and by the standing orders it takes 15"),
        (None, "moves what a meeting of at least 15 voters passed"),
    ],
)
def test_a_meeting_that_cannot_have_passed_it_is_refused_and_the_work_is_kept(meeting, says):
    world = build(Stage.DISCUSSION, body_quorum=15)
    work = Work([world.rewrite("1.1", "all", "everybody")], body=world.branch, meeting=meeting, typed=("a", "b", "c"))
    with pytest.raises(Refused, match=says):
        file(world, work, "speaker")
    assert Draft.objects.get().work["meeting"] == ["a", "b", "c"]


def test_nobody_else_files_for_a_body(world):
    work = Work([world.rewrite("1.1", "all", "everybody")], body=world.branch)
    for who in ("member", "chair", "committee"):
        with pytest.raises(Forbidden, match="Whoever speaks for the body that moves it can"):
            file(world, work, who)
    other = build(Stage.DISCUSSION)
    with pytest.raises(Forbidden):
        file(world, Work(work.pieces, body=other.branch), "speaker")


def test_who_is_not_in_the_congress_finds_nothing(world):
    piece = world.rewrite("1.1", "all", "everybody")
    for user in (world.stranger, AnonymousUser()):
        with pytest.raises((Absent, Forbidden)):
            filing.file_amendment(acting_user=user, document=world.document, revision=2, work=Work([piece]))
    with pytest.raises(Forbidden, match="Only a person"):
        filing.file_amendment(acting_user=OPERATOR, document=world.document, revision=2, work=Work([piece]))
    assert not Amendment.objects.exists()


def test_before_publication_there_is_nothing_to_amend():
    world = build(Stage.COUNCIL)
    work = Work([world.rewrite("1.1", "all", "everybody")])
    with pytest.raises(Forbidden, match="published for discussion"):
        filing.file_amendment(acting_user=world.member, document=world.document, revision=1, work=work)


def test_only_its_mover_withdraws_it_and_another_takes_it_over(world):
    filed = world.file(world.rewrite("1.1", "all", "everybody"))
    with pytest.raises(Forbidden, match="Its mover or whoever speaks for the body"):
        member.withdraw_amendment(acting_user=world.mover, amendment=filed)
    with pytest.raises(Refused, match="A1 is filed. Only what was withdrawn"):
        member.take_over_amendment(acting_user=world.mover, amendment=filed)
    member.withdraw_amendment(acting_user=world.member, amendment=filed, key="k")
    member.withdraw_amendment(acting_user=world.member, amendment=filed, key="k")
    with pytest.raises(Refused, match="A1 was withdrawn already. Another member may take it over."):
        member.withdraw_amendment(acting_user=world.member, amendment=filed)
    taken = member.take_over_amendment(acting_user=world.mover, amendment=filed)
    assert (taken.state, taken.mover_person, taken.filed_by) == (State.TAKEN_OVER, world.mover, world.member)
    world.sound()


def test_a_speaker_takes_over_for_the_body_and_nobody_else(world):
    filed = world.file(world.rewrite("1.1", "all", "everybody"))
    member.withdraw_amendment(acting_user=world.member, amendment=filed)
    with pytest.raises(Forbidden, match="You do not speak for Harbor branch"):
        member.take_over_amendment(acting_user=world.mover, amendment=filed, body=world.branch)
    taken = member.take_over_amendment(acting_user=world.speaker, amendment=filed, body=world.branch)
    assert taken.mover_body == world.branch
    world.sound()
