"""Addresses of the plan of a case, and of looking back at it."""

from __future__ import annotations

from django.urls import path

from alongside.doors.desk.plans import agreeing, goals, lines, views

urlpatterns = [
    path("plan/", views.plan, name="plan"),
    path("plan/print/", views.paper, name="print-plan"),
    path("plan/versions/<int:number>/", views.version, name="plan-version"),
    path("plan/goals/new/", goals.new, name="new-goal"),
    path("plan/goals/<uuid:goal>/", goals.change, name="goal"),
    path("plan/goals/<uuid:goal>/level/", goals.level, name="goal-level"),
    path("plan/goals/<uuid:goal>/end/", goals.end, name="end-goal"),
    path("plan/lines/new/", lines.new, name="new-line"),
    path("plan/lines/<uuid:line>/", lines.change, name="line"),
    path("plan/lines/<uuid:line>/settle/", lines.settle, name="settle-line"),
    path("plan/answers/new/", agreeing.answer, name="new-answer"),
    path("plan/agree/", agreeing.agree, name="agree-plan"),
    path("review/", agreeing.review, name="review"),
]
