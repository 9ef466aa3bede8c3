"""The pages of what went wrong, in the manner of all others."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string

from amendments.views.pages import congress_at, show


def absent(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 (Django calls it so)
    """What is absent, and what is forbidden: the same page, so that nothing is learned from it."""
    return show(request, "errors/absent.html", congress=congress_at(request), status=404)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 (Django calls it so)
    """A form without our token."""
    return render(request, "errors/forged.html", status=403)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 (Django calls it so)
    """Forbidden looks absent."""
    return absent(request)


def malformed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 (Django calls it so)
    """A request that no page of ours sends."""
    return render(request, "errors/malformed.html", status=400)


def broken(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (it looks at nothing that could fail)
    """A fault of ours: a page without queries, session or context, so that it cannot fail too."""
    return HttpResponseServerError(render_to_string("errors/broken.html"))
