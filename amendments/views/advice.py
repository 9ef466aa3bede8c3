"""What the committee advises, and a minority of it: the page on which it is drafted, and that of all drafts of a document."""

from __future__ import annotations

from typing import NamedTuple
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from amendments.access import ForAmendment, access_amendment_for, access_document_for
from amendments.actions import advice as advising
from amendments.forms.advice import AdviceForm, MinorityForm, values_of
from amendments.forms.filing import sheet_from_post
from amendments.forms.filing_acts import changed
from amendments.models import Advice
from amendments.queries.advising import Advising, drafts_page
from amendments.queries.clock import now
from amendments.refusals import Conflict, Forbidden, Refused
from amendments.text.number import Number, label_of
from amendments.views.pages import acts, number_of, part, show, status_of, user_of, versions_of


class _Answer(NamedTuple):
    """What the page shows besides: why something was refused, and the draft that another member saved."""

    status: int = 200
    refusal: str = ""
    theirs: Advice | None = None


def _form(request: HttpRequest, desk: Advising, *, sent: bool) -> AdviceForm:
    data = request.POST if sent else None
    initial = {} if sent else values_of(desk.saved)
    if desk.minority:
        return MinorityForm(data, members=desk.members(), initial=initial)
    return AdviceForm(data, initial=initial)


def _show(request: HttpRequest, desk: Advising, form: AdviceForm, answer: _Answer, version: int) -> HttpResponse:
    home = desk.document.congress
    more = {"form": form, "refusal": answer.refusal, "theirs": answer.theirs, "version": version, "key": uuid4().hex}
    return show(
        request, "committee/advice.html", desk.page(now()) | more, congress=home, here="Amendments", status=answer.status
    )


def _desk(request: HttpRequest, found: ForAmendment, *, minority: bool) -> Advising:
    blank = Advising(found, minority=minority)
    if request.method == "GET":
        return blank
    sheet = sheet_from_post(request.POST.dict(), blank.reader.base)
    sheet = changed(sheet, request.POST.get("do", ""), request.POST.dict(), blank.reader.base)
    return Advising(found, minority=minority, sheet=sheet)


def _advise(request: HttpRequest, found: ForAmendment, *, minority: bool) -> HttpResponse:
    desk, do = _desk(request, found, minority=minority), request.POST.get("do", "")
    if request.method == "GET":
        return _show(request, desk, _form(request, desk, sent=False), _Answer(), desk.version)
    typed = request.POST.get("version", "")
    version = int(typed) if typed.isdecimal() and len(typed) < 9 else 0
    form = _form(request, desk, sent=True)
    if do not in {"save", "publish"} or not form.is_valid():
        status = 422 if do in {"save", "publish"} else 200
        return _show(request, desk, form, _Answer(status), version)
    return _keep(request, desk, form, version)


def _keep(request: HttpRequest, desk: Advising, form: AdviceForm, version: int) -> HttpResponse:
    """Save the draft, and publish it where that was asked for; or show all that was typed again, and why not."""
    user, one = user_of(request), desk.amendment
    opinion = form.opinion(desk.sheet.pieces)
    try:
        read, minor = versions_of(request).get(one.number), desk.minority
        row = advising.save_advice(acting_user=user, amendment=one, opinion=opinion, version=version, read=read, minority=minor)
        version = row.version
        if request.POST.get("do") == "publish":
            key = request.POST.get("key", "")[:64]
            advising.publish_advice(acting_user=user, amendment=one, version=version, minority=desk.minority, key=key)
    except Forbidden:
        raise
    except Conflict as conflict:
        answer = _Answer(409, conflict.message, conflict.extra["advice"])
        return _show(request, desk, form, answer, conflict.revision)
    except Refused as refused:
        return _show(request, desk, form, _Answer(status_of(refused), refused.message), version)
    said = f"The advice on {one} is published." if request.POST.get("do") == "publish" else "Kept as a draft."
    messages.success(request, said, extra_tags="done")
    home = desk.document.congress.slug
    if request.POST.get("do") == "publish":
        return redirect("amendment", home, one.number)
    return redirect("minority" if desk.minority else "advise", home, one.number)


@acts(GET="recommend", POST="recommend")
def advise(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Draft the committee's advice on one amendment, with its own words where it has some, and publish it."""
    found = access_amendment_for(user_of(request), "recommend", congress=congress, number=number)
    return _advise(request, found, minority=False)


@acts(GET="minority_advice", POST="minority_advice")
def minority(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Draft a minority's advice, and publish it beside the committee's."""
    found = access_amendment_for(user_of(request), "minority_advice", congress=congress, number=number)
    return _advise(request, found, minority=True)


@acts(POST="recommend")
def live(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """What the committee's words change, for the page that is open; nothing is written."""
    found = access_amendment_for(user_of(request), "recommend", congress=congress, number=number)
    desk = _desk(request, found, minority=False)
    return part(request, "member/live_text.html", desk.live() | {"document": desk.document}, desk.document.congress)


@acts(POST="recommend")
def discard(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Throw a draft away."""
    found = access_amendment_for(user_of(request), "recommend", congress=congress, number=number)
    one = found.amendment
    advising.discard_advice(acting_user=user_of(request), amendment=one, minority=bool(request.POST.get("minority")))
    messages.success(request, f"The draft of advice on {one} is thrown away.", extra_tags="done")
    return redirect("amendment", congress, number)


@acts(POST="confirm_words")
def confirm(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """Confirm the committee's words on the text as it stands now."""
    found = access_amendment_for(user_of(request), "confirm_words", congress=congress, number=number)
    digest = request.POST.get("digest", "")[:64]
    advising.confirm_words(acting_user=user_of(request), amendment=found.amendment, digest=digest)
    messages.success(request, f"The committee’s words for {label_of(number)} are confirmed.", extra_tags="done")
    return redirect("amendment", congress, number)


@acts(GET="recommend", POST="recommend")
def drafts(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """All drafts of a document, to be published at once."""
    found = access_document_for(user_of(request), "recommend", congress=congress, slug=document)
    refusal, status = "", 200
    if request.method == "POST":
        ticked = [typed.partition(":") for typed in request.POST.getlist("draft") if len(typed) < 20]
        wanted = [(number, int(two)) for one, _, two in ticked if (number := Number.read(one)) and two.isdecimal()]
        key = request.POST.get("key", "")[:64]
        try:
            many = advising.publish_all(acting_user=user_of(request), document=found.document, drafts=wanted, key=key)
        except Refused as refused:
            refusal, status = refused.message, status_of(refused)
        else:
            messages.success(request, f"Published: advice on {many} amendment{'s' if many > 1 else ''}.", extra_tags="done")
            return redirect("advice-drafts", congress, document)
    context = drafts_page(found, now(), page=number_of(request.GET.get("page", ""))) | {"refusal": refusal, "key": uuid4().hex}
    return show(request, "committee/drafts.html", context, congress=found.document.congress, here="Amendments", status=status)
