"""The tokens room."""

from __future__ import annotations

from django.apps import AppConfig


class TokensConfig(AppConfig):
    """Ways in for programs that act for a worker."""

    name = "alongside.agency.tokens"
    label = "tokens"
    verbose_name = "Tokens"
