"""The corrections room."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from alongside.record.people.rules.pointers import Pointer, register_pointers

POINTERS = (Pointer("corrections.Correction", "person", _("What a person says is wrong"), ("case__number", "about")),)


class CorrectionsConfig(AppConfig):
    """What a person says is wrong in her record, the answer, and her own words kept with the entry."""

    name = "alongside.practice.corrections"
    label = "corrections"
    verbose_name = "Corrections"

    def ready(self) -> None:
        """Say which column of this room points at a person."""
        register_pointers(POINTERS)
