"""The disposals room."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from alongside.record.people.rules.pointers import Pointer, register_pointers

POINTERS = (Pointer("disposals.Hold", "person", _("Legal holds")),)


class DisposalsConfig(AppConfig):
    """Legal holds, what is due for disposal, and disposals by two people."""

    name = "alongside.oversight.disposals"
    label = "disposals"
    verbose_name = "Disposals"

    def ready(self) -> None:
        """Say which column of this room points at a person."""
        register_pointers(POINTERS)
