"""Many cases come into the record at once, from an import: open ones and closed ones, in few statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import connection, transaction
from django.utils.translation import gettext as _

from alongside.agency.access import actions as access
from alongside.agency.access.models import Circle
from alongside.agency.organisation import queries as organisation
from alongside.agency.staff.models import Worker
from alongside.ground.foundation.errors import NotFound, Refused, require
from alongside.ground.foundation.many import insert_many
from alongside.ground.foundation.reader import Reader
from alongside.record.cases.actions.opening import Part, programme_for, protocol_for
from alongside.record.cases.actions.spine import moment_of
from alongside.record.cases.enums import AssignmentRole, ClosingReason, EventKind, Milestone, ParticipantRole
from alongside.record.cases.models import Assignment, Case, Closing, Participant, StageEvent
from alongside.record.cases.queries import derived
from alongside.record.cases.rules.events import SpineEvent
from alongside.record.cases.rules.moves import may_close
from alongside.record.people.models import Person

NUMBERS = "select nextval('app.case_numbers') from generate_series(1, %s)"


@dataclass(frozen=True, slots=True)
class PastCase:
    """A case that another system has kept: in whose circle, in which programme, from when until when, for whom.

    ``worker_id`` carries it, or carried it until it closed. ``until`` names the persons (house numbers) whose part has
    ended, with the day. ``why`` says where the case comes from; a closed one closes with ``summary``.
    """

    circle: int
    programme_id: int
    people: tuple[Part, ...]
    opened_on: date
    closed_on: date | None = None
    worker_id: int | None = None
    until: Mapping[int, date] | None = None
    why: str = ""
    summary: str = ""


@transaction.atomic
def bring_in_cases(*, cases: Sequence[PastCase], by: Reader) -> list[Case]:
    """Open many cases, and close those that have ended, as ``open_case`` and ``close`` do one by one.

    Everybody must be a subject of the case's circle already. A closed case closes "in the system that it came from",
    with the protocol's requirements taken as settled there; nobody is granted it. Refused, at the first at fault: as
    ``open_case`` refuses, and a closing before the opening. Nine statements for any number; returns them in order.
    """
    circles = Circle.objects.in_bulk([one.circle for one in cases])
    workers = Worker.objects.in_bulk([one.worker_id for one in cases if one.worker_id])
    persons = Person.objects.in_bulk([part.person_id for one in cases for part in one.people])
    for one in cases:
        _check(one, circles, workers, persons)
    for programme, circle in {
        (one.programme_id, circles[one.circle].kind): circles[one.circle] for one in cases
    }.items():
        programme_for(programme[0], circle)
    rows = _rows(cases, persons)
    events = {id(row): _events(row, one, by) for row, one in zip(rows, cases, strict=True)}
    insert_many(rows)
    pairs = list(zip(rows, cases, strict=True))
    insert_many([part for row, one in pairs for part in _parts(row, one)])
    insert_many([_assignment(row, one, one.worker_id) for row, one in pairs if one.worker_id])
    insert_many([_event(row, event, by) for row in rows for event in events[id(row)]])
    Closing.objects.bulk_create([_closing(row, one) for row, one in pairs if one.closed_on])
    carried = [
        (one.circle, workers[one.worker_id].actor_id) for one in cases if one.worker_id and one.closed_on is None
    ]
    if carried:
        access.assign_many(pairs=carried, why=_("Named worker"), by=by)
    return rows


def _check(
    one: PastCase, circles: Mapping[int, Circle], workers: Mapping[int, Worker], persons: Mapping[int, Person]
) -> None:
    if one.circle not in circles or any(part.person_id not in persons for part in one.people):
        raise NotFound
    moment_of(one.opened_on)
    if one.closed_on and one.closed_on < one.opened_on:
        reason = _("The case closes before it opens; check both days.")
        raise Refused("case.date.order", reason, fields={"closed_on": reason})
    worker = workers.get(one.worker_id or 0)
    if one.worker_id and (worker is None or (worker.left_on is not None and one.closed_on is None)):
        reason = _("Choose a worker who works here.")
        raise Refused("case.worker.unknown", reason, fields={"worker": reason})


def _rows(cases: Sequence[PastCase], persons: Mapping[int, Person]) -> list[Case]:
    prefix = organisation.the_agency().number_prefix
    with connection.cursor() as cursor:
        cursor.execute(NUMBERS, [len(cases)])
        numbers = [number for (number,) in cursor.fetchall()]
    protocols = {number: organisation.protocols(number) for number in {one.programme_id for one in cases}}
    rows = []
    for one, number in zip(cases, numbers, strict=True):
        lead = persons[next((part for part in one.people if part.focus), one.people[0]).person_id]
        family = sum(part.role != ParticipantRole.PROFESSIONAL for part in one.people) > 1
        rows.append(
            Case(
                circle_id=one.circle,
                number=f"{prefix}-{number}",
                title=_("%(name)s and family") % {"name": lead.display_name} if family else lead.display_name,
                sort_key=lead.sort_key,
                family=family,
                programme_id=one.programme_id,
                protocol_id=protocol_for(protocols[one.programme_id], one.opened_on),
                opened_on=one.opened_on,
            )
        )
    return rows


def _events(row: Case, one: PastCase, by: Reader) -> list[SpineEvent]:
    """The events of a case, by which its stage, state and day of closing are set as well."""
    opened = moment_of(one.opened_on)
    events = [SpineEvent(EventKind.OPENED, opened, why=one.why)]
    if one.worker_id:
        events.append(SpineEvent(EventKind.MILESTONE, opened, milestone=Milestone.WORKER_NAMED))
    if one.closed_on:
        rules = organisation.rules_of(row.protocol_id)
        reason = _("Closed in the system that it came from")
        met = [line.key for line in rules.closing]
        require(may_close(events, rules, reasons=[ClosingReason.OTHER], why=reason, met=met))
        closed = SpineEvent(EventKind.CLOSED, moment_of(one.closed_on), why=reason, closing_reason=ClosingReason.OTHER)
        events.append(closed)
    signed = [replace(event, by=by.name) for event in events]
    view = derived(row, signed)
    row.stage = view.episodes[-1].stage if view.stage is None else view.stage
    row.state, row.episode, row.closed_on = view.state, max(view.episode, 1), view.closed_on
    return signed


def _event(row: Case, event: SpineEvent, by: Reader) -> StageEvent:
    return StageEvent(
        circle_id=row.circle_id,
        case=row,
        kind=event.kind,
        milestone=event.milestone or "",
        stage=event.stage or "",
        at=event.at,
        why=event.why,
        closing_reason=event.closing_reason,
        by_name=by.name,
        by_id=by.actor_id,
    )


def _parts(row: Case, one: PastCase) -> list[Participant]:
    until = one.until or {}
    focus = next((part for part in one.people if part.focus), one.people[0])
    return [
        Participant(
            circle_id=row.circle_id,
            case=row,
            person_id=part.person_id,
            role=ParticipantRole(part.role),
            focus=part is focus,
            note=part.note,
            from_on=part.from_on or one.opened_on,
            until_on=until.get(part.person_id),
        )
        for part in one.people
    ]


def _assignment(row: Case, one: PastCase, worker_id: int) -> Assignment:
    return Assignment(
        circle_id=row.circle_id,
        case=row,
        worker_id=worker_id,
        role=AssignmentRole.PRIMARY,
        from_on=one.opened_on,
        until_on=one.closed_on,
    )


def _closing(row: Case, one: PastCase) -> Closing:
    return Closing(
        circle_id=row.circle_id,
        case=row,
        episode=row.episode,
        reasons=[ClosingReason.OTHER.value],
        reason_words=_("Closed in the system that it came from"),
        planned=False,
        closed_on=one.closed_on,
        summary=one.summary,
    )
