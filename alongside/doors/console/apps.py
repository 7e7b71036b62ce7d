"""The console: the door of set-up."""

from __future__ import annotations

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    """Staff, programmes, protocols."""

    name = "alongside.doors.console"
    label = "console"
    verbose_name = "Console"
