"""Bringing in a draft: a text that was pasted, or a file; its title and its number in the series."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from amendments.actions.settings import MOST
from amendments.forms.fields import Choice, Line, Untouched, Upload, Whole
from amendments.models.document import Audience
from amendments.readers.draft import DraftText, read_draft
from amendments.readers.source import MAX_BYTES, Unreadable, read_bytes
from amendments.text.outline import Outline

NOTHING = "Paste the text, or choose a file."
TOO_LARGE = "The file is larger than {} MB, and was not taken in. A platform is not that long; bring its text alone."


class Load(forms.Form):
    """A source and what it is to be called. Valid or not, `source` is the text that came, so that none is lost.

    Once valid, `read` is what was read. `too_large` says that the server stopped an upload.
    """

    title = Line(label="Title", max_length=MOST, required=False)
    number = Whole(label="Number", min_value=1, max_value=9999, required=False)
    text = Untouched(
        label="Your text",
        required=False,
        max_length=MAX_BYTES,
        widget=forms.Textarea(attrs={"spellcheck": "false", "class": "source"}),
    )
    readers = Choice(
        label="Who may read it while it is drafted",
        choices=Audience.choices,
        required=False,
    )
    file = Upload(
        label="Or a file",
        required=False,
        help_text=f"Plain text (.txt) or Markdown (.md) in UTF-8, up to {MAX_BYTES // 1024**2} MB.",
        widget=forms.FileInput(attrs={"accept": ".txt,.text,.md,.markdown,text/plain,text/markdown"}),
    )

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.too_large = too_large
        self.source, self.name = "", ""
        self.read = DraftText("", None, Outline("", (), (), ()))

    def clean(self) -> dict[str, Any]:
        """Take the file where there is one, else the pasted text, and read it."""
        cleaned = super().clean() or {}
        self.source = str(cleaned.get("text") or self.data.get("text") or "")
        upload = cleaned.get("file")
        if self.too_large:
            self.add_error("file", TOO_LARGE.format(MAX_BYTES // 1024**2))
        elif isinstance(upload, UploadedFile):
            self._take(upload)
        elif not self.source.strip():
            self.add_error("text", NOTHING)
        if not self.errors:
            self._read()
        return cleaned

    def _read(self) -> None:
        try:
            self.read = read_draft(self.source, name=self.name)
        except Unreadable as refusal:
            self.add_error("text", str(refusal))

    @property
    def seen(self) -> str:
        """Give what stands for this source on the page, whatever ends its lines: only a text that was shown is kept."""
        return hashlib.sha256("\n".join(self.source.splitlines()).encode("utf-8", "replace")).hexdigest()

    def again(self) -> Load:
        """Give the form that shows what was read: the text of the file, and the title and number that it tells."""
        given = self.cleaned_data
        return Load(
            initial={
                "text": self.source,
                "title": given["title"] or self.read.title,
                "number": given["number"] or self.read.number,
                "readers": given["readers"],
            }
        )

    def _take(self, upload: UploadedFile[Any]) -> None:
        try:
            self.source = read_bytes(upload.read(MAX_BYTES + 1), upload.name or "the file")
            self.name = upload.name or ""
        except Unreadable as refusal:
            self.add_error("file", str(refusal))
