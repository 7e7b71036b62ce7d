"""Addresses of choices and of limits on them, below a case."""

from __future__ import annotations

from django.urls import path

from alongside.doors.desk.choices import views

urlpatterns = [
    path("choices/", views.ledger, name="choices"),
    path("choices/new/", views.new_choice, name="choice-new"),
    path("choices/<uuid:choice>/", views.choice, name="choice"),
    path("limits/new/", views.new_limit, name="limit-new"),
    path("limits/<uuid:limit>/", views.limit, name="limit"),
]
