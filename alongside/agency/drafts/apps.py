"""The drafts room."""

from __future__ import annotations

from django.apps import AppConfig


class DraftsConfig(AppConfig):
    """What is typed and not yet saved."""

    name = "alongside.agency.drafts"
    label = "drafts"
    verbose_name = "Drafts"
