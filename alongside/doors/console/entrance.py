"""The entrance of set-up: administrators only, and for changes of people once more who it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from allauth.account.decorators import reauthentication_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from alongside.ground.foundation.reader import ADMINISTERS, Reader

P = ParamSpec("P")


class ConsoleRequest(HttpRequest):
    """A request of an administrator; views of set-up are typed with it."""

    reader: Reader


View = Callable[Concatenate[ConsoleRequest, P], HttpResponse]


def administrators(view: View[P]) -> View[P]:
    """Open a page of set-up to administrators and to nobody else."""

    @wraps(view)
    def guarded(request: ConsoleRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.reader.holds(ADMINISTERS):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return cast("View[P]", guarded)


def surely(view: View[P]) -> View[P]:
    """As ``administrators``, and a POST asks once more who it is when that was said more than five minutes ago."""
    asked: View[P] = reauthentication_required(allow_get=True, app="allauth.account")(view)
    return administrators(asked)
