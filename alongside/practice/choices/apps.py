"""The choices room."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from alongside.record.people.rules.pointers import Pointer, register_pointers

POINTERS = (
    Pointer("choices.Choice", "person", _("Choices"), ("case__number", "what")),
    Pointer("choices.Limit", "person", _("Limits on choice"), ("case__number", "what")),
)


class ChoicesConfig(AppConfig):
    """What a person decides, and what limits that."""

    name = "alongside.practice.choices"
    label = "choices"
    verbose_name = "Choices"

    def ready(self) -> None:
        """Say which columns of this room point at a person."""
        register_pointers(POINTERS)
