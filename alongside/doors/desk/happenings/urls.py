"""Addresses of life events, places and orders, below a case."""

from __future__ import annotations

from django.urls import path

from alongside.doors.desk.happenings import life, orders, page, places

urlpatterns = [
    path("events/", page.happenings, name="case-events"),
    path("events/life/new/", life.new, name="life-event-new"),
    path("events/life/<uuid:event>/", life.change, name="life-event"),
    path("events/life/<uuid:event>/take-back/", life.take_back, name="life-event-take-back"),
    path("events/places/new/", places.new, name="placement-new"),
    path("events/places/<uuid:placement>/", places.change, name="placement"),
    path("events/places/<uuid:placement>/end/", places.end, name="placement-end"),
    path("events/places/<uuid:placement>/take-back/", places.take_back, name="placement-take-back"),
    path("events/orders/new/", orders.new, name="order-new"),
    path("events/orders/<uuid:order>/", orders.change, name="order"),
    path("events/orders/<uuid:order>/end/", orders.end, name="order-end"),
    path("events/orders/<uuid:order>/take-back/", orders.take_back, name="order-take-back"),
]
