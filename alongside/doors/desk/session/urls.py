"""Addresses that keep a sign-in alive and renew it in place."""

from __future__ import annotations

from django.urls import path

from alongside.doors.desk.session import views

urlpatterns = [
    path("extend/", views.extend, name="session-extend"),
    path("again/", views.again, name="session-again"),
    path("again/<str:who>/", views.again, name="session-again-as"),
]
