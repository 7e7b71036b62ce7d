"""Addresses of drafts."""

from __future__ import annotations

from django.urls import path

from alongside.doors.desk.drafts import views

urlpatterns = [
    path("", views.drafts, name="drafts"),
    path("<str:key>/", views.one_draft, name="draft"),
    path("<str:key>/throw-away/", views.throw_away, name="throw-draft-away"),
]
