"""What the record says of advice and acceptance: the values that the fold of a document keeps for each amendment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from amendments.life import Rebase
from amendments.text.stored import canonical, sha256


@dataclass
class Advised:
    """Advice that stands: what, why (a digest), and the committee's words with how they stand on the current text."""

    recommendation: str
    reason: str
    count: dict[str, int] | None
    edits: Any = None
    digest: str = ""
    resolved: Any = None
    rebase_state: str = Rebase.CLEAN.value
    combined: str = ""
    confirmed: str = ""
    lost: bool = False
    signers: tuple[str, ...] = ()
    size: int | None = None

    def rebased(self, row: dict[str, Any]) -> None:
        """Take what a decision made of the words."""
        self.rebase_state, self.resolved, self.combined = row["state"], row["edits"], row["text"]
        self.confirmed = self.confirmed if self.confirmed == self.combined else ""

    def lose(self, edits: Any) -> None:
        """Take that these words were put and lost. Raises ValueError where others were."""
        if self.lost or edits != self.resolved:
            raise ValueError("the words that were lost are not the committee’s")
        self.lost = True


def advised(body: dict[str, Any]) -> Advised | None:
    """Read the committee's advice from its entry; None from an entry of the time before advice had words and counts."""
    if "digest" not in body:
        return None
    told = _read(body)
    told.resolved, told.rebase_state, told.combined = body["now"], body["state"] or Rebase.CLEAN.value, body["combined"]
    return told


def minority(body: dict[str, Any]) -> Advised:
    """Read a minority's advice from its entry."""
    told = _read(body)
    told.resolved, told.signers, told.size = body["edits"], tuple(body["signers"]), body["size"]
    return told


def _read(body: dict[str, Any]) -> Advised:
    edits = body["edits"]
    if edits is not None and sha256(canonical(edits)) != body["digest"]:
        raise ValueError("the digest of the words advised is not theirs")
    return Advised(body["recommendation"], body["reason"], body["count"], edits, body["digest"])


@dataclass
class Accepted:
    """What was accepted without a vote: in which words, until when people may object, and how many did."""

    words: str
    until: str
    objections: int = 0


def accepted(body: dict[str, Any], words: str) -> Accepted:
    """Read an acceptance from its entry; `words` is the digest of the text that it must be about. Raises ValueError."""
    if body["digest"] != words:
        raise ValueError("what was accepted is not the text that is on record")
    return Accepted(body["words"], body["until"])
