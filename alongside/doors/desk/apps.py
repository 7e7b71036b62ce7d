"""The desk: the door of the agency's staff."""

from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Pages for caseworkers, intake, supervisors, evaluators and privacy officers."""

    name = "alongside.doors.desk"
    label = "desk"
    verbose_name = "Desk"
