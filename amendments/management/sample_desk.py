"""The committee's desk in the sample: corrections, appeals, minorities, acceptance and lists, each by the act that makes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from amendments.actions import acceptance, advice, appeals, corrections, lists
from amendments.actions.advice import Opinion
from amendments.actions.votes import Count
from amendments.models import Advice, Amendment, Document, Person


class Office(NamedTuple):
    """Who acts: the committee's first member, whoever hears appeals, and everybody by name."""

    committee: Person
    council: Person
    people: Mapping[str, Person]


def work_at_desk(office: Office, plan: Mapping[str, Any], amendment: Amendment, mover: Person) -> None:
    """Do to one amendment what its plan says of the desk: `asked`, `draft`, `minority`, `accepted`, `objected`, `appealed`."""
    for at, words in enumerate(plan.get("asked", ())):
        if at == 0:
            corrections.ask_correction(acting_user=office.committee, amendment=amendment, words=words)
        else:
            who = mover if at % 2 else office.committee
            corrections.answer_correction(acting_user=who, amendment=amendment, words=words)
    if "draft" in plan:
        advice.save_advice(acting_user=office.committee, amendment=amendment, opinion=_opinion(plan["draft"], office))
    if "minority" in plan:
        _minority(office, plan["minority"], amendment)
    _accept(office, plan, amendment, mover)
    if "appealed" in plan:
        _appeal(office, plan["appealed"], amendment, mover)


def publish_lists(office: Office, document: Document, listed: Mapping[int, list[int]]) -> None:
    """Publish lists of a document's amendments, by the number of the list."""
    for _, numbers in sorted(listed.items()):
        lists.publish_list(acting_user=office.committee, document=document, numbers=numbers)


def _opinion(plan: Mapping[str, Any], office: Office) -> Opinion:
    counted = (plan["for"], plan["against"], 0) if "for" in plan else None
    signers = [office.people[name] for name in plan.get("signed", ())]
    return Opinion(plan["advice"], plan["reason"], count=counted, signers=signers, size=plan.get("size"))


def _minority(office: Office, plan: Mapping[str, Any], amendment: Amendment) -> None:
    author = office.people[plan["signed"][0]]
    saved: dict[str, Any] = {"acting_user": author, "amendment": amendment, "minority": True}
    advice.save_advice(opinion=_opinion(plan, office), **saved)
    advice.publish_advice(**saved)


def _accept(office: Office, plan: Mapping[str, Any], amendment: Amendment, mover: Person) -> None:
    if plan.get("accepted") == "as filed":
        acceptance.accept_amendment(acting_user=office.committee, amendment=amendment)
    elif plan.get("accepted") == "as modified":
        digest = Advice.objects.get(amendment=amendment, minority=False, superseded=False).edits_digest
        acceptance.agree_to_words(acting_user=mover, amendment=amendment, digest=digest)
    if "objected" in plan:
        who = office.people[plan["objected"]["by"]]
        acceptance.object_to(acting_user=who, amendment=amendment, reason=plan["objected"]["reason"])


def _appeal(office: Office, plan: Mapping[str, Any], amendment: Amendment, mover: Person) -> None:
    appeals.appeal(acting_user=mover, amendment=amendment, reason=plan["reason"])
    if "outcome" in plan:
        count = Count(plan["for"], plan["against"])
        appeals.decide_appeal(acting_user=office.council, amendment=amendment, outcome=plan["outcome"], count=count)
