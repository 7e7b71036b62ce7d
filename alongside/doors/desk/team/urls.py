"""Addresses of a team's page."""

from __future__ import annotations

from django.urls import path

from alongside.doors.desk.team import views

urlpatterns = [
    path("", views.team, name="team"),
    path("emergencies/<uuid:grant>/", views.review, name="team-review"),
]
