"""Addresses of the assessment of a case."""

from __future__ import annotations

from django.urls import path

from alongside.doors.desk.assessments import statements, together, views

urlpatterns = [
    path("", views.assessment, name="assessment"),
    path("start/", views.start, name="start-assessment"),
    path("finish/", views.finish, name="finish-assessment"),
    path("together/", together.together, name="family-grid"),
    path("statements/<uuid:statement>/", statements.change, name="statement"),
    path("statements/<uuid:statement>/end/", statements.end, name="end-statement"),
    path("statements/<uuid:statement>/factors/", statements.link, name="link-factor"),
    path("<slug:domain>/", views.area, name="assessment-area"),
    path("<slug:domain>/look/", views.look, name="look-at"),
]
