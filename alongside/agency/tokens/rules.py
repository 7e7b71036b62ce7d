"""How a token is written, how long it may live, and what it may be made for."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from alongside.agency.tokens.enums import FEED, SCOPES
from alongside.ground.foundation.decision import Decision

PREFIX = "alongside_"
"""Stands before every token, so that a scanner of program texts finds one that was left behind."""
SECRET_BYTES = 32
LONGEST_DAYS = 365
USUAL_DAYS = 90
SHOWN = 6


def words_of(secret: bytes) -> str:
    """The token as it is given to the program, once."""
    return PREFIX + base64.urlsafe_b64encode(secret).rstrip(b"=").decode("ascii")


def secret_in(words: str) -> bytes | None:
    """The secret in a token that a program sent; None for anything that no token looks like."""
    if not words.startswith(PREFIX) or not words.isascii():
        return None
    text = words.removeprefix(PREFIX)
    try:
        secret = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error:
        return None
    return secret if len(secret) == SECRET_BYTES and words_of(secret) == words else None


def may_make(name: str, scopes: Collection[str], days: int, *, works_here: bool) -> Decision:
    """Whether a token may be made: it has a name, at least one known scope, and ends within a year.

    A calendar's address is written in other programs' settings, so it opens the calendar and nothing else.
    """
    if not works_here:
        return Decision.no("token.worker", _("Programs act for workers only."))
    if not name.strip() or len(name) > 80:
        return Decision.no("token.name", _("Give the token a name of at most 80 letters: which program will use it?"))
    if not scopes or not (set(scopes) <= SCOPES or set(scopes) <= FEED):
        return Decision.no("token.scopes", _("Choose what the program may do; at least one thing."))
    if not 1 <= days <= LONGEST_DAYS:
        return Decision.no("token.days", _("A token lasts from 1 to 365 days."))
    return Decision.yes()
