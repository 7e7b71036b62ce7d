"""The breaches room."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from alongside.record.people.rules.pointers import Pointer, register_pointers

POINTERS = (Pointer("breaches.BreachPerson", "person", _("Breach register"), ("person_name",), stays=True),)


class BreachesConfig(AppConfig):
    """The register of breaches: what happened, whom it touches, what was done, who was told and by when."""

    name = "alongside.oversight.breaches"
    label = "breaches"
    verbose_name = "Breaches"

    def ready(self) -> None:
        """Say which column of this room points at a person."""
        register_pointers(POINTERS)
