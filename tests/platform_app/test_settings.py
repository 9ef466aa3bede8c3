"""The settings, read in a process of their own, as the environment says."""

import pytest

from platform_app import settings as site
from tests.fresh import run

PRODUCTION = {"PLANK_SECRET_KEY": "k8!" * 30 + "abcdefghij", "PLANK_HOSTS": "congress.example.org"}


def ask(expression: str, **given: str) -> str:
    code, said = run("-c", f"from django.conf import settings; print({expression})", **given)
    assert code == 0, said
    return said.strip()


def test_the_deploy_check_is_silent_in_production():
    code, said = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert (code, said) == (0, "System check identified no issues (0 silenced).\n"), said


def test_the_deploy_check_is_not_silent_elsewhere():
    code, said = run("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert code == 1
    assert "plank.E003" in said
    assert "plank.E004" in said


DOORS = """
import importlib, warnings
warnings.simplefilter("ignore")
for door in ("asgi", "wsgi"):
    try:
        importlib.import_module(f"platform_app.{door}").application
        print("served")
    except Exception as error:
        print(type(error).__name__, error.args[0].splitlines()[0])
"""


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({}, "ImproperlyConfigured Plank serves nothing without PLANK_SECRET_KEY."),
        (PRODUCTION | {"PLANK_HOSTS": "*"}, "ImproperlyConfigured Plank serves nothing without PLANK_HOSTS"),
        ({"PLANK_DEMO": "1", "PLANK_DATABASE_URL": "postgres://plank@db/plank"}, "ImproperlyConfigured Demo mode lets anyone"),
        ({"PLANK_DEMO": "1", "PLANK_MAIL_URL": "smtp://mail.example.org"}, "ImproperlyConfigured Demo mode invents people"),
        ({"PLANK_DEMO": "perhaps"}, "ImproperlyConfigured PLANK_DEMO is “perhaps”"),
        (PRODUCTION | {"PLANK_DEBUG": "1"}, "ImproperlyConfigured PLANK_DEBUG would show"),
        (PRODUCTION, "served"),
        ({"PLANK_DEMO": "1"}, "served"),
    ],
)
def test_nothing_unfit_is_served(given, refusal):
    _code, said = run("-c", DOORS, **given)
    assert [line.startswith(refusal) for line in said.splitlines()] == [True, True], said


def test_commands_work_where_nothing_is_set():
    code, said = run("manage.py", "check")
    assert code == 0, said


def test_production_speaks_https_only_and_knows_only_its_hosts():
    wanted = (
        "(settings.SECURE_SSL_REDIRECT, settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.DEBUG, "
        "settings.ALLOWED_HOSTS, settings.SECURE_PROXY_SSL_HEADER)"
    )
    assert ask(wanted, **PRODUCTION) == "(True, True, True, False, ['congress.example.org'], None)"
    assert ask(wanted, PLANK_DEMO="1") == "(False, False, False, False, ['127.0.0.1', 'localhost', '[::1]'], None)"
    behind = ask(wanted, PLANK_BEHIND_PROXY="1", PLANK_DEBUG="1", **PRODUCTION)
    assert behind == "(True, True, True, True, ['congress.example.org'], ('HTTP_X_FORWARDED_PROTO', 'https'))"


def test_without_a_broker_tasks_run_at_once():
    wanted = "(settings.CELERY_TASK_ALWAYS_EAGER, settings.CELERY_BROKER_URL)"
    assert ask(wanted) == "(True, 'memory://localhost/')"
    assert ask(wanted, PLANK_BROKER_URL="redis://127.0.0.1/0") == "(False, 'redis://127.0.0.1/0')"


def test_passwords_are_hashed_with_argon2():
    assert site.PASSWORD_HASHERS[0] == "django.contrib.auth.hashers.Argon2PasswordHasher"


def test_the_policy_for_browsers_lets_nothing_in():
    directives = site.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert directives["default-src"] == ["'none'"]
    assert {source for sources in directives.values() for source in sources} == {"'none'", "'self'"}
