"""Addresses of consents, of what left, and of a report, below a case."""

from __future__ import annotations

from django.urls import path

from alongside.doors.desk.consents import asking, leaving, listing, replacing

urlpatterns = [
    path("consents/", listing.consents, name="consents"),
    path("consents/new/", asking.new, name="consent-new"),
    path("consents/<uuid:consent>/", listing.consent, name="consent"),
    path("consents/<uuid:consent>/sign/", asking.sign, name="consent-sign"),
    path("consents/<uuid:consent>/refuse/", asking.refuse, name="consent-refuse"),
    path("consents/<uuid:consent>/withdraw/", asking.withdraw, name="consent-withdraw"),
    path("consents/<uuid:consent>/paper/", asking.paper, name="consent-paper"),
    path("consents/<uuid:consent>/replace/", replacing.replace, name="consent-replace"),
    path("consents/<uuid:consent>/file/", replacing.add_paper, name="consent-add-paper"),
    path("disclosures/new/", leaving.new, name="disclosure-new"),
    path("worry/", leaving.worry, name="worry"),
]
