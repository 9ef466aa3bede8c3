"""The nights on which clocks are changed: each minute of them is typed as a deadline, with the seconds beside it.

What a local time must mean comes from going through the instants one by one, in universal time, which knows no rule: a time
that no instant has, and one that two have, must be refused; any other is that instant, and reads as that instant when shown.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from unittest.mock import patch
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone

from amendments.forms import stages
from amendments.models import Congress
from amendments.templatetags import plank
from faults.promise import Seen

NIGHTS = (
    ("Europe/Berlin", datetime(2027, 3, 28)),  # noqa: DTZ001 (local, as it is typed)
    ("Europe/Berlin", datetime(2027, 10, 31)),  # noqa: DTZ001
    ("America/New_York", datetime(2027, 3, 14)),  # noqa: DTZ001
    ("America/New_York", datetime(2027, 11, 7)),  # noqa: DTZ001
    ("Australia/Lord_Howe", datetime(2027, 4, 4)),  # noqa: DTZ001 (by half an hour)
    ("Australia/Lord_Howe", datetime(2027, 10, 3)),  # noqa: DTZ001
    ("Pacific/Apia", datetime(2011, 12, 30)),  # noqa: DTZ001 (a whole day that never was)
    ("Asia/Kathmandu", datetime(2027, 3, 28)),  # noqa: DTZ001 (no change, and three quarters of an hour)
)
DAY, SECONDS = 24 * 60, (0, 1, 59)
SHOWN = re.compile(r"\w+ (\d+ \w+)(?: \d{4})?, (\d\d:\d\d) UTC(?:([+−])(\d+)(?::(\d\d))?)?")


def typed_in_the_nights(seen: Seen) -> None:
    """Type every time of every night, and count what is read or shown otherwise than it must be."""
    for name, night in NIGHTS:
        zone = ZoneInfo(name)
        instants = _instants(zone, night)
        for minute in range(DAY):
            for second in SECONDS:
                wall = night + timedelta(minutes=minute, seconds=second)
                _typed(zone, wall, instants[wall], seen)


def _instants(zone: ZoneInfo, night: datetime) -> dict[datetime, list[datetime]]:
    """Give all instants of each local time, found by going through the instants of that day and of those beside it."""
    found: dict[datetime, list[datetime]] = defaultdict(list)
    begin = night.replace(tzinfo=UTC) - timedelta(days=1)
    for minute in range(3 * DAY):
        for second in SECONDS:
            instant = begin + timedelta(minutes=minute, seconds=second)
            found[instant.astimezone(zone).replace(tzinfo=None)].append(instant)
    return found


def _typed(zone: ZoneInfo, wall: datetime, instants: list[datetime], seen: Seen) -> None:
    try:
        read = stages.moment_in(Congress(time_zone=zone.key), wall.isoformat())
    except forms.ValidationError:
        seen.wrong["a plain time was refused"] += len(instants) == 1
        return
    if len(instants) != 1:
        seen.wrong["a time that comes twice, or not at all, was taken"] += 1
        return
    seen.wrong["a time was read as another"] += read.astimezone(UTC) != instants[0]
    if wall.second == 0:
        seen.wrong["a time was shown as another, or without its zone"] += _shown(read, zone) != instants[0]


def _shown(moment: datetime, zone: ZoneInfo) -> datetime | None:
    """Read a moment again from what pages of a congress show."""
    with timezone.override(zone):
        found = SHOWN.fullmatch(f"{plank.moment(moment)} {plank.zone(moment)}")
    if found is None:
        return None
    day, hour, sign, hours, minutes = found.groups()
    wall = datetime.strptime(f"{day} {moment.astimezone(zone).year} {hour}", "%d %B %Y %H:%M").replace(tzinfo=UTC)
    away = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    return wall + away if sign == "−" else wall - away


@contextmanager
def whichever_comes_first() -> Iterator[None]:
    """Break the reading: a time that comes twice is taken for the first, and one that does not come is moved on."""
    with patch.object(
        stages, "moment_in", lambda congress, typed: datetime.fromisoformat(typed).replace(tzinfo=ZoneInfo(congress.time_zone))
    ):
        yield
