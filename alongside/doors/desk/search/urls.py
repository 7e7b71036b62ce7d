"""Addresses of the search."""

from __future__ import annotations

from django.urls import path

from alongside.doors.desk.search import views

urlpatterns = [
    path("", views.results, name="search"),
    path("palette/", views.palette, name="search-palette"),
]
