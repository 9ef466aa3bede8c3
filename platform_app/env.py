"""Reads what the environment says. Every name that Plank knows begins with `PLANK_`."""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

YES, NO = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}
POSTGRES = "django.db.backends.postgresql"
SQLITE = "django.db.backends.sqlite3"

# WAL lets readers read while one writes; IMMEDIATE takes the write lock at the start of a transaction, so that two
# writers wait for each other instead of failing in the middle.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;",
}


def text(name: str, default: str = "") -> str:
    """Give the value of `name` without outer spaces, `default` where it is unset or empty."""
    return os.environ.get(name, "").strip() or default


def flag(name: str) -> bool:
    """Give the yes or no of `name`; unset is no. Raises ImproperlyConfigured for any other word."""
    value = text(name).lower()
    if value in YES | NO:
        return value in YES
    raise ImproperlyConfigured(f"{name} is “{value}”; write 1 for yes or 0 for no.")


def number(name: str, default: int) -> int:
    """Give the whole number of `name`, from 0 on; raises ImproperlyConfigured for anything else."""
    value = text(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} is “{value}”; write a number.")
    return int(value)


def words(name: str) -> list[str]:
    """Give the comma-separated words of `name`."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def database(url: str, default: Path) -> dict[str, Any]:
    """Give Django's settings of the database at `url`; an SQLite file at `default` where `url` is empty.

    Takes `postgres://user:password@host:port/name?sslmode=require` and `sqlite:///path/to/file`. The user, the password and
    the name may be percent-encoded. What follows the question mark goes to the PostgreSQL driver as it is; there,
    `host=/a/folder` names a folder of sockets. Raises ImproperlyConfigured for anything else.
    """
    if not url:
        return {"ENGINE": SQLITE, "NAME": default, "OPTIONS": dict(SQLITE_OPTIONS)}
    parts = urlsplit(url)
    name = unquote(parts.path.removeprefix("/"))
    if parts.scheme == "sqlite" and name:
        return {"ENGINE": SQLITE, "NAME": Path(name), "OPTIONS": dict(SQLITE_OPTIONS)}
    if parts.scheme not in {"postgres", "postgresql"} or not name:
        raise ImproperlyConfigured(
            "PLANK_DATABASE_URL is read as postgres://user:password@host:port/name or sqlite:////path/to/file, "
            f"and its beginning is “{parts.scheme}:”."
        )
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": POSTGRES,
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # No ISOLATION level is named: PostgreSQL's own READ COMMITTED, with row locks in one order, is what is tested.
        "OPTIONS": options,
    }


def mail(url: str) -> dict[str, Any]:
    """Give Django's settings of the mail server at `url`: `smtp://user:password@host:587` or `smtps://...:465`.

    `smtp` uses STARTTLS, except to this machine itself. Raises ImproperlyConfigured for another scheme or no host.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ImproperlyConfigured("PLANK_MAIL_URL is read as smtp://user:password@host:587 or smtps://user:password@host:465.")
    implicit = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if implicit else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": implicit,
        "EMAIL_USE_TLS": not implicit and parts.hostname not in {"localhost", "127.0.0.1", "::1"},
        "EMAIL_TIMEOUT": 20,
    }


def kept_secret(path: Path, environ: Mapping[str, str] = os.environ) -> str:
    """Give this machine's own secret from `path`, making a fresh one the first time; `PLANK_SECRET_KEY` comes first.

    Where nothing can be written the secret lasts as long as the process, which is enough for a command.
    """
    if given := environ.get("PLANK_SECRET_KEY", "").strip():
        return given
    fresh = secrets.token_urlsafe(64)
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        with NamedTemporaryFile("w", dir=path.parent) as file:  # readable by its owner alone
            file.write(fresh)
            file.flush()
            with suppress(FileExistsError):
                path.hardlink_to(file.name)  # whole or not at all, and the first of two processes wins
        return path.read_text(encoding="ascii").strip() or fresh
    except OSError:
        return fresh
