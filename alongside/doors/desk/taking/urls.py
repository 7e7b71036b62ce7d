"""Addresses of what is taken out: what left, and a page for each list."""

from __future__ import annotations

from django.urls import path

from alongside.doors.desk.taking import lists, totals
from alongside.oversight.overviews.lists import LISTINGS

urlpatterns = [
    path("", lists.left, name="left"),
    path("totals/", totals.listing, name="totals"),
    path("totals/<uuid:totals>/", totals.one, name="totals-one"),
    *(path(f"{name}/", lists.take, {"name": name}, name=f"take-out-{name}") for name in LISTINGS),
]
