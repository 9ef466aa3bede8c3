"""The pages of one's own: following, what is new, notes; feeds of what anyone may read; the link that stops mails."""

from __future__ import annotations

from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from amendments.access import OPERATOR
from amendments.access_things import access_amendment_thing_for, access_place_for
from amendments.actions.co_movers import name_co_mover
from amendments.actions.discussion import write_post
from amendments.actions.following import follow, follow_body
from amendments.actions.notes import write_note
from amendments.actions.secretary import create_body
from amendments.actions.support import support_amendment
from amendments.life import Stage
from amendments.models import Amendment, Follow, Looked, Mailing, Note, Outbox
from amendments.queries.news import MOST
from amendments.queries.unsubscribing import Unsubscribing, token_for
from tests.kept import kept
from tests.pages.site import browse
from tests.pages.test_counts import AMENDED, LABELS, queries
from tests.world import World, build

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@kept
def filled(many: int) -> World:
    """Give a world in which a member follows, notes and has not seen `many` things of each kind."""
    world = build(Stage.DISCUSSION, discussion_hourly=0)
    world.file(world.rewrite("2.1", "accounts", "books"), mover="speaker", body=world.branch)
    follow_body(acting_user=world.member, body=world.branch)
    for label, words in list(zip(LABELS, AMENDED, strict=True))[:many]:
        one = world.file(world.rewrite(label, words, f"{words}, then,"), mover="mover")
        for thing in (
            access_amendment_thing_for(world.member, "read_amendment", pk=one.pk),
            access_place_for(world.member, "read_document", pk=world.document.pk, uid=world.uid(label)),
        ):
            follow(acting_user=world.member, thing=thing)
            write_note(acting_user=world.member, thing=thing, words="A *note*.")
            write_post(acting_user=world.delegate, thing=thing, side="for", words="Secret plans.")
    return world


def address(world: World, rest: str) -> str:
    return f"/c/{world.congress.slug}/{rest}"


PAGES = [("following/", 10), ("new/", 20), ("notes/", 8), ("A1/note/", 9), ("A2/feed/", 8), ("text/homes-in-common/feed/", 6)]


@pytest.mark.parametrize("many", [1, 3])
def test_pages_ask_the_same_of_the_database_however_much_there_is(many: int) -> None:
    world = filled(many)
    world.document.readings.create(stage=Stage.DISCUSSION, audience="everyone")
    found = {rest: queries(world, "member", address(world, rest)) for rest, _ in PAGES}
    assert found == dict(PAGES)


def test_buttons_say_what_they_do_and_do_it() -> None:
    world = filled(1)
    client = browse(world.delegate)
    assert "Follow A2" in client.get(address(world, "A2/")).content.decode()
    client.post(address(world, "A2/follow/"))
    assert "Hear no more of it" in client.get(address(world, "A2/")).content.decode()
    assert 'href="/c/' in client.get(address(world, "following/")).content.decode()
    client.post(address(world, "A2/follow/"), {"do": "stop"})
    assert not Follow.objects.get(person=world.delegate).wanted
    talk = address(world, f"text/{world.document.slug}/talk/{world.uid('1.1')}/")
    assert "Follow 1.1" in client.get(talk).content.decode()
    client.post(address(world, "following/"), {"often": "weekly"})
    mailing = Mailing.objects.get(person=world.delegate)
    assert (mailing.often, mailing.mine) == ("weekly", False)
    assert client.post(address(world, "following/"), {"often": "hourly"}).status_code == 422


def test_a_body_can_be_followed_before_it_brings_anything() -> None:
    world = filled(1)
    council = create_body(acting_user=OPERATOR, congress=world.congress, kind="committee", name="Programme council")
    client, url = browse(world.delegate), address(world, f"bodies/{council.slug}/follow/")
    assert f'action="{url}"' in client.get(address(world, "following/")).content.decode()
    client.post(url)
    page = client.get(address(world, "following/")).content.decode()
    assert "All that Programme council brings" in page
    assert page.count(f'action="{url}"') == 1, "it is offered no more, and can be stopped"


def test_whoever_hears_of_it_without_having_asked_is_told_why_and_can_stop() -> None:
    world = filled(1)
    one = Amendment.objects.get(number=2)
    name_co_mover(acting_user=world.mover, amendment=one, person=world.council)
    support_amendment(acting_user=world.delegate, amendment=one)
    for who, why in (("mover", "you move it"), ("council", "named to move it together"), ("delegate", "you support it")):
        page = browse(world.people[who]).get(address(world, "A2/")).content.decode()
        assert (why in page, "Hear no more of it" in page) == (True, True), who


def test_what_happened_to_an_amendment_is_told_however_much_did_to_others() -> None:
    world = filled(1)
    world.document.readings.create(stage=Stage.DISCUSSION, audience="everyone")
    one, last = Amendment.objects.get(number=1), Outbox.objects.latest("pk")
    told = {"congress": world.congress, "kind": "ruled", "payload": {"amendment": one.pk + 1}}
    Outbox.objects.bulk_create(Outbox(**told, made_at=last.made_at + timedelta(seconds=n + 1)) for n in range(MOST))
    assert "A1 was filed." in browse(None).get(address(world, "A1/feed/")).content.decode()
    follow(acting_user=world.delegate, thing=access_amendment_thing_for(world.delegate, "read_amendment", pk=one.pk))
    assert "A1 was filed." in browse(world.delegate).get(address(world, "new/")).content.decode()


def test_what_is_new_is_new_until_one_has_seen_it() -> None:
    world = filled(1)
    client = browse(world.member)
    page = client.get(address(world, "new/")).content.decode()
    assert "A2 was filed." in page and "Somebody wrote in the discussion of A2." in page and "you follow it" in page  # noqa: PT018
    assert "Secret" not in page
    until = page.split('name="until" value="')[1].split('"')[0]
    thing = access_amendment_thing_for(world.delegate, "read_amendment", congress=world.congress.slug, number=1)
    write_post(acting_user=world.delegate, thing=thing, side="for", words="Later.")
    client.post(address(world, "new/"), {"until": until, "document": [world.document.pk]})
    page = client.get(address(world, "new/")).content.decode()
    assert "A2 was filed." not in page  # it was seen
    assert "Somebody wrote in the discussion of A1." in page  # this came after the page was made
    client.post(address(world, "new/"), {"until": "nonsense", "document": [world.document.pk, "x"]})
    assert Looked.objects.get().until > datetime.fromisoformat(until)
    assert "Somebody wrote" not in client.get(address(world, "new/")).content.decode()


def test_notes_are_written_and_seen_beside_the_amendment_by_nobody_else() -> None:
    world = filled(1)
    client = browse(world.speaker)
    client.post(address(world, "A2/note/"), {"words": "For us: *yes*.", "body": str(world.branch.pk)})
    client.post(address(world, "A2/note/"), {"words": "For me."})
    page = client.get(address(world, "A2/")).content.decode()
    assert "For us: <em>yes</em>." in page
    assert "For me." in client.get(address(world, "notes/")).content.decode()
    for other in ("delegate", "chair", "secretary"):
        for rest in ("A2/", "notes/", "A2/note/"):
            assert "For us" not in browse(world.people[other]).get(address(world, rest)).content.decode()
    client.post(address(world, "A2/note/"), {"words": ""})
    assert Note.objects.filter(person=world.speaker).count() == 1


@pytest.mark.parametrize("rest", ["text/homes-in-common/feed/", "A2/feed/"])
def test_a_feed_is_valid_atom_where_everyone_may_read_and_absent_elsewhere(rest: str) -> None:
    world = filled(1)
    assert browse(world.member).get(address(world, rest)).status_code == 404
    world.document.readings.create(stage=Stage.DISCUSSION, audience="everyone")
    answer = browse(None).get(address(world, rest))
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)
    assert feed.tag == f"{ATOM}feed"
    for word in ("id", "title", "updated", "author"):
        assert feed.find(f"{ATOM}{word}") is not None
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) >= 2
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)
    for entry in entries:
        assert entry.findtext(f"{ATOM}title")
        assert datetime.fromisoformat(str(entry.findtext(f"{ATOM}updated"))).tzinfo
        link = entry.find(f"{ATOM}link")
        assert link is not None
        assert link.get("href", "").startswith("http")
    assert b"Secret" not in answer.content and b"Delegate" not in answer.content  # noqa: PT018


def test_the_link_in_a_mail_stops_them_once_and_needs_no_sign_in() -> None:
    world = filled(1)
    url = reverse("unsubscribe", args=[token_for(Unsubscribing(world.member.pk, world.congress.pk, 0))])
    client = browse(None)
    client.handler.enforce_csrf_checks = True
    assert client.get(url).status_code == 200
    assert not Mailing.objects.exists()  # filters of mail open links, too
    assert client.post(url, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Mailing.objects.get().often == "never"
    assert client.post(url).status_code == 410
    assert client.post(reverse("unsubscribe", args=["nonsense"])).status_code == 410


def test_ones_own_pages_are_linked_from_every_page_and_feeds_from_where_everyone_may_read() -> None:
    world = filled(1)
    member, anybody = browse(world.member), browse(None)
    text, one = address(world, f"text/{world.document.slug}/"), address(world, "A2/")
    links = [f'href="{address(world, rest)}"' for rest in ("new/", "following/", "notes/")]
    feeds = {text: address(world, f"text/{world.document.slug}/feed/"), one: address(world, "A2/feed/")}
    for page, feed in feeds.items():
        shown = member.get(page).content.decode()
        assert [link in shown for link in links] == [True, True, True]
        assert feed not in shown  # a feed reader would find nothing there
    world.document.readings.create(stage=Stage.DISCUSSION, audience="everyone")
    for page, feed in feeds.items():
        for client in (member, anybody):
            shown = client.get(page).content.decode()
            assert f'<link rel="alternate" type="application/atom+xml" href="{feed}"' in shown
            assert f'<a href="{feed}">' in shown
    assert not any(link in anybody.get(text).content.decode() for link in links)
    here = member.get(address(world, "notes/")).content.decode()
    assert f'{links[2]} aria-current="page"' in here
