"""What the mover of an amendment does with it, and who takes it over."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from amendments.access import access_amendment_for
from amendments.actions import member
from amendments.text.number import label_of
from amendments.views.pages import acts, user_of


@acts(POST="withdraw_amendment")
def withdraw(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Withdraw one's own amendment."""
    found = access_amendment_for(user_of(request), "withdraw_amendment", congress=congress, number=number)
    member.withdraw_amendment(acting_user=user_of(request), amendment=found.amendment, key=request.POST.get("key", "")[:64])
    messages.success(request, f"{label_of(number)} is withdrawn. Any member may take it over.", extra_tags="done")
    return redirect("amendment", congress, number)


@acts(POST="take_over_amendment")
def take_over(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Take over an amendment that its mover withdrew."""
    found = access_amendment_for(user_of(request), "take_over_amendment", congress=congress, number=number)
    member.take_over_amendment(acting_user=user_of(request), amendment=found.amendment, key=request.POST.get("key", "")[:64])
    messages.success(request, f"You move {label_of(number)} now. It stands again.", extra_tags="done")
    return redirect("amendment", congress, number)


@acts(POST="confirm_combined")
def confirm(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Confirm the combined text that was on the page."""
    found = access_amendment_for(user_of(request), "confirm_combined", congress=congress, number=number)
    digest = request.POST.get("digest", "")[:64]
    member.confirm_combined(acting_user=user_of(request), amendment=found.amendment, digest=digest)
    messages.success(request, f"The combined text of {label_of(number)} is confirmed, in your name.", extra_tags="done")
    return redirect("amendment", congress, number)
