"""The intakes room."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from alongside.record.people.rules.pointers import Pointer, register_pointers

POINTERS = (Pointer("intakes.Intake", "person", _("Requests"), ("programme__name", "received_at")),)


class IntakesConfig(AppConfig):
    """Requests and screening decisions."""

    name = "alongside.record.intakes"
    label = "intakes"
    verbose_name = "Intakes"

    def ready(self) -> None:
        """Say which columns of this room point at a person."""
        register_pointers(POINTERS)
