"""Addresses of cases."""

from __future__ import annotations

from django.urls import path

from alongside.doors.desk.cases import carrying, listing, new, overview, people, stages

urlpatterns = [
    path("", listing.listing, name="cases"),
    path("new/", new.new, name="case-new"),
    path("<uuid:case>/", overview.overview, name="case"),
    path("<uuid:case>/happened/", overview.case_history, name="case-happened"),
    path("<uuid:case>/stages/", stages.stages, name="case-stages"),
    path("<uuid:case>/stages/tick/", stages.tick, name="case-stages-tick"),
    path("<uuid:case>/stages/tick-on/", stages.tick_on, name="case-stages-tick-on"),
    path("<uuid:case>/stages/undo/<slug:milestone>/", stages.undo, name="case-stages-undo"),
    path("<uuid:case>/stages/take-back/", stages.take_back, name="case-stages-take-back"),
    path("<uuid:case>/stages/move/", stages.move, name="case-stages-move"),
    path("<uuid:case>/people/", people.people_page, name="case-people"),
    path("<uuid:case>/people/look/", people.look, name="case-people-look"),
    path("<uuid:case>/people/join/", people.join, name="case-people-join"),
    path("<uuid:case>/people/leave/", people.leave, name="case-people-leave"),
    path("<uuid:case>/carry/", carrying.carrying, name="case-carry"),
    path("<uuid:case>/carry/hand-over/", carrying.hand_over, name="case-carry-hand-over"),
    path("<uuid:case>/carry/help/", carrying.help_out, name="case-carry-help"),
    path("<uuid:case>/carry/end/", carrying.end, name="case-carry-end"),
    path("<uuid:case>/carry/team/", carrying.to_team, name="case-carry-team"),
]
