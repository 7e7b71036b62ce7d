"""Addresses of the partner door. The token is the secret of a link."""

from __future__ import annotations

from django.urls import path

from alongside.doors.partner import views

urlpatterns = [
    path("partner/<str:token>/", views.lines, name="partner"),
    path("partner/<str:token>/code/", views.code, name="partner-code"),
    path("partner/<str:token>/leave/", views.leave, name="partner-leave"),
    path("partner/<str:token>/lines/<uuid:line>/", views.line, name="partner-line"),
]
