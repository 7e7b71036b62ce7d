"""Whoever sees the circle reads its wrapped keys and may add one; rewrapping and destroying belong to the operator."""

from __future__ import annotations

from alongside.agency.access.policies import by_circle

GUARDS = (by_circle("keys.CircleKey", update=False),)
