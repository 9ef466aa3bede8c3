"""Papers are told by their bytes, and a photograph loses what the camera noted of place and owner."""

from __future__ import annotations

import zlib

import pytest

from amendments.readers.paper import MAX_BYTES, read_paper
from amendments.readers.source import Unreadable

SECRET = b"GPS 52.5 N 13.4 E, Ana's phone"
SCAN = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + b"\x12\xff\x00\x34\xff\xd0\x56\xff\xd9"


def segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(body) + 2).to_bytes(2) + body


def exif(turn: int, order: str = "MM") -> bytes:
    byteorder = "big" if order == "MM" else "little"

    def number(value: int, size: int) -> bytes:
        return value.to_bytes(size, byteorder)  # type: ignore[arg-type]  # one of the two

    head = order.encode() + number(42, 2) + number(8, 4)
    entries = number(0x010E, 2) + number(2, 2) + number(len(SECRET), 4) + number(60, 4)
    entries += number(0x0112, 2) + number(3, 2) + number(1, 4) + number(turn, 2) + number(0, 2)
    return segment(0xE1, b"Exif\0\0" + head + number(2, 2) + entries + number(0, 4) + SECRET)


def jpeg(*segments: bytes, after: bytes = b"") -> bytes:
    return b"\xff\xd8" + segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0") + b"".join(segments) + SCAN + after


def chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4) + kind + body + zlib.crc32(kind + body).to_bytes(4)


PNG = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", bytes(13)) + chunk(b"IDAT", b"x") + chunk(b"IEND", b"")


@pytest.mark.parametrize("order", ["MM", "II"])
@pytest.mark.parametrize("turn", [1, 3, 6, 8])
def test_a_photograph_keeps_its_picture_and_which_way_up_it_is(order, turn):
    table = segment(0xDB, b"\0" + bytes(range(64)))
    read = read_paper(jpeg(exif(turn, order), segment(0xE2, SECRET), segment(0xFE, SECRET), table, after=SECRET), "a.jpg")
    assert read.kind == "image/jpeg"
    assert SECRET not in read.data
    assert read.data.startswith(b"\xff\xd8")
    assert read.data.endswith(table + SCAN)
    assert read.data.count(b"\x01\x12\0\x03\0\0\0\x01\0" + bytes([turn])) == (turn > 1)


def test_a_second_picture_behind_the_first_is_dropped():
    inner = jpeg(exif(1))
    assert read_paper(jpeg(after=inner), "a.jpg").data == jpeg()


def test_a_progressive_photograph_is_whole():
    scans = SCAN[:-2] + segment(0xC4, b"\xff\xd9 in a table") + SCAN
    assert read_paper(b"\xff\xd8" + scans, "a.jpg").data == b"\xff\xd8" + scans


def test_a_picture_without_what_describes_it():
    told = chunk(b"tEXt", SECRET) + chunk(b"eXIf", SECRET)
    read = read_paper(PNG[:8] + told + PNG[8:] + b"more", "a.png")
    assert (read.kind, read.data) == ("image/png", PNG)


def test_a_document_stays_as_it_is():
    data = b"%PDF-1.7\nwords\n%%EOF\n"
    assert read_paper(data, "a.jpg").data == data  # whatever its name says


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"<html><script>alert(1)</script>", "is no PDF, JPEG or PNG"),
        (b"GIF89a", "is no PDF, JPEG or PNG"),
        (b"PK\x03\x04", "is no PDF, JPEG or PNG"),
        (b"%PDF-1.7 cut off", "is no PDF, JPEG or PNG"),
        (jpeg()[:-2], "is cut off"),
        (b"\xff\xd8\xff\xe0\x00\x00", "is cut off"),
        (b"\xff\xd8\xff", "is cut off"),
        (PNG[:-6], "is cut off"),
        (PNG[:8] + b"\xff\xff\xff\xff", "is cut off"),
        (b"a" * (MAX_BYTES + 1), "is larger than 8 MB"),
    ],
)
def test_what_is_no_paper_says_why(data, says):
    with pytest.raises(Unreadable) as refused:
        read_paper(data, "a.pdf")
    assert says in str(refused.value)
