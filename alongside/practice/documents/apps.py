"""The documents room."""

from __future__ import annotations

from django.apps import AppConfig

from alongside.agency.keys.rules import register_encrypted_bytes


class DocumentsConfig(AppConfig):
    """Papers made from the record, and files that people bring."""

    name = "alongside.practice.documents"
    label = "documents"
    verbose_name = "Documents"

    def ready(self) -> None:
        """Say whose bytes are encrypted."""
        for column in ("content", "thumbnail"):
            register_encrypted_bytes("documents_attachment", column)
