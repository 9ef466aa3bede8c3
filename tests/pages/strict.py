"""What every answer of the site must be like, whoever asks and whatever comes of it."""

from __future__ import annotations

import re
from typing import Any

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|<style|javascript:")
LINK_AWAY = re.compile(r'<a [^>]*rel="noopener[^>]*>')
ELSEWHERE = re.compile(r"""(?:src|href)=["']https?://""")


def loose(response: Any) -> list[str]:
    """Give what is not strict about an answer: headers that lack, scripts and styles inside the page, things from elsewhere."""
    policy = response.get("Content-Security-Policy", "")
    found = [f"{name} is {response.get(name)}" for name, value in HEADERS.items() if response.get(name) != value]
    found += [f"policy {policy!r}"] if "default-src 'none'" not in policy or "unsafe" in policy else []
    html = "" if response.streaming else response.content.decode(errors="replace")
    found += [f"inline {one.strip()!r}" for one in INLINE.findall(html)]
    return found + ["something from elsewhere"] * bool(ELSEWHERE.search(LINK_AWAY.sub("", html)))
