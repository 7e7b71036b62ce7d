"""Addresses of taking a whole case out."""

from __future__ import annotations

from django.urls import path

from alongside.doors.desk.taking import case

urlpatterns = [
    path("take-out/", case.take, name="take-out-case"),
    path("take-out/<uuid:paper>/", case.paper, name="case-paper"),
]
