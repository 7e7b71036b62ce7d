"""Saying once more who one is: before something is sent that cannot be taken back (R-42)."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from allauth.account.decorators import reauthentication_required
from django.http import HttpResponse

View = Callable[..., HttpResponse]


def once_more(view: View) -> View:
    """Ask whoever sends the form of ``view``, and said who she is more than five minutes ago, to say it once more.

    Looking at the page asks nothing; what was typed is sent on afterwards.
    """
    return cast("View", reauthentication_required(allow_get=True, app="allauth.account")(view))
