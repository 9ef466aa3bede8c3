"""What the committee says of an amendment: whether it is in order, and what it advises."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from amendments.access import access_amendment_for
from amendments.actions import advice, committee
from amendments.refusals import Refused
from amendments.views.pages import acts, user_of


@acts(POST="rule_on_order")
def rule(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Rule an amendment in order, or out of order."""
    found = access_amendment_for(user_of(request), "rule_on_order", congress=congress, number=number)
    order, reason = request.POST.get("order", ""), request.POST.get("reason", "")
    if order not in {"in", "out"}:
        raise Refused(f"Choose whether A{number} is in order or out of order.")
    committee.rule_on_order(acting_user=user_of(request), amendment=found.amendment, in_order=order == "in", reason=reason)
    messages.success(request, f"On record: A{number} is {'in order' if order == 'in' else 'out of order'}.", extra_tags="done")
    return redirect("amendment", congress, number)


@acts(POST="recommend")
def recommend(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Publish the committee's advice, or change it."""
    found = access_amendment_for(user_of(request), "recommend", congress=congress, number=number)
    chosen, reason = request.POST.get("recommendation", "")[:40], request.POST.get("reason", "")
    advice.recommend(acting_user=user_of(request), amendment=found.amendment, recommendation=chosen, reason=reason)
    messages.success(request, f"The advice on A{number} is published.", extra_tags="done")
    return redirect("amendment", congress, number)
