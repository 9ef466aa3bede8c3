"""Stops an upload that is too large while it comes in, before it fills a disk."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload


class BoundedUpload(FileUploadHandler):
    """Counts what arrives and gives up past `FILE_UPLOAD_MAX_BYTES`; the form then finds no file.

    The request's `META["PLANK_UPLOAD_TOO_LARGE"]` tells the view why, so that the page can say it.
    """

    received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002 (Django's signature)
        """Pass the chunk on, or stop."""
        self.received += len(raw_data)
        if self.received > settings.FILE_UPLOAD_MAX_BYTES:
            if self.request is not None:
                self.request.META["PLANK_UPLOAD_TOO_LARGE"] = True
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> Any:
        """Leave the file to the handlers after this one."""
