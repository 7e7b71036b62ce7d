"""The cases room."""

from __future__ import annotations

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Cases, participants, stage events, assignments, closings."""

    name = "alongside.record.cases"
    label = "cases"
    verbose_name = "Cases"
