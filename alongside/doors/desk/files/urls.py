"""Addresses of the files of a case."""

from __future__ import annotations

from django.urls import path

from alongside.doors.desk.files import giving, views

urlpatterns = [
    path("files/", views.files, name="case-files"),
    path("files/<uuid:file>/", views.one, name="case-file"),
    path("files/<uuid:file>/content/", giving.content, name="case-file-content"),
    path("files/<uuid:file>/thumbnail/", giving.thumbnail, name="case-file-thumbnail"),
    path("files/<uuid:file>/replace/", views.replace, name="case-file-replace"),
    path("files/<uuid:file>/withdraw/", views.withdraw, name="case-file-withdraw"),
    path("files/<uuid:file>/check/", views.check, name="case-file-check"),
]
