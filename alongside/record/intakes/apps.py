"""The intakes room."""

from __future__ import annotations

from django.apps import AppConfig


class IntakesConfig(AppConfig):
    """Requests and screening decisions."""

    name = "alongside.record.intakes"
    label = "intakes"
    verbose_name = "Intakes"
