"""Sealing a record, unsealing it, opening it to somebody: one asks, the privacy officer decides."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.gate_calls import GateRefusal, call_gate
from alongside.ground.foundation.reader import Reader
from alongside.record.people.enums import SealKind
from alongside.record.people.models import Person

REFUSALS = {
    "authority": ("", _("Who carries a case of theirs or supervises it asks for this, and a privacy officer decides.")),
    "seal_reason": ("why", _("Say why, in at least 20 letters. It is kept, and somebody else decides by it.")),
    "seal_hours": ("hours", _("A sealed record opens for one to four hours, or for as long as you carry the case.")),
    "seal_stands": ("", _("This is so already, or somebody has asked for it and no answer has come yet.")),
    "seal_answer": ("answer", _("Say in at least 10 letters why. Whoever asked reads it.")),
    "seal_self": ("", _("Two people decide about a sealed record. Ask another privacy officer.")),
    "seal_nothing": (
        "person",
        _("Nothing can be opened: a conflict of interest, or no case that they carry."),
    ),
}
REFUSALS["conflict"] = REFUSALS["seal_nothing"]  # as the trigger on grants says it


def ask_seal(*, person: Person, kind: SealKind, why: str, by: Reader) -> UUID:
    """Ask that a person's record be sealed or unsealed; nothing changes before a privacy officer agrees.

    Refused: without authority over a circle of hers, a reason under 20 letters, what stands or was asked already.
    Returns the outside name of the question.
    """
    asked: UUID = _ask("ask_seal", [person.id, kind.value, why])
    return asked


def ask_open_seal(*, words: str, why: str, hours: int, by: Reader) -> UUID:
    """Ask to see a record that may be sealed, in words, since nobody says whether there is one.

    ``hours`` is 1 to 4, or 0 for as long as ``by`` carries a case of hers. Refused: a reason under 20 letters, longer
    than four hours, and for anyone who works with no people.
    """
    asked: UUID = _ask("ask_opening", [words, why, hours])
    return asked


def decide_seal(*, act: UUID, agree: bool, answer: str, person_id: int | None = None, by: Reader) -> None:
    """Agree to what somebody else asked, or not; ``person_id`` is whose sealed record is meant, where it opens one.

    Sealing shuts every circle of hers at the next request of everybody but those who carry it. Recorded: who asked, who
    decided, when and why. Refused: one's own question, no privacy officer, an answer under 10 letters, an opening that
    would open nothing (a conflict of interest). NotFound for a question that is not there or was answered.
    """
    if not _ask("decide_seal", [act, agree, answer, person_id]):
        raise NotFound


def _ask(function: str, arguments: list[Any]) -> Any:
    """Call one of the sealing gates; its refusal becomes ours, in plain words."""
    try:
        return call_gate(function, arguments)
    except GateRefusal as refusal:
        hint = refusal.hint or "authority"
    if hint == "absent":
        raise NotFound
    field, reason = REFUSALS[hint]
    raise Refused(f"people.{hint}", reason, fields={field: reason} if field else None)
