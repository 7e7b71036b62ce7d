"""The plans room."""

from __future__ import annotations

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Plan, goals, steps, agreements, reviews."""

    name = "alongside.practice.plans"
    label = "plans"
    verbose_name = "Plans"
