"""The exchange: the door of other programs."""

from __future__ import annotations

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """The REST API and what else machines read."""

    name = "alongside.doors.exchange"
    label = "exchange"
    verbose_name = "Exchange"
