"""The exports room."""

from __future__ import annotations

from django.apps import AppConfig


class ExportsConfig(AppConfig):
    """What leaves the house, and what is known of it afterwards."""

    name = "alongside.oversight.exports"
    label = "exports"
    verbose_name = "Exports"
