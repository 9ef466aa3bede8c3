"""Verify who signed an amendment, who moves it beside its mover, and its versions: rows against the record.

A person who was erased has no commitment any more: of theirs only the number can be checked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from amendments.models import Amendment, CoMover, Support
from amendments.models.support import ABOUT
from amendments.queries.fold import Told
from amendments.text.stored import canonical, sha256

SIGNED = ("supports__person", "supports__body", "co_movers__person", "co_movers__body", "versions__base_revision")


def signed_problems(amendment: Amendment, told: Told) -> Iterator[str]:
    """Give a sentence for each row of signatures, co-movers and versions that is not what the record says."""
    standing = [row for row in amendment.supports.all() if row.withdrawn_at is None]
    signed = {who: str(version) for who, version in told.supporters.items()}
    yield from _compare("supporters", [(row, str(row.version)) for row in standing], signed)
    beside = [(row, str(row.answer)) for row in amendment.co_movers.all() if row.answer in ABOUT]
    answers = {who: answer for who, answer in told.beside.items() if answer in set(ABOUT)}
    yield from _compare("co-movers", beside, answers)
    versions = {row.number: row for row in amendment.versions.all()}
    if set(versions) != set(told.versions):
        yield "its versions are not those of the record."
    for number, (base, digest, reason) in told.versions.items():
        row = versions.get(number)
        if row and (row.base_revision.number, sha256(canonical(row.edits)), sha256(row.reason)) != (base, digest, reason):
            yield f"version {number} is not what the record says was filed."
        if row and row.primary_version != (told.primary[1].get(number) if told.primary else None):
            yield f"version {number} amends another version than the record says."


def _compare(what: str, rows: Iterable[tuple[Support | CoMover, str]], told: dict[str, str]) -> Iterator[str]:
    held, erased = Counter[tuple[str, str]](), Counter[str]()
    for row, value in rows:
        if row.person and row.person.erased:
            erased[value] += 1
        else:
            held[row.person.commitment if row.person else f"body {row.body.slug if row.body else ''}", value] += 1
    said = Counter(told.items())
    if held - said or Counter(value for _, value in (said - held).elements()) != erased:
        yield f"its {what} are not those of the record."
