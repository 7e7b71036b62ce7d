"""The imports room."""

from __future__ import annotations

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Import runs and their ledger."""

    name = "alongside.oversight.imports"
    label = "imports"
    verbose_name = "Imports"
