"""The paper room."""

from __future__ import annotations

from django.apps import AppConfig


class PaperConfig(AppConfig):
    """Registers the room."""

    name = "alongside.ground.paper"
    label = "paper"
    verbose_name = "Paper"
