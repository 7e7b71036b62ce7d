"""Addresses of closing, after-care, reopening and papers, below a case."""

from __future__ import annotations

from django.urls import path

from alongside.doors.desk.closing import views

urlpatterns = [
    path("<uuid:case>/close/", views.closing, name="case-close"),
    path("<uuid:case>/close/save/", views.save, name="case-close-save"),
    path("<uuid:case>/close/now/", views.close_now, name="case-close-now"),
    path("<uuid:case>/after-care/add/", views.add_after_care, name="after-care-add"),
    path("<uuid:case>/after-care/<int:line>/", views.finish_after_care, name="after-care-finish"),
    path("<uuid:case>/reopen/", views.reopen, name="case-reopen"),
    path("<uuid:case>/papers/new/", views.ask_for_paper, name="case-paper-new"),
    path("<uuid:case>/papers/<uuid:paper>/", views.paper, name="case-paper"),
]
