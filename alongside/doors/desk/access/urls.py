"""Addresses of the page that says why somebody sees a case, and of emergency access."""

from __future__ import annotations

from django.urls import path

from alongside.doors.desk.access import past, views

urlpatterns = [
    path("<uuid:case>/access/", views.why, name="case-access"),
    path("<uuid:case>/access/as-it-was/", past.was, name="case-as-it-was"),
    path("<uuid:case>/access/seen-by/", past.seen_by, name="case-seen-by"),
    path("<uuid:case>/access/looked/", views.looked, name="case-access-looked"),
    path("<uuid:case>/access/conflict/", views.conflict, name="case-access-conflict"),
    path("<uuid:case>/access/emergency/", views.emergency, name="case-access-emergency"),
]
