"""The chair's console: where we are on the voting list, what is on the floor, and the one next step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.urls import reverse

from amendments.access import ForDocument
from amendments.life import Matter, Method, Stage, Words
from amendments.models import Amendment, Document, StandingOrders
from amendments.models.orders_voting import FromFloor, Serial
from amendments.queries.advice import advised_words
from amendments.queries.awaiting import Came, awaits_chair, came_from_floor
from amendments.queries.choosing import Choosing, ruled_otherwise
from amendments.queries.console_list import Order
from amendments.queries.floor import Listed
from amendments.queries.hall import Hall
from amendments.queries.hall_listed import pulled_from
from amendments.queries.quorum import Quorum, quorum
from amendments.queries.vote import options_of, result_of
from amendments.rules import can
from amendments.text.number import label_of

PHASES = ("Put", "Debate", "Vote", "Declare")


@dataclass(frozen=True)
class Step:
    """The next step: its words, the address it is sent to with its fields, and the key that presses it.

    `href` is where it leads instead, where something else has to be done first; `form` names a form that it needs.
    """

    words: str
    act: str = ""
    key: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    why: str = ""
    href: str = ""
    form: str = ""


class Console(Hall):
    """Reads the floor for whoever runs it: a constant number of queries, whatever the length of the list."""

    @cached_property
    def order(self) -> Order | None:
        """The voting list of the document that is worked on; None where none is on the floor."""
        if self.text is None:
            return None
        now = self.pending[0] if self.pending else None
        return Order(ForDocument(self.text, self.acting), now)

    @cached_property
    def orders(self) -> StandingOrders:
        """The rules of the congress: one query."""
        return StandingOrders.objects.get(congress=self.congress)

    @cached_property
    def quorum(self) -> Quorum:
        """The quorum as it is now."""
        return quorum(self.congress, self.orders)

    @property
    def takes_from_floor(self) -> bool:
        """Whether amendments come from the floor here, and this person types them."""
        allowed = self.orders.floor_amendments != FromFloor.NEVER
        return allowed and self.text is not None and can(self.acting, "file_from_floor", stage=self.text.stage)

    @cached_property
    def came(self) -> list[Came]:
        """What came from the floor and is still to be ruled on or put: one query, or none."""
        return came_from_floor(self.text) if self.text is not None and self.takes_from_floor else []

    @property
    def ahead(self) -> str:
        """What comes next and can be spoken to ahead: "A7"; "" where that is no single amendment, or it is not ours to call."""
        row = self.order.after(self.on_floor) if self.order else None
        return str(row) if row and self.order and not self.order.in_list(row, self.on_floor) and self.may_call else ""

    @property
    def may_call(self) -> bool:
        """Whether this person calls speakers."""
        return can(self.acting, "call_speaker")

    @property
    def phase(self) -> str:
        """Which of the four steps of a question the floor is at; "" where nothing is put."""
        if self.question is None:
            return ""
        if self.vote is not None:
            return "Vote" if self.vote.is_open else "Declare"
        return "Debate" if self.speakers.now or self.speakers.waiting or self.speakers.spoken else "Put"

    @property
    def phases(self) -> list[tuple[str, str]]:
        """The four steps of a question, each with what it is: "done", "now" or ""."""
        at = PHASES.index(self.phase) if self.phase else -1
        return [(name, "done" if n < at else "now" if n == at else "") for n, name in enumerate(PHASES)]

    def aloud(self, majority: str) -> str:
        """Give the question as the chair reads it out. `majority` is what it takes, where no vote is open that says it."""
        if self.question is None:
            return ""
        needs = self.needed or majority
        if self.before is not None:
            return self.before.aloud(needs)
        put = " ".join(filter(None, (self.question.words, pulled_from(self.question))))
        return f"We vote on this: {put} It needs {needs}."

    @property
    def untouched(self) -> bool:
        """Whether the open vote can be canceled as a mistake: nobody has voted, and nothing was counted."""
        return self.vote is not None and self.vote.is_open and not (self.turnout and self.turnout.cast) and not self.counts

    @property
    def agreed(self) -> bool:
        """Whether as many tellers as must have counted the open vote, and alike."""
        vote = self.vote
        said = {(one.votes_for, one.votes_against, one.abstentions) for one in self.counts}
        return vote is not None and len(self.counts) >= vote.tellers and len(said) == 1

    @property
    def step(self) -> Step | None:
        """The one next step; None where it is not this person's."""
        if self.recess:
            return Step("Resume the sitting", "resume", "r") if self.presides else None
        if self.question is None:
            return self._put() if self.presides else None
        if self.vote is None:
            return self._debate()
        return self._count() if self.vote.is_open else self._declare()

    def _debate(self) -> Step | None:
        one = self.speakers.next
        if one is not None and self.debatable and self.may_call:
            return Step(f"Call {one}, {one.side}", "call-speaker", "n", {"speaker": str(one.pk)})
        return Step("Open the vote", "open-vote", "o") if self.presides else None

    def _count(self) -> Step:
        vote = self.vote
        if vote is not None and not vote.by_ballot and vote.method != Method.CONSENT and not self.agreed:
            return Step("Enter the count", "count-hands", "", form="count")
        return Step("Close the vote", "close-vote", "c")

    def _declare(self) -> Step | None:
        vote = self.vote
        if vote is None or not self.presides:
            return None
        if vote.question.is_choice:
            names = options_of(vote.question)
            first = f"{names[int(vote.chosen)]} comes first" if vote.chosen else "no one comes first alone"
            return Step(f"Declare: {first}", "declare-vote", "d")
        if vote.method == Method.CONSENT:
            return Step("Declare it carried", "declare-vote", "d", why="Nobody objected.")
        found = result_of(vote)
        why = f"{vote.votes_for} for, {vote.votes_against} against; {found.needed} needed."
        if found.tie:
            return Step("Declare", "declare-vote", form="tie", why=f"{why} It is a tie: you decide.")
        return Step(f"Declare it {'carried' if found.carried else 'lost'}", "declare-vote", "d", why=why)

    def _put(self) -> Step:
        if self.text is None or self.order is None:
            return self._last()
        document, order = self.text, self.order
        row = order.next
        if row is None and order.open:
            one = order.open[0]
            href = reverse("amendment", args=[self.congress.slug, one.number]) + "#combined"
            return Step(f"Have the words of {label_of(one.number)} confirmed", href=href)
        fields = {"document": str(document.pk)}
        if row is None:
            return Step("Put the final vote", "put-question", "p", fields | {"kind": Matter.ADOPTION.value})
        if order.in_list(row):
            return Step("Put the en bloc list", "put-question", "p", fields | {"kind": Matter.BLOC.value})
        return self._amendment(row, document, fields)

    def _amendment(self, row: Listed, document: Document, fields: Mapping[str, str]) -> Step:
        """Put an amendment, or the choice among its rivals where the orders ask for one first."""
        if self.orders.rivals_by == Serial.RANKED and self.order is not None:
            rivals = Choosing(document, [one.pk for one in self.order.open])
            first, among = rivals.first_of(row.pk), rivals.together(row.pk)
            if among and first is None and not ruled_otherwise(document, Amendment.objects.filter(pk=row.pk)):
                named = " ".join(label_of(one.number) for one in self.order.open if one.pk in among)
                words = f"Put the choice among {named.replace(' ', ', ')}"
                return Step(words, "put-question", "p", {**fields, "kind": Matter.RIVALS.value, "amendments": named})
            row = next((one for one in self.order.open if one.pk == first), row)
        one = Amendment.objects.get(pk=row.pk)
        if awaits_chair(one):
            return Step(f"Rule on {one}, from the floor", href=f"#floor-{one.number}")
        name, text = label_of(row.number), Words.ADVISED if advised_words(one) else Words.FILED
        put = {**fields, "kind": Matter.AMENDMENT.value, "amendments": name, "text": text.value}
        return Step(f"Put {name}", "put-question", "p", put, "In the committee’s words." if text == Words.ADVISED else "")

    def _last(self) -> Step:
        """What is left when no document is on the floor."""
        rows = list(Document.objects.filter(congress=self.congress).values_list("stage", flat=True))
        if len(rows) > 1 and set(rows) == {Stage.ADOPTED.value}:
            return Step("Put the platform as a whole", "put-question", "p", {"kind": Matter.WHOLE.value})
        return Step("Take a document up", href=reverse("congress", args=[self.congress.slug]))
