"""The check of free words, shared by all acts that put some on record: reasons, names, titles, rulings.

It stands beside the change, because the forms are not the only door: commands and whatever comes later send words too.
"""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from amendments.refusals import Refused
from amendments.text import plain

LINE, NAME, REASON, ORDERS, ADDRESS = 200, 200, 20_000, 400_000, 254  # characters, at most


def line(typed: str, what: str, *, most: int = LINE) -> str:
    """Give words of one line as they are kept. `what` begins the sentence of a refusal: "The title"."""
    return _checked(typed, what, plain.line, most)


def prose(typed: str, what: str = "The reason", *, most: int = REASON) -> str:
    """Give words of several lines as they are kept."""
    return _checked(typed, what, plain.prose, most)


def address(typed: str) -> str:
    """Give an e-mail address as it is kept; none at all is one. Raises Refused for what is no address."""
    kept = _checked(typed, "The e-mail address", plain.line, ADDRESS)
    try:
        if kept:
            validate_email(kept)
    except ValidationError as error:
        raise Refused(f"“{kept[:80]}” is no e-mail address. Leave it empty where there is none.") from error
    return kept


def _checked(typed: str, what: str, fold: Callable[[str], str], most: int) -> str:
    unfit = plain.unfit(typed)
    if unfit:
        raise Refused(f"{what} holds {unfit}. Please delete it there.")
    words = fold(typed)
    if len(words) > most:
        raise Refused(f"{what} has {len(words):,} characters, and {most:,} are the most. Please shorten it.")
    return words
