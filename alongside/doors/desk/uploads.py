"""Files on their way in: held in memory alone, counted, and dropped as soon as they are too much."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

MOST_TOGETHER = 60_000_000
"""Bytes of all files of one request."""


class InMemory(FileUploadHandler):
    """Keeps what a signed-in worker sends, up to ``MOST_TOGETHER``; what is more is counted and not kept.

    A file that was dropped comes with its true size and no content (``dropped``), so that the page can say so and keep
    what was typed.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.together = 0
        self.held = BytesIO()
        self.fits = True

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins."""
        super().new_file(*args, **kwargs)
        self.held = BytesIO()
        self.fits = getattr(self.request, "reader", None) is not None

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """A piece arrives; nobody else gets it."""
        self.together += len(raw_data)
        if self.together > MOST_TOGETHER:
            self.fits = False
        if self.fits:
            self.held.write(raw_data)
        else:
            self.held = BytesIO()

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The whole file, or an empty one that says how large it was."""
        self.held.seek(0)
        found = InMemoryUploadedFile(
            self.held, self.field_name, self.file_name or "", self.content_type, file_size, self.charset
        )
        found.dropped = not self.fits  # type: ignore[attr-defined]  # read by ``dropped`` below
        return found


def dropped(file: Any) -> bool:
    """Whether a file was too much to be held."""
    return bool(getattr(file, "dropped", False))
