"""Addresses of the family, below a case."""

from __future__ import annotations

from django.urls import path

from alongside.doors.desk.family import health, page, saying, taking, together

urlpatterns = [
    path("family/", page.family, name="family"),
    path("family/print/", page.print_family, name="family-print"),
    path("family/draw/", together.draw, name="family-together"),
    path("family/draw/undo/", together.undo, name="family-together-undo"),
    path("family/draw/move/", together.move, name="family-together-move"),
    path("family/draw/blank/", together.blank, name="family-together-blank"),
    path("family/take-out/", taking.take, name="family-take-out"),
    path("family/take-out/<uuid:paper>/", taking.drawing, name="family-copy"),
    path("family/bonds/new/", saying.new_bond, name="family-bond-new"),
    path("family/bonds/<uuid:bond>/end/", saying.end_bond, name="family-bond-end"),
    path("family/health/new/", health.new_health, name="family-health-new"),
    path("family/health/<uuid:mark>/end/", health.end_health, name="family-health-end"),
    path("family/around/new/", saying.new_system, name="family-around-new"),
    path("family/around/<uuid:system>/rate/", saying.rate, name="family-around-rate"),
    path("family/around/<uuid:system>/end/", saying.end_system, name="family-around-end"),
]
