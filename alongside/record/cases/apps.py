"""The cases room."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from alongside.record.people.rules.pointers import ADD, EARLIER, STILL_OPEN, Pointer, register_pointers

POINTERS = (
    Pointer(
        "cases.Participant",
        "person",
        _("Parts in cases"),
        ("case__number", "case__title", "role"),
        twin=("case_id",),
        grow=(("focus", ADD), ("from_on", EARLIER), ("until_on", STILL_OPEN)),
        during=True,
    ),
    Pointer("cases.AdverseInterest", "one", _("Who stands against whom"), ("case__number", "basis")),
    Pointer("cases.AdverseInterest", "other", _("Who stands against whom"), ("case__number", "basis")),
    Pointer("cases.Closing", "person_view_by", _("What was said of how a case ended"), ("case__number", "closed_on")),
)


class CasesConfig(AppConfig):
    """Cases, participants, stage events, assignments, closings."""

    name = "alongside.record.cases"
    label = "cases"
    verbose_name = "Cases"

    def ready(self) -> None:
        """Say which columns of this room point at a person."""
        register_pointers(POINTERS)
