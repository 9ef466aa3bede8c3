"""History, provenance and the record: what changed, by which vote, and who may see it."""

from __future__ import annotations

import hashlib
import html as escapes
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from amendments.access import OPERATOR
from amendments.actions import adoption, secretary
from amendments.life import Outcome, Stage
from amendments.models import Amendment, Entry, Role
from amendments.text.compose import Insert, Strike
from tests.kept import kept
from tests.pages.site import browse
from tests.world import YES, World, build

pytestmark = pytest.mark.django_db


def at(name: str, world: World, *more: object) -> str:
    return reverse(name, args=[world.congress.slug, world.document.slug, *more])


def read(world: World, address: str, who: str = "member") -> str:
    response = browse(world.people[who]).get(address)
    assert response.status_code == 200, address
    return response.content.decode()


@pytest.fixture
@kept
def decided() -> World:
    """One amendment carried that changes a word, one that inserts a paragraph, one that strikes one; and one lost."""
    world = build(Stage.DISCUSSION)
    ids = [
        world.file(world.rewrite("1.1", "all", "everybody")),
        world.file(Insert("a" * 16, world.uid("1"), world.uid("1.1"), "A new paragraph.")),
        world.file(Strike(world.uid("1.2"))),
        world.file(world.rewrite("1.3", "twice", "three times")),
    ]
    world.to(Stage.FLOOR)
    for one in ids[:3]:
        world.decide(one)
    world.decide(ids[3], Outcome.LOST)
    world.reload()
    return world


def test_each_changed_word_names_the_amendment_that_put_it_there(decided: World):
    html = read(decided, at("provenance", decided))
    uid = decided.uid("1.1")
    link = re.search(rf'<a[^>]*class="prov"[^>]*href="(\?open=1&amp;at={uid}#p-{uid})"[^>]*>([^<]*)</a>', html)
    assert link is not None
    assert link[2] == "everybody"
    assert "A4" not in html
    opened = read(decided, at("provenance", decided) + escapes.unescape(link[1]).partition("#")[0])
    note = opened.partition('class="note provenance"')[2].partition("</section>")[0]
    assert re.search(r"<del>.*all.*</del><wbr><ins>.*everybody.*</ins>", note)
    assert "30</dd>" in note
    assert 'aria-expanded="true"' in opened


def test_what_came_and_went_as_a_whole_is_told_in_the_margin(decided: World):
    html = read(decided, at("provenance", decided))
    assert "A2, inserted</a>" in html
    assert "A3, struck</a>" in html


def test_a_part_of_the_open_page_is_the_same_paragraph(decided: World):
    uid = decided.uid("1.1")
    client = browse(decided.people["member"])
    part = client.get(at("provenance", decided), {"open": "1", "at": uid}, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith("<section")
    assert "note provenance" in part
    assert client.get(at("provenance", decided), {"at": "none"}, headers={"HX-Request": "true"}).status_code == 404


def test_sealed_text_gives_old_numbers_and_new(decided: World):
    adoption.adopt(acting_user=decided.chair, document=decided.document, outcome=Outcome.CARRIED, count=YES)
    html = read(decided, at("provenance", decided))
    rows = re.findall(r'<tr><th scope="row">([^<]*)</th><td>([^<]*)</td><td>([^<]*)</td></tr>', html)
    assert ("1.1a", "1.2", "inserted by A2") in rows
    assert ("1.2", "none", "struck by A3") in rows
    assert "was 1.1a" in html
    assert decided.reload().seal[:4] in html


def test_revisions_are_listed_and_any_two_compared(decided: World):
    html = read(decided, at("history", decided), "committee")
    assert re.findall(r'name="to" value="(\d+)"', html) == ["5", "4", "3", "2", "1"]
    redline = read(decided, at("compare", decided) + "?from=5&to=2", "committee")
    assert "From revision 2 to 5" in redline
    assert re.search(r"<del>.*?all.*?</del>", redline)
    assert "data-block" in redline
    assert "Each house elects" not in redline
    assert "Each house elects" in read(decided, at("compare", decided) + "?from=2&to=5&whole=1", "committee")
    beside = read(decided, at("compare", decided) + "?from=2&to=5&as=beside", "committee")
    assert beside.count("<del") == 2
    alone = read(decided, at("compare", decided) + "?from=2&to=5&as=clean", "committee")
    assert "<ins" not in alone.partition("<article")[2]
    assert browse(decided.committee).get(at("compare", decided) + "?to=99").status_code == 404


def test_one_paragraph_has_a_history_of_its_own(decided: World):
    html = read(decided, at("part-history", decided, decided.uid("1.1")), "committee")
    assert "2 revisions made it what it is" in html
    assert re.search(r"<del>.*?all.*?</del>", html)
    assert browse(decided.committee).get(at("part-history", decided, "0" * 16)).status_code == 404


def test_drafts_are_for_those_who_may_read_drafts(decided: World):
    secretary.set_readers(acting_user=OPERATOR, document=decided.document, stage=Stage.DRAFTING, audience="committee")
    first = Entry.objects.get(document=decided.document, kind="loaded")
    for who, allowed in (("committee", True), ("member", False)):
        client = browse(decided.people[who])
        assert ('name="to" value="1"' in client.get(at("history", decided)).content.decode()) == allowed
        assert (client.get(at("compare", decided) + "?from=1&to=3").status_code == 200) == allowed
        assert (client.get(at("entry", decided, first.sequence)).status_code == 200) == allowed
        listed = client.get(at("record", decided)).content.decode()
        assert first.digest[:4] in listed
        changes = client.get(at("part-history", decided, decided.uid("1.1"))).context["page"].changes
        assert changes[-1].revision == (1 if allowed else 2)


def test_the_record_lists_every_entry_and_gives_it_to_the_letter(decided: World):
    html = read(decided, at("record", decided))
    entries = list(Entry.objects.filter(document=decided.document).order_by("sequence"))
    assert len(re.findall(r'<tr>\s*<th scope="row">', html)) == len(entries)
    assert "A1 was carried, 30 to 10" in html
    assert "Filing was closed: “The day came.”" in html
    last = entries[-1]
    page = read(decided, at("entry", decided, last.sequence))
    payload = escapes.unescape(re.search(r"<pre[^>]*>(.*)</pre>", page, re.DOTALL)[1])  # type: ignore[index]
    assert hashlib.sha256(payload.encode()).hexdigest() == last.digest == decided.document.head


def test_an_amendment_that_one_may_not_see_is_a_digest_alone(decided: World):
    Amendment.objects.filter(number=4).update(visibility="committee")
    filed = next(one for one in Entry.objects.filter(kind="filed") if '"amendment":4,' in one.payload)
    html = read(decided, at("record", decided), "delegate")
    assert "About an amendment that you may not see" in html
    assert browse(decided.delegate).get(at("entry", decided, filed.sequence)).status_code == 404
    assert browse(decided.committee).get(at("entry", decided, filed.sequence)).status_code == 200
    assert "three times" not in read(decided, at("floor", decided), "delegate")


def test_nothing_is_there_yet():
    world = build(Stage.DISCUSSION)
    assert "No word has been changed since this text was published" in read(world, at("provenance", world))
    assert "No amendment was filed" in read(world, at("floor", world))
    draft = build(Stage.DRAFTING)
    assert "The congress decides on a text once it is published" in read(draft, at("provenance", draft), "committee")


QUERIES = {
    "floor": 17,
    "provenance": 12,
    "history": 15,
    "compare": 11,
    "record": 14,
    "records": 8,
    "own-record": 9,
    "decide": 25,
    "decision": 19,
    "adopt": 17,
}


def queries(world: World, name: str, who: str) -> int:
    more = (
        []
        if name in {"records", "own-record"}
        else [Amendment.objects.filter(document=world.document).order_by("number")[0].number]
        if "deci" in name
        else [world.document.slug]
    )
    client = browse(world.people[who])
    address = reverse(name, args=[world.congress.slug, *more])
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


@kept
def _many(number: int, *, decided: int, rivals: bool = False) -> World:
    """`number` amendments, `decided` of them carried, the rest open: each to another paragraph, or all to one word."""
    world = build(Stage.DISCUSSION)
    words = [("1.1", "all", "everybody"), ("1.2", "wages", "prices"), ("1.3", "twice", "thrice")]
    if rivals:
        words = [("1.1", "all", other) for other in ("everybody", "each of us", "one and all", "whoever asks")]
        number += 1
    made = [world.file(world.rewrite(*words[at]), mover=("member", "mover", "delegate", "teller")[at]) for at in range(number)]
    world.to(Stage.FLOOR)
    for one in made[:decided]:
        world.decide(one)
    world.reload()
    return world


@pytest.mark.parametrize("name", QUERIES)
def test_queries_do_not_grow_with_the_rows(name: str):
    rivals = name == "decide"
    worlds = [_many(n, decided=0 if name in {"decide", "adopt"} else n, rivals=rivals) for n in (1, 3)]
    counted = [queries(world, name, "chair") for world in worlds]
    assert counted == [QUERIES[name], QUERIES[name]]


def test_text_and_amendment_lead_to_who_decided(decided: World):
    assert f'href="{at("provenance", decided)}"' in read(decided, at("text", decided))
    address = reverse("amendment", args=[decided.congress.slug, 1])
    assert f'href="{reverse("decision", args=[decided.congress.slug, 1])}"' in read(decided, address)


def test_the_congress_itself_has_a_record_that_members_read_and_nobody_is_named_in(decided: World):
    own = reverse("own-record", args=[decided.congress.slug])
    assert browse(None).get(own).status_code == 302
    html = read(decided, own)
    assert "The standing orders were set" in html
    assert f"A seat was given: {Role.CHAIR.label}" in html
    for person in decided.people.values():
        if person != decided.member:  # whose own name stands at the head of each page
            assert person.name not in html
    entries = Entry.objects.filter(congress=decided.congress, document=None).order_by("sequence")
    for entry in (entries.first(), entries.last()):
        letter = read(decided, reverse("own-entry", args=[decided.congress.slug, entry.sequence]))
        assert entry.payload in escapes.unescape(letter)
        assert hashlib.sha256(entry.payload.encode()).hexdigest() == entry.digest
    assert own in read(decided, reverse("records", args=[decided.congress.slug]))
