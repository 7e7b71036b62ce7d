"""Addresses of the privacy officer."""

from __future__ import annotations

from django.urls import path

from alongside.doors.desk.privacy import asking, breaches, front, passages, report, sealing, seeing, unusual, views

urlpatterns = [
    path("", views.log, name="privacy"),
    path("emergencies/", views.emergencies, name="emergencies"),
    path("sealed/", sealing.sealed, name="sealed"),
    path("sealed/<uuid:act>/", sealing.decide, name="seal-decide"),
    path("emergencies/<uuid:grant>/", views.review, name="emergency-review"),
    path("people/", report.find, name="access-find"),
    path("seeing/", seeing.seeing, name="privacy-seeing"),
    path("people/<uuid:person>/", report.report, name="access-report"),
    path("people/<uuid:person>/letter/", report.letter, name="access-letter"),
    path("breaches/", breaches.listing, name="breaches"),
    path("breaches/new/", breaches.new, name="breach-new"),
    path("breaches/from-access/", breaches.from_access, name="breach-from-access"),
    path("breaches/from-log/", breaches.from_log, name="breach-from-log"),
    path("breaches/<uuid:breach>/", breaches.page, name="breach"),
    path("breaches/<uuid:breach>/harm/", breaches.harm, name="breach-harm"),
    path("breaches/<uuid:breach>/people/", breaches.people, name="breach-people"),
    path("desk/", front.desk, name="privacy-desk"),
    path("requests/", asking.listing, name="record-requests"),
    path("requests/new/", asking.new, name="record-request-new"),
    path("requests/<uuid:asked>/", asking.page, name="record-request"),
    path("requests/<uuid:asked>/check/", asking.check, name="request-check"),
    path("requests/<uuid:asked>/do/<slug:verb>/", asking.act, name="request-act"),
    path("requests/<uuid:asked>/hand-over/", passages.leave, name="request-leave"),
    path("requests/<uuid:asked>/letter/<slug:kind>/", asking.letter, name="request-letter"),
    path("requests/<uuid:asked>/log/", asking.log, name="request-log"),
    path("requests/<uuid:asked>/longer/", asking.longer, name="request-longer"),
    path("requests/<uuid:asked>/papers/<uuid:paper>/", asking.paper, name="request-paper"),
    path("requests/<uuid:asked>/passages/<uuid:passage>/", passages.passage, name="request-passage"),
    path("requests/<uuid:asked>/refuse/", asking.refuse, name="request-refuse"),
    path("unusual/", unusual.unusual, name="unusual"),
    path("unusual/look/", unusual.look, name="unusual-look"),
    path("whole/", unusual.whole, name="log-whole"),
]
