"""Bringing a list of people: the file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from amendments.forms.fields import Upload
from amendments.readers.people import MAX_BYTES

TOO_LARGE = f"The file is larger than {MAX_BYTES // 1024**2} MB, and was not taken in. Save the list alone, as CSV."


class ListForm(forms.Form):
    """A file. `too_large` says that the server stopped an upload."""

    file = Upload(
        label="Your list",
        help_text=f"A workbook (XLSX) or plain text (CSV), up to {MAX_BYTES // 1024**2} MB. Its first line names the columns.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"}),
    )

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.too_large = too_large

    def clean(self) -> dict[str, Any]:
        """Say why no file came, where one was stopped."""
        if self.too_large:
            self.errors.pop("file", None)
            self.add_error("file", TOO_LARGE)
        return super().clean() or {}

    @property
    def upload(self) -> UploadedFile[Any]:
        """The file that came."""
        found: UploadedFile[Any] = self.cleaned_data["file"]
        return found
