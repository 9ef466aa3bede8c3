"""The committee's desk in the browser's language: the inbox, lists, advice, and what movers and delegates answer."""

from __future__ import annotations

from typing import Any

import pytest

from amendments.access import OPERATOR
from amendments.actions import advice, committee, lists, secretary
from amendments.actions.advice import Opinion
from amendments.life import Stage
from amendments.models import Advice, Amendment, Correction, Decision
from amendments.models.orders import GROUNDS
from tests.kept import kept
from tests.pages.site import browse
from tests.world import World, build

pytestmark = pytest.mark.django_db
LABELS = (("1.1", "for all", "for everybody"), ("1.2", "wages", "prices"), ("1.3", "twice", "once"))


@pytest.fixture
@kept
def world() -> World:
    world = build(Stage.DISCUSSION)
    filed(world, 2)
    return world


def filed(world: World, many: int) -> None:
    for label, old, new in LABELS[:many]:
        world.file(world.rewrite(label, old, new), mover="mover")


def at(world: World, rest: str) -> str:
    return f"/c/{world.congress.slug}/{rest}"


def desk(world: World) -> str:
    return at(world, f"text/{world.document.slug}/screening/")


def page(world: World, url: str, who: str = "committee") -> str:
    response = browse(world.people[who]).get(url)
    assert response.status_code == 200, url
    return str(response.content.decode())


def send(world: World, at_url: str, /, as_whom: str = "committee", **data: Any) -> Any:
    return browse(world.people[as_whom]).post(at_url, data)


def one(world: World, number: int = 1) -> Amendment:
    return Amendment.objects.get(congress=world.congress, number=number)


def advised(world: World, number: int = 1, words: str = "for all people") -> Advice:
    opinion = Opinion("carry as amended", "Shorter.", [world.rewrite("1.1", "for all", words)], count=(6, 3, 1))
    row = advice.save_advice(acting_user=world.committee, amendment=one(world, number), opinion=opinion)
    return advice.publish_advice(acting_user=world.committee, amendment=one(world, number), version=row.version)


def test_the_inbox_opens_the_oldest_and_goes_on_to_the_next(world: World) -> None:
    shown = page(world, desk(world))
    assert "2 wait for a ruling" in shown
    assert 'name="number" value="1"' in shown
    assert GROUNDS.splitlines()[0] in shown
    response = send(world, desk(world), number=1, next=2, do="in", seen=0, reason="")
    assert response["Location"].endswith("screening/?at=2")
    assert one(world).rulings.get().reason == "It belongs to the text, and does not only reverse it."
    ground = GROUNDS.splitlines()[1]
    send(world, desk(world), number=2, do="out", seen=0, ground=ground, reason="See the chapter.")
    assert one(world, 2).rulings.get().reason == "It only reverses the text. See the chapter."
    assert "Every amendment that was filed has been ruled on" in page(world, desk(world))


def test_a_refused_ruling_keeps_what_was_typed(world: World) -> None:
    committee.rule_on_order(acting_user=world.chair, amendment=one(world), in_order=True, reason="It fits.")
    response = send(world, desk(world), number=1, do="out", seen=0, reason="It is about boats.")
    shown = response.content.decode()
    assert response.status_code == 409
    assert "A1 was ruled in order while you had the page open" in shown
    assert "It is about boats.</textarea>" in shown
    assert "A9" in page(world, desk(world) + "?at=9")


def test_mover_and_committee_talk_and_nobody_else_reads_it_before_publication() -> None:
    world = build(Stage.DISCUSSION)
    secretary.set_orders(acting_user=OPERATOR, congress=world.congress, screening=True)
    filed(world, 1)
    send(world, desk(world), number=1, do="ask", reason="Which *homes*?")
    assert Correction.objects.get().turn == "mover"
    home = page(world, at(world, ""), "mover")
    assert "Answer the committee about A1" in home
    assert "Rule on" not in page(world, at(world, ""))
    shown = page(world, at(world, "A1/correction/"), "mover")
    assert "Which <em>homes</em>?" in shown
    assert send(world, at(world, "A1/correction/"), "mover", words=" ").status_code == 422
    assert send(world, at(world, "A1/correction/"), "mover", words="All of them.").status_code == 302
    assert "Read the mover’s answer about A1" in page(world, at(world, ""))
    assert "All of them." in page(world, desk(world))
    assert "All of them." not in page(world, at(world, "A1/"), "chair")
    assert browse(world.people["member"]).get(at(world, "A1/")).status_code == 404
    send(world, desk(world), number=1, do="close", reason="")
    send(world, desk(world), number=1, do="in", seen=0, reason="")
    assert send(world, at(world, "A1/publish/")).status_code == 302
    assert "All of them." in page(world, at(world, "A1/"), "member")


def test_a_list_is_published_and_what_comes_later_is_starred() -> None:
    world = build(Stage.DISCUSSION)
    secretary.set_orders(acting_user=OPERATOR, congress=world.congress, screening=True)
    filed(world, 2)
    here = at(world, f"text/{world.document.slug}/lists/")
    assert "None of them can be published yet" in page(world, here)
    send(world, desk(world), number=1, do="in", seen=0, reason="")
    shown = page(world, here)
    assert "Publish the list of 1 new amendment" in shown
    assert "Nobody has ruled on it yet." in shown
    assert send(world, here, number=[]).status_code == 409
    assert send(world, here, number=[1]).status_code == 302
    assert "new since the list of" not in page(world, at(world, "A1/"), "member")
    committee.rule_on_order(acting_user=world.committee, amendment=one(world, 2), in_order=True, reason="It fits.")
    lists.publish_amendment(acting_user=world.committee, amendment=one(world, 2))
    assert page(world, at(world, "amendments/"), "member").count('new<span class="vh"> since the list of') == 1
    send(world, here, number=[2])
    assert "A2" in page(world, at(world, "amendments/?list=2"), "member")
    assert "A1</a>" not in page(world, at(world, "amendments/?list=2"), "member")


def rewritten(world: World, text: str) -> dict[str, str]:
    return {"kind-0": "rewrite", "place-0": world.uid("1.1"), "text-0": text}


def test_advice_is_drafted_in_other_words_and_published(world: World) -> None:
    here = at(world, "A1/advice/")
    assert "We want homes for everybody." in page(world, here)  # the mover's words, to be written in
    text = world.read("1.1").replace("for all", "for all people")
    sent = {"recommendation": "carry as amended", "reason": "Shorter.", "votes_for": "6", "votes_against": "3"}
    response = send(world, here, do="save", **sent, **rewritten(world, text))
    assert response.status_code == 302
    assert Advice.objects.get().published_at is None
    assert "for all people" not in page(world, at(world, "A1/"), "member")
    live = send(world, here + "live/", **rewritten(world, text)).content.decode()
    assert "people" in live
    assert "<ins>" in live
    assert send(world, here, do="publish", version=1, **sent, **rewritten(world, text)).status_code == 302
    shown = page(world, at(world, "A1/"), "member")
    for words in ("Carry as amended", "6 to 3", "In the committee’s words", "Shorter.", "None yet"):
        assert words in shown, words


def test_two_who_draft_at_once_both_see_both_texts(world: World) -> None:
    here = at(world, "A1/advice/")
    send(world, here, do="save", recommendation="reject", reason="Too broad.")
    response = send(world, here, "committee", do="save", version=0, recommendation="carry", reason="Very good.")
    shown = response.content.decode()
    assert response.status_code == 409
    assert "Committee saved: reject." in shown
    assert "Too broad." in shown
    assert "Very good.</textarea>" in shown
    assert 'name="version" value="1"' in shown


@pytest.mark.parametrize(
    ("sent", "status", "said"),
    [
        ({"do": "publish", "recommendation": ""}, 422, "choose one."),
        ({"do": "publish", "recommendation": "refer", "reason": "Kept."}, 409, "Say to whom A1 is to be referred"),
        ({"do": "save", "recommendation": "carry", "votes_for": "6", "reason": "Kept."}, 422, "type both numbers, or neither."),
        ({"do": "publish", "recommendation": "carry as amended", "reason": "Kept."}, 409, "takes the words"),
        ({"do": "save", "recommendation": "carry", "abstentions": "4", "reason": "Kept."}, 422, "beside those who abstained."),
        ({"do": "save", "recommendation": "carry", "decided_on": "2999-01-01", "reason": "Kept."}, 409, "is still to come."),
    ],
)
def test_advice_that_is_refused_keeps_what_was_typed(world: World, sent: dict[str, str], status: int, said: str) -> None:
    response = send(world, at(world, "A1/advice/"), **sent)
    shown = response.content.decode()
    assert response.status_code == status
    assert said in shown
    assert "reason" not in sent or "Kept.</textarea>" in shown


def test_drafts_are_published_all_at_once_and_a_minority_stands_beside(world: World) -> None:
    for number in (1, 2):
        send(world, at(world, f"A{number}/advice/"), do="save", recommendation="reject", reason=f"No {number}.")
    here = at(world, f"text/{world.document.slug}/advice/")
    assert "2 drafted" in page(world, here)
    assert send(world, here, draft=["1:1", "2:9"]).status_code == 409
    assert send(world, here, draft=["1:1", "2:1"]).status_code == 302
    assert one(world, 2).recommendation == "reject"
    sent: dict[str, Any] = {
        "recommendation": "carry",
        "reason": "The majority is wrong.",
        "signers": [world.committee.pk],
        "size": "3",
    }
    minority = page(world, at(world, "A1/minority/"))
    assert "are not put to the vote" in minority
    assert f'href="{at(world, "A1/amend/")}"' in minority
    assert "The congress can vote on either." in page(world, at(world, "A1/advice/"))
    assert send(world, at(world, "A1/minority/"), do="publish", **sent).status_code == 302
    shown = page(world, at(world, "A1/"), "member")
    assert "Minority advice: carry" in shown
    assert "Committee and 2 more" in shown


def test_the_chair_puts_either_text(world: World) -> None:
    advised(world)
    world.to(Stage.FLOOR)
    here = at(world, "A1/decide/")
    shown = page(world, here, "chair")
    assert "in the committee’s words" in shown
    assert 'name="words" value="advised"' in shown
    assert 'name="words" value="filed"' in page(world, here + "?words=filed", "chair")
    count = {"votes_for": "10", "votes_against": "30", "method": "show of hands"}
    response = send(world, here, "chair", words="advised", outcome="lost", **count)
    assert response["Location"].endswith("A1/decide/")
    assert one(world).decision == "pending"
    again = page(world, here, "chair")
    assert 'name="words" value="filed"' in again
    assert "put to the vote, and lost" in page(world, at(world, "A1/"), "member")
    count = {"votes_for": "30", "votes_against": "10", "method": "show of hands"}
    send(world, here, "chair", words="filed", outcome="carried", **count)
    assert Decision.objects.get(amendment=one(world)).words == "filed"
    assert "put and lost" in page(world, at(world, f"text/{world.document.slug}/record/"), "member")
    world.sound()


def test_a_mover_appeals_and_the_chair_records_the_vote(world: World) -> None:
    committee.rule_on_order(acting_user=world.committee, amendment=one(world), in_order=False, reason="It is beside the text.")
    assert "Appeal against the ruling" in page(world, at(world, "A1/"), "mover")
    assert send(world, at(world, "A1/appeal/"), "mover", reason="").status_code == 422
    assert send(world, at(world, "A1/appeal/"), "mover", reason="It is about homes.").status_code == 302
    assert "Hear the appeal on A1" in page(world, at(world, ""), "chair")
    here = at(world, "A1/appeal/decide/")
    assert "It is about homes." in page(world, here, "chair")
    count = {"votes_for": "30", "votes_against": "10", "method": "show of hands"}
    assert "by this count it is carried" in send(world, here, "chair", do="check", outcome="carried", **count).content.decode()
    assert send(world, here, "chair", outcome="lost", **count).status_code == 409
    assert send(world, here, "chair", outcome="carried", **count).status_code == 302
    assert "The ruling is overturned" in page(world, at(world, "A1/"), "member")


def test_a_mover_agrees_and_a_delegate_objects(world: World) -> None:
    secretary.set_orders(acting_user=OPERATOR, congress=world.congress, mover_agrees=True, committee_accepts=True)
    digest = advised(world).edits_digest
    assert "Agree to the committee’s words" in page(world, at(world, "A1/"), "mover")
    assert send(world, at(world, "A1/agree/"), "mover", digest=digest).status_code == 302
    shown = page(world, at(world, "A1/"), "delegate")
    assert "Accepted as modified" in shown
    assert "Object, and let the congress vote" in shown
    assert "Object, and let" not in page(world, at(world, "A1/"), "member")
    assert send(world, at(world, "A1/object/"), "delegate", reason="It is not shorter.").status_code == 302
    assert "1 objection: the congress votes on it" in page(world, at(world, "A1/"), "member")
    assert send(world, at(world, "A1/object/"), "delegate", reason="Again.").status_code == 409
    assert send(world, at(world, "A2/accept/")).status_code == 302
    assert "accepted it as it was filed" in page(world, at(world, "A2/"), "member")


def test_words_that_wait_are_confirmed_by_the_committee() -> None:
    world = build(Stage.DISCUSSION)
    world.file(world.rewrite("1.2", "municipality", "town"), mover="mover")
    other = world.file(world.rewrite("1.2", "They rise", "They climb"))
    opinion = Opinion("carry as amended", "", [world.rewrite("1.2", "no faster than", "no quicker than")])
    advice.save_advice(acting_user=world.committee, amendment=one(world), opinion=opinion)
    advice.publish_advice(acting_user=world.committee, amendment=one(world))
    world.to(Stage.FLOOR)
    world.decide(other)
    assert "Confirm the committee’s words here" in page(world, at(world, "A1/"))
    digest = Advice.objects.get().combined_digest
    assert send(world, at(world, "A1/advice/confirm/"), digest=digest).status_code == 302
    assert "Confirm the committee’s words here" not in page(world, at(world, "A1/"))
