"""The assessments room."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from alongside.record.people.rules.pointers import Pointer, register_pointers

POINTERS = (
    Pointer("assessments.Statement", "person", _("Strengths, needs and hopes"), ("case__number", "words", "own_words")),
    Pointer("assessments.Statement", "said_by", _("Own words about a life"), ("case__number", "own_words")),
    Pointer("assessments.Statement", "reported_by", _("What somebody told of others"), ("case__number", "own_words")),
    Pointer(
        "assessments.AdverseExperience",
        "person",
        _("What was hard to live through"),
        ("case__number", "summary"),
        twin=("case_id",),
    ),
    Pointer("assessments.DomainLook", "said_by", _("What was said to be not relevant"), ("case__number", "domain")),
    Pointer("assessments.Fact", "person", _("Facts, each with its source"), ("label", "value", "on", "source")),
)


class AssessmentsConfig(AppConfig):
    """Needs, strengths and facts by domain."""

    name = "alongside.practice.assessments"
    label = "assessments"
    verbose_name = "Assessments"

    def ready(self) -> None:
        """Say which columns of this room point at a person."""
        register_pointers(POINTERS)
