"""Addresses of set-up."""

from __future__ import annotations

from django.urls import path
from django.views.generic import RedirectView

from alongside.doors.console import agency, consents, programmes, staff, teams

urlpatterns = [
    path("", RedirectView.as_view(url="/set-up/staff/")),
    path("staff/", staff.list_staff, name="staff"),
    path("staff/new/", staff.new_worker, name="new-worker"),
    path("staff/<uuid:worker>/", staff.one_worker, name="one-worker"),
    path("staff/<uuid:worker>/invite/", staff.invite_again, name="invite-again"),
    path("staff/<uuid:worker>/role/", staff.give_role, name="give-role"),
    path("staff/<uuid:worker>/role/<uuid:held>/take/", staff.take_role, name="take-role"),
    path("staff/<uuid:worker>/end/", staff.end_access, name="end-access"),
    path("teams/", teams.list_teams, name="teams"),
    path("programmes/", programmes.list_programmes, name="programmes"),
    path("programmes/<uuid:programme>/", programmes.one_programme, name="one-programme"),
    path("programmes/<uuid:programme>/protocol/<int:number>/", programmes.protocol, name="protocol"),
    path("programmes/<uuid:programme>/protocol/new/", programmes.new_version, name="new-protocol"),
    path("consents/", consents.list_consents, name="consent-forms"),
    path("consents/<slug:regime>/", consents.one_form, name="consent-form"),
    path("agency/", agency.settings_page, name="agency"),
]
