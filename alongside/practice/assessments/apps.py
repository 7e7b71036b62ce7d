"""The assessments room."""

from __future__ import annotations

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """Needs, strengths and facts by domain."""

    name = "alongside.practice.assessments"
    label = "assessments"
    verbose_name = "Assessments"
