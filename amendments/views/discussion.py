"""The discussion: threads on amendments and on places of the text, one post, and what its writer does with it."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from amendments.access import access_document_for
from amendments.access_things import ForPost, Thing, access_amendment_thing_for, access_place_for, access_post_for
from amendments.actions import discussion as acts_of
from amendments.forms.discussion import EditPostForm, PostForm, ReportForm
from amendments.models import Post
from amendments.queries.clock import now
from amendments.queries.discussion import talk_of, talk_url
from amendments.queries.following import beside_of
from amendments.queries.talks import post_page, threads_of
from amendments.refusals import Forbidden, Refused
from amendments.views.pages import READ_AMENDMENT, READ_DOCUMENT, acts, number_of, show, user_of


@acts(GET=READ_AMENDMENT, POST="write_post")
def amendment_talk(request: HttpRequest, congress: str, number: int) -> HttpResponse:
    """The discussion of an amendment; a post is written to it."""
    purpose = "write_post" if request.method == "POST" else "read_amendment"
    thing = access_amendment_thing_for(user_of(request), purpose, congress=congress, number=number)
    return _talk(request, thing)


@acts(GET=READ_DOCUMENT, POST="write_post")
def place_talk(request: HttpRequest, congress: str, document: str, uid: str) -> HttpResponse:
    """The discussion of a paragraph or a section; a post is written to it."""
    purpose = "write_post" if request.method == "POST" else "read_document"
    return _talk(request, access_place_for(user_of(request), purpose, congress=congress, slug=document, uid=uid))


def _talk(request: HttpRequest, thing: Thing) -> HttpResponse:
    form = PostForm(request.POST if request.method == "POST" else None)
    refusal, status = "", 422 if form.is_bound else 200
    if form.is_valid():
        written = _write(request, thing, form)
        if isinstance(written, Post):
            return redirect(_url_of(thing, written))
        refusal, status = written, 409
    talk = talk_of(thing, now(), number_of(request.GET.get("page", "")))
    context = {
        "talk": talk,
        "mine_beside": beside_of(thing),
        "form": form,
        "refusal": refusal,
        "key": _key(request),
        "document": thing.document,
    }
    here = "Amendments" if thing.amendment else "Text"
    return show(request, "public/talk.html", context, congress=thing.document.congress, here=here, status=status)


def _key(request: HttpRequest) -> str:
    return request.POST.get("key", "")[:64] or uuid4().hex


def _url_of(thing: Thing, post: Post) -> str:
    """Give where a post is read: a reply with what it replies to."""
    above = reverse("post", args=[thing.document.congress.slug, post.reply_to_id]) if post.reply_to_id else talk_url(thing)
    return f"{above}#post-{post.pk}"


def _write(request: HttpRequest, thing: Thing, form: PostForm) -> Post | str:
    """Write the post; give why not, where that is refused."""
    data = form.cleaned_data
    wanted = {"side": data["side"], "words": data["words"], "reply_to": data["reply_to"], "seat": data["seat"]}
    try:
        return acts_of.write_post(acting_user=user_of(request), thing=thing, key=_key(request), **wanted)
    except Forbidden:
        raise
    except Refused as refused:
        return refused.message


@acts(GET=READ_DOCUMENT)
def threads(request: HttpRequest, congress: str, document: str) -> HttpResponse:
    """What is discussed in a document, the liveliest first."""
    found = access_document_for(user_of(request), "read_document", congress=congress, slug=document)
    context = {"page": threads_of(found, number_of(request.GET.get("page", ""))), "document": found.document}
    return show(request, "public/threads.html", context, congress=found.document.congress, here="Text")


@acts(GET=READ_DOCUMENT)
def post(request: HttpRequest, congress: str, post: int) -> HttpResponse:
    """One post with all that was replied to it."""
    found = access_post_for(user_of(request), "read_document", congress=congress, pk=post)
    page = post_page(found, now(), number_of(request.GET.get("page", "")))
    context = {"page": page, "key": uuid4().hex, "form": PostForm(), "document": found.thing.document}
    return show(request, "public/post.html", context, congress=found.thing.document.congress, here="Text")


@acts(GET="edit_post", POST="edit_post")
def edit(request: HttpRequest, congress: str, post: int) -> HttpResponse:
    """Change what one wrote, while that is possible."""
    found = access_post_for(user_of(request), "edit_post", congress=congress, pk=post)
    form = EditPostForm(request.POST if request.method == "POST" else None, initial={"words": found.post.words})
    refusal = ""
    if form.is_valid():
        try:
            acts_of.edit_post(acting_user=user_of(request), post=found.post, words=form.cleaned_data["words"])
        except Forbidden:
            raise
        except Refused as refused:
            refusal = refused.message
        else:
            return redirect(_url_of(found.thing, found.post))
    return _act(request, found, "edit", form=form, refusal=refusal)


@acts(GET="delete_post", POST="delete_post")
def take_back(request: HttpRequest, congress: str, post: int) -> HttpResponse:
    """Delete what one wrote, after a last look at it."""
    found = access_post_for(user_of(request), "delete_post", congress=congress, pk=post)
    if request.method == "GET":
        return _act(request, found, "delete")
    acts_of.delete_post(acting_user=user_of(request), post=found.post)
    messages.success(request, "Deleted. Its words are kept nowhere any more.", extra_tags="done")
    return redirect(_url_of(found.thing, found.post))


@acts(GET="report_post", POST="report_post")
def report(request: HttpRequest, congress: str, post: int) -> HttpResponse:
    """Hint at a post for those who moderate."""
    found = access_post_for(user_of(request), "report_post", congress=congress, pk=post)
    form = ReportForm(request.POST if request.method == "POST" else None)
    refusal = ""
    if form.is_valid():
        try:
            acts_of.report_post(acting_user=user_of(request), post=found.post, words=form.cleaned_data["words"])
        except Refused as refused:
            refusal = refused.message
        else:
            messages.success(request, "Reported. Those who moderate look at it; nobody else learns of it.", extra_tags="done")
            return redirect(_url_of(found.thing, found.post))
    return _act(request, found, "report", form=form, refusal=refusal)


def _act(request: HttpRequest, found: ForPost, do: str, form: object = None, refusal: str = "") -> HttpResponse:
    """Show the page on which something is done with one post."""
    status = 409 if refusal else 422 if getattr(form, "errors", None) else 200
    context = {"page": post_page(found, now()), "do": do, "form": form, "refusal": refusal}
    context |= {"back": _url_of(found.thing, found.post), "document": found.thing.document}
    return show(request, "member/post_act.html", context, congress=found.thing.document.congress, here="Text", status=status)
