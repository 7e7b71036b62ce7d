"""The dynamics room."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from alongside.record.people.rules.pointers import Pointer, register_pointers

POINTERS = (
    Pointer("dynamics.DynamicsEntry", "person", _("How a family works, as they see it"), ("case__number", "words")),
    Pointer("dynamics.DynamicsEntry", "reported_by", _("What somebody said of others"), ("case__number", "words")),
    Pointer("dynamics.CarerSight", "person", _("What carers may see"), ("case__number", "basis")),
    Pointer("dynamics.CarerSight", "carer", _("What carers may see"), ("case__number", "basis")),
    Pointer("dynamics.KeptTo", "person", _("What is kept to some of a family"), ("case__number", "kind")),
)


class DynamicsConfig(AppConfig):
    """How a family works, each as they see it, and what stays with some of them."""

    name = "alongside.practice.dynamics"
    label = "dynamics"
    verbose_name = "Dynamics"

    def ready(self) -> None:
        """Say which columns of this room point at a person."""
        register_pointers(POINTERS)
