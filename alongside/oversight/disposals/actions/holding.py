"""Placing a legal hold and releasing it: the privacy officer's alone."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.gate_calls import GateRefusal, call_gate
from alongside.ground.foundation.reader import Reader

REFUSALS = {
    "authority": ("", _("Privacy officers place and release legal holds. Tell yours what you know.")),
    "why": ("why", _("Say why, in at least 20 letters. It is kept.")),
    "reference": ("authority", _("Say on what it rests, such as the number of the court’s order.")),
    "review": ("review_on", _("Choose a day after today on which somebody looks whether it is still needed.")),
}


def place_hold(
    *, number: str = "", person: UUID | None = None, why: str, authority: str, review_on: date | None, by: Reader
) -> UUID:
    """Hold the case with this number, or a ``person`` with all her cases: nothing of it may be deleted from now on.

    ``authority`` is on what it rests, ``review_on`` when somebody looks at it again. Refused: no privacy officer, no
    reason, no authority, a day that is past. NotFound where there is no such record. Recorded: who and when.
    """
    hold: UUID = _ask("place_hold", [number.strip(), person, why, authority, review_on])
    return hold


def release_hold(*, hold: UUID, why: str, by: Reader) -> None:
    """End a hold, and say why. Refused: no privacy officer, no reason. NotFound for one that does not stand."""
    if not _ask("release_hold", [hold, why]):
        raise NotFound


def _ask(function: str, arguments: list[object]) -> UUID:
    try:
        answer: UUID = call_gate(function, arguments)
    except GateRefusal as refusal:
        hint = refusal.hint or "authority"
    else:
        return answer
    if hint == "absent":
        raise NotFound
    field, reason = REFUSALS[hint]
    raise Refused(f"hold.{hint}", reason, fields={field: reason} if field else None)
