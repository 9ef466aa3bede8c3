"""What the reading page knows of the discussion: which places are talked about, and where one talks about them."""

from __future__ import annotations

from functools import cached_property

from django.urls import reverse

from amendments.models import Document, Thread
from amendments.rules import Acting, can


class Talked:
    """What a reader of a text that is out sees of its discussion: one query."""

    document: Document
    acting: Acting
    out: bool

    @cached_property
    def talked(self) -> set[str]:
        """The paragraphs and sections that are discussed."""
        rows = Thread.objects.filter(document=self.document, amendment__isnull=True)
        return set(rows.values_list("uid", flat=True)) if self.out else set()

    @cached_property
    def talk_url(self) -> str:
        """The address under which places are discussed; empty where one can neither read nor write anything there."""
        if not self.out or not (self.talked or can(self.acting, "write_post", stage=self.document.stage)):
            return ""
        return reverse("threads", args=[self.document.congress.slug, self.document.slug])
