"""What people send while servers are killed, and what must be there of it: amendments, decisions, and ballots of both kinds.

Each kind has a congress of its own, gives its posts, and looks in the end for what was acknowledged of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.urls import reverse

from amendments.life import Outcome, Stage
from amendments.models import Amendment, Ballot, Decision, Person
from faults.promise import Seen
from faults.site import Session
from tests.hall import Hall
from tests.world import build

CHOICES = ("for", "against", "abstain")
COUNT = {"votes_for": "30", "votes_against": "10", "abstentions": "2", "method": "show of hands"}
Given = Mapping[int, str]  # where each acknowledged post led to, by its number


@dataclass(frozen=True)
class Post:
    """One form as a browser sends it, again and again with the same key until it is answered."""

    session: Session
    path: str
    fields: dict[str, Any]


class Kind(Protocol):
    """One kind of act."""

    posts: list[Post]

    def look(self, given: Given, seen: Seen) -> None:
        """Look for what was acknowledged: count in `seen` what is there, and what is wrong."""

    def sound(self) -> None:
        """Verify the record."""


def _words(count: int) -> list[str]:
    return [f"Paragraph {i} wants homes for all." for i in range(count)]


class Filings:
    """Members file: each amendment is there once, at the address that was given, with the words that were sent."""

    def __init__(self, count: int) -> None:
        self.world = build(Stage.DISCUSSION, words=_words(count // 4 + 2))
        revision = self.world.reload().published_revision
        assert revision is not None
        path = reverse("amend-file", args=[self.world.congress.slug, self.world.document.slug])
        places = [(row.uid, row.text) for row in self.world.document.paragraphs.exclude(label="")]
        session, self.posts = Session(self.world.member), list[Post]()
        for n in range(count):
            uid, words = places[n % len(places)]
            fields = {"kind-0": "rewrite", "place-0": uid, "text-0": words.replace("all", f"word{n}"), "reason": "It is so."}
            fields |= {"mover": "me", "key": f"key{n}", "base": str(revision.number)}
            self.posts.append(Post(session, path, fields))

    def look(self, given: Given, seen: Seen) -> None:
        """Find each amendment by the word that it alone has."""
        stored: dict[int, list[str]] = {}
        for row in Amendment.objects.filter(document=self.world.document).select_related("found_by"):
            word = next(one for one in row.found_by.words.split() if one.startswith("word")).strip(".")
            address = reverse("amendment", args=[self.world.congress.slug, row.number])
            stored.setdefault(int(word.removeprefix("word")), []).append(address)
        seen.found += sum(stored.get(n) == [address] for n, address in given.items())
        seen.wrong["stored twice"] += sum(len(addresses) > 1 for addresses in stored.values())

    def sound(self) -> None:
        """Verify the record."""
        self.world.sound()


class Decisions:
    """The chair records decisions: each is there once, with its count, and its words stand in the text."""

    def __init__(self, count: int) -> None:
        self.world = world = build(Stage.DISCUSSION, words=_words(count + 1))
        self.items = [world.file(world.rewrite(f"1.{n + 1}", "all", f"word{n}")) for n in range(count)]
        world.to(Stage.FLOOR)
        session, self.posts = Session(world.chair), list[Post]()
        for n, one in enumerate(self.items):
            path = reverse("decide", args=[world.congress.slug, one.number])
            self.posts.append(Post(session, path, COUNT | {"outcome": Outcome.CARRIED, "key": f"decide{n}"}))

    def look(self, given: Given, seen: Seen) -> None:
        """Find each decision, and its words in the text."""
        rows = Decision.objects.filter(document=self.world.document, outcome=Outcome.CARRIED, votes_for=30)
        carried = Counter(rows.values_list("amendment_id", flat=True))
        text = " ".join(row.text for row in self.world.document.paragraphs.all())
        seen.found += sum(carried[self.items[n].pk] == 1 and f" word{n}." in text for n in given)
        seen.wrong["stored twice"] += sum(often > 1 for often in carried.values())

    def sound(self) -> None:
        """Verify the record."""
        self.world.sound()


class Ballots:
    """Delegates vote: the ballot of each seat is there once, and what is counted is what was acknowledged."""

    def __init__(self, count: int, method: str) -> None:
        self.hall = Hall(build(Stage.FLOOR), count)
        self.vote = self.hall.open(self.hall.put("motion", document=None, words="A motion."), method)
        path = reverse("cast-ballot", args=[self.hall.world.congress.slug])
        self.posts = [Post(Session(who), path, self._fields(n)) for n, who in enumerate(self.hall.delegates)]

    def _fields(self, n: int) -> dict[str, Any]:
        return {"choice": CHOICES[n % 3], "vote": self.vote.pk, "key": f"ballot{n}"}

    def look(self, given: Given, seen: Seen) -> None:
        """Find the ballot of each seat, close the vote, and compare the count."""
        stored = Counter(Ballot.objects.filter(vote=self.vote).values_list("seat_id", flat=True))
        seen.found += sum(stored[self._seat(self.hall.delegates[n])] == 1 for n in given)
        seen.wrong["stored twice"] += sum(often > 1 for often in stored.values())
        closed = self.hall.close(self.vote)
        counted = dict(zip(CHOICES, (closed.votes_for, closed.votes_against, closed.abstentions), strict=True))
        said = Counter(CHOICES[n % 3] for n in given)
        seen.wrong["counted otherwise"] += counted != {choice: said[choice] for choice in CHOICES}
        self.hall.declare(closed)

    def _seat(self, person: Person) -> int:
        return self.hall.seat(person).pk

    def sound(self) -> None:
        """Verify the record."""
        self.hall.world.sound()


def kinds(count: int) -> list[Kind]:
    """Give what makes so many acts in all: a third of them filed, a third decided, and of the ballots half are secret."""
    third, sixth = count // 3, count // 6
    return [
        Filings(count - third - 2 * sixth),
        Decisions(third),
        Ballots(sixth, "roll call"),
        Ballots(sixth, "secret ballot"),
    ]
