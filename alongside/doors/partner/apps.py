"""The partner door: professionals of other agencies, by signed link, without an account."""

from __future__ import annotations

from django.apps import AppConfig


class PartnerConfig(AppConfig):
    """What is shared with a member of a care team, and what they tell of it."""

    name = "alongside.doors.partner"
    label = "partner"
    verbose_name = "Partner"
