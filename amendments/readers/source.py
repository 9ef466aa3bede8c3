"""Text files: from bytes to the characters of a source, or a plain sentence that says what is wrong and what to do."""

from __future__ import annotations

from pathlib import Path, PurePath

MAX_BYTES = 1024 * 1024  # some 500 pages of plain text
SUFFIXES = frozenset({"", ".txt", ".text", ".md", ".markdown", ".mdown"})
KINDS = "plain text (.txt) or Markdown (.md)"
SAVE = "Open it in the program that wrote it and save it as plain text with the encoding UTF-8."

_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a Word, OpenDocument or ZIP file"),
    (b"PK\x05\x06", "a ZIP file"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
    (b"{\\rtf", "a rich-text file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
)
_MARKS: tuple[tuple[bytes, str], ...] = (  # UTF-32 first: its mark begins with that of UTF-16
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_UTF8_MARK = b"\xef\xbb\xbf"


class Unreadable(ValueError):
    """A file that is no text of a kind that is read here. The message is for whoever brought it."""


def read_file(path: Path) -> str:
    """Read a text file of at most `MAX_BYTES` bytes. Raises Unreadable, without having read more than that."""
    if not path.exists():
        raise Unreadable(f"There is no file “{path}” here. Check the name and the folder.")
    if not path.is_file():
        raise Unreadable(f"“{path}” is no file. Name a file of {KINDS}.")
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise Unreadable(f"“{path}” cannot be read: {error.strerror}.") from error
    return read_bytes(data, path.name)


def read_bytes(data: bytes, name: str) -> str:
    """Give the characters of a file: UTF-8, with or without a byte order mark, which is dropped. Raises Unreadable."""
    if len(data) > MAX_BYTES:
        raise Unreadable(f"“{name}” is larger than {MAX_BYTES // 1024**2} MB. A platform is not; bring its text alone.")
    _refuse_other_kinds(data, name)
    _refuse_other_encodings(data, name)
    try:
        text = data.removeprefix(_UTF8_MARK).decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable(_not_utf8(data, name, error.start)) from error
    if not text.strip():
        raise Unreadable(f"“{name}” is empty. There is nothing to load.")
    return text


def _refuse_other_kinds(data: bytes, name: str) -> None:
    for beginning, kind in _BEGINNINGS:
        if data.startswith(beginning):
            raise Unreadable(f"“{name}” is {kind}. Only {KINDS} is read. {SAVE}")
    start = data[:1000].removeprefix(_UTF8_MARK).lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html", b"<?xml")):
        raise Unreadable(f"“{name}” is a web page or an XML file. Only {KINDS} is read. {SAVE}")
    suffix = PurePath(name).suffix.lower()
    if suffix not in SUFFIXES:
        raise Unreadable(f"“{name}” has the ending “{suffix}”. Only {KINDS} is read. If it is such a text, rename it.")


def _refuse_other_encodings(data: bytes, name: str) -> None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            raise Unreadable(f"“{name}” is in the encoding {encoding}. Only UTF-8 is read. {SAVE}")
    nulls = data.count(0)
    if nulls > len(data) // 4:
        raise Unreadable(f"“{name}” is in the encoding UTF-16 or UTF-32, or no text at all. Only UTF-8 is read. {SAVE}")
    if nulls:
        line = data.count(b"\n", 0, data.index(0)) + 1
        raise Unreadable(f"“{name}” has a zero byte in line {line}, which no text has. {SAVE}")


def _not_utf8(data: bytes, name: str, at: int) -> str:
    start = data.rfind(b"\n", 0, at) + 1
    line = data.count(b"\n", 0, at) + 1
    before = data[max(start, at - 40) : at].decode("utf-8", "ignore").strip()
    where = f"line {line}, after “{before}”" if before else f"line {line}, at its beginning"
    return f"“{name}” is not UTF-8: {where}, stands the byte 0x{data[at]:02X}. That is an older encoding. {SAVE}"
