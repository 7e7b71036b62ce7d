"""Addresses of how a family works, below a case."""

from __future__ import annotations

from django.urls import path

from alongside.doors.desk.dynamics import views

urlpatterns = [
    path("dynamics/", views.dynamics, name="dynamics"),
    path("dynamics/new/", views.new_entry, name="dynamics-new"),
    path("dynamics/<uuid:entry>/", views.entry, name="dynamics-entry"),
]
