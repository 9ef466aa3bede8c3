"""Scans and photographs of papers: told by their own bytes, bounded, and without what a camera notes of its owner."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from amendments.readers.source import Unreadable

MAX_BYTES = 8 * 1024 * 1024
KINDS = "PDF, JPEG or PNG"
_PDF, _JPEG, _PNG = b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
_PRIVATE_CHUNKS = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}  # PNG: what describes who took it, where and when
_ORIENTATION = 0x0112
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


@dataclass(frozen=True)
class ScannedPaper:
    """A paper as it is kept: its media type and its bytes."""

    kind: str
    data: bytes


def read_paper(data: bytes, name: str) -> ScannedPaper:
    """Tell what a file is and take out of a picture where and by whom it was taken. Raises Unreadable."""
    if len(data) > MAX_BYTES:
        raise Unreadable(f"“{name}” is larger than {MAX_BYTES // 1024**2} MB. Scan it in gray, or at 150 dots an inch.")
    if data.startswith(_PDF) and b"%%EOF" in data[-2048:]:
        return ScannedPaper("application/pdf", data)
    if data.startswith(_JPEG):
        return ScannedPaper("image/jpeg", _discreet_jpeg(data, name))
    if data.startswith(_PNG):
        return ScannedPaper("image/png", _discreet_png(data, name))
    if not data:
        raise Unreadable(f"“{name}” is empty. Scan or photograph the paper again.")
    raise Unreadable(
        f"“{name}” is no {KINDS}, whatever its name says, or it is cut off. Scan or photograph the paper as one of these."
    )


def _discreet_jpeg(data: bytes, name: str) -> bytes:
    """Copy a JPEG without its application segments and comments; which way up it is held stays.

    Segments: marker FF xx, then a length of two bytes that counts itself. After DA come the coded bytes, where FF stands only
    before 00 and restart marks; D9 ends the picture (T.81, B.1). What follows, such as a second picture, is dropped.
    """
    kept, at, turned = bytearray(), 2, b""
    while data[at : at + 2] != b"\xff\xd9":
        size = 2 + int.from_bytes(data[at + 2 : at + 4])
        segment = data[at : at + size]
        if segment[:1] != b"\xff" or size < 4 or len(segment) < size:
            raise Unreadable(f"“{name}” begins like a JPEG picture and is none, or is cut off. Photograph the paper again.")
        marker = segment[1]
        if marker == 0xE1 and segment[4:10] == b"Exif\0\0":
            turned = _held(segment[10:])
        elif marker in {0xE0, 0xEE} or not (0xE0 <= marker <= 0xEF or marker == 0xFE):  # 0xEE says how colors are coded
            kept += segment
        at += size
        if marker == 0xDA:
            following = _MARKER.search(data, at)
            end = following.start() if following else len(data)
            kept += data[at:end]
            at = end
    return data[:2] + turned + bytes(kept) + b"\xff\xd9"


def _held(tiff: bytes) -> bytes:
    """Give an Exif segment that says which way up the picture is held, and nothing else; empty where it does not say."""
    order: Literal["little", "big"] = "little" if tiff[:2] == b"II" else "big"

    def number(at: int, size: int) -> int:
        return int.from_bytes(tiff[at : at + size], order)

    start = number(4, 4)
    for entry in range(start + 2, start + 2 + 12 * min(number(start, 2), 64), 12):
        turn = number(entry + 8, 2)
        if number(entry, 2) == _ORIENTATION and 1 < turn < 9:
            body = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0" + bytes([turn]) + bytes(6)
            return b"\xff\xe1" + (len(body) + 2).to_bytes(2) + body
    return b""


def _discreet_png(data: bytes, name: str) -> bytes:
    """Copy a PNG without the chunks that describe it. Chunk: length of four bytes, type, data, checksum (RFC 2083, 3.2)."""
    out, at = bytearray(_PNG), len(_PNG)
    while at + 12 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        chunk = data[at : at + 12 + size]
        if len(chunk) < 12 + size:
            break
        if kind not in _PRIVATE_CHUNKS:
            out += chunk
        at += 12 + size
        if kind == b"IEND":
            return bytes(out)
    raise Unreadable(f"“{name}” begins like a PNG picture and is cut off. Send it again.")
