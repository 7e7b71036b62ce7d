"""The care teams room."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from alongside.record.people.rules.pointers import Pointer, register_pointers

POINTERS = (
    Pointer("careteams.CareTeamMember", "person", _("Professionals of the care team"), ("case__number", "name")),
)


class CareTeamsConfig(AppConfig):
    """Professionals of partner agencies who work with a person, and their links."""

    name = "alongside.practice.careteams"
    label = "careteams"
    verbose_name = "Care teams"

    def ready(self) -> None:
        """Say which columns of this room point at a person."""
        register_pointers(POINTERS)
