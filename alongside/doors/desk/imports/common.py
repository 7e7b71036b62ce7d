"""What the pages of imports share: who may open them, and whose import it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse

from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation.errors import NotFound
from alongside.oversight.imports import queries
from alongside.oversight.imports.queries import RunView
from alongside.oversight.imports.rules.leave import may_upload

View = Callable[..., HttpResponse]


def importers(view: View) -> View:
    """Open a page to those who bring spreadsheets in, and to nobody else; somebody else's import is not there."""

    @wraps(view)
    def guarded(request: DeskRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_upload(request.reader):
            raise PermissionDenied
        try:
            return view(request, *args, **kwargs)
        except NotFound:
            raise Http404 from None

    return guarded


def view_of(request: DeskRequest, run: UUID) -> RunView:
    """The import of this address."""
    return queries.run_page(run, by=request.reader)
