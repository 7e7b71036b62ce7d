"""Where tries are counted: a table that all web processes share, so that more processes mean no more tries."""

from __future__ import annotations

from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache

USED_CODE = "allauth.mfa.totp.used"
USED_CODE_SECONDS = 120
"""A code of the device is good for 90 seconds (its own 30 and one step either way); it is remembered for longer."""


class SharedCounters(DatabaseCache):
    """Counts of tries, and the codes that were used already."""

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep ``value`` unless the key is there; a used code is kept for as long as it could be used again."""
        if key.startswith(USED_CODE):
            timeout = USED_CODE_SECONDS
        return super().add(key, value, timeout, version)
