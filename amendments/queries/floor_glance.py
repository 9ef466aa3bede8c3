"""The three answers on the pages of the floor: the list, one amendment before the vote, the last question."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from amendments.life import Stage
from amendments.models import Congress
from amendments.queries.document_glance import MORE, NEXT
from amendments.queries.floor import Floor
from amendments.queries.glance import Glance
from amendments.queries.life import capital, stage_word
from amendments.queries.masthead import Link
from amendments.queries.verdict import BeforeVote
from amendments.rules import can


def floor_glance(floor: Floor, congress: Congress, now: datetime) -> Glance:
    """Answer for the list: how far it is, and the one next step."""
    document, stage = floor.document, Stage(floor.document.stage)
    counted = floor.counted
    return Glance(
        where=stage_word(document),
        where_more=f"{counted.all - counted.open} of {counted.all} amendments need no vote any more."
        if stage == Stage.FLOOR
        else MORE[stage],
        state="carried" if stage == Stage.ADOPTED else "floor" if stage == Stage.FLOOR else "",
        can=_ways(floor, congress),
        until=congress.closes if stage == Stage.FLOOR else None,
        until_words=NEXT[stage],
        until_more="The final vote" if stage == Stage.FLOOR else "",
        now=now,
    )


def _ways(floor: Floor, congress: Congress) -> tuple[Link, ...]:
    """Give the next step of whoever presides, and to all others, alike, where they read on."""
    if step := next_step(floor, congress):
        return (step,)
    document, at = floor.document, [congress.slug, floor.document.slug]
    text = Link("read the text", reverse("text", args=at))
    return (Link("Read the voting list", reverse("voting-list", args=at)), text) if document.stage == Stage.FLOOR else (text,)


def next_step(floor: Floor, congress: Congress) -> Link | None:
    """Give the one next step of whoever presides; None for everybody else."""
    document, at = floor.document, [congress.slug, floor.document.slug]
    if can(floor.acting, "take_to_floor", stage=document.stage):
        return Link("Take the document up", reverse("take-up", args=at))
    if not floor.presides:
        return None
    if floor.next is not None:
        return Link(f"Put {floor.next} to the vote", reverse("decide", args=[congress.slug, floor.next.number]))
    if floor.open:
        first = floor.open[0]
        return Link(f"Have the combined text of {first} confirmed", reverse("amendment", args=[congress.slug, first.number]))
    return Link("Put the text as a whole to the vote", reverse("adopt", args=at))


def listed_ways(floor: Floor) -> list[Link]:
    """Give the ways to read the list: all of it, or only what wants a decision. None where there is no difference."""
    counted = floor.counted
    if counted.open in {0, counted.all}:
        return []
    return [
        Link("All", "?", not floor.only_open, f"{counted.all:,}"),
        Link("To be decided", "?show=open", floor.only_open, f"{counted.open:,}"),
    ]


def turns(floor: Floor) -> list[Link]:
    """Give the pages before and after this one of a long list, with how many there are."""
    kept = "show=open&" if floor.only_open else ""
    near = (("Earlier in the text", floor.page - 1), ("Later in the text", floor.page + 1))
    small = f"Page {floor.page + 1} of {floor.pages}"
    reached = [(words, at) for words, at in near if 0 <= at < floor.pages]
    return [Link(words, f"?{kept}page={at}", small=small, onward=at > floor.page) for words, at in reached]


def verdict_glance(page: BeforeVote, congress: Congress, now: datetime) -> Glance:
    """Answer for one amendment before the vote."""
    document = page.document
    return Glance(
        where=capital(page.state.word),
        where_more=f"{stage_word(document)}: {document.title}",
        state=page.state.sign,
        can=(
            Link("Record what the congress decided", "#record"),
            Link("go back to the list", reverse("floor", args=[congress.slug, document.slug])),
        ),
        until=congress.closes,
        until_words="The final vote",
        until_more="The final vote",
        now=now,
    )


def adoption_glance(floor: Floor, congress: Congress, now: datetime) -> Glance:
    """Answer for the last question."""
    open_now = floor.counted.open
    left = f"{open_now} amendment{'s' if open_now != 1 else ''} still open" if open_now else "Every amendment is decided"
    at = [congress.slug, floor.document.slug]
    step = Link("Decide them first", reverse("floor", args=at)) if open_now else Link("Record the final vote", "#record")
    return Glance(
        where=stage_word(floor.document),
        where_more=f"{left}.",
        state="floor",
        can=(step,),
        until=congress.closes,
        until_words="The congress closes",
        until_more="The congress closes",
        now=now,
    )
