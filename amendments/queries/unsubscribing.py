"""The link in each mail that stops them: signed, for one person and one congress, and of no use for anything else."""

from __future__ import annotations

from typing import NamedTuple

from django.core import signing

SALT = "plank.unsubscribe"


class Unsubscribing(NamedTuple):
    """Whose mails of which congress. `round` is how often such a link was used before: each works once."""

    person: int
    congress: int
    round: int


def token_for(link: Unsubscribing) -> str:
    """Give what stands in the link."""
    return signing.dumps(list(link), salt=SALT)


def read_token(token: str) -> Unsubscribing | None:
    """Read a link; None where it is not whole."""
    try:
        person, congress, times = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Unsubscribing(person, congress, times)
