"""Giving the bytes of a file: never run, never kept by a browser, under a name that tells nothing."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation.errors import NotFound
from alongside.practice.documents import queries as documents
from alongside.practice.documents.queries import GivenFile

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Accept-Ranges": "none",
}


@require_safe
def content(request: DeskRequest, case: UUID, file: UUID) -> HttpResponse:
    """A file, whole, whatever part of it or condition was asked for."""
    try:
        return given(documents.file_to_give(file, case=case))
    except NotFound:
        raise Http404 from None


@require_safe
def thumbnail(request: DeskRequest, case: UUID, file: UUID) -> HttpResponse:
    """The small picture of a file."""
    try:
        return given(documents.thumbnail_to_give(file, case=case))
    except NotFound:
        raise Http404 from None


def given(file: GivenFile) -> HttpResponse:
    """The answer that holds a file."""
    response = HttpResponse(file.content, content_type=file.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{file.file_name}"'
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response
