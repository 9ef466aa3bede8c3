"""What a question says: its exact words, the digest of what it puts, and whether it can be put at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from amendments.actions.adoption import check_nothing_open
from amendments.actions.chair import check_to_be_put
from amendments.actions.rest import state_rest
from amendments.actions.rivalry import check_choice, check_chosen
from amendments.actions.stages import check_not_set_aside
from amendments.actions.words import line, prose
from amendments.actions.words_put import words_to_put
from amendments.life import Matter, Outcome, Stage, Words
from amendments.models import Amendment, AmendmentRelation, Document, Paragraph, Question, Section, StandingOrders
from amendments.queries.advice import as_value
from amendments.queries.amendment import on_current_text, open_amendments
from amendments.queries.document import current_text
from amendments.queries.secondary import stands_on
from amendments.refusals import Refused
from amendments.text.edits import edits_to_json
from amendments.text.plan import inside_of
from amendments.text.stored import canonical, sha256
from amendments.text.tokens import digest, from_json
from amendments.text.words import in_words


@dataclass(frozen=True)
class Put:
    """What the chair wants to put. `words` are needed for a motion alone; all other questions state themselves.

    `text` says whose words of an amendment; `amendments` are the list to be put en bloc, or the rivals to choose among;
    `documents` the drafts to choose the base text of; `paragraph` is a permanent id; `way` what becomes of all that is open.
    """

    kind: str
    document: Document | None = None
    amendment: Amendment | None = None
    text: str = Words.FILED
    amendments: Sequence[tuple[Amendment, str]] = ()
    documents: Sequence[Document] = ()
    paragraph: str = ""
    referred_to: str = ""
    words: str = ""
    way: str = ""


@dataclass(frozen=True)
class Stated:
    """A question as it is read aloud and kept: `about` for its entry, `items` for its rows."""

    words: str
    digest: str = ""
    about: dict[str, Any] = field(default_factory=dict)
    items: Sequence[dict[str, Any]] = ()
    referred_to: str = ""


def stated(wanted: Put, document: Document | None, upon: Question | None) -> Stated:
    """State a question. Raises Refused where it cannot be put."""
    kind = Matter(wanted.kind)
    if kind == Matter.MOTION:
        said = prose(wanted.words, "The motion", most=2000)
        if not said:
            raise Refused("Type the motion in the words that are voted on: they are printed in the record.")
        return Stated(said, sha256(said))
    if kind == Matter.CLOSE:
        return Stated(f"That the debate on {upon} is closed." if upon else "That the debate is closed.")
    if kind == Matter.BASE:
        return _base(wanted)
    if kind == Matter.WHOLE:
        return Stated("That the platform as a whole is adopted.")
    if document is None:
        raise Refused("A question of this kind is not put on the floor.")
    if kind == Matter.REFER:
        return _refer(wanted, upon)
    state = {
        Matter.AMENDMENT: _amendment,
        Matter.BLOC: _bloc,
        Matter.RIVALS: _rivals,
        Matter.PARAGRAPH: _paragraph,
        Matter.ADOPTION: _adoption,
        Matter.REST: _rest,
    }.get(kind)
    if state is None:
        raise Refused("A question of this kind is not put on the floor.")
    return state(wanted, document)


def check_can_be_put(amendment: Amendment, document: Document, text: str) -> None:
    """Refuse an amendment that could not be carried as it stands."""
    if amendment.document_id != document.pk:
        raise Refused(f"{amendment} is about another document.")
    amendment.document = document
    check_to_be_put(amendment, Outcome.CARRIED, words_to_put(amendment, text))


def _amendment(wanted: Put, document: Document) -> Stated:
    one = wanted.amendment
    if one is None:
        raise Refused("Say which amendment is put.")
    check_can_be_put(one, document, wanted.text)
    check_chosen(one, document)
    advice = words_to_put(one, wanted.text)
    edits = (as_value(advice) if advice else on_current_text(one)).edits
    whose = ", in the committee’s words" if advice else ""
    said = in_words(stands_on(one), edits)
    about = {"amendment": one.number, "text": str(wanted.text)}
    return Stated(f"{one}{whose}: {said}", sha256(canonical(edits_to_json(edits))), about)


def _bloc(wanted: Put, document: Document) -> Stated:
    found = _several(wanted, document)
    keys = [one.pk for one, _ in found]
    pair = (
        AmendmentRelation.objects.filter(document=document, low__in=keys, high__in=keys).select_related("low", "high").first()
    )
    if pair is not None:
        raise Refused(f"{pair.low} and {pair.high} are about the same words, so they cannot go en bloc. Pull one of them out.")
    names = ", ".join(str(one) for one, _ in found)
    about = {"amendments": [[one.number, text] for one, text in found]}
    return Stated(f"The en bloc list: {names}.", sha256(canonical(about)), about, _items(found))


def _rivals(wanted: Put, document: Document) -> Stated:
    found = _several(wanted, document)
    check_choice([one for one, _ in found], document)
    names = ", ".join(str(one) for one, _ in found)
    about = {"amendments": [[one.number, text] for one, text in found]}
    words = f"Which of these comes first: {names}. The one that does is then put for or against."
    return Stated(words, sha256(canonical(about)), about, _items(found))


def _several(wanted: Put, document: Document) -> list[tuple[Amendment, str]]:
    found = sorted(dict(wanted.amendments).items(), key=lambda row: row[0].number)
    if len(found) < 2:
        raise Refused("Name two amendments at least.")
    for one, text in found:
        check_can_be_put(one, document, text)
    return found


def _items(found: Sequence[tuple[Amendment, str]]) -> list[dict[str, Any]]:
    return [{"amendment": one, "text": text} for one, text in found]


def _base(wanted: Put) -> Stated:
    found = sorted({one.pk: one for one in wanted.documents}.values(), key=lambda one: one.pk)
    if len(found) < 2:
        raise Refused("Name two drafts at least to choose the base text among.")
    for one in found:
        check_not_set_aside(one)
    late = [one for one in found if one.stage not in {Stage.DISCUSSION, Stage.CLOSED}]
    if late:
        raise Refused(f"“{late[0]}” is at the stage “{late[0].get_stage_display()}”: the base text is chosen before that.")
    names = ", ".join(f"“{one}”" for one in found)
    about = {"documents": [one.slug for one in found]}
    return Stated(f"Which is the base text: {names}.", sha256(canonical(about)), about, [{"document": one} for one in found])


def _paragraph(wanted: Put, document: Document) -> Stated:
    row = Paragraph.objects.filter(document=document, uid=wanted.paragraph, struck=False).first()
    if row is None:
        return _section(wanted, document)
    name = f"paragraph {row.label}" if row.label else "the unnumbered paragraph"
    return Stated(f"That {name} stays in the text.", row.digest, {"paragraph": row.uid})


def _section(wanted: Put, document: Document) -> Stated:
    """State the vote on a section by itself, where the orders let a text be adopted section by section."""
    row = Section.objects.filter(document=document, uid=wanted.paragraph, struck=False).first()
    if row is None:
        raise Refused("There is no such paragraph or section in the text as it stands.")
    if not StandingOrders.objects.filter(congress=document.congress_id, by_section=True).exists():
        raise Refused("The standing orders do not let this text be adopted section by section. Put the text as a whole.")
    text = current_text(document)
    inside = inside_of(text, [row.uid])
    uids = inside | {one.id for one in text.paragraphs if one.section in inside}
    left = open_amendments(document).filter(places__uid__in=uids).distinct()[:4]
    if left:
        raise Refused(f"First decide on {', '.join(str(one) for one in left)}: the section is voted on as amended.")
    name = f"section {row.label}" if row.label else f"the section “{row.title}”"
    return Stated(f"That {name} is adopted as amended.", digest(from_json(row.tokens)), {"paragraph": row.uid})


def _refer(wanted: Put, upon: Question | None) -> Stated:
    to = line(wanted.referred_to, "The body that it is referred to")
    if not to:
        raise Refused("Name the body that it is referred to: it is printed in the record.")
    if upon is None or upon.amendment is None:
        raise Refused("An amendment is referred while it is on the floor. Put it first.")
    about = {"to whom": to}
    return Stated(f"That {upon} is referred to {to}.", sha256(canonical(about)), about, referred_to=to)


def _adoption(wanted: Put, document: Document) -> Stated:
    del wanted
    check_nothing_open(document)
    digest = document.current_revision.digest if document.current_revision else ""
    return Stated(f"That “{document}”, as amended, is adopted.", digest)


def _rest(wanted: Put, document: Document) -> Stated:
    words, to, rows = state_rest(document, wanted.way, wanted.referred_to)
    listed = [[row.number, str(Words.FILED)] for row in rows]
    about = {"way": wanted.way, "to whom": to, "amendments": listed}
    return Stated(words, sha256(canonical(about)), about, _items([(row, Words.FILED) for row in rows]), referred_to=to)
