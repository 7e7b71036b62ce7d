"""Addresses of who stands against whom, below a case."""

from __future__ import annotations

from django.urls import path

from alongside.doors.desk.sides import views

urlpatterns = [
    path("sides/", views.listing, name="sides"),
    path("sides/new/", views.new, name="sides-new"),
    path("sides/<uuid:interest>/", views.decide, name="sides-one"),
    path("sides/<uuid:interest>/end/", views.end, name="sides-end"),
]
