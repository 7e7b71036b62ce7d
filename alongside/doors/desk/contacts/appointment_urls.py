"""Addresses of appointments."""

from __future__ import annotations

from django.urls import path

from alongside.doors.desk.contacts import appointments

urlpatterns = [
    path("new/", appointments.new, name="new-appointment"),
    path("<uuid:appointment>/settle/", appointments.settle, name="settle-appointment"),
    path("<uuid:appointment>/take-back/", appointments.take_back, name="unsettle-appointment"),
    path("<uuid:appointment>/move/", appointments.move, name="move-appointment"),
]
