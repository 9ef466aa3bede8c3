"""The code at the door as it is shown: large, and as a picture that a phone reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urljoin

from django.conf import settings
from django.urls import reverse

from amendments.models import Door
from amendments.models.presence import DoorKind
from amendments.papers.letters import picture


@dataclass(frozen=True)
class Shown:
    """A door's code at a moment. `squares` is the path of the picture, in a square of `side` modules; `address` is typed."""

    door: Door
    code: str
    address: str
    squares: str
    side: int

    @property
    def changes(self) -> bool:
        """Whether the code is another one each minute."""
        return self.door.kind == DoorKind.SCREEN


def shown_code(door: Door, at: datetime) -> Shown:
    """Compose it. In the picture the code stands behind the #, which no browser sends and no log sees."""
    address = urljoin(settings.SITE_URL, reverse("my-seat", args=[door.congress.slug]))
    code = door.code(at)
    squares, side = picture(f"{address}#{quote(code)}")
    return Shown(door, code, address, squares, side)
