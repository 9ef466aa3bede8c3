"""Strict headers on every answer, those of failures included."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path as route

from amendments.urls import urlpatterns as known
from tests.pages.site import addresses, browse, path
from tests.world import World

STRICT = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def _fails(request: HttpRequest) -> HttpResponse:
    raise RuntimeError(request.path)


urlpatterns = [*known, route("fails/", _fails)]
handler404, handler500 = "amendments.views.errors.absent", "amendments.views.errors.broken"


def check(response: Any) -> None:
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for name, value in STRICT.items():
        assert response[name] == value
    html = response.content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|<style|javascript:", html)
    assert not re.search(r"""(?:src|href)=["']https?://""", re.sub(r'<a [^>]*rel="noopener[^>]*>', "", html))


@pytest.mark.django_db
def test_every_page(world: World) -> None:
    amendment = world.file(world.rewrite("1.2", "municipality", "town"))
    client = browse(world.people["member"])
    for one in addresses():
        check(client.get(path(one, world, amendment)))
        check(client.post(path(one, world, amendment)))
        client.force_login(world.people["member"])


@pytest.mark.django_db
@override_settings(ROOT_URLCONF="tests.pages.test_headers")
def test_absent_and_broken() -> None:
    client = Client(raise_request_exception=False)
    absent, broken = client.get("/nothing/here/"), client.get("/fails/")
    assert (absent.status_code, broken.status_code) == (404, 500)
    check(absent)
    check(broken)
    assert b"RuntimeError" not in broken.content


@pytest.mark.django_db
def test_form_without_token() -> None:
    response = Client(enforce_csrf_checks=True).post("/sign-in/", {"who": "a", "password": "b"})
    assert response.status_code == 403
    check(response)
