"""The secretary files for a member or a branch from their paper: the record says who moves and who filed, with a digest."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from amendments.access import OPERATOR
from amendments.actions import filing, secretary
from amendments.actions.filing import Work
from amendments.actions.leave import give_leave
from amendments.actions.papers import Sheet
from amendments.life import Stage
from amendments.models import Amendment, Draft, Entry, Paper, Person
from amendments.queries import clock
from amendments.queries.verify import problems
from amendments.readers.paper import ScannedPaper
from amendments.refusals import Forbidden, Refused
from tests.pages.site import browse
from tests.world import World, build

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\nWe, the undersigned\n%%EOF\n"


@pytest.fixture
def world(db: None) -> World:
    return build(Stage.DISCUSSION)


def at(world: World, rest: str) -> str:
    return f"/c/{world.congress.slug}/{rest}"


def desk(world: World) -> str:
    return at(world, f"text/{world.document.slug}/amend/behalf/")


def typed(world: World) -> dict[str, Any]:
    """What the filing page sends."""
    words = world.read("1.2").replace("municipality", "town")
    return {"kind-0": "rewrite", "place-0": world.uid("1.2"), "text-0": words, "about": "towns", "base": world.revision.number}


def begin(world: World) -> Client:
    office = browse(world.secretary)
    assert office.post(desk(world), typed(world) | {"do": "open"}).status_code == 302
    return office


def send(office: Client, world: World, data: bytes = PDF, **values: Any):
    sent = {"key": "k"} | values | {"paper": SimpleUploadedFile("scan.pdf", data), "do": "file"}  # in the order of the page
    return office.post(desk(world), sent)


def test_a_member_moves_and_the_secretary_files(world):
    office = begin(world)
    assert "town" in office.get(desk(world)).content.decode()
    for _ in range(2):  # a double click
        answer = send(office, world, member=world.mover.member_number.upper())
        assert (answer.status_code, answer["Location"]) == (302, at(world, "A1/"))
    made = Amendment.objects.get()
    assert (made.mover_person, made.filed_by) == (world.mover, world.secretary)
    told = json.loads(Entry.objects.get(kind="filed").payload)
    assert told["by"] == world.secretary.commitment
    assert told["body"]["mover"] == world.mover.commitment
    assert told["body"]["paper"] == hashlib.sha256(PDF).hexdigest()
    assert not Draft.objects.exists()
    page = browse(world.member).get(at(world, "A1/")).content.decode()
    assert "Filed by Secretary for who brought it" in page
    assert at(world, "A1/paper/") not in page
    world.sound()


def test_a_branch_moves_with_its_meeting(world):
    meeting: dict[str, Any] = {"met_on": "2026-05-02", "met_for": "14", "met_against": "3"}
    send(begin(world), world, body=world.branch.pk, **meeting)
    made = Amendment.objects.get()
    assert (made.mover_body, made.met_for, made.filed_by) == (world.branch, 14, world.secretary)
    world.sound()


def test_those_who_may_see_the_paper_get_a_file_and_no_page(world):
    send(begin(world), world, member=world.mover.member_number)
    may = {"secretary": 200, "committee": 200, "chair": 200, "mover": 200, "member": 403, "delegate": 403}
    for role, status in may.items():
        answer = browse(world.people[role]).get(at(world, "A1/paper/"))
        assert answer.status_code == status, role
    answer = browse(world.mover).get(at(world, "A1/paper/"))
    assert answer.content == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="A1-paper.pdf"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("values", "data", "says"),
    [
        ({}, PDF, "name the member or the body"),
        ({"member": "nobody"}, PDF, "nobody here has the member number nobody"),
        ({"member": "MOVER", "met_on": "2026-05-02"}, PDF, "give the day and both counts"),
        ({"member": "MOVER"}, b"<script>alert(1)</script>", "is no PDF, JPEG or PNG"),
        ({"member": "MOVER"}, b"%PDF-" + b"a" * 9 * 1024**2, "is larger than 8 MB"),
        ({"member": "MOVER"}, b"%PDF-" + b"a" * 11 * 1024**2, "is larger than 8 MB"),
        ({"member": "STRANGER"}, PDF, "holds no seat in this congress"),
    ],
)
def test_what_is_refused_says_why_and_loses_nothing(world, values, data, says):
    number = values.get("member", "").lower()
    values = values | ({"member": world.people[number].member_number} if number in world.people else {})
    answer = send(begin(world), world, data, **values)
    assert answer.status_code in {409, 422}
    assert says in answer.content.decode()
    assert values.get("member", "") in answer.content.decode()
    assert Draft.objects.filter(person=world.secretary).count() == 1
    assert not Amendment.objects.exists()


def test_without_a_draft_it_says_where_to_begin(world):
    answer = browse(world.secretary).get(desk(world))
    assert answer.status_code == 409
    assert "First write the amendment" in answer.content.decode()


def test_nobody_else_files_for_others(world):
    paper = Sheet(ScannedPaper("application/pdf", PDF), world.mover)
    pieces = (world.rewrite("1.2", "municipality", "town"),)
    given: dict[str, Any] = {"document": world.document, "revision": world.revision.number}
    for role in ("chair", "committee", "member"):
        with pytest.raises(Forbidden, match="The secretary can"):
            filing.file_amendment(acting_user=world.people[role], work=Work(pieces, paper=paper), **given)
    for work in (Work(pieces, paper=paper, body=world.branch), Work(pieces, paper=Sheet(paper.scan))):
        with pytest.raises(Refused, match="one of them"):
            filing.file_amendment(acting_user=world.secretary, work=work, **given)
    other = build()
    with pytest.raises(Refused, match="another congress"):
        filing.file_amendment(
            acting_user=world.secretary, work=Work(pieces, paper=Sheet(paper.scan), body=other.branch), **given
        )


def test_a_paper_that_was_exchanged_is_found(world):
    send(begin(world), world, member=world.mover.member_number)
    paper = Paper.objects.get()
    paper.data = PDF + b"more"
    paper.save(update_fields=["data"])
    assert "A1: its paper is another file than its digest says." in list(problems(world.reload()))
    paper.digest = hashlib.sha256(bytes(paper.data)).hexdigest()
    paper.save(update_fields=["digest"])
    assert "A1: the paper it was filed from is not the one on record." in list(problems(world.reload()))
    paper.delete()
    assert len(list(problems(world.reload()))) == 1


def test_with_its_mover_the_paper_is_erased_and_the_record_holds(world):
    send(begin(world), world, member=world.mover.member_number)
    secretary.erase_person(acting_user=OPERATOR, person=world.mover)
    assert bytes(Paper.objects.get().data) == b""
    answer = browse(world.chair).get(at(world, "A1/paper/"))
    assert answer.status_code == 409
    assert "was erased with the person" in answer.content.decode()
    assert Person.objects.get(pk=world.mover.pk).erased
    world.sound()


def test_a_late_paper_takes_leave_of_whoever_brought_it_and_uses_it_up(world):
    world.to(Stage.CLOSED)
    office = begin(world)
    refused = send(office, world, member=world.mover.member_number)
    assert refused.status_code == 409
    assert "What comes on paper now takes leave" in refused.content.decode()
    until = clock.now() + timedelta(days=2)
    leave = give_leave(acting_user=world.chair, document=world.document, until=until, reason="Flood.", person=world.mover)
    other = send(office, world, member=world.member.member_number)  # the leave is another's
    assert (other.status_code, Amendment.objects.exists()) == (409, False)
    assert send(office, world, member=world.mover.member_number).status_code == 302
    made = Amendment.objects.get()
    leave.refresh_from_db()
    assert (made.mover_person, made.filed_by, made.backing, leave.used_on) == (world.mover, world.secretary, "waived", made)
    world.sound()
    again = send(begin(world), world, key="k2", member=world.mover.member_number)
    assert (again.status_code, Amendment.objects.count()) == (409, 1)


def test_leave_for_a_paper_lets_nobody_but_the_office_file_it(world):
    world.to(Stage.CLOSED)
    until = clock.now() + timedelta(days=2)
    give_leave(acting_user=world.chair, document=world.document, until=until, reason="Flood.", body=world.branch)
    work = Work(
        [world.rewrite("1.2", "municipality", "town")], body=world.branch, paper=Sheet(ScannedPaper("application/pdf", PDF))
    )
    with pytest.raises(Forbidden):
        filing.file_amendment(acting_user=world.chair, document=world.document, revision=world.revision.number, work=work)
    made = filing.file_amendment(
        acting_user=world.secretary, document=world.document, revision=world.revision.number, work=work
    )
    assert (made.mover_body, made.filed_by) == (world.branch, world.secretary)
    world.sound()
