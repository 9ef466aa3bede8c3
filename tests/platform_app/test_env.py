"""What the environment is read as."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from platform_app import env


def test_the_database_is_a_file_unless_one_is_named():
    assert env.database("", Path("plank.sqlite3"))["NAME"] == Path("plank.sqlite3")
    assert env.database("sqlite:////srv/plank.sqlite3", Path("x"))["NAME"] == Path("/srv/plank.sqlite3")


def test_sqlite_takes_its_write_lock_at_the_start():
    options = env.database("", Path("x"))["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]


def test_a_postgres_address_is_taken_apart():
    read = env.database("postgres://ana:p%40ss@db.example.org:5433/pl%20ank?sslmode=require", Path("x"))
    assert read["ENGINE"] == env.POSTGRES
    assert [read[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "ana",
        "p@ss",
        "db.example.org",
        "5433",
        "pl ank",
    ]
    assert read["OPTIONS"] == {"sslmode": "require"}


def test_a_postgres_socket_is_a_folder():
    assert env.database("postgresql:///plank?host=/run/postgresql", Path("x"))["HOST"] == "/run/postgresql"


@pytest.mark.parametrize("url", ["mysql://db/plank", "postgres://db", "postgres://db/", "sqlite://", "plank.sqlite3", "://"])
def test_other_databases_are_refused_with_the_two_forms(url):
    with pytest.raises(ImproperlyConfigured, match="postgres://user:password@host:port/name or sqlite:////path"):
        env.database(url, Path("x"))


def test_a_refusal_does_not_repeat_a_password():
    with pytest.raises(ImproperlyConfigured) as refusal:
        env.database("mysql://ana:secret@db/plank", Path("x"))
    assert "secret" not in str(refusal.value)


def test_mail_is_encrypted_except_to_this_machine():
    assert env.mail("smtp://ana:p%40ss@mail.example.org")["EMAIL_USE_TLS"] is True
    assert env.mail("smtp://ana:p%40ss@mail.example.org")["EMAIL_HOST_PASSWORD"] == "p@ss"
    implicit = env.mail("smtps://mail.example.org")
    assert (implicit["EMAIL_USE_SSL"], implicit["EMAIL_USE_TLS"], implicit["EMAIL_PORT"]) == (True, False, 465)
    assert env.mail("smtp://localhost:25")["EMAIL_USE_TLS"] is False


@pytest.mark.parametrize("url", ["mail.example.org", "smtp://", "http://mail.example.org"])
def test_other_mail_addresses_are_refused(url):
    with pytest.raises(ImproperlyConfigured, match="smtp://user:password@host:587"):
        env.mail(url)


def test_flags_are_yes_or_no(monkeypatch):
    for value, meant in {"1": True, "yes": True, "On": True, "0": False, "": False, "no": False}.items():
        monkeypatch.setenv("PLANK_X", value)
        assert env.flag("PLANK_X") is meant
    monkeypatch.setenv("PLANK_X", "perhaps")
    with pytest.raises(ImproperlyConfigured, match="PLANK_X is “perhaps”"):
        env.flag("PLANK_X")


def test_a_secret_is_made_once_and_read_by_nobody_else(tmp_path):
    path = tmp_path / "kept" / "secret"
    first = env.kept_secret(path, {})
    assert len(first) >= 64
    assert env.kept_secret(path, {}) == first
    assert path.stat().st_mode & 0o077 == 0
    assert env.kept_secret(path, {"PLANK_SECRET_KEY": "given"}) == "given"


def test_where_nothing_can_be_written_a_secret_lasts_as_long_as_the_process(tmp_path):
    (tmp_path / "file").write_text("")
    path = tmp_path / "file" / "secret"
    assert env.kept_secret(path, {}) != env.kept_secret(path, {})
