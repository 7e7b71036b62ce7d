"""Addresses of handing on what somebody who leaves has carried."""

from __future__ import annotations

from django.urls import path

from alongside.doors.desk.leaving import views

urlpatterns = [
    path("leaving/", views.who_leaves, name="who-leaves"),
    path("leaving/<uuid:worker>/", views.leaving, name="leaving"),
]
