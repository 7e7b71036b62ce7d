"""Addresses of what people say is wrong in their record."""

from __future__ import annotations

from django.urls import path

from alongside.doors.desk.corrections import views

urlpatterns = [
    path("corrections/", views.corrections, name="corrections"),
    path("corrections/<uuid:correction>/", views.answer, name="correction"),
]
