"""After a second reading: a mover says whether an amendment stands on the new text; what rests can be let stand again."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from amendments.access import ForAmendment, access_amendment_for
from amendments.actions import carried_over as acting
from amendments.forms.reading import LetStandForm
from amendments.queries.carried_over import carried_page, let_stand_page
from amendments.queries.clock import now
from amendments.refusals import Forbidden, Refused
from amendments.text.number import label_of
from amendments.views.pages import acts, show, status_of, user_of


def _page(request: HttpRequest, found: ForAmendment, refusal: str = "", status: int = 200) -> HttpResponse:
    context = carried_page(found, now()) | {"refusal": refusal, "key": uuid4().hex}
    return show(
        request, "member/carried_over.html", context, congress=found.document.congress, here="Amendments", status=status
    )


@acts(GET="answer_carried_over", POST="answer_carried_over")
def carried_over(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """An amendment as it stands on the new text, to be confirmed, revised or withdrawn by its mover."""
    found = access_amendment_for(user_of(request), "answer_carried_over", congress=congress, number=number)
    if request.method == "GET":
        return _page(request, found)
    digest, key = request.POST.get("digest", "")[:64], request.POST.get("key", "")[:64]
    try:
        acting.confirm_carried_over(acting_user=user_of(request), amendment=found.amendment, digest=digest, key=key)
    except Forbidden:
        raise
    except Refused as refused:
        return _page(request, found, refused.message, status_of(refused))
    messages.success(request, f"{label_of(number)} is confirmed on the new text, in your name.", extra_tags="done")
    return redirect("amendment", congress, number)


@acts(GET="let_stand", POST="let_stand")
def let_stand(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Let an amendment stand that rests for want of an answer, with a reason on record."""
    found, refusal, status = access_amendment_for(user_of(request), "let_stand", congress=congress, number=number), "", 200
    form = LetStandForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason, key = form.cleaned_data["reason"], request.POST.get("key", "")[:64]
        try:
            acting.let_stand(acting_user=user_of(request), amendment=found.amendment, reason=reason, key=key)
        except Refused as refused:
            refusal, status = refused.message, status_of(refused)
        else:
            messages.success(request, f"{label_of(number)} stands again.", extra_tags="done")
            return redirect("amendment", congress, number)
    context = let_stand_page(found, now()) | {"form": form, "refusal": refusal, "key": uuid4().hex}
    status = 422 if form.errors else status
    return show(request, "member/answer.html", context, congress=found.document.congress, here="Amendments", status=status)
