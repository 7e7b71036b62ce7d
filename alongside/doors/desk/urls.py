"""Addresses of the desk."""

from __future__ import annotations

from django.urls import include, path

from alongside.doors.desk.operations import views as operations

urlpatterns = [
    path("", include("alongside.doors.desk.my_day.urls")),
    path("", include("alongside.doors.desk.sign_in.urls")),
    path("csp-report/", operations.policy_report, name="policy-report"),
    path("healthz", operations.healthz),
    path("readyz", operations.readyz),
    path("cases/", include("alongside.doors.desk.closing.urls")),
    path("cases/", include("alongside.doors.desk.access.urls")),
    path("cases/", include("alongside.doors.desk.cases.urls")),
    path("cases/<uuid:case>/", include("alongside.doors.desk.care_team.urls")),
    path("cases/<uuid:case>/", include("alongside.doors.desk.choices.urls")),
    path("cases/<uuid:case>/", include("alongside.doors.desk.consents.urls")),
    path("cases/<uuid:case>/", include("alongside.doors.desk.dynamics.urls")),
    path("cases/<uuid:case>/", include("alongside.doors.desk.experiences.urls")),
    path("cases/<uuid:case>/", include("alongside.doors.desk.family.urls")),
    path("cases/<uuid:case>/", include("alongside.doors.desk.files.urls")),
    path("cases/<uuid:case>/", include("alongside.doors.desk.happenings.urls")),
    path("cases/<uuid:case>/", include("alongside.doors.desk.timeline.urls")),
    path("cases/<uuid:case>/", include("alongside.doors.desk.corrections.urls")),
    path("cases/<uuid:case>/", include("alongside.doors.desk.plans.urls")),
    path("cases/<uuid:case>/", include("alongside.doors.desk.sides.urls")),
    path("cases/<uuid:case>/", include("alongside.doors.desk.taking.case_urls")),
    path("cases/<uuid:case>/assessment/", include("alongside.doors.desk.assessments.urls")),
    path("boundaries/", include("alongside.doors.desk.boundaries.urls")),
    path("appointments/", include("alongside.doors.desk.contacts.appointment_urls")),
    path("contacts/", include("alongside.doors.desk.contacts.urls")),
    path("drafts/", include("alongside.doors.desk.drafts.urls")),
    path("duplicates/", include("alongside.doors.desk.duplicates.urls")),
    path("imports/", include("alongside.doors.desk.imports.urls")),
    path("intakes/", include("alongside.doors.desk.intakes.urls")),
    path("people/", include("alongside.doors.desk.consents.person_urls")),
    path("people/", include("alongside.doors.desk.people.urls")),
    path("privacy/", include("alongside.doors.desk.privacy.urls")),
    path("search/", include("alongside.doors.desk.search.urls")),
    path("settings/", include("alongside.doors.desk.account.urls")),
    path("session/", include("alongside.doors.desk.session.urls")),
    path("take-out/", include("alongside.doors.desk.taking.urls")),
    path("team/", include("alongside.doors.desk.leaving.urls")),
    path("team/", include("alongside.doors.desk.team.urls")),
]
