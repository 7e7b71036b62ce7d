"""Lines of the plan that a professional of another agency does: shared with them, told of by them (S-118)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.agency.access.actions import REFUSALS
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, Stale, require
from alongside.ground.foundation.gate_calls import GateRefusal, call_gate
from alongside.ground.foundation.holding import held
from alongside.ground.foundation.reader import Reader
from alongside.practice.assessments.actions import writable
from alongside.practice.careteams.models import CareTeamMember
from alongside.practice.plans.actions.lines import note_work_started
from alongside.practice.plans.models import Step, StepUpdate
from alongside.practice.plans.rules.sharing import may_share_line, may_tell

SETTLED = gettext_lazy("This line is settled. Speak with the worker if something changed.")
HINTS = {
    "line_theirs": gettext_lazy("This line is not yours to do."),
    "line_settled": SETTLED,
    "line_words": gettext_lazy("Say what happened."),
    "member_ended": gettext_lazy("This place in the care team has ended. Nothing can be shared on it."),
}


def share_line(*, step: Step, member: CareTeamMember, by: Reader) -> int:
    """Show one line of the plan to a member of the care team, who does it; returns the share's number.

    Refused: a line that no partner agency does, a settled one, one of another case, one that they see already, a place
    that has ended or whose consent does not hold.
    """
    require(may_share_line(owner=step.owner, state=step.state, same_case=step.case_id == member.case_id), field="lines")
    return int(_call("share_line", [step.id, member.id]))


def close_line(*, step: Step, member: CareTeamMember, by: Reader) -> None:
    """Take a line back: the next statement of the member shows it no more. Refused when they do not see it."""
    if not _call("close_line", [step.id, member.id]):
        raise Refused("line.closed", _("They do not see this line."))


@transaction.atomic
def tell_of_line(*, line: UUID, state: str, words: str, version: int, by: Reader) -> None:
    """Say what became of a line that is shared with ``by`` and theirs to do: to do still, started, or done.

    Recorded as theirs, with the words, for the worker to see. Refused: no words, a settled line, a line that is not
    theirs; NotFound for every other. Raises Stale when somebody changed the line since ``version``.
    """
    row = _own(line)
    if row.version != version:
        raise _stale(row)
    require(may_tell(state=state, words=words), field="state" if words.strip() else "words")
    try:
        call_gate("tell_of_line", [line, state, words.strip(), version])
    except GateRefusal as refusal:
        hint = refusal.hint
    else:
        return
    if hint == "line_stale":
        raise _stale(_own(line))
    if hint in HINTS:
        raise Refused(f"line.{hint.removeprefix('line_')}", HINTS[hint])
    raise NotFound


def _own(line: UUID) -> Step:
    row = Step.objects.filter(public_id=line).first()
    if row is None:
        raise NotFound
    return row


def _stale(row: Step) -> Stale:
    words = _("Somebody changed this line since you opened it. It stands below as it is now; what you typed is kept.")
    return Stale(words, {"state": row.state, "words": row.end_words})


@transaction.atomic
def note_update_seen(*, update: UUID, by: Reader) -> None:
    """Say that a worker has seen what a partner told of a line; it asks nobody for attention any more.

    The first line that was started under a plan in force reaches the milestone "first step started". NotFound when
    absent or hidden; nothing happens when somebody saw it before.
    """
    row = held(StepUpdate.objects.select_related("step", "step__case").filter(public_id=update))
    if row.seen_at is not None:
        return
    case = writable(row.step.case, by=by)
    row.seen_at, row.seen_by_id = clock.now(), by.actor_id
    row.version += 1
    row.save(update_fields=["seen_at", "seen_by", "version"])
    note_work_started(case, row.state, by)


def _call(function: str, arguments: list[Any]) -> Any:
    try:
        return call_gate(function, arguments)
    except GateRefusal as refusal:
        hint = refusal.hint
    words = HINTS.get(hint) or REFUSALS.get(hint)
    fallback = _("You do not have the authority for this. Ask whoever carries the case.")
    raise Refused(f"line.{hint.removeprefix('line_') or function}", words or fallback)
