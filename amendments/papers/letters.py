"""Letters and cards with a printed code: the words and the picture that a phone reads."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urljoin

import segno
from django.conf import settings
from django.urls import reverse

from amendments.actions.credentials import Issued

QUIET = 4  # modules of white around the picture, as ISO/IEC 18004 asks


@dataclass(frozen=True)
class Letter:
    """One person's letter or card. `squares` is the path of the picture, in a square of `side` modules."""

    name: str
    number: str
    code: str
    squares: str
    side: int


def letters(issued: list[Issued]) -> list[Letter]:
    """Compose a letter for each code."""
    return [_letter(one) for one in issued]


def door() -> str:
    """Give the address of the door, as people type it."""
    return urljoin(settings.SITE_URL, reverse("sign-in"))


def _letter(issued: Issued) -> Letter:
    squares, side = picture(address(issued.person.member_number, issued.code))
    return Letter(issued.person.name, issued.person.member_number, issued.code, squares, side)


def address(number: str, code: str) -> str:
    """Give the address that opens the door with number and code filled in.

    They stand behind the #: no browser sends that part, so no server and no log ever sees a code before it is used.
    """
    return f"{door()}#{quote(f'{number}:{code}', safe=':')}"


def picture(text: str) -> tuple[str, int]:
    """Draw a QR code as the path of an SVG, a run of dark modules at a time. Gives the path and the side in modules."""
    runs = []
    rows = [bytes(row) for row in segno.make(text, error="m", micro=False).matrix]
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            end = x
            while end < len(row) and row[end]:
                end += 1
            if end > x:
                runs.append(f"M{x + QUIET} {y + QUIET}h{end - x}v1h-{end - x}z")
            x = end + 1
    return "".join(runs), len(rows) + 2 * QUIET
