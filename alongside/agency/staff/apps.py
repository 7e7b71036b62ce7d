"""The staff room."""

from __future__ import annotations

from django.apps import AppConfig


class StaffConfig(AppConfig):
    """Workers, roles, invitations."""

    name = "alongside.agency.staff"
    label = "staff"
    verbose_name = "Staff"
