"""Addresses of people who may be in the record twice."""

from __future__ import annotations

from django.urls import path

from alongside.doors.desk.duplicates import comparing, listing, undoing

urlpatterns = [
    path("", listing.listing, name="duplicates"),
    path("apart/", listing.apart, name="duplicates-apart"),
    path("with/<uuid:person>/", listing.others, name="duplicates-with"),
    path("pairs/<uuid:pair>/later/", listing.later, name="duplicates-later"),
    path("merges/<uuid:merge>/undo/", undoing.undo, name="duplicates-undo"),
    path("<uuid:keep>/<uuid:lose>/", comparing.compare, name="duplicates-compare"),
    path("<uuid:keep>/<uuid:lose>/apart/", comparing.say_apart, name="duplicates-say-apart"),
    path("<uuid:keep>/<uuid:lose>/apart/back/", comparing.take_back, name="duplicates-take-back"),
]
