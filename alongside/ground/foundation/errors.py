"""Refusals: the one way in which an action says no."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from alongside.ground.foundation.decision import Decision


class Refused(Exception):
    """An action was refused; nothing was written.

    ``code`` is for machines, ``message`` is one plain sentence, ``fields`` names each field at fault with its own
    sentence, ``basis`` the rule behind the refusal.
    """

    def __init__(
        self,
        code: str,
        message: StrOrPromise,
        *,
        fields: Mapping[str, StrOrPromise] | None = None,
        basis: StrOrPromise = "",
    ) -> None:
        super().__init__(str(message))
        self.code = code
        self.message = message
        self.fields: dict[str, StrOrPromise] = dict(fields or {})
        self.basis = basis


class NotFound(Refused):
    """The thing does not exist, or this reader may not know that it does: the two answer the same."""

    def __init__(self) -> None:
        super().__init__("not_found", "There is nothing here that you can open.")


class Stale(Refused):
    """Somebody else changed the thing meanwhile; ``theirs`` holds the fields as they are now."""

    def __init__(self, message: StrOrPromise, theirs: Mapping[str, str]) -> None:
        super().__init__("stale", message)
        self.theirs = dict(theirs)


def require(decision: Decision, *, field: str | None = None) -> None:
    """Raise ``Refused`` with the reason of ``decision`` unless it permits; ``field`` names the input at fault."""
    if not decision:
        fields = {field: decision.reason} if field else None
        raise Refused(decision.code, decision.reason, fields=fields, basis=decision.basis)
