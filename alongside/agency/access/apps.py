"""The access room."""

from __future__ import annotations

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Actors, circles, grants, the reading log."""

    name = "alongside.agency.access"
    label = "access"
    verbose_name = "Access"
