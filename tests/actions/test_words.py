"""Free words: what they may not hold is refused by every act with a sentence; what writing needs stays as it was typed."""

from __future__ import annotations

import inspect
import pkgutil
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest

from amendments import actions
from amendments.access import OPERATOR
from amendments.actions import (
    acceptance,
    advice,
    appeals,
    chair,
    committee,
    corrections,
    council,
    drafting,
    filing,
    secretary,
    settings,
)
from amendments.actions.advice import Opinion
from amendments.actions.chair import Verdict
from amendments.actions.filing import Work
from amendments.forms.fields import Line, Prose
from amendments.forms.load import Load
from amendments.forms.verdict import VerdictForm
from amendments.life import Outcome, Stage
from amendments.models import Ruling
from amendments.queries import clock
from amendments.refusals import Refused
from amendments.text import plain
from tests.world import NO, build, text

UNSEEN = ("\0", "\x07", "\x1b[2J", "\x7f", "\x85", *map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
UNSEEN += ("\ud800", "\ufffe", "\U0010ffff", "\ufdd0")
FLAG = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
GOOD = f"שלום\u200f ab\u200e 👩\u200d👩\u200d👧 ❤\ufe0f {FLAG} می\u200cخواهم"
EMPTY = ("", " \n\t", "\u200b\u200f", "\u2060\u00a0", "\u3164", "\u2800", "\u2028")

# What the acts take as text that no person writes: addresses, choices, digests, and codes that are compared with known ones.
CODES = {
    "key",
    "head",
    "slug",
    "digest",
    "outcome",
    "recommendation",
    "kind",
    "role",
    "stage",
    "audience",
    "language",
    "time_zone",
}
CODES |= {"password", "whole", "fields", "action", "ground", "old", "new", "login", "code", "token", "network"}
CODES |= {"seen", "encoding", "rule", "side", "done", "often", "to"}
CODES |= {"choice", "about", "method", "readers", "purpose", "uid", "value", "instead", "within"}
WORDS = {"reason", "title", "name", "organization", "series", "place", "member_number", "email", "short_name", "words"}
WORDS |= {"why", "allows", "answer", "override"}


def refuse(acts):
    """Check that each act refuses each sign with a sentence that a person can act on."""
    for name, act in acts.items():
        for sign in UNSEEN:
            with pytest.raises(
                Refused, match=r"holds an invisible .* \(U\+[0-9A-F]{4,6}\) after “the roof”. Please delete it"
            ) as caught:
                act(f"the roof {sign} and the door")
            assert sign not in caught.value.message, name
        with pytest.raises(Refused, match=r"has \d+,\d\d\d characters, and [\d,]+ are the most"):
            act("ab" * (200_001 if name == "orders" else 10_001))


def test_each_sign_is_told_by_its_code_and_place():
    assert [sign for sign in UNSEEN if not plain.unfit(f"a{sign}b")] == []
    assert (
        plain.unfit("\u202eab") == "an invisible sign that turns the direction of the words around it (U+202E) at the beginning"
    )
    assert plain.unfit(GOOD) == ""
    assert (plain.line(f" {GOOD}\n"), plain.prose(f"a\r\n{GOOD} \r")) == (GOOD, f"a\n{GOOD}")
    assert [plain.line(one) + plain.prose(one) for one in EMPTY] == [""] * len(EMPTY)


@pytest.mark.django_db
def test_words_about_the_text_before_it_is_out():
    world = build()
    draft, people, home = world.document, world.people, world.congress

    def found(**called: Any):
        secretary.create_congress(acting_user=OPERATOR, **({"slug": "x", "name": "x", "organization": "x"} | called))

    refuse(
        {
            "title": lambda words: settings.set_title(acting_user=people["committee"], document=draft, title=words),
            "loaded": lambda words: drafting.load_document(
                acting_user=people["committee"], congress=home, text=text(("Other words.", "And more.")), title=words
            ),
            "orders": lambda words: secretary.set_orders(acting_user=people["secretary"], congress=home, text=words),
            "body": lambda words: secretary.create_body(acting_user=OPERATOR, congress=home, kind="branch", name=words),
            "short": lambda words: secretary.create_body(
                acting_user=OPERATOR, congress=home, kind="branch", name="North", short_name=words
            ),
            "person": lambda words: secretary.create_person(acting_user=OPERATOR, member_number="x1", name=words),
            "number": lambda words: secretary.create_person(acting_user=OPERATOR, member_number=words, name="Ana"),
            "address": lambda words: secretary.create_person(acting_user=OPERATOR, member_number="x1", name="Ana", email=words),
            **{
                field: lambda words, field=field: found(**{field: words})
                for field in ("name", "organization", "series", "place")
            },
        }
    )
    world.to(Stage.COUNCIL)
    send: dict[str, Any] = {"acting_user": people["council"], "document": draft, "count": NO}
    refuse({"sent back": lambda words: council.send_back(**send, reason=words)})
    council.send_back(**send, reason=GOOD)
    assert Ruling.objects.get().reason == GOOD
    settings.set_title(acting_user=people["committee"], document=draft, title=GOOD)
    assert world.reload().title == GOOD
    for nothing in EMPTY:
        with pytest.raises(Refused, match="words that people can see|needs a name"):
            settings.set_title(acting_user=people["committee"], document=draft, title=nothing)
        with pytest.raises(Refused, match="needs a name"):
            secretary.create_person(acting_user=OPERATOR, member_number="x1", name=nothing)
    world.sound()


@pytest.mark.django_db
def test_words_about_an_amendment():
    world = build(Stage.DISCUSSION)
    one, people = world.file(world.rewrite("1.2", "faster", "sooner")), world.people
    rival = world.file(world.rewrite("1.2", "faster", "slower"))
    later = clock.now() + timedelta(days=9)

    def file(**words):
        work = Work([world.rewrite("1.1", "right", "must")], **words)
        revision = world.reload().published_revision.number
        return filing.file_amendment(acting_user=people["member"], document=world.document, revision=revision, work=work)

    def committees(act, **more):
        return lambda words: act(acting_user=people["committee"], document=world.document, reason=words, **more)

    refuse(
        {
            "about": lambda words: file(about=words),
            "reason": lambda words: file(reason=words),
            "ruling": lambda words: committee.rule_on_order(
                acting_user=people["committee"], amendment=one, in_order=True, reason=words
            ),
            "advice": lambda words: advice.recommend(
                acting_user=people["committee"], amendment=one, recommendation="reject", reason=words
            ),
            "deadline": committees(committee.set_deadline, deadline=later),
            "closed": committees(committee.close_filing),
            "advised": lambda words: advice.save_advice(
                acting_user=people["committee"], amendment=one, opinion=Opinion("refer", referred_to=words)
            ),
            "correction": lambda words: corrections.ask_correction(acting_user=people["committee"], amendment=one, words=words),
        }
    )
    assert file(about=GOOD, reason=GOOD).about == GOOD
    world.to(Stage.CLOSED)
    refuse({"reopened": committees(committee.reopen_filing, deadline=later)})
    world.to(Stage.FLOOR)

    def decide(verdict):
        return chair.record_decision(acting_user=people["chair"], amendment=one, verdict=verdict)

    refuse(
        {
            "referred": lambda words: decide(Verdict(Outcome.REFERRED, NO, referred_to=words)),
            "kept": lambda words: decide(Verdict(Outcome.CARRIED, NO, keep={rival.number: words})),
        }
    )
    with pytest.raises(Refused, match="Name the body"):
        decide(Verdict(Outcome.REFERRED, NO, referred_to="\u200b"))
    world.sound()


@pytest.mark.django_db
def test_words_of_an_appeal_and_of_an_objection():
    world = build(Stage.DISCUSSION)
    secretary.set_orders(acting_user=OPERATOR, congress=world.congress, committee_accepts=True)
    one, two = world.file(world.rewrite("1.2", "faster", "sooner")), world.file(world.rewrite("1.2", "faster", "slower"))
    committee.rule_on_order(acting_user=world.committee, amendment=one, in_order=False, reason="No.")
    acceptance.accept_amendment(acting_user=world.committee, amendment=two)
    refuse(
        {
            "appeal": lambda words: appeals.appeal(acting_user=world.member, amendment=one, reason=words),
            "objection": lambda words: acceptance.object_to(acting_user=world.delegate, amendment=two, reason=words),
        }
    )


def test_forms_say_the_same_in_our_own_words():
    for field in (Line(max_length=9), Prose(max_length=9)):
        for sign in UNSEEN:
            with pytest.raises(Exception, match=r"it holds an invisible .* \(U\+"):
                field.clean(f"a{sign}b")
        with pytest.raises(Exception, match="it has 10 characters, and 9 are the most"):
            field.clean("a" * 10)
    bad = {
        "outcome": "won",
        "method": "by feel",
        "votes_for": "many",
        "votes_against": "-1",
        "present": "1" * 12,
        "referred_to": "b\x07",
    }
    for form in (VerdictForm(bad), Load({"title": "t" * 301, "number": "x", "readers": "all", "text": ""})):
        said = " ".join(str(error) for errors in form.errors.values() for error in errors)
        assert not any(words in said for words in ("Select", "Ensure", "Enter a", "required", "valid", "[", "'")), said
        assert len(form.errors) > 3


def test_every_act_that_takes_words_is_asked():
    taken = set()
    for module in pkgutil.iter_modules(actions.__path__):
        for name, act in inspect.getmembers(import_module(f"amendments.actions.{module.name}"), inspect.isfunction):
            known = inspect.signature(act).parameters
            if not name.startswith("_") and "acting_user" in known:
                taken |= {one.name for one in known.values() if str(one.annotation).removesuffix(" | None") == "str"}
    assert taken - CODES == WORDS, "Check the new words with `actions.words`, and ask for them in a test_words file."


def test_the_check_can_fail(monkeypatch):
    monkeypatch.setattr(plain, "unfit", lambda typed: "")
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        test_forms_say_the_same_in_our_own_words()
