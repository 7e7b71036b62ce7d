"""The outcomes room."""

from __future__ import annotations

from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    """Totals of a programme that may be given to others, with small counts hidden."""

    name = "alongside.oversight.outcomes"
    label = "outcomes"
    verbose_name = "Outcomes"
