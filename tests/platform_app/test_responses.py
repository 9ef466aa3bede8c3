"""Every answer carries the strict headers, whatever went wrong; nothing large or personal gets further than the door."""

import logging

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from platform_app.headers import POWERS
from platform_app.logs import Discreet


def well(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("well")


def ill(_request: HttpRequest) -> HttpResponse:
    raise ValueError("ill")


def take(request: HttpRequest) -> HttpResponse:
    received = request.FILES.get("file")
    return HttpResponse(f"{received.size if received else None} {request.META.get('PLANK_UPLOAD_TOO_LARGE')}")


urlpatterns = [path("well", well), path("ill", ill), path("take", take)]


@pytest.fixture
def browser_of_these_pages(settings):
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(("address", "status"), [("/well", 200), ("/none", 404), ("/ill", 500), ("/take", 400)])
def test_every_answer_carries_the_headers(browser_of_these_pages, address, status):
    host = {"headers": {"host": "elsewhere.example.org"}} if status == 400 else {}
    answer = browser_of_these_pages.get(address, **host)
    assert answer.status_code == status
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert all(f"{power}=()" in answer.headers["Permissions-Policy"] for power in POWERS)


def test_a_redirect_to_https_carries_the_policy_too(browser_of_these_pages, settings):
    settings.SECURE_SSL_REDIRECT = True
    answer = browser_of_these_pages.get("/well")
    assert (answer.status_code, answer.headers["Location"]) == (301, "https://testserver/well")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_a_file_within_bounds_arrives(browser_of_these_pages):
    answer = browser_of_these_pages.post("/take", {"file": SimpleUploadedFile("a.txt", b"x" * 1000)})
    assert answer.content == b"1000 None"


def test_a_file_out_of_bounds_stops_at_the_door(browser_of_these_pages, settings):
    settings.FILE_UPLOAD_MAX_BYTES = 200_000
    answer = browser_of_these_pages.post("/take", {"file": SimpleUploadedFile("a.txt", b"x" * 1_000_000)})
    assert answer.content == b"None True"


def told(message: str, *values: object, error: Exception | None = None) -> str:
    record = logging.LogRecord(
        "amendments", logging.ERROR, "a.py", 1, message, values, (type(error), error, None) if error else None
    )
    return Discreet("%(levelname)s %(message)s").format(record)


@pytest.mark.parametrize("address", ["ana.b+c@mail.example.org", "192.0.2.17", "2001:db8::8a2e:370:7334", "fe80:0:0:0:1:2:3:4"])
def test_a_log_line_names_no_address(address):
    assert told("Mail to %s failed at 12:30:05.", address) == "ERROR Mail to [address] failed at 12:30:05."


def test_a_log_line_does_not_quote_a_row():
    error = ValueError("duplicate key value\nDETAIL:  Key (name)=(Ana Bell) already exists.")
    said = told("Could not save", error=error)
    assert "duplicate key" in said
    assert "Ana Bell" not in said
