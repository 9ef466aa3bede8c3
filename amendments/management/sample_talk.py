"""The talk of the sample: posts, replies, one that is hidden, what people follow and note. Each is an act of theirs."""

from __future__ import annotations

from collections.abc import Mapping

from amendments.access_things import Thing, access_amendment_thing_for, access_place_for
from amendments.actions.discussion import report_post, write_post
from amendments.actions.following import follow, follow_body
from amendments.actions.moderation import moderate_post
from amendments.actions.notes import write_note
from amendments.models import Amendment, Body, Document, Paragraph, Person
from amendments.readers.sample import Sample
from amendments.readers.sample_talk import NotePlan, PostPlan, read_talk


class Talk:
    """Lets the people of the sample talk about what is there."""

    def __init__(
        self, people: Mapping[str, Person], bodies: Mapping[str, Body], documents: Mapping[int, Document], committee: Person
    ) -> None:
        self.people, self.bodies, self.documents, self.committee = people, bodies, documents, committee

    def of(self, sample: Sample) -> None:
        """Write, hide, follow and note what the sample says."""
        plan = read_talk(sample.folder)
        above = None
        for one in plan.posts:
            post = write_post(
                acting_user=self.people[one.by],
                thing=self._thing(one),
                side=one.side,
                words=one.words,
                reply_to=above if one.reply else None,
            )
            above = above if one.reply else post.pk
            if one.reported:
                report_post(acting_user=self.people[one.reported], post=post)
            if one.hidden:
                moderate_post(acting_user=self.committee, post=post, done="hidden", reason=one.hidden)
        for each in plan.follows:
            person = self.people[each.by]
            for label in each.places:
                follow(acting_user=person, thing=self._place(person, each.document, label))
            for about in each.abouts:
                follow(acting_user=person, thing=self._amendment(person, about))
            for body in each.bodies:
                follow_body(acting_user=person, body=self.bodies[body])
        for note in plan.notes:
            shared = self.bodies[note.body] if note.body else None
            write_note(acting_user=self.people[note.by], thing=self._thing(note), words=note.words, body=shared)

    def _thing(self, one: PostPlan | NotePlan) -> Thing:
        person = self.people[one.by]
        return self._amendment(person, one.about) if one.about else self._place(person, one.document, one.on)

    def _amendment(self, person: Person, about: str) -> Thing:
        congress = next(iter(self.documents.values())).congress_id
        pk = Amendment.objects.get(congress=congress, about=about).pk
        return access_amendment_thing_for(person, "read_amendment", pk=pk)

    def _place(self, person: Person, document: int, label: str) -> Thing:
        found = self.documents[document]
        uid = Paragraph.objects.get(document=found, label=label).uid
        return access_place_for(person, "read_document", pk=found.pk, uid=uid)
