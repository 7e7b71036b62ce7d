"""Addresses of the privacy officer."""

from __future__ import annotations

from django.urls import path

from alongside.doors.desk.privacy import report, sealing, unusual, views

urlpatterns = [
    path("", views.log, name="privacy"),
    path("emergencies/", views.emergencies, name="emergencies"),
    path("sealed/", sealing.sealed, name="sealed"),
    path("sealed/<uuid:act>/", sealing.decide, name="seal-decide"),
    path("emergencies/<uuid:grant>/", views.review, name="emergency-review"),
    path("people/", report.find, name="access-find"),
    path("people/<uuid:person>/", report.report, name="access-report"),
    path("people/<uuid:person>/letter/", report.letter, name="access-letter"),
    path("unusual/", unusual.unusual, name="unusual"),
    path("unusual/look/", unusual.look, name="unusual-look"),
    path("whole/", unusual.whole, name="log-whole"),
]
