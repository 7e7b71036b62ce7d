"""The people room."""

from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Persons, names, contact points, households, relationships."""

    name = "alongside.record.people"
    label = "people"
    verbose_name = "People"
