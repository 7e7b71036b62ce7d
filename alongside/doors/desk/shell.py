"""The frame around every page of the desk: navigation, search, who is signed in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: what the page shell shows."""
    return {"reader": getattr(request, "reader", None)}
