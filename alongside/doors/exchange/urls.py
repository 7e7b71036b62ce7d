"""Addresses of the exchange."""

from __future__ import annotations

from django.urls import path

from alongside.doors.exchange import rest
from alongside.doors.exchange.api import api, document
from alongside.doors.exchange.calendar import feed

for name, router in rest.ROUTERS:
    api.add_router("", router, tags=[name])

urlpatterns = [
    path("api/openapi.json", document, name="openapi"),
    path("api/v1/", api.urls),
    path("calendar/<str:secret>.ics", feed, name="calendar"),
]
