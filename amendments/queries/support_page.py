"""What the page of an amendment shows of its supporters and of those who move it together, and what this person can do."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db.models import F, Q, QuerySet

from amendments.access import ForAmendment
from amendments.life import STANDING, Backing, Outcome, Rest, Stage
from amendments.models import Amendment, Body, CoMover, Role, Seat, StandingOrders, Support
from amendments.models.body import BodyKind
from amendments.models.names import Names
from amendments.models.orders import Renewal, Signers
from amendments.models.support import ABOUT, Answer
from amendments.queries.amendment import is_open
from amendments.queries.leave import late, may_file_version
from amendments.queries.masthead import Link
from amendments.queries.support import Backed, backing_of, counting, orders_of
from amendments.rules import Acting, can, relations_to

OFFICE = frozenset({Role.COMMITTEE, Role.CHAIR, Role.SECRETARY})
PAGE = 200


@dataclass(frozen=True)
class Panel:
    """The supporters of one amendment as its page shows them.

    `until` is when support closes, None once it has. `mine` is this person's own signature, `ours` those of bodies they speak
    for; `bodies` are the bodies that they may still sign for. `question` are those who are asked and whom they answer for.
    `short` is that it lacks supporters, or lacked them when filing closed.
    """

    backed: Backed
    until: datetime | None
    names: bool
    branches: int
    mine: Support | None
    ours: list[Support]
    bodies: list[Body]
    beside: list[CoMover]
    asked: list[CoMover]
    question: list[CoMover]
    may_support: bool
    may_leave: bool
    may_name: bool
    short: bool
    may_let_in: bool
    may_revise: bool
    renew: bool
    why_not: str = ""

    @property
    def top(self) -> int:
        """The length of the bar: the number needed, or more where more have signed."""
        return max(self.backed.needed, self.backed.people, 1)


class PersonRow(NamedTuple):
    """One signature of the list: who, from which branches, since when, for which version; a body with its meeting."""

    name: str
    branches: str
    support: Support


@dataclass(frozen=True)
class Supporters:
    """One page of the list of supporters. Where the names may not be read, `rows` is empty."""

    backed: Backed
    names: bool
    setting: str
    rows: list[PersonRow] = field(default_factory=list)
    page: int = 0
    more: bool = False


def may_read_names(acting: Acting, orders: StandingOrders) -> bool:
    """Tell whether this person reads the names of supporters, as the orders say. The office checks their standing."""
    if not OFFICE.isdisjoint(acting.roles) or orders.supporter_names == Names.READERS:
        return True
    return orders.supporter_names == Names.MEMBERS and bool(acting.roles)


def panel_of(found: ForAmendment, now: datetime) -> Panel:
    """Read the panel: at most seven queries, whatever the number of supporters."""
    amendment, document, acting = found
    orders = orders_of(document.congress_id)
    names = may_read_names(acting, orders)
    mine = _about_me(Support.objects.filter(amendment=amendment, withdrawn_at__isnull=True), acting)
    own = next((row for row in mine if row.person_id), None)
    beside = list(CoMover.objects.filter(amendment=amendment, answer__in=ABOUT).select_related("person", "body"))
    question = [row for row in beside if relations_to(acting, row)]
    open_now = _standing(amendment) and not late(document, now)
    stage, moves = document.stage, relations_to(acting, amendment)
    renew = own is not None and own.version < amendment.version and orders.support_renewal == Renewal.RENEWED
    why = _why_not(amendment, acting, orders, beside)
    may = open_now and can(acting, "support_amendment", stage=stage)
    may_name = open_now and can(acting, "name_co_mover", stage=stage, relations=moves)
    backed = backing_of([amendment], orders)[amendment.pk]
    short = _short(amendment, backed, stage)
    return Panel(
        backed=backed,
        until=document.filing_deadline if open_now and stage == Stage.DISCUSSION else None,
        names=names,
        branches=_branches(amendment, orders) if names else 0,
        mine=own,
        ours=[row for row in mine if row.body_id],
        bodies=_bodies(amendment, acting, mine, beside) if may else [],
        beside=[row for row in beside if row.answer == Answer.CONFIRMED],
        asked=[row for row in beside if row.answer == Answer.ASKED and (row in question or may_name)],
        question=question,
        may_support=may and not why and (own is None or renew),
        may_leave=any(may or _other_words(row, found) for row in mine),
        may_name=may_name,
        short=short,
        may_let_in=short and can(acting, "let_in", stage=stage) and not may,
        may_revise=_may_revise(found, orders, now),
        renew=renew and may,
        why_not=why if may and own is None else "",
    )


def _other_words(row: Support, found: ForAmendment) -> bool:
    """Tell whether somebody signed an earlier version, and may leave because of that although support is closed."""
    may = can(found.acting, "leave_support", stage=found.document.stage, relations=relations_to(found.acting, row))
    return may and row.version < found.amendment.version


def _short(amendment: Amendment, backed: Backed, stage: str) -> bool:
    """Tell whether it lacks supporters: those that count now, or once filing has closed, those that it had then."""
    lacks = backed.missing if stage == Stage.DISCUSSION else amendment.backing == Backing.SHORT
    return bool(lacks) and _standing(amendment)


def _may_revise(found: ForAmendment, orders: StandingOrders, now: datetime) -> bool:
    amendment, document, acting = found
    mine = can(acting, "revise_amendment", stage=document.stage, relations=relations_to(acting, amendment))
    if not mine or not _standing(amendment) or (amendment.primary and not is_open(amendment.primary)):
        return False
    return may_file_version(amendment, document, now, orders)


def support_links(panel: Panel) -> list[Link]:
    """Give what this person can do about the supporters, as the head of the page names it."""
    links = (
        [Link("Answer whether you move it together", "#together")]
        if any(q.answer == Answer.ASKED for q in panel.question)
        else []
    )
    if panel.may_revise:
        links.append(Link("file a new version", "revise/"))
    if panel.may_support:
        links.append(Link("renew your signature" if panel.renew else "support it", "#supporters"))
    elif panel.mine and panel.may_leave:
        links.append(Link("take your signature back", "#supporters"))
    return links


def _standing(amendment: Amendment) -> bool:
    return amendment.decision == Outcome.PENDING and amendment.state in STANDING and amendment.rest == Rest.NONE


def _about_me(rows: QuerySet[Support], acting: Acting) -> list[Support]:
    if acting.person_id is None:
        return []
    mine = Q(person=acting.person_id) | Q(body__in=acting.speaks_for)
    return list(rows.filter(mine).select_related("body").order_by("signed_at"))


def _why_not(amendment: Amendment, acting: Acting, orders: StandingOrders, beside: list[CoMover]) -> str:
    """Say why somebody who may sign amendments does not sign this one; "" where they can."""
    if relations_to(acting, amendment):
        return "It is yours: whoever moves it does not sign it besides."
    if any(row.person_id == acting.person_id for row in beside):
        return "You are named to move it together, and so do not sign it besides."
    if orders.supporters_are == Signers.DELEGATES and Role.DELEGATE not in acting.roles:
        return "By the standing orders only delegates sign."
    return ""


def _bodies(amendment: Amendment, acting: Acting, mine: list[Support], beside: list[CoMover]) -> list[Body]:
    taken = {row.body_id for row in mine} | {row.body_id for row in beside} | {amendment.mover_body_id}
    left = [pk for pk in acting.speaks_for if pk not in taken]
    return list(Body.objects.filter(pk__in=left).order_by("name")) if left else []


def _branches(amendment: Amendment, orders: StandingOrders) -> int:
    """Count the branches that the supporters hold seats in: one query."""
    signed = Support.objects.filter(counting(orders), amendment=amendment, person__isnull=False).values("person")
    held = Seat.objects.filter(congress=amendment.congress_id, person__in=signed, until__isnull=True)
    return held.filter(body__kind=BodyKind.BRANCH).order_by().values("body").distinct().count()


def supporters_of(found: ForAmendment, page: int = 0) -> Supporters:
    """Read one page of the list of supporters, bodies first, then people in the order in which they signed: four queries."""
    amendment, document, acting = found
    orders = orders_of(document.congress_id)
    backed = backing_of([amendment], orders)[amendment.pk]
    setting = orders.get_supporter_names_display()
    if not may_read_names(acting, orders):
        return Supporters(backed, names=False, setting=setting)
    rows = Support.objects.filter(counting(orders), amendment=amendment).select_related("person", "body")
    first = page * PAGE
    bodies_first = F("body").asc(nulls_last=True)
    shown = list(rows.order_by(bodies_first, "signed_at", "pk")[first : first + PAGE + 1])
    branches = _branches_by_person(amendment.congress_id, [row.person_id for row in shown])
    found_rows = [PersonRow(_name(row), branches.get(row.person_id or 0, ""), row) for row in shown[:PAGE]]
    return Supporters(backed, names=True, setting=setting, rows=found_rows, page=page, more=len(shown) > PAGE)


def _name(row: Support) -> str:
    if row.person is None:
        return str(row.body)
    return "A member whose entry was erased" if row.person.erased else str(row.person)


def _branches_by_person(congress: int, people: list[int | None]) -> dict[int, str]:
    held = Seat.objects.filter(congress=congress, person__in=people, until__isnull=True, body__kind=BodyKind.BRANCH)
    found: dict[int, list[str]] = {}
    for person, short, name in held.order_by("body__name").values_list("person", "body__short_name", "body__name"):
        found.setdefault(person, []).append(short or name)
    return {person: ", ".join(dict.fromkeys(names)) for person, names in found.items()}


def nameable(found: ForAmendment) -> list[Body]:
    """Give the bodies that a mover may name to move an amendment together: one query."""
    amendment, document, _ = found
    taken = CoMover.objects.filter(amendment=amendment, answer__in=ABOUT, body__isnull=False).values("body")
    rows = Body.objects.filter(congress=document.congress_id, kind__in=[BodyKind.BRANCH, BodyKind.CAUCUS])
    return [row for row in rows.exclude(pk__in=taken).order_by("name") if row.pk != amendment.mover_body_id]
