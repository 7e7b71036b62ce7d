"""Addresses of spreadsheets that come in."""

from __future__ import annotations

from django.urls import path

from alongside.doors.desk.imports import deciding, ledger, reading, views

urlpatterns = [
    path("", views.home, name="imports"),
    path("<uuid:run>/", views.one, name="import"),
    path("<uuid:run>/go/", views.go, name="import-go"),
    path("<uuid:run>/reading/", reading.read, name="import-reading"),
    path("<uuid:run>/columns/", reading.columns, name="import-columns"),
    path("<uuid:run>/decide/", deciding.decide, name="import-decide"),
    path("<uuid:run>/ledger/", ledger.page, name="import-ledger"),
    path("<uuid:run>/ledger.csv", ledger.whole, name="import-ledger-file"),
    path("<uuid:run>/refused.csv", ledger.refused, name="import-refused-file"),
]
