"""Addresses of the care team, below a case."""

from __future__ import annotations

from django.urls import path

from alongside.doors.desk.care_team import linking, sharing, views

urlpatterns = [
    path("team/", views.team, name="care-team"),
    path("team/new/", views.new, name="care-team-new"),
    path("team/<uuid:member>/", views.one, name="care-team-member"),
    path("team/<uuid:member>/until/", views.until, name="care-team-until"),
    path("team/<uuid:member>/end/", views.end, name="care-team-end"),
    path("team/<uuid:member>/share/", sharing.share, name="care-team-share"),
    path("team/<uuid:member>/close/", sharing.close, name="care-team-close"),
    path("team/<uuid:member>/seen/", sharing.seen, name="care-team-seen"),
    path("team/<uuid:member>/link/", linking.link, name="care-team-link"),
    path("team/<uuid:member>/link/end/", linking.end_link, name="care-team-link-end"),
]
