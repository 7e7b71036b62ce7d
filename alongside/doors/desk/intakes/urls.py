"""Addresses of requests."""

from __future__ import annotations

from django.urls import path

from alongside.doors.desk.intakes import new, one, views

urlpatterns = [
    path("", views.intakes, name="intakes"),
    path("new/", new.new_intake, name="new-intake"),
    path("new/beside/", new.beside_new, name="new-intake-beside"),
    path("<uuid:public_id>/", one.intake, name="intake"),
    path("<uuid:public_id>/take/", one.take, name="take-intake"),
    path("<uuid:public_id>/notice/", one.notice, name="intake-notice"),
    path("<uuid:public_id>/decide/", one.decide, name="decide-intake"),
    path("<uuid:public_id>/change/", one.change, name="change-intake"),
    path("<uuid:public_id>/reopen/", one.reopen, name="reopen-with-intake"),
]
