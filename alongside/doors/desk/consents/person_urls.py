"""Addresses of the consents of a person, and of her own view of what left."""

from __future__ import annotations

from django.urls import path

from alongside.doors.desk.consents import listing

urlpatterns = [
    path("<uuid:person>/consents/", listing.of_person, name="person-consents"),
    path("<uuid:person>/what-left/", listing.left_of_person, name="person-what-left"),
]
