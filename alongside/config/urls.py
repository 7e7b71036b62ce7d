"""Every address, by door."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("alongside.doors.desk.urls")),
    path("", include("alongside.doors.exchange.urls")),
    path("", include("alongside.doors.partner.urls")),
    path("set-up/", include("alongside.doors.console.urls")),
]
handler400 = "alongside.doors.desk.errors.bad_request"
handler403 = "alongside.doors.desk.errors.refused"
handler404 = "alongside.doors.desk.errors.not_found"
handler429 = "alongside.doors.desk.errors.too_often"
handler500 = "alongside.doors.desk.errors.broken"
