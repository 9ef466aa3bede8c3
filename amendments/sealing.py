"""Sealed ballots: a public key in the database, a private key in a file outside of it, and boxes of one length.

A box is PyNaCl's `SealedBox` around the choice, padded to one length. The private key is made when a vote is opened, lies in a
file of the folder `PLANK_KEYS` that its owner alone can read, and is overwritten and deleted when the vote is closed. It is in
no log, dump or backup: a folder that a web server shows or a backup copies is refused. Several web machines share the folder,
or close a vote on the machine that opened it. On a disk that keeps old blocks a deleted file may be found again: a folder in
memory (tmpfs) leaves nothing, and then a restart of the machine loses the keys of open votes, which are held again.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

LENGTH = 256  # bytes of every choice once it is padded, whatever it says
SHOWN = frozenset({"static", "static_built", "media", "public", "public_html", "htdocs", "www", "wwwroot"})
COPIED = frozenset({"backup", "backups", "dump", "dumps"})


class Unfit(Exception):
    """The folder for keys cannot be used; the message says why and what to do."""


class KeyMissing(Exception):
    """The private key of a vote is not on this machine, or cannot be read."""


class Spoiled(Exception):
    """A box cannot be opened with the key of its vote, or holds no choice."""


def seal(public_key: str, choice: str) -> bytes:
    """Put a choice into a box. Raises ValueError for one that is too long."""
    said = choice.encode()
    if len(said) > LENGTH - 2:
        raise ValueError("the choice is too long")
    padded = len(said).to_bytes(2, "big") + said + bytes(LENGTH - 2 - len(said))
    return bytes(SealedBox(PublicKey(bytes.fromhex(public_key))).encrypt(padded))


def make_key(uid: str) -> str:
    """Make the key pair of a vote; the private one into its file. Gives the public key. Raises Unfit."""
    pair = PrivateKey.generate()
    path = _folder() / f"{uid}.key"
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(bytes(pair))
            file.flush()
            os.fsync(file.fileno())
        _sync(path.parent)
    except OSError as error:
        raise Unfit(f"The key of the vote cannot be kept: {error.strerror}. {_WHO}") from error
    return bytes(pair.public_key).hex()


def has_key(uid: str) -> bool:
    """Tell whether the private key of a vote is on this machine and can be read."""
    return os.access(_path(uid), os.R_OK)


def kept_keys() -> list[str]:
    """Give the votes whose private keys lie on this machine."""
    return [path.stem for path in Path(settings.PLANK_KEYS).glob("*.key")]


class Opener:
    """Opens the boxes of one vote. Raises KeyMissing where its private key is not here."""

    def __init__(self, uid: str, public_key: str) -> None:
        try:
            pair = PrivateKey(_path(uid).read_bytes())
        except (OSError, ValueError, TypeError) as error:
            raise KeyMissing(uid) from error
        if bytes(pair.public_key).hex() != public_key:
            raise KeyMissing(uid)
        self._box = SealedBox(pair)

    def open(self, box: bytes) -> str:
        """Give the choice in a box. Raises Spoiled."""
        try:
            padded = self._box.decrypt(box)
            said = padded[2 : 2 + int.from_bytes(padded[:2], "big")]
            choice = said.decode()
        except (CryptoError, UnicodeDecodeError, ValueError) as error:
            raise Spoiled from error
        if len(padded) != LENGTH or not choice:
            raise Spoiled
        return choice


def destroy_key(uid: str) -> bool:
    """Overwrite and delete the private key of a vote. Tells whether a file was there. Raises OSError where it cannot be."""
    path = _path(uid)
    try:
        with path.open("r+b") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(0)
            file.write(os.urandom(size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
    except FileNotFoundError:
        return False
    _sync(path.parent)
    return True


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _path(uid: str) -> Path:
    return Path(settings.PLANK_KEYS) / f"{uid}.key"


_WHO = "Whoever runs this site sets PLANK_KEYS to a folder for keys alone. A roll call needs none."


def _folder() -> Path:
    """Give the folder for keys, made where it is not there yet. Raises Unfit where others could read or copy it."""
    folder = Path(settings.PLANK_KEYS).resolve()
    why = unfit(folder)
    if why:
        raise Unfit(f"No secret ballot can be opened: {why} {_WHO}")
    return folder


def unfit(folder: Path) -> str:
    """Say why a folder cannot hold keys; "" where it can. It is made where it is not there yet."""
    names = {part.lower() for part in folder.parts}
    if names & SHOWN or any(_inside(folder, one) for one in _shown()):
        return "the folder for keys is one that a web server shows."
    if names & COPIED or any(_inside(folder, one) for one in [getattr(settings, "PLANK_BACKUPS", "")] if one):
        return "the folder for keys is one that a backup copies."
    try:
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700, parents=True)
    except OSError as error:
        return f"the folder for keys cannot be made ({error.strerror})."
    mode = folder.stat().st_mode
    if not stat.S_ISDIR(mode) or mode & (stat.S_IRWXG | stat.S_IRWXO):
        return "others on the machine can look into the folder for keys (it must have the mode 0700)."
    return "" if os.access(folder, os.W_OK | os.X_OK) else "the folder for keys cannot be written to."


def _shown() -> list[Path]:
    known: list[object] = [settings.STATIC_ROOT, settings.MEDIA_ROOT, *settings.STATICFILES_DIRS]
    return [Path(str(one)) for one in known if one]


def _inside(folder: Path, of: str | Path) -> bool:
    return folder.is_relative_to(Path(of).resolve())
