"""The consents room."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from alongside.record.people.rules.pointers import Pointer, register_pointers

POINTERS = (
    Pointer("consents.Consent", "person", _("Consents"), ("case__number", "recipient")),
    Pointer("consents.Disclosure", "person", _("What left, and to whom"), ("case__number", "recipient")),
)


class ConsentsConfig(AppConfig):
    """Consent, disclosure, lawful grounds."""

    name = "alongside.practice.consents"
    label = "consents"
    verbose_name = "Consents"

    def ready(self) -> None:
        """Say which columns of this room point at a person."""
        register_pointers(POINTERS)
