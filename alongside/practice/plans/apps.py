"""The plans room."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from alongside.record.people.rules.pointers import Pointer, register_pointers

POINTERS = (
    Pointer("plans.Goal", "person", _("Goals"), ("case__number", "title")),
    Pointer("plans.Goal", "said_by", _("Goals in own words"), ("case__number", "own_words")),
    Pointer("plans.Step", "person", _("Lines of plans"), ("case__number", "what")),
    Pointer("plans.Agreement", "person", _("Answers to plans"), ("plan__case__number", "on", "reply")),
)


class PlansConfig(AppConfig):
    """Plan, goals, steps, agreements, reviews."""

    name = "alongside.practice.plans"
    label = "plans"
    verbose_name = "Plans"

    def ready(self) -> None:
        """Say which columns of this room point at a person."""
        register_pointers(POINTERS)
