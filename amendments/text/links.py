"""Addresses of links: which ones a text may point to, and the one way to write each."""

from __future__ import annotations

import re
from functools import lru_cache

_ODD = re.compile(
    r"[\s\x00-\x20\x7f-\x9f\"<>\\^`{|}\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff0-\uffff]"
)
_LONE = re.compile(r"[\ud800-\udfff]")
_OUTWARD = re.compile(r"(?:https?://[^/?#]|mailto:.)", re.IGNORECASE)
_RELATIVE = re.compile(r"(?!//)[^:/?#]*(?:[/?#]|$)")


@lru_cache(maxsize=1024)
def canonical(address: str) -> str | None:
    """Give the address as it is stored, or None where a text may not point there.

    Allowed are http, https, mailto, fragments of the page and addresses relative to it. White space, control and
    direction characters and what has a meaning in Markdown or HTML is percent-encoded; to do it twice changes nothing.
    """
    if not address or _LONE.search(address):
        return None
    encoded = _ODD.sub(lambda match: "".join(f"%{byte:02X}" for byte in match.group().encode()), address)
    return encoded if _OUTWARD.match(encoded) or _RELATIVE.match(encoded) else None
