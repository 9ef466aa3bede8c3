"""Strict headers on the answers of failures; those of all pages are looked at as they are walked (see test_table)."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path as route

from amendments.urls import urlpatterns as known
from tests.pages.strict import loose


def _fails(request: HttpRequest) -> HttpResponse:
    raise RuntimeError(request.path)


urlpatterns = [*known, route("fails/", _fails)]
handler404, handler500 = "amendments.views.errors.absent", "amendments.views.errors.broken"


@pytest.mark.django_db
@override_settings(ROOT_URLCONF="tests.pages.test_headers")
def test_absent_and_broken() -> None:
    client = Client(raise_request_exception=False)
    absent, broken = client.get("/nothing/here/"), client.get("/fails/")
    assert (absent.status_code, broken.status_code) == (404, 500)
    assert [*loose(absent), *loose(broken)] == []
    assert b"RuntimeError" not in broken.content


@pytest.mark.django_db
def test_form_without_token() -> None:
    response = Client(enforce_csrf_checks=True).post("/sign-in/", {"who": "a", "password": "b"})
    assert response.status_code == 403
    assert loose(response) == []
    assert loose(HttpResponse('<p style="top: 0">')), "what is loose is seen"
