"""Lists of people that were brought and not entered yet."""

from __future__ import annotations

from django.db import models

from amendments.models.congress import Congress
from amendments.models.person import Person


class PeopleList(models.Model):
    """A list that waits to be looked at, one for a person and congress. It is deleted once it is entered or thrown away.

    `data` is the file as it came, while its encoding is in question; `table` what was read: `{"header", "rows", "formulas",
    ...}` (see `readers.people`). `settings` is what was chosen about it: the encoding, and what each column is.
    """

    congress = models.ForeignKey(Congress, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    data = models.BinaryField()
    table = models.JSONField(default=dict)
    settings = models.JSONField(default=dict)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["congress", "person"], name="people_list_one_a_person_and_congress")]

    def __str__(self) -> str:
        return self.name
