"""Amendments that ask for the same words: made one, and by itself again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from amendments.access import access_amendment_for
from amendments.actions import joining
from amendments.text.number import Number, label_of
from amendments.views.pages import acts, user_of


@acts(POST="join_same")
def join(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Make amendments one that ask for the same words."""
    user, key = user_of(request), request.POST.get("key", "")[:64]
    found = access_amendment_for(user, "join_same", congress=congress, number=number)
    others = [one for typed in request.POST.getlist("n")[:500] if (one := Number.read(typed))]
    joining.join_same(acting_user=user, amendment=found.amendment, others=others, key=key)
    rests = "rest" if len(others) > 1 else "rests"
    said = f"{', '.join(map(label_of, others))} {rests} in {label_of(number)}: all their movers move it together."
    messages.success(request, said, extra_tags="done")
    return redirect("amendment", congress, number)


@acts(POST="part_from_same")
def part(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Let an amendment stand by itself again."""
    user, key = user_of(request), request.POST.get("key", "")[:64]
    found = access_amendment_for(user, "part_from_same", congress=congress, number=number)
    joining.part_from_same(acting_user=user, amendment=found.amendment, key=key)
    messages.success(request, f"{label_of(number)} stands by itself again.", extra_tags="done")
    return redirect("amendment", congress, number)
