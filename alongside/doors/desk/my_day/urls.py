"""The address of my day."""

from __future__ import annotations

from django.urls import path

from alongside.doors.desk.my_day import views

urlpatterns = [path("", views.day, name="my-day"), path("tasks/", views.tasks, name="my-tasks")]
