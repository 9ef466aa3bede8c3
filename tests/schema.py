"""The schema that the migrations make, kept for the next process and the next run while they stay the same to the letter.

The tests run on what the migrations make, never on what Django would make of the models. On SQLite that is a file, named by the
digest of all that it is made of; where it is there it is copied, and `migrate` runs on the copy all the same.
"""

import os
import shutil
import sqlite3
from fcntl import LOCK_EX, flock
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import IO

import django
from django.apps import apps

_making: list[IO[str]] = []  # the lock of the process that makes the schema
FOLDER = Path(__file__).resolve().parents[1] / ".plank/schemas"


def _path() -> Path:
    """Give the file for these migrations, on this Django and this SQLite."""
    made_of = sha256(f"{django.VERSION} {sqlite3.sqlite_version}".encode())
    for config in sorted(apps.get_app_configs(), key=lambda config: config.name):
        found = find_spec(f"{config.name}.migrations")
        for folder in found.submodule_search_locations or () if found else ():
            for file in sorted(Path(folder).glob("*.py")):
                made_of.update(f"{config.name} {file.name} ".encode() + file.read_bytes())
    return FOLDER / f"{made_of.hexdigest()[:24]}.sqlite3"


def begin_with(database: Path) -> None:
    """Copy the kept schema to where a test's database will be, if there is one.

    If there is none, the first process to come makes it, and the others wait: to migrate takes longer than most test files.
    """
    database.unlink(missing_ok=True)
    kept = _path()
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        _making.append(_taken(kept.parent / "making"))
    if kept.exists():
        shutil.copyfile(kept, database)
        _let_go()


def _taken(path: Path) -> IO[str]:
    """Wait for the lock on a file, and hold it."""
    file = path.open("w")
    flock(file, LOCK_EX)
    return file


def _let_go() -> None:
    """Let the others come: what was made is there, or was never waited for."""
    while _making:
        _making.pop().close()


def keep(database: Path) -> None:
    """Keep the schema of a database just migrated and still empty; those of other migrations go."""
    kept = _path()
    if not kept.exists():
        _keep(database, kept)
    _let_go()


def _keep(database: Path, kept: Path) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    made = kept.with_suffix(f".{os.getpid()}")
    with sqlite3.connect(database) as connection:
        connection.execute("VACUUM INTO ?", (str(made),))
    for old in kept.parent.glob("*.sqlite3"):
        old.unlink(missing_ok=True)
    made.replace(kept)
