"""The overviews room."""

from __future__ import annotations

from django.apps import AppConfig


class OverviewsConfig(AppConfig):
    """Registers the room."""

    name = "alongside.oversight.overviews"
    label = "overviews"
    verbose_name = "Overviews"
