"""A disposal is proposed by one privacy officer and agreed to by another; then a job carries it out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, require
from alongside.ground.foundation.gate_calls import GateRefusal, call_gate
from alongside.ground.foundation.outbox import defer
from alongside.ground.foundation.reader import Reader
from alongside.oversight.disposals.enums import Ground
from alongside.oversight.disposals.queries.finding import candidates, counted
from alongside.oversight.disposals.rules.asking import Candidate, may_erase
from alongside.oversight.disposals.rules.retention import finding_rules

CARRY_OUT = "carry_out_disposals"
HELD = _("A legal hold stands on one of these records: nothing of it may be deleted while it stands.")
OPEN = _("One of these is open again, or somebody waits for a copy of it. Only what is closed may be disposed of.")
REFUSALS = {
    "authority": ("", _("Privacy officers propose disposals and agree to them.")),
    "ground": ("", _("Say whether the time of it has passed, or the person asked for it.")),
    "reference": ("reference", _("Say by which request, such as its number; no name.")),
    "not_due": ("", _("One of these is not due any more. Look at the list again.")),
    "waiting": ("", _("One of these waits already for somebody to agree.")),
    "held": ("", HELD),
    "open": ("", OPEN),
    "self": ("", _("Two people decide about a disposal. Ask another privacy officer.")),
    "about": ("", _("This is about you. Another privacy officer decides.")),
    "answer": ("answer", _("Say in at least 10 letters why not. Whoever proposed it reads it.")),
}
PLACES = "%s, %s, %s::text[], %s::bigint[], %s::jsonb, %s, %s::uuid, %s::jsonb"


def propose_disposal(*, chosen: Sequence[Candidate], reference: str = "", by: Reader) -> UUID:
    """Propose to erase what is due; nothing happens before another privacy officer agrees. Returns its outside name.

    Refused: no privacy officer, what is not due (any more), under a hold, open, or proposed already.
    """
    return _propose(Ground.DUE, chosen, None, reference)


def propose_erasure(*, person: UUID, reference: str, by: Reader) -> UUID:
    """Propose to erase everything about a person because she asked for it (GDPR Art. 17 and its likes).

    ``reference`` names the request, without her name. Refused in plain words while a hold stands, something is still
    open, or a duty to keep it has not ended; then each record is named with its day.
    """
    found = candidates(person)
    require(may_erase(found, today=clock.today(), rules=finding_rules()))
    return _propose(Ground.ASKED, found, person, reference)


def decide_disposal(*, disposal: UUID, agree: bool, answer: str = "", by: Reader) -> None:
    """Agree to a disposal that another proposed, or not; agreed, a job erases it within minutes, for good.

    Refused: one's own proposal (taking it back is not), no privacy officer, a hold or a case that opened since, a
    refusal without a reason. NotFound for one that waits for nobody.
    """
    if not _ask("decide_disposal", [disposal, agree, answer]):
        raise NotFound
    if agree:
        defer(CARRY_OUT, disposal=str(disposal))


def _propose(ground: Ground, chosen: Sequence[Candidate], person: UUID | None, reference: str) -> UUID:
    rules = json.dumps(finding_rules())
    plan = json.dumps(counted(chosen, person))
    kinds, numbers = [one.kind.value for one in chosen], [one.number for one in chosen]
    arguments = [ground.value, reference, kinds, numbers, rules, clock.today(), person, plan]
    proposed: UUID = _ask("propose_disposal", arguments, places=PLACES)
    return proposed


def _ask(function: str, arguments: list[Any], *, places: str = "") -> Any:
    try:
        return call_gate(function, arguments, places=places)
    except GateRefusal as refusal:
        hint = refusal.hint or "authority"
    field, reason = REFUSALS[hint]
    raise Refused(f"disposal.{hint}", reason, fields={field: reason} if field else None)
