"""S3: hostile words, stored by the acts themselves in every field, run nowhere: every page is opened in a real browser.

One world is brought from stage to stage, and at each the pages that can be opened there are. A dialog, a violation of the
content security policy, an element, attribute or address that no page of ours has: each is a finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.utils.safestring import mark_safe
from playwright.sync_api import BrowserContext, Dialog, Page

from amendments.access import OPERATOR
from amendments.access_things import access_place_for
from amendments.actions import advice, chair, committee, council, discussion, drafting, filing, notes, secretary, settings
from amendments.actions.chair import Verdict
from amendments.actions.filing import Work
from amendments.actions.meetings import Meeting
from amendments.life import Outcome, Stage
from amendments.models import Amendment, Body, Person
from amendments.queries import clock
from amendments.text.compose import Insert, Piece, Retitle, Rewrite
from tests.browser import listening
from tests.pages.site import Address, acting_as, addresses, audience, browse, granted, path
from tests.pages.test_browser import sign_in
from tests.pages.test_hostile import KNOWN, PAYLOADS, harmless
from tests.world import NO, YES, World, build

pytestmark = pytest.mark.django_db(transaction=True)
ALL = "\n\n".join(PAYLOADS)
TOGETHER = [
    "\n\n".join(PAYLOADS[at : at + 8]) for at in range(0, len(PAYLOADS), 8)
]  # few paragraphs: each is read on many pages
SHORT = [one for one in PAYLOADS if len(one) < 60 and "\n" not in one]
FILES = {"export-person"}
ROLES = ("committee", "council", "chair", "secretary", "delegate", "member")
QUERIES = ("as", "open", "at", "page", "document", "state", "paragraph", "from", "to", "next", "after", "before")
LOOK = """([known]) => {
  const found = [], addresses = ["href", "src", "action", "formaction", "hx-get", "hx-post", "data", "poster", "ping"];
  for (const one of document.querySelectorAll("*")) {
    const tag = one.localName, say = (what) => found.push(`<${tag} ${what}>`);
    if (!known.includes(tag) && !one.closest("svg[aria-hidden][focusable]")) say("");
    if (tag === "script" && !one.src.startsWith(`${location.origin}/static/`)) say("runs");
    for (const { name, value } of one.attributes) {
      if (/^(on|hx-on|srcdoc$|xlink:|http-equiv$)/.test(name)) say(name);
      if (!addresses.includes(name)) continue;
      const url = new URL(value, location);
      const elsewhere = tag !== "a" && url.origin !== location.origin;
      if (elsewhere || !["http:", "https:", "mailto:"].includes(url.protocol)) say(`${name}=${value}`);
    }
  }
  return found;
}"""


class Watch:
    """A page of the browser, and all that was found on what it opened."""

    def __init__(self, context: BrowserContext, share: int) -> None:
        self.share = share
        self.heard: list[str] = []
        self.found: list[str] = []
        self.page: Page = listening(context, self.heard)
        self.page.on("dialog", self._dismiss)
        self.opened: set[str] = set()

    def _dismiss(self, dialog: Dialog) -> None:
        self.heard.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def open(self, address: str) -> None:
        self.page.goto(address)
        self.look(address)

    def look(self, address: str) -> None:
        found = [*self.heard, *self.page.evaluate(LOOK, [sorted(KNOWN)])]
        self.found += [f"{address}: {one}" for one in sorted(set(found))]
        self.heard.clear()


def hostile() -> World:
    """Build a congress in which every name, title and word is hostile. One person holds every seat."""
    names = iter(SHORT * 9)
    world = build(Stage.DRAFTING)
    one = secretary.create_person(acting_user=OPERATOR, member_number=next(names)[:40], name=next(names), email="h@example.org")
    for role in ROLES:
        secretary.give_seat(acting_user=OPERATOR, congress=world.congress, person=one, role=role)
    world.people |= dict.fromkeys((*ROLES, "mover"), one)
    body = secretary.create_body(
        acting_user=OPERATOR, congress=world.congress, kind="branch", name=next(names), slug="h", short_name="<b>x"
    )
    secretary.give_seat(
        acting_user=OPERATOR, congress=world.congress, person=one, role="member", body=body, speaks_for_body=True
    )
    secretary.set_orders(acting_user=OPERATOR, congress=world.congress, text=ALL)
    settings.set_title(acting_user=one, document=world.document, title=next(names))
    section = world.uid("1")
    write: list[Piece] = [
        Rewrite(world.uid("1.1"), f"We want homes for all. {PAYLOADS[0]} A home is a right."),
        Retitle(section, next(names)),
    ]
    write += [Insert(f"{at:016x}", section, world.uid("1.3"), words) for at, words in enumerate(TOGETHER)]
    drafting.edit_text(acting_user=one, document=world.document, revision=1, pieces=write)
    return world


def pages(world: World, done: set[str]) -> Iterator[Address]:
    """Give the addresses that can be opened now and were not yet."""
    for address in addresses():
        needs, amendment = address.acts.get("GET"), Amendment.objects.filter(number=1).first()
        if needs is None or address.name in done or ({"number", "post"} & set(address.words) and amendment is None):
            continue
        if granted(world, acting_as(world, world.people["member"]), needs, amendment, audience(world)):
            done.add(address.name)
            yield address


def walk(watch: Watch, world: World) -> None:
    """Open what can be opened at this stage."""
    world.reload()
    for place, address in enumerate(pages(world, watch.opened)):
        if place % watch.share:
            continue
        if address.name in FILES:  # the browser keeps them and opens none
            answer = browse(world.people["member"]).get(path(address, world, None))
            assert answer["Content-Disposition"].startswith("attachment;")
            continue
        watch.open(path(address, world, Amendment.objects.filter(number=1).first()))


def through_the_council(world: World) -> None:
    one = world.people["member"]
    world.to(Stage.COUNCIL)
    council.send_back(acting_user=one, document=world.document, count=NO, reason=ALL)
    world.to(Stage.DISCUSSION)


def filed(world: World) -> None:
    """File hostile amendments, rule and advise on them in hostile words."""
    one, document = world.people["member"], world.reload()
    assert document.published_revision is not None
    section = world.uid("1")
    pieces: list[Piece] = [
        Insert(f"f{at:015x}", section, world.uid("1.2"), f"More {payload} words") for at, payload in enumerate(PAYLOADS)
    ]
    pieces += [Rewrite(world.uid("1.1"), f"We want homes for all. {PAYLOADS[1]} A home is a duty.")]
    works = [
        Work(pieces, about=SHORT[0], reason=ALL),
        Work(
            [Rewrite(world.uid("1.2"), world.read("1.2").replace("faster", PAYLOADS[2]))],
            about=SHORT[1],
            reason=ALL,
            body=Body.objects.get(slug="h"),
            meeting=Meeting(date(2026, 1, 2), 3, 1),
        ),
        Work([Rewrite(world.uid("1.2"), world.read("1.2").replace("faster", PAYLOADS[3]))], about=SHORT[2], reason=ALL),
    ]
    number = document.published_revision.number
    made = [filing.file_amendment(acting_user=one, document=document, revision=number, work=work) for work in works]
    thing = access_place_for(one, "read_document", pk=document.pk, uid=world.uid("1.1"))
    discussion.write_post(acting_user=one, thing=thing, side="for", words=TOGETHER[0])
    notes.write_note(acting_user=one, thing=thing, words=TOGETHER[1])
    for each in made:
        committee.rule_on_order(acting_user=one, amendment=each, in_order=True, reason=ALL)
        advice.recommend(acting_user=one, amendment=each, recommendation="reject", reason=ALL)
    later = clock.now() + timedelta(days=9)
    committee.set_deadline(acting_user=one, document=document, deadline=later, reason=ALL)


def decided(world: World) -> None:
    one = world.people["member"]
    rows = list(Amendment.objects.order_by("number"))
    chair.record_decision(acting_user=one, amendment=rows[2], verdict=Verdict(Outcome.REFERRED, YES, referred_to=SHORT[3]))
    chair.record_decision(acting_user=one, amendment=rows[1], verdict=Verdict(Outcome.CARRIED, YES))
    chair.record_decision(acting_user=one, amendment=rows[0], verdict=Verdict(Outcome.CARRIED, YES))


def typed(watch: Watch, world: World) -> None:
    """Type hostile words where the page answers while one types, and send them where they come back."""
    home = f"/c/{world.congress.slug}/"
    watch.open(f"{home}text/{world.document.slug}/amend/?paragraph={world.uid('1.2')}")
    with watch.page.expect_response("**/amend/live/"):
        watch.page.fill("textarea.text >> nth=0", ALL)
    watch.page.wait_for_function("document.querySelector('#live').textContent.includes('alert')")
    watch.look("the live redline")
    watch.open(f"{home}load/")
    watch.page.fill("textarea[name=text]", ALL)
    watch.page.click("main form button >> nth=0")
    watch.page.wait_for_load_state()
    watch.look("the outline of a load")


def asked(watch: Watch, world: World) -> None:
    """Ask with hostile words in the address."""
    home = f"/c/{world.congress.slug}/"
    text = f"{home}text/{world.document.slug}/"
    for at, name in list(enumerate(QUERIES))[:: watch.share]:
        base = (home, text, f"{home}amendments/", f"{text}amend/", f"{text}words/", "/sign-in/")[at % 6]
        context = "&".join(f"{name}={payload}" for payload in ('"><svg onload=alert(1)>', "javascript:alert(1)"))
        watch.open(f"{base}?{context}")
    watch.open(f"/c/{SHORT[0].replace('/', '%2F')}/")


@pytest.mark.parametrize("share", [pytest.param(4, id="a fourth"), pytest.param(1, id="every", marks=pytest.mark.long)])
def test_s3_no_stored_word_runs_on_any_page(context: BrowserContext, monkeypatch: pytest.MonkeyPatch, share: int) -> None:
    world = hostile()
    sign_in(context, world, "member")
    watch = Watch(context, share)
    walk(watch, world)
    through_the_council(world)
    filed(world)
    walk(watch, world)
    typed(watch, world)
    asked(watch, world)
    world.to(Stage.FLOOR)
    walk(watch, world)
    decided(world)
    watch.opened -= {"congress", "decision", "entry", "floor", "text", "provenance", "history", "compare", "record", "adopt"}
    walk(watch, world)
    assert not watch.found, "\n".join(watch.found)
    assert len(watch.opened) > 25
    assert mail.outbox
    for one in mail.outbox:
        assert "\n" not in one.subject
        harmless("".join(str(content) for content, kind in getattr(one, "alternatives", []) if kind == "text/html"))
    monkeypatch.setattr(Person, "__str__", lambda self: mark_safe(self.name))
    watch.open(f"/c/{world.congress.slug}/A1/")
    assert watch.found, "A name that is not escaped went unseen."


@pytest.mark.parametrize("door", ["/sign-in/", "/sign-in/as/"])
def test_s3_next_leads_nowhere_else(door: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(django_settings, "DEMO", True)
    world = build()
    one = world.people["member"]
    one.set_password("a roof for all")
    one.save(update_fields=["password"])
    sent = {"who": one.member_number, "password": "a roof for all", "person": one.pk}
    away = (
        "//evil.example",
        "https:evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example",
        "javascript:alert(1)",
    )
    for target in (*away, "///evil.example", "/ok/\r\nX-A: b", *PAYLOADS[:9]):
        answer = browse(None).post(door, sent | {"next": target})
        assert answer.status_code == 302
        where = urlsplit(answer["Location"])
        assert (where.scheme, where.netloc) == ("", ""), target
        assert "\n" not in answer["Location"]
