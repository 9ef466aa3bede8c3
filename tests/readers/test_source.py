"""What bytes become a source, and what the others are told."""

import os
import tracemalloc

import pytest

from amendments.readers.source import MAX_BYTES, Unreadable, read_bytes, read_file

TEXT = "1.1: Ärger, “Würde” — 家 🏠"


@pytest.mark.parametrize("name", ["draft.txt", "draft.md", "DRAFT.TXT", "draft.markdown", "draft"])
def test_utf8_is_read_to_the_letter(name):
    assert read_bytes(TEXT.encode(), name) == TEXT


def test_a_byte_order_mark_is_dropped_once():
    assert read_bytes(b"\xef\xbb\xbf" + TEXT.encode(), "a.txt") == TEXT
    assert read_bytes(b"\xef\xbb\xbf\xef\xbb\xbfa", "a.txt") == "\ufeffa"


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_line_ends_stay_as_they_are(ends):
    assert read_bytes(f"1.1: a{ends}b".encode(), "a.txt") == f"1.1: a{ends}b"


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "a.txt", "“a.txt” is empty."),
        (b" \n\t\r\n", "a.txt", "is empty"),
        (b"\xef\xbb\xbf", "a.txt", "is empty"),
        (TEXT.encode("utf-16"), "a.txt", "the encoding UTF-16."),
        (TEXT.encode("utf-32"), "a.txt", "the encoding UTF-32."),
        ("Homes and rents".encode("utf-16-le"), "a.txt", "UTF-16 or UTF-32"),
        ("First line\nGebühr über alles".encode("latin-1"), "a.txt", "line 2, after “Geb”, stands the byte 0xFC"),
        (b"\x80 begins so", "a.txt", "line 1, at its beginning, stands the byte 0x80"),
        (b"one\ntwo\x00 and so on and on", "a.txt", "a zero byte in line 2"),
        (b"%PDF-1.7\n", "a.txt", "is a PDF file"),
        (b"PK\x03\x04rest", "a.md", "is a Word, OpenDocument or ZIP file"),
        (b"\xd0\xcf\x11\xe0rest", "a.doc", "is an old Word file"),
        (b"{\\rtf1 text}", "a.rtf", "is a rich-text file"),
        (b"\n<!DOCTYPE html><p>", "a.txt", "is a web page"),
        (b"plain", "a.docx", "has the ending “.docx”"),
        (b"a" * (MAX_BYTES + 1), "a.txt", "is larger than 1 MB"),
    ],
)
def test_what_is_refused_says_why_and_what_to_do(data, name, says):
    with pytest.raises(Unreadable) as refusal:
        read_bytes(data, name)
    assert says in str(refusal.value)
    assert str(refusal.value).count(". ") >= 1 or "nothing to load" in str(refusal.value)


def test_a_file_of_100_mb_is_refused_at_once_without_reading_it(tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(100 * 1024**2)
    tracemalloc.start()
    with pytest.raises(Unreadable, match="larger than 1 MB"):
        read_file(path)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 8 * MAX_BYTES


def test_what_is_no_file_is_said(tmp_path):
    with pytest.raises(Unreadable, match="There is no file"):
        read_file(tmp_path / "absent.txt")
    with pytest.raises(Unreadable, match="is no file"):
        read_file(tmp_path)
    path = tmp_path / "locked.txt"
    path.write_text("a")
    path.chmod(0)
    if os.access(path, os.R_OK):
        assert read_file(path) == "a"  # root reads everything
    else:
        with pytest.raises(Unreadable, match="cannot be read"):
            read_file(path)
