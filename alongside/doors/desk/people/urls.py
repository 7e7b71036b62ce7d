"""Addresses of people."""

from __future__ import annotations

from django.urls import path

from alongside.doors.desk.people import changing, homes, listing, new, page, reaching, relations, sealing, seers

urlpatterns = [
    path("", listing.listing, name="people"),
    path("new/", new.new, name="person-new"),
    path("new/matches/", new.matches, name="person-new-matches"),
    path("<uuid:person>/", page.page, name="person"),
    path("<uuid:person>/change/", changing.change, name="person-change"),
    path("<uuid:person>/bring/", new.bring, name="person-bring"),
    path("sealed/", sealing.ask, name="sealed-ask"),
    path("<uuid:person>/access/", seers.of_person, name="person-access"),
    path("<uuid:person>/access/as-it-was/", seers.was, name="person-as-it-was"),
    path("<uuid:person>/seal/", sealing.seal, name="person-seal"),
    path("<uuid:person>/worker/", changing.worker, name="person-worker"),
    path("<uuid:person>/names/new/", changing.new_name, name="person-name-new"),
    path("<uuid:person>/names/<uuid:name>/end/", changing.end_name, name="person-name-end"),
    path("<uuid:person>/reach/new/", reaching.new_point, name="person-reach-new"),
    path("<uuid:person>/reach/<uuid:point>/", reaching.change_point, name="person-reach"),
    path("<uuid:person>/reach/<uuid:point>/end/", reaching.end_point, name="person-reach-end"),
    path("<uuid:person>/homes/new/", homes.new_home, name="person-home-new"),
    path("<uuid:person>/homes/<uuid:home>/join/", homes.join, name="person-home-join"),
    path("<uuid:person>/homes/stays/<uuid:stay>/end/", homes.leave, name="person-home-leave"),
    path("<uuid:person>/relations/new/", relations.new_relation, name="person-relation-new"),
    path("<uuid:person>/relations/<uuid:relation>/end/", relations.end_relation, name="person-relation-end"),
]
