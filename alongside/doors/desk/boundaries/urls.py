"""Addresses of the register about work and private life."""

from __future__ import annotations

from django.urls import path

from alongside.doors.desk.boundaries import views

urlpatterns = [
    path("", views.listing, name="boundaries"),
    path("new/", views.new, name="boundary-new"),
    path("<uuid:case>/<uuid:worker>/", views.tie, name="boundary-tie"),
    path("<uuid:boundary>/", views.one, name="boundary"),
]
