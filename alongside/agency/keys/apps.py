"""The keys room."""

from __future__ import annotations

from django.apps import AppConfig


class KeysConfig(AppConfig):
    """Keys of circles of care, with which the worst fields are encrypted."""

    name = "alongside.agency.keys"
    label = "keys"
    verbose_name = "Keys"
