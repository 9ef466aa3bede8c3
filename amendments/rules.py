"""Who may do and read what: one table, and one `can()`. Data that is printed as a page, and walked cell by cell by a test.

A rule grants an action to roles and to relations, in some stages of the document. Any one of them is enough. The stage is
that of the document that the action is about; actions about no document have no stages. Reading is granted by audience.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from amendments.life import Stage, Visibility
from amendments.models import Amendment, CoMover, Document, Draft, Person, Post, Role, Seat, Support
from amendments.models.document import Audience
from amendments.rules_credentials import CREDENTIALS
from amendments.rules_floor import FLOOR
from amendments.rules_reading import READING
from amendments.who import Anyone, Relation, Rule, Who, rule

__all__ = [
    "BY_ACTION",
    "TABLE",
    "Acting",
    "Anyone",
    "Relation",
    "Rule",
    "Who",
    "can",
    "can_read",
    "can_read_working",
    "can_see",
    "relations_to",
    "rule",
    "who_can",
    "why_not",
]


@dataclass(frozen=True)
class Acting:
    """What a person is in a congress. `roles` are those of seats held now; `speaks_for` are ids of bodies."""

    person_id: int | None = None
    roles: frozenset[Role] = frozenset()
    speaks_for: frozenset[int] = frozenset()
    operator: bool = False
    everyone: frozenset[Who] = field(init=False)

    def __post_init__(self) -> None:
        known: set[Who] = {Anyone.EVERYBODY, *self.roles}
        if self.person_id is not None:
            known.add(Anyone.SIGNED_IN)
        if self.roles:
            known.add(Role.MEMBER)  # whoever holds a seat in the congress is a member of it
        if self.operator:
            known.add(Anyone.OPERATOR)
        object.__setattr__(self, "everyone", frozenset(known))


_COMMITTEE, _COUNCIL, _CHAIR, _SECRETARY = Role.COMMITTEE, Role.COUNCIL, Role.CHAIR, Role.SECRETARY
_OPEN = (Stage.DISCUSSION, Stage.CLOSED, Stage.FLOOR)
_DRAFT, _BEFORE, _FLOOR = (Stage.DRAFTING,), (Stage.DISCUSSION, Stage.CLOSED), (Stage.FLOOR,)
_LATER = (Stage.CLOSED, Stage.FLOOR)
_DECIDED = (Stage.FLOOR, Stage.ADOPTED)
_OFFICE = (_SECRETARY, Anyone.OPERATOR)

TABLE: tuple[Rule, ...] = (
    # Reading. Documents, and what belongs to them, are read by audience: see AUDIENCES.
    rule("read_congress", "see the congress and which of its documents I may read", [Anyone.EVERYBODY]),
    rule("read_rules", "read who may do what", [Anyone.EVERYBODY]),
    rule("read_orders", "read the standing orders", [Anyone.EVERYBODY]),
    rule("read_own_drafts", "see my own unfiled work", [Relation.OWNER]),
    # The office.
    rule("create_congress", "set up a congress", [Anyone.OPERATOR]),
    rule("set_orders", "set the standing orders", _OFFICE),
    rule("create_person", "enter a person", _OFFICE),
    rule("read_people", "see the list of people", _OFFICE),
    rule("read_person", "see what is kept of a person", [Relation.SELF, *_OFFICE]),
    rule("change_person", "correct a person’s name or address", _OFFICE),
    rule("export_person", "take along what is kept of a person", [Relation.SELF, *_OFFICE]),
    rule("erase_person", "erase a person", [Relation.SELF, *_OFFICE]),
    rule("set_own_password", "set my own password", [Anyone.SIGNED_IN]),
    rule("import_people", "bring in a list of people", _OFFICE),
    rule("issue_codes", "print one-time codes", _OFFICE),
    rule("invite", "send invitations", _OFFICE),
    rule("create_body", "set up a body", _OFFICE),
    rule("give_seat", "give a seat", _OFFICE),
    rule("end_seat", "end a seat", _OFFICE),
    rule("hand_over_seat", "hand a seat to an alternate", _OFFICE),
    rule("set_readers", "set who may read a document", [_COMMITTEE, *_OFFICE], Stage),
    rule("rebuild_relations", "work out anew how amendments relate", [Anyone.OPERATOR]),
    # The drafting committee.
    rule("load_document", "load a text as a document", [_COMMITTEE, *_OFFICE]),
    rule("edit_text", "edit the draft", [_COMMITTEE, Anyone.OPERATOR], _DRAFT),
    rule("set_title", "change the title of a document", [_COMMITTEE, *_OFFICE], _DRAFT),
    rule("put_to_council", "put the draft to the council", [_COMMITTEE, Anyone.OPERATOR], _DRAFT),
    rule("publish", "publish the approved draft", [_COMMITTEE, *_OFFICE], [Stage.COUNCIL]),
    rule("set_deadline", "set the filing deadline", [_COMMITTEE, *_OFFICE], [Stage.DISCUSSION]),
    rule("close_filing", "close filing", [_COMMITTEE, _CHAIR, *_OFFICE], [Stage.DISCUSSION]),
    rule("reopen_filing", "open filing again", [_COMMITTEE, _CHAIR, *_OFFICE], [Stage.CLOSED]),
    rule("rule_on_order", "rule an amendment in order or out of order", [_COMMITTEE, _CHAIR], _OPEN),
    rule("ask_correction", "ask the mover for a correction", [_COMMITTEE], _BEFORE),
    rule("join_same", "make amendments of the same words one, with all their movers", [_COMMITTEE, _CHAIR], _LATER),
    rule(
        "part_from_same",
        "let an amendment stand by itself again that is one with others",
        [Relation.MOVER, Relation.SPEAKER, _COMMITTEE],
        _LATER,
    ),
    rule("divide_amendment", "divide an amendment into parts that are voted apart", [_COMMITTEE, _CHAIR], _LATER),
    rule("ask_division", "ask that an amendment be divided", [Role.DELEGATE], _LATER),
    rule("refuse_division", "refuse a delegate’s request to divide an amendment", [_COMMITTEE, _CHAIR], _LATER),
    rule("unite_amendment", "make a divided amendment one again", [_COMMITTEE, _CHAIR], _LATER),
    rule("publish_amendments", "publish amendments that were screened", [_COMMITTEE], _OPEN),
    rule("take_in_places", "let a global change take in places that appeared since", [_COMMITTEE, _CHAIR], _OPEN),
    rule("tag_amendment", "tag an amendment", [_COMMITTEE, _SECRETARY], _OPEN),
    rule("recommend", "recommend what to do with an amendment", [_COMMITTEE], _OPEN),
    rule("propose_composite", "propose a composite of several amendments", [Role.MEMBER], _OPEN),
    rule("give_leave", "give leave to file after the deadline", [_COMMITTEE, _CHAIR], _BEFORE),
    rule("let_in", "let in an amendment that has too few supporters", [_COMMITTEE, _CHAIR], _OPEN),
    rule("minority_advice", "give minority advice on an amendment", [_COMMITTEE], _OPEN),
    rule("confirm_words", "confirm the committee’s words on the current text", [_COMMITTEE], _FLOOR),
    rule("accept_amendment", "accept an amendment as it was filed", [_COMMITTEE], _OPEN),
    # The council.
    rule("approve", "record the council's vote on the draft", [_COUNCIL, *_OFFICE], [Stage.COUNCIL]),
    rule("send_back", "send the draft back to the committee", [_COUNCIL, *_OFFICE], [Stage.COUNCIL]),
    # Members.
    rule("save_draft", "keep unfiled work", [Role.MEMBER], _OPEN),
    rule("file_amendment", "file an amendment", [Role.MEMBER], [Stage.DISCUSSION]),
    rule("file_for_body", "file an amendment for a body", [Relation.SPEAKER], [Stage.DISCUSSION]),
    rule("file_on_behalf", "file an amendment for a member or a body that brings it on paper", [_SECRETARY], _BEFORE),
    rule(
        "read_paper",
        "see the paper that an amendment came on",
        [Relation.MOVER, Relation.SPEAKER, _COMMITTEE, _CHAIR, _SECRETARY],
    ),
    rule("file_late", "file an amendment by leave", [Role.MEMBER], _BEFORE),
    rule("revise_amendment", "file a new version of an amendment", [Relation.MOVER, Relation.SPEAKER], _BEFORE),
    rule("support_amendment", "support an amendment", [Role.MEMBER], [Stage.DISCUSSION]),
    rule("leave_support", "withdraw support", [Relation.SUPPORTER], _BEFORE),
    rule("name_co_mover", "name who moves an amendment together", [Relation.MOVER, Relation.SPEAKER], [Stage.DISCUSSION]),
    rule("answer_co_mover", "answer whether to move an amendment together", [Relation.CO_MOVER], _BEFORE),
    rule("withdraw_amendment", "withdraw an amendment", [Relation.MOVER, Relation.SPEAKER], _BEFORE),
    rule("take_over_amendment", "take over a withdrawn amendment", [Role.MEMBER], _OPEN),
    rule("answer_correction", "talk a correction over", [Relation.MOVER, Relation.SPEAKER, _COMMITTEE], _BEFORE),
    rule("appeal", "appeal against a ruling", [Relation.MOVER, Relation.SPEAKER], _OPEN),
    rule("answer_composite", "sign off a composite of an amendment", [Relation.MOVER, Relation.SPEAKER], _OPEN),
    rule("agree_to_words", "agree to the committee’s words", [Relation.MOVER, Relation.SPEAKER], _OPEN),
    rule("object", "object to what was accepted without a vote", [Role.MEMBER], _OPEN),
    rule("confirm_combined", "confirm a combined text", [Relation.MOVER, Relation.SPEAKER, _COMMITTEE], _OPEN),
    rule("decide_appeal", "record the vote on an appeal", [_COUNCIL, _CHAIR, _SECRETARY], _OPEN),
    # Discussion, notes, following.
    rule("write_post", "write in the discussion", [Role.MEMBER], _OPEN),
    rule("edit_post", "change what I wrote", [Relation.OWNER], _OPEN),
    rule("delete_post", "delete what I wrote", [Relation.OWNER]),
    rule("report_post", "report what somebody wrote", [Role.MEMBER]),
    rule("moderate_post", "hide what somebody wrote, or show it again", [_COMMITTEE, _CHAIR]),
    rule("write_note", "write a private note", [Role.MEMBER]),
    rule("follow", "follow a part of the text or an amendment", [Anyone.SIGNED_IN]),
    rule("follow_body", "follow what a body brings", [Role.MEMBER]),
    rule("read_own_notes", "see my private notes", [Anyone.SIGNED_IN]),
    rule("read_news", "see what is new since I last looked", [Anyone.SIGNED_IN]),
    rule("set_mails", "set what I am told by mail", [Anyone.SIGNED_IN]),
    # The chair.
    rule("override", "rule otherwise than the standing orders say", [_CHAIR], _OPEN),
    rule("order_list", "put the voting list in order", [_CHAIR], _OPEN),
    rule("correct_minutes", "add a correction to the minutes", [_CHAIR, _SECRETARY], _DECIDED),
    rule("dissent", "attach my dissent to a decision", [Role.DELEGATE], _DECIDED),
    rule("pull_out", "pull an amendment out of the en bloc list", [Role.DELEGATE, _CHAIR], _OPEN),
    rule("take_to_floor", "take the document up", [_CHAIR, Anyone.OPERATOR], [Stage.CLOSED]),
    rule("preview_decision", "see what a decision would do", [_CHAIR], _FLOOR),
    rule("record_decision", "record a decision", [_CHAIR], _FLOOR),
    rule("withdraw_by_leave", "record a withdrawal by leave of the congress", [_CHAIR], _FLOOR),
    rule("adopt", "record the final vote and adopt the text", [_CHAIR], _FLOOR),
    *CREDENTIALS,
    *READING,
    *FLOOR,
)
BY_ACTION: dict[str, Rule] = {one.action: one for one in TABLE}

_WITH_COMMITTEE: frozenset[Who] = frozenset({_COMMITTEE, _CHAIR, _SECRETARY, Anyone.OPERATOR})
_WITH_DELEGATES = _WITH_COMMITTEE | {Role.DELEGATE, Role.ALTERNATE, Role.CREDENTIALS, Role.TELLER, _COUNCIL}
AUDIENCES: dict[Audience, frozenset[Who]] = {
    Audience.COMMITTEE: _WITH_COMMITTEE,
    Audience.DELEGATES: _WITH_DELEGATES,
    Audience.MEMBERS: _WITH_DELEGATES | {Role.MEMBER},
    Audience.EVERYONE: frozenset({Anyone.EVERYBODY}),
}
UNLESS_SET = Audience.MEMBERS
ALSO: dict[Stage, frozenset[Who]] = {Stage.COUNCIL: frozenset({_COUNCIL})}  # whoever must vote on a text may read it


def can(acting: Acting, action: str, *, stage: str | None = None, relations: Iterable[Relation] = ()) -> bool:
    """Tell whether the table grants an action. Raises KeyError for an action without a row: there is no silent yes or no."""
    rule = BY_ACTION[action]
    if rule.stages is not None and stage not in rule.stages:
        return False
    return not rule.who.isdisjoint(acting.everyone | frozenset(relations))


def can_read(acting: Acting, stage: str, audience: str | None) -> bool:
    """Tell whether a document in this stage, with this audience (None: unless set), may be read."""
    readers = AUDIENCES[Audience(audience or UNLESS_SET)] | ALSO.get(Stage(stage), frozenset())
    return not readers.isdisjoint(acting.everyone)


def can_read_working(acting: Acting, document: Document) -> bool:
    """Tell whether the working text of a second reading may be read: by the table's row, or by the document's setting."""
    at_work = document.stage in (BY_ACTION["read_working_text"].stages or ())
    readers = AUDIENCES[Audience(document.working_readers)] | BY_ACTION["read_working_text"].who
    return at_work and not readers.isdisjoint(acting.everyone)


def can_see(acting: Acting, visibility: str, relations: Iterable[Relation]) -> bool:
    """Tell whether whoever may read a document may also see an amendment of this visibility."""
    if visibility == Visibility.READERS:
        return True
    allowed: frozenset[Who] = _WITH_COMMITTEE | {Relation.MOVER, Relation.SPEAKER, Relation.CO_MOVER}
    return not allowed.isdisjoint(acting.everyone | frozenset(relations))


def relations_to(acting: Acting, thing: object) -> frozenset[Relation]:
    """Give what a person is to an amendment, a signature, a seat, a draft, a post or a person: nothing where there is no row.

    Who supports or co-moves an amendment stands in rows of their own, which the gates read where an action asks for it.
    """
    me, found = acting.person_id, set[Relation]()
    if me is None:
        return frozenset()
    if isinstance(thing, Amendment):
        found |= {Relation.MOVER} if thing.mover_person_id == me else set()
        found |= {Relation.SPEAKER} if thing.mover_body_id in acting.speaks_for else set()
    elif isinstance(thing, Support | CoMover) and (thing.person_id == me or thing.body_id in acting.speaks_for):
        found.add(Relation.SUPPORTER if isinstance(thing, Support) else Relation.CO_MOVER)
    elif isinstance(thing, Seat):
        found |= {Relation.HOLDER} if thing.person_id == me else set()
        found |= {Relation.LENDER} if thing.lent and thing.handed_from and thing.handed_from.person_id == me else set()
    elif isinstance(thing, Draft | Post) and thing.person_id == me:
        found.add(Relation.OWNER)
    elif isinstance(thing, Person) and thing.pk == me:
        found.add(Relation.SELF)
    return frozenset(found)


def why_not(acting: Acting, action: str, *, stage: str | None = None, relations: Iterable[Relation] = ()) -> str:
    """Say in one or two sentences why an action is refused and who can, or when. Empty where it is granted."""
    if can(acting, action, stage=stage, relations=relations):
        return ""
    rule = BY_ACTION[action]
    if rule.who.isdisjoint(acting.everyone | frozenset(relations)):
        hint = " Please sign in." if acting.person_id is None else ""
        return f"You cannot {rule.words} here. {_capital(who_can(rule))} can.{hint}"
    when = _either(Stage(one).label for one in Stage if one in (rule.stages or ()))
    return f"The document is at the stage “{Stage(str(stage)).label}”. You can {rule.words} at the stage {when}."


_NAMES: dict[Who, str] = {
    Role.COMMITTEE: "the drafting committee",
    Role.COUNCIL: "the council",
    Role.CHAIR: "the chair",
    Role.SECRETARY: "the secretary",
    Role.TELLER: "a teller",
    Role.DELEGATE: "a delegate",
    Role.ALTERNATE: "an alternate",
    Role.CREDENTIALS: "the credentials desk",
    Role.MEMBER: "a member of the congress",
    Relation.MOVER: "its mover",
    Relation.CO_MOVER: "whoever its mover named to move it together",
    Relation.SUPPORTER: "a supporter",
    Relation.SPEAKER: "whoever speaks for the body that moves it",
    Relation.HOLDER: "whoever holds the seat",
    Relation.LENDER: "whoever gave it up for a time",
    Relation.OWNER: "whoever wrote it",
    Relation.SELF: "the person themselves",
    Anyone.EVERYBODY: "everybody",
    Anyone.SIGNED_IN: "whoever is signed in",
    Anyone.OPERATOR: "the operator of this site",
}


def who_can(rule: Rule) -> str:
    """Name whom a rule grants its action to, as people say it; the operator only where nobody else can."""
    names = [name for who, name in _NAMES.items() if who in rule.who and who is not Anyone.OPERATOR]
    return _either(names, quoted=False) or _NAMES[Anyone.OPERATOR]


def _either(names: Iterable[str], *, quoted: bool = True) -> str:
    words = [f"“{name}”" if quoted else name for name in names]
    return words[0] if len(words) == 1 else " or ".join([", ".join(words[:-1]), words[-1]]) if words else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
