"""The standing orders of a congress: all of them on one page, and the form that sets them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from amendments.access import ForCongress, access_congress_for
from amendments.actions import secretary
from amendments.forms.orders import OrdersForm
from amendments.queries.orders import last_set, orders_page
from amendments.queries.support import orders_of
from amendments.refusals import Forbidden, Refused
from amendments.views.pages import acts, show, user_of


@acts(GET="read_orders")
def orders(request: HttpRequest, congress: str) -> HttpResponse:
    """Every standing order in plain words, how it is set, and what was ruled otherwise."""
    found = access_congress_for(user_of(request), "read_orders", slug=congress)
    return show(request, "public/orders.html", {"page": orders_page(found)}, congress=found.congress, here="Rules")


@acts(GET="set_orders", POST="set_orders")
def set_orders(request: HttpRequest, congress: str) -> HttpResponse:
    """Set them, each with what it means."""
    found = access_congress_for(user_of(request), "set_orders", slug=congress)
    form = OrdersForm(request.POST if request.method == "POST" else None, orders=orders_of(found.congress.pk))
    refusal, status = "", 200 if request.method == "GET" else 422
    if request.method == "POST" and form.is_valid():
        refusal, status = _set(request, found, form), 409
        if not refusal:
            return redirect("orders", congress)
    context = {"form": form, "refusal": refusal, "seen": last_set(found.congress)}
    return show(request, "committee/orders.html", context, congress=found.congress, here="Rules", status=status)


def _set(request: HttpRequest, found: ForCongress, form: OrdersForm) -> str:
    """Set what was changed; give why not, where that is refused."""
    if not form.changed:
        return "Nothing was changed: every order is set as it was."
    seen = request.POST.get("seen", "")
    wanted = {"seen": int(seen) if seen.isdecimal() and len(seen) < 9 else None, **form.changed}
    try:
        secretary.set_orders(acting_user=user_of(request), congress=found.congress, **wanted)
    except Forbidden:
        raise
    except Refused as refused:
        return refused.message
    messages.success(request, "The standing orders are set. The change is on record.", extra_tags="done")
    return ""
