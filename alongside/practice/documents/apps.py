"""The documents room."""

from __future__ import annotations

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Papers made from the record."""

    name = "alongside.practice.documents"
    label = "documents"
    verbose_name = "Documents"
