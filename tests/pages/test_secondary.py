"""Filing an amendment to an amendment, and reading it: on its own page, on that of its primary, and on the floor."""

from __future__ import annotations

from typing import Any

import pytest

from amendments.actions import member
from amendments.actions.filing import Work
from amendments.actions.versions import revise_amendment
from amendments.life import Stage
from amendments.models import Amendment, Draft
from amendments.text.compose import Insert, Replace, Rewrite
from tests.actions.test_secondary import PRIMARY, to
from tests.kept import kept
from tests.pages.site import addresses, browse, path
from tests.world import World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
@kept
def world() -> World:
    found = build(Stage.DISCUSSION)
    found.file(
        Rewrite(found.uid("1.2"), PRIMARY), Insert("d" * 16, found.uid("1"), found.uid("1.3"), "Minutes are read by all.")
    )
    return found


class Desk:
    """A member at the page of one amendment's amendment."""

    def __init__(self, world: World, person: str = "mover") -> None:
        self.world, self.client = world, browse(world.people[person])
        self.at = f"/c/{world.congress.slug}/A1/"
        self.url = f"{self.at}amend/"

    def fields(self, **typed: str) -> dict[str, Any]:
        page = self.client.get(self.url).context
        sent = {"base": page["filing"].base, "version": page["seen"], "mover": "me", "key": page["filing"].sheet.key}
        for row in page["rows"]:
            sent |= {f"kind-{row.at}": row.kind, f"place-{row.at}": row.place, f"text-{row.at}": row.text}
        return sent | {name.replace("_", "-"): words for name, words in typed.items()}


def test_page_opens_with_the_words_of_the_primary_and_offers_no_others(world: World) -> None:
    desk = Desk(world)
    assert f'href="{desk.url}">amend it</a>' in desk.client.get(desk.at).content.decode()
    page = desk.client.get(desk.url)
    assert [row.text for row in page.context["rows"]] == [PRIMARY, "Minutes are read by all."]
    assert [row.name for row in page.context["rows"]] == ["1.2", "new ¶ 1"]
    assert [one.words[:8] for group in page.context["groups"] for one in group.choices] == ["1.2 Rent", "new ¶ 1 "]
    shown = page.content.decode()
    assert "What A1 changes" in shown
    assert "replace words everywhere" not in shown
    assert not Draft.objects.exists()


def test_it_is_written_live_kept_and_filed(world: World) -> None:
    to(world, Amendment.objects.get(), Rewrite(world.uid("1.2"), PRIMARY.replace("elected", "chosen")), mover="member")
    desk = Desk(world)
    typed = {"text_0": PRIMARY.replace("elected board", "council"), "text_1": "Minutes are read by everyone."}
    live = desk.client.post(desk.url + "live/", desk.fields(**typed)).content.decode()
    assert "In 1.2, strike “elected board” and insert “council”. In new ¶ 1, strike “all” and insert “everyone”." in live
    assert "A2" in live
    assert "Stands against yours." in live
    beyond = desk.client.post(desk.url + "live/", desk.fields(text_0=PRIMARY.replace("wages", "prices"))).content.decode()
    assert "Not yet: In 1.2, only words that the primary amendment changes can be amended." in beyond
    assert "Saved at" in desk.client.post(desk.url + "save/", desk.fields(**typed)).content.decode()
    assert Desk(world, "delegate").client.get(desk.url).context["rows"][0].text == PRIMARY, "nobody else sees it"
    assert desk.client.get(desk.url).context["rows"][0].text == typed["text_0"]
    answer = desk.client.post(desk.url + "file/", desk.fields(reason="A council is enough."))
    assert answer["Location"].endswith("/A3/")
    assert not Draft.objects.exists()
    page = desk.client.get(answer["Location"]).content.decode()
    assert "A3 to A1, in 1.2, new ¶ 1</h1>" in page
    assert "version 1. It is decided before that one, and falls with it." in page
    assert "<strong>Conflicts.</strong>" in page
    primary = desk.client.get(desk.at).content.decode()
    assert "Amendments to A1" in primary
    assert "strike “elected board” and insert “council”" in primary
    world.sound()


def test_what_is_refused_comes_back_with_all_that_was_typed(world: World) -> None:
    desk = Desk(world)
    sent = desk.fields(text_0=PRIMARY.replace("board", "council"), reason="Because.")
    member.withdraw_amendment(acting_user=world.member, amendment=Amendment.objects.get())
    answer = desk.client.post(desk.url + "file/", sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "A1 was withdrawn by its mover" in page
    assert "elected council of tenants" in page
    assert "Because." in page
    assert "This cannot be filed." in desk.client.get(desk.url).content.decode()
    assert "amend it" not in desk.client.get(desk.at).content.decode()
    assert desk.client.post(desk.url + "discard/").status_code == 302
    assert not Draft.objects.exists()


@pytest.mark.parametrize("share", [pytest.param(3, id="a third"), pytest.param(1, id="every", marks=pytest.mark.long)])
def test_no_page_breaks_on_it(world: World, share: int) -> None:
    one = Amendment.objects.get()
    to(world, one, Rewrite("d" * 16, "Minutes are read by everyone."))
    world.file(Replace("home", "house"))
    world.to(Stage.FLOOR)
    second, everywhere = (Amendment.objects.get(number=number) for number in (2, 3))
    rows = [row for row in addresses() if "GET" in row.acts and {"congress"} < set(row.words) and "sequence" not in row.words]
    for at, who in enumerate(("member", "committee", "chair")):
        client = browse(world.people[who])
        for place, row in enumerate(rows):
            if (place + at) % share == 0:
                for amendment in (second, everywhere) if "number" in row.words else (second,):
                    assert client.get(path(row, world, amendment)).status_code < 500, (who, row.name)


def test_every_page_that_lists_amendments_shows_it(world: World) -> None:
    to(world, Amendment.objects.get(), Rewrite("d" * 16, "Minutes are read by everyone."))
    world.to(Stage.FLOOR)
    base, document = f"/c/{world.congress.slug}/", world.document.slug
    for way in ("?as=clean", "?as=now"):
        assert browse(world.member).get(f"{base}A2/{way}").status_code == 200
    chair, says = browse(world.chair), "In new ¶ 1, strike “all” and insert “everyone”."
    for page in (f"text/{document}/floor/", "A2/decide/"):
        assert says in chair.get(base + page).content.decode(), page
    assert "First decide on A2" in chair.get(base + "A1/decide/").content.decode()
    world.decide(Amendment.objects.get(number=2))
    assert says in chair.get(base + f"text/{document}/floor/").content.decode(), "also when its primary has another version"
    assert "read by everyone" in chair.get(base + "A1/decide/").content.decode()
    assert "An amendment to it was carried" in chair.get(base + "A1/").content.decode()
    assert browse(world.member).get(base + "A2/").status_code == 200
    world.sound()


def test_a_new_version_is_written_kept_filed_and_compared(world: World) -> None:
    second = to(world, Amendment.objects.get(), Rewrite(world.uid("1.2"), PRIMARY.replace("elected", "chosen")))
    client, at = browse(world.mover), f"/c/{world.congress.slug}/A2/"
    assert f'href="{at}revise/">File a new version' in client.get(at).content.decode()
    page = client.get(f"{at}revise/")
    assert [row.text for row in page.context["rows"]] == [PRIMARY.replace("elected", "chosen")]
    assert "What A1 changes" in page.content.decode()
    sent: dict[str, Any] = {
        "kind-0": "rewrite",
        "place-0": world.uid("1.2"),
        "text-0": PRIMARY.replace("elected", "drawn"),
        "about": "a word",
    }
    sent |= {"base": page.context["filing"].base, "version": 1, "to": 1, "key": "k", "mover": "me"}
    live = client.post(f"{at}revise/live/", sent).content.decode()
    assert "In 1.2, strike “elected” and insert “drawn”." in live
    beyond = sent | {"text-0": PRIMARY.replace("wages", "prices")}
    assert "only words that the primary amendment changes" in client.post(f"{at}revise/live/", beyond).content.decode()
    assert "Saved at" in client.post(f"{at}revise/save/", sent).content.decode()
    to(world, Amendment.objects.get(number=1), Rewrite("d" * 16, "Minutes are read by everyone."))
    refused = client.post(f"{at}revise/file/", beyond)
    assert (refused.status_code, "than prices" in refused.content.decode()) == (409, True)
    home = client.get(f"/c/{world.congress.slug}/").content.decode()
    assert f'href="{at}revise/"' in home
    assert "File your new version of A2" in home
    assert client.post(f"{at}revise/file/", sent)["Location"] == at
    assert not Draft.objects.filter(revises=second).exists()
    shown = client.get(f"{at}versions/").content.decode()
    assert "A2, from version 1 to 2" in shown
    assert ("chosen" in shown, "drawn" in shown, "What it changes in version 1 of A1" in shown) == (True, True, False)
    assert "What it changes in version 1 of A1." in client.get(f"{at}versions/?from=0&to=1").content.decode()
    world.sound()


def test_drafts_of_each_kind_are_duties_and_those_of_what_is_gone_are_not(world: World) -> None:
    desk = Desk(world)
    desk.client.post(desk.url + "save/", desk.fields(text_0=PRIMARY.replace("board", "council")))
    home = f"/c/{world.congress.slug}/"
    assert "File your draft of an amendment to A1" in desk.client.get(home).content.decode()
    world.to(Stage.CLOSED)
    assert "Your draft of an amendment to A1 was not filed" in desk.client.get(home).content.decode()
    member.withdraw_amendment(acting_user=world.member, amendment=Amendment.objects.get())
    assert "amendment to A1" not in desk.client.get(home).content.decode()
    assert Draft.objects.exists(), "it is kept, and no duty"


def test_versions_of_what_it_amends_are_told(world: World) -> None:
    primary = Amendment.objects.get()
    second = to(world, primary, Rewrite("d" * 16, "Minutes are read by everyone."))
    number = primary.base_revision.number
    pieces = [Insert("d" * 16, world.uid("1"), world.uid("1.3"), "Minutes are read by all.")]
    work = Work(pieces, about="less")
    revise_amendment(acting_user=world.member, amendment=primary, version=1, revision=number, work=work)
    mine = Work([Rewrite("d" * 16, "Minutes are read by all members.")], amends=primary, amends_version=2)
    revise_amendment(acting_user=world.mover, amendment=second, version=1, revision=number, work=mine)
    page = browse(world.member).get(f"/c/{world.congress.slug}/A2/versions/").content.decode()
    assert "Version 1 amends version 1 of" in page
    assert "version 2 its version 2" in page
    world.sound()
