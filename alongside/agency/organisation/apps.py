"""The organisation room."""

from __future__ import annotations

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """Agency, teams, programmes, protocols."""

    name = "alongside.agency.organisation"
    label = "organisation"
    verbose_name = "Organisation"
