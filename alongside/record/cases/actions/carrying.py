"""Who carries a case: naming workers, cover, handing over, moving to another team. Dates and grants change together."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.agency.access import actions as access
from alongside.agency.organisation import queries as organisation
from alongside.agency.staff.models import Worker
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused, require
from alongside.ground.foundation.holding import held_all
from alongside.ground.foundation.reader import Reader
from alongside.record.cases.actions.spine import locked, moment_of, write_events
from alongside.record.cases.enums import AssignmentRole, EventKind, Milestone
from alongside.record.cases.models import Assignment, Case
from alongside.record.cases.queries import carrying_on, standing
from alongside.record.cases.queries.sides import opposed
from alongside.record.cases.rules.events import SpineEvent
from alongside.record.cases.rules.sides import may_take_sides
from alongside.record.cases.rules.standing import may_assign
from alongside.record.cases.rules.walk import OPEN_STATES


@transaction.atomic
def assign_worker(
    *,
    case: Case,
    worker_id: int,
    role: AssignmentRole | str = AssignmentRole.PRIMARY,
    from_on: date | None = None,
    until_on: date | None = None,
    by: Reader,
) -> Assignment:
    """Let a worker carry the case as its named worker, co-worker or cover, and open its circle to her.

    Cover ends by itself on ``until_on``, the first day on which she does not carry the case any more. Refused: a second
    named worker (hand over instead), someone who carries it already, a conflict of interest, days that do not fit, a
    closed case, anyone but carriers and their supervisor.
    """
    row = locked(case)
    require(may_assign(by, standing(row, by)))
    _open(row)
    worker, day = _worker(worker_id), _day(row, from_on)
    if until_on is not None and until_on <= max(day, clock.today()):
        reason = _("Choose a day that is still to come.")
        raise Refused("case.assignment.dates", reason, fields={"until_on": reason})
    carrying = list(_carrying(row))
    if any(one.worker_id == worker.id for one in carrying):
        reason = _("%(name)s carries this case already.") % {"name": worker.name}
        raise Refused("case.assignment.twice", reason, fields={"worker": reason})
    if role == AssignmentRole.PRIMARY and any(one.role == AssignmentRole.PRIMARY for one in carrying):
        reason = _("The case has a named worker. Hand it over to change that.")
        raise Refused("case.assignment.named", reason, fields={"role": reason})
    return _take_on(row, worker, AssignmentRole(role), day, until_on, by=by)


@transaction.atomic
def hand_over(*, case: Case, to_worker_id: int, note: str, on: date | None = None, by: Reader) -> Assignment:
    """Hand the case from its named worker to another, with a hand-over note.

    The old assignment ends with the note, the old grant ends, the new worker is named and granted, and the step is on
    the spine. A co-worker who takes over stops being co-worker. Refused: no note (20 letters at least), no named worker
    to hand over from, the same worker, a conflict of interest, anyone but carriers and their supervisor.
    """
    row = locked(case)
    require(may_assign(by, standing(row, by)))
    _open(row)
    note, day = _note(note), _day(row, on)
    worker, carrying = _worker(to_worker_id), list(_carrying(row))
    old = next((one for one in carrying if one.role == AssignmentRole.PRIMARY), None)
    if old is None:
        raise Refused("case.hand_over.nobody", _("Nobody carries this case yet. Name a worker instead."))
    if old.worker_id == worker.id:
        reason = _("%(name)s carries this case already. Choose another worker.") % {"name": worker.name}
        raise Refused("case.hand_over.same", reason, fields={"to_worker": reason})
    access.say_why(note)
    for one in carrying:
        if one is old or one.worker_id == worker.id:
            _end(one, day, note if one is old else "")
    taken = _take_on(row, worker, AssignmentRole.PRIMARY, day, None, by=by)
    access.end_assignment(circle=row.circle_id, actor_id=old.worker.actor_id, why=_("Handed over"), by=by)
    return taken


@transaction.atomic
def end_co_work(*, case: Case, worker_id: int, on: date | None = None, note: str = "", by: Reader) -> None:
    """End a co-worker's or cover's part in carrying the case, and her grant.

    Refused for the named worker (hand over instead), for someone who does not carry it, and for anyone but carriers and
    their supervisor; everybody may step out herself.
    """
    row = locked(case)
    found = next((one for one in _carrying(row) if one.worker_id == worker_id), None)
    if by.worker_id != worker_id or found is None:
        require(may_assign(by, standing(row, by)))
    if found is None:
        raise Refused("case.assignment.none", _("This worker does not carry the case."))
    if found.role == AssignmentRole.PRIMARY:
        raise Refused("case.assignment.named", _("A named worker does not step out: hand the case over, with a note."))
    _end(found, _day(row, on), note.strip())
    access.end_assignment(circle=row.circle_id, actor_id=found.worker.actor_id, why=note.strip(), by=by)


@transaction.atomic
def move_to_team(*, case: Case, team_id: int, note: str, by: Reader) -> None:
    """Hand the case to another team of its programme, with a hand-over note.

    Everyone who carried it ends with the note; the new team's supervisor names a worker. The circle's key changes in
    the same transaction, so that the old team sees nothing from then on. Refused: no note, a team that does not serve
    the programme, the same team, anyone but carriers and their supervisor.
    """
    row = locked(case)
    require(may_assign(by, standing(row, by)))
    note = _note(note)
    programme = organisation.programme(row.programme_id)
    served = programme.team_ids if programme else ()
    if team_id not in served or team_id == row.circle.team_id:
        reason = _("Choose another team that works in this programme.")
        raise Refused("case.team.unknown", reason, fields={"team": reason})
    carrying = list(_carrying(row))
    access.say_why(note)
    for one in carrying:
        _end(one, clock.today(), note)
    for one in carrying:
        if one.worker.actor_id != by.actor_id:
            access.end_assignment(circle=row.circle_id, actor_id=one.worker.actor_id, why=_("Moved team"), by=by)
    access.move_circle(circle=row.circle_id, team_id=team_id, why=note, by=by)
    access.end_assignment(circle=row.circle_id, actor_id=by.actor_id, why=_("Moved team"), by=by)


def _carrying(case: Case) -> list[Assignment]:
    rows = Assignment.objects.select_related("worker").filter(carrying_on(clock.today()), case=case)
    return held_all(rows.order_by("id"))


def _take_on(
    case: Case, worker: Worker, role: AssignmentRole, day: date, until_on: date | None, *, by: Reader
) -> Assignment:
    require(may_take_sides(opposed=opposed(case.circle_id, worker.actor_id), name=worker.name), field="worker")
    taken = Assignment.objects.create(
        circle_id=case.circle_id, case=case, worker=worker, role=role, from_on=day, until_on=until_on
    )
    if role == AssignmentRole.PRIMARY:
        named = SpineEvent(EventKind.MILESTONE, moment_of(day), milestone=Milestone.WORKER_NAMED)
        write_events(case, [named], by=by, check=False)
    end = timezone.make_aware(datetime.combine(until_on, time.min)) if until_on else None
    access.assign(circle=case.circle_id, actor_id=worker.actor_id, why=str(role.label), until=end, by=by)
    return taken


def _end(assignment: Assignment, day: date, note: str) -> None:
    assignment.until_on = max(day, assignment.from_on)
    assignment.handover_note = note
    assignment.version += 1
    assignment.save(update_fields=["until_on", "handover_note", "version"])


def _open(case: Case) -> None:
    if case.state not in OPEN_STATES:
        raise Refused("case.closed", _("This case is closed. Reopen it first."))


def _worker(worker_id: int) -> Worker:
    worker = Worker.objects.filter(id=worker_id, left_on=None).first()
    if worker is None:
        reason = _("Choose a worker who works here.")
        raise Refused("case.worker.unknown", reason, fields={"worker": reason, "to_worker": reason})
    return worker


def _day(case: Case, day: date | None) -> date:
    day = day or clock.today()
    if not case.opened_on <= day <= clock.today():
        reason = _("Choose a day between the opening of the case and today.")
        raise Refused("case.assignment.dates", reason, fields={"on": reason, "from_on": reason})
    return day


def _note(note: str) -> str:
    if len(note.strip()) < 20:
        reason = _("Write what the next worker must know, in a sentence or two. At least 20 letters.")
        raise Refused("case.hand_over.note_required", reason, fields={"note": reason})
    return note.strip()
