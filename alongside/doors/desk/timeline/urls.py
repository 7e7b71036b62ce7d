"""Addresses of the timeline, below a case."""

from __future__ import annotations

from django.urls import path

from alongside.doors.desk.timeline import views

urlpatterns = [
    path("timeline/", views.timeline, name="case-timeline"),
    path("timeline/print/", views.print_page, name="case-timeline-print"),
]
