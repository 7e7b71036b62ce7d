"""Addresses of what was hard to live through, below a case."""

from __future__ import annotations

from django.urls import path

from alongside.doors.desk.experiences import views

urlpatterns = [
    path("experiences/", views.listing, name="experiences"),
    path("experiences/new/", views.new, name="experiences-new"),
    path("experiences/<uuid:experience>/", views.detail, name="experience"),
]
