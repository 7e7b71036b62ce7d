"""Addresses of the privacy officer."""

from __future__ import annotations

from django.urls import path

from alongside.doors.desk.privacy import views

urlpatterns = [
    path("", views.log, name="privacy"),
    path("emergencies/", views.emergencies, name="emergencies"),
    path("emergencies/<uuid:grant>/", views.review, name="emergency-review"),
]
