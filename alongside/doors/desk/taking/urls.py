"""Addresses of what is taken out: lists, and what left."""

from __future__ import annotations

from django.urls import path

from alongside.doors.desk.taking import lists

urlpatterns = [
    path("", lists.left, name="left"),
    path("<slug:name>/", lists.take, name="take-out"),
]
