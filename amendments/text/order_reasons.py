"""Why an amendment stands where it does on the voting list, in plain sentences that a delegate understands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from amendments.text.apply import name_of
from amendments.text.distance import Distance
from amendments.text.document import Document
from amendments.text.standing import Spot

# One table of all that is said, so that it can be translated.
SENTENCES = {
    "text": "In the order of the text: {place}.",
    "preamble": "The preamble comes after the rest of the text: {place}.",
    "heading": "Headings come last: {place}.",
    "nowhere": "It changes nothing in the text.",
    "after": "after {place}",
    "beginning": "at the beginning",
    "furthest": "Furthest from the text: it {does}; {other} {other_does}.",
    "nearer": "After {other}, which is further from the text: it {does}; {other} {other_does}.",
    "even": "As far from the text as {other}, which has the lower number: it {does}; {other} {other_does}.",
    "even first": "As far from the text as {other}, and it has the lower number: it {does}; {other} {other_does}.",
    "same": "It asks for the same as {other}, and is decided with it.",
    "compromise": "A compromise is put before what it covers: {others}.",
    "covered": "After the compromise {other}: it {does}.",
    "secondary": "An amendment to {other} is decided before {other}.",
    "whole": "strikes a whole paragraph of {struck}",
    "wholes": "strikes {whole} whole paragraphs, {struck} in all,",
    "and inserts": "{strikes} and inserts {inserted}",
    "strikes": "strikes {struck}",
    "inserts": "inserts {inserted}",
    "neither": "strikes and inserts no words",
    "word": "1 word",
    "words": "{count} words",
    "two": "{first} and {last}",
    "comma": ", ",
}


class Reasons(NamedTuple):
    """Knows what the list was made from; `names` is what people call places that have no number."""

    document: Document
    names: Mapping[str, str]
    spots: Mapping[str, Spot]
    distances: Mapping[str, Distance]
    covers: Mapping[str, set[str]]
    twins: Mapping[str, set[str]]
    rivals: Mapping[str, set[str]]

    def of(self, row: Sequence[str], n: int) -> str:
        """Say why the n-th member of a row of rivals stands there; most rows have one member."""
        id_ = row[n]
        if id_ in self.covers:
            covered = [each for each in row if each in self.covers[id_]]
            return SENTENCES["compromise"].format(others=_list(covered))
        if len(row) == 1:
            return self._alone(self.spots[id_])
        twin = next((each for each in row[:n] if each in self.twins.get(id_, ())), None)
        if twin:
            return SENTENCES["same"].format(other=twin)
        return self._rival(row, n)

    def secondary(self, primary: str, more: str) -> str:
        """Say why an amendment to an amendment stands before it, and why among its own kind."""
        return f"{SENTENCES['secondary'].format(other=primary)} {more}".rstrip()

    def _alone(self, spot: Spot) -> str:
        return SENTENCES[spot.part.name.lower()].format(place=self._place(spot))

    def _place(self, spot: Spot) -> str:
        if spot.place is None:
            return SENTENCES["beginning"]
        found = self.document.paragraph_by_id.get(spot.place) or self.document.section_by_id.get(spot.place)
        name = self.names.get(spot.place) or (name_of(found) if found else spot.place)
        return SENTENCES["after"].format(place=name) if spot.after else name

    def _rival(self, row: Sequence[str], n: int) -> str:
        own, against = self.distances[row[n]], self.rivals[row[n]]
        before = next((each for each in reversed(row[:n]) if each in against), None)
        if before in self.covers:
            return SENTENCES["covered"].format(other=before, does=does(own))
        other = before or next(each for each in row[n + 1 :] if each in against)
        key = "nearer" if before else "furthest"
        if self.distances[other].furthest_first == own.furthest_first:
            key = "even" if before else "even first"
        return SENTENCES[key].format(other=other, does=does(own), other_does=does(self.distances[other]))


def does(found: Distance) -> str:
    """Say how much an amendment strikes and inserts: "strikes 12 words and inserts 30"."""
    struck = _count(found.struck)
    if found.whole:
        strikes = SENTENCES["whole" if found.whole == 1 else "wholes"].format(whole=found.whole, struck=struck)
    elif found.struck:
        strikes = SENTENCES["strikes"].format(struck=struck)
    else:
        return SENTENCES["inserts"].format(inserted=_count(found.inserted)) if found.inserted else SENTENCES["neither"]
    if not found.inserted:
        return strikes.rstrip(",")
    return SENTENCES["and inserts"].format(strikes=strikes, inserted=found.inserted)


def _count(words: int) -> str:
    return SENTENCES["word"] if words == 1 else SENTENCES["words"].format(count=words)


def _list(ids: Sequence[str]) -> str:
    if len(ids) == 1:
        return ids[0]
    return SENTENCES["two"].format(first=SENTENCES["comma"].join(ids[:-1]), last=ids[-1])
