"""Addresses of the desk."""

from __future__ import annotations

from django.urls import include, path

from alongside.doors.desk.operations import views as operations

urlpatterns = [
    path("healthz", operations.healthz),
    path("readyz", operations.readyz),
    path("cases/", include("alongside.doors.desk.closing.urls")),
    path("drafts/", include("alongside.doors.desk.drafts.urls")),
    path("session/", include("alongside.doors.desk.session.urls")),
]
