"""Hostile text never runs: it is shown as what it is, in every page that shows it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.utils.html import escape

from amendments.models import Amendment, Tag
from amendments.templatetags.plank import wash
from amendments.text.compose import Insert
from tests.pages.site import browse
from tests.world import World

PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "<svg><script>alert(1)</script></svg>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<body onload=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](vbscript:msgbox(1))",
    "[x](\tjavascript:alert(1))",
    "[x](https://example.org/\"onmouseover=alert(1))",
    "![x](x\" onerror=\"alert(1))",
    "<style>*{background:url(javascript:alert(1))}</style>",
    "<math><mtext></mtext><mglyph><style><img src=x onerror=alert(1)></style></mglyph></math>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "{{ 7*7 }}{% load x %}",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</ins></del><script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<x hx-get='/sign-out/' hx-trigger='load'>",
    "<div hx-on:load='alert(1)'>",
    "<form action='https://evil.example'><button>x</button></form>",
    "<base href='https://evil.example/'>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<link rel=stylesheet href='https://evil.example/x.css'>",
    "[^1]\n\n[^1]: <script>alert(1)</script>",
    "<svg/onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<video><source onerror=alert(1)></video>",
    "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<form><button formaction=javascript:alert(1)>x",
    "<select autofocus onfocus=alert(1)>",
    "<x contenteditable autofocus onfocus=alert(1)>",
    "<img src=x onerror=alert`1`>",
    "<<script>alert(1)//<</script>",
    "<a href='java&#10;script:alert(1)'>x</a>",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    "<https://example.org/\"onclick=alert(1)>",
    "\" autofocus onfocus=alert(1) x=\"",
    "' autofocus onfocus=alert(1) x='",
    "` autofocus onfocus=alert(1) x=`",
    "{{constructor.constructor('alert(1)')()}}",
    "${alert(1)}",
    "<style>@import'https://evil.example/alert(1).css'</style>",
    "</script><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</option></select><img src=x onerror=alert(1)>",
    "--><img src=x onerror=alert(1)>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<template><script>alert(1)</script></template>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<table><td background=javascript:alert(1)>",
    "| <script>alert(1)</script> | b |\n|---|---|\n| c | <img src=x onerror=alert(1)> |",
)  # fmt: skip

KNOWN = frozenset(
    re.findall(
        r"\w+",
        "html head body meta title link script header footer main nav article aside section div p ul ol li dl dt dd h1 h2 h3 "
        "h4 a em strong sup ins del span wbr br time small cite form input button label select optgroup option textarea "
        "fieldset legend code table caption thead tbody tr th td blockquote details summary noscript pre mark progress",
    )
)
ADDRESSES = {"href", "src", "action", "formaction", "hx-get", "hx-post"}
RUNNING = re.compile(r"on|style$|srcdoc$|hx-on|xlink:|http-equiv$")
ODD_SCHEME = re.compile(r"\s*(?!https?:|mailto:)[a-z][a-z0-9+.\-\s]*:", re.IGNORECASE)


class Look(HTMLParser):
    """Reads a page as a browser would, and collects every element and attribute that no page of ours has."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        wrong = [name for name, _ in attrs if RUNNING.match(name)]
        wrong += [f"{name}={value}" for name, value in attrs if name in ADDRESSES and ODD_SCHEME.match(value or "")]
        ours = tag == "script" and dict(attrs).get("src", "").startswith("/static/")
        elsewhere = [value for name, value in attrs if name in ADDRESSES and tag != "a" and "//" in (value or "")]
        if tag not in KNOWN or wrong or elsewhere or (tag == "script" and not ours):
            self.found.append(f"<{tag} {wrong} {elsewhere}>")


def harmless(page: str) -> None:
    """Check that a page has no element, attribute or address that a text put there."""
    look = Look()
    look.feed(page)
    assert not look.found, look.found


def test_engine_html_is_washed() -> None:
    for payload in PAYLOADS:
        harmless(wash(f"<p>{payload}</p>"))


def test_links_of_a_text_keep_their_schemes() -> None:
    assert wash('<a href="https://a.example">x</a><a href="javascript:alert(1)">y</a>').count("href") == 1


def test_the_check_can_fail() -> None:
    for payload in PAYLOADS[:8]:
        with pytest.raises(AssertionError):
            harmless(f"<p>{payload}</p>")


@pytest.mark.django_db
def test_every_page_that_shows_a_text(world: World) -> None:
    person = world.people["member"]
    person.name = PAYLOADS[1]
    person.save(update_fields=["name"])
    client = browse(person)
    section = next(one.section for one in world.text().paragraphs if one.label == "1.1")
    pieces = [Insert(f"{at:016x}", section, world.uid("1.1"), f"Words {payload} words") for at, payload in enumerate(PAYLOADS)]
    one = world.file(*pieces)
    for payload in PAYLOADS[::8]:
        Amendment.objects.filter(pk=one.pk).update(reason="\n\n".join(PAYLOADS), about=payload[:200])
        harmless(client.get(f"/c/{world.congress.slug}/amendments/").content.decode())
    home = f"/c/{world.congress.slug}/"
    text = f"{home}text/{world.document.slug}/"
    for address in (f"{home}A1/", f"{home}A1/?as=clean", f"{home}A1/?as=now", f"{text}?open=1", f"{text}?as=current", home):
        page = client.get(address).content.decode()
        harmless(page)
        assert page.count("alert(1)") > len(PAYLOADS) // 2 or "open=1" not in address


@pytest.mark.django_db
def test_what_is_typed_comes_back_as_typed(world: World) -> None:
    client = browse(world.people["member"])
    url = f"/c/{world.congress.slug}/text/{world.document.slug}/amend/"
    for at, payload in enumerate(PAYLOADS[::2]):
        sheet = {"kind-0": "rewrite", "place-0": world.uid("1.2"), "text-0": payload, "reason": payload, "about": payload}
        harmless(client.post(url + "live/", sheet).content.decode())
        if at % 6:  # one way through the page for many payloads is enough
            continue
        page = client.post(url + "file/", {**sheet, "mover": payload, "base": "x", "met-on": payload}).content.decode()
        harmless(page)
    for query in ("?open=", "?as=", "?document=", "?state=", "?paragraph="):
        for payload in PAYLOADS[:2]:
            harmless(client.get(url, {query.strip("?="): payload}).content.decode())
            harmless(client.get(f"/c/{world.congress.slug}/amendments/", {query.strip("?="): payload}).content.decode())


@pytest.mark.django_db
def test_names_of_the_house_and_what_is_in_it(world: World) -> None:
    names = iter([one for one in PAYLOADS if len(one) <= 40 and "\n" not in one] * 3)
    congress, office = world.congress, browse(world.people["secretary"])
    for name in ("name", "organization", "series", "place"):
        setattr(congress, name, next(names))
    congress.save()
    world.branch.name, world.branch.short_name = next(names), next(names)
    world.branch.save()
    world.document.title = next(names)
    world.document.save(update_fields=["title"])
    one = world.file(world.rewrite("1.1", "homes", "houses"), mover="speaker", body=world.branch)
    tag = Tag.objects.create(congress=congress, name=next(names), key="hostile")
    tag.amendments.add(one)
    text = f"text/{world.document.slug}/"
    rests = ["", "amendments/", "amendments/?tag=hostile", "A1/", "A1/supporters/", "following/", "new/", "notes/", "rules/"]
    rests += ["search/?q=houses", "orders/", "people/", "bodies/"]
    rests += [f"{text}{rest}" for rest in ("", "record/", "amend/", "list/", "floor/", "rivals/", "what-if/?a=1", "history/")]
    shown = ""
    for rest in rests:
        answer = office.get(f"/c/{congress.slug}/{rest}")
        assert answer.status_code in {200, 403}, rest
        harmless(answer.content.decode())
        shown += answer.content.decode()
    held = (congress.name, congress.organization, congress.series, world.branch.name, world.document.title, tag.name)
    for what in held:
        assert escape(what) in shown, what
