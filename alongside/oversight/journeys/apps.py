"""The journeys room."""

from __future__ import annotations

from django.apps import AppConfig


class JourneysConfig(AppConfig):
    """Registers the room."""

    name = "alongside.oversight.journeys"
    label = "journeys"
    verbose_name = "Journeys"
