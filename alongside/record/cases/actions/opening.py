"""Opening a case: people first, a programme whose protocol it keeps, a number, and whoever carries it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from alongside.agency.access import actions as access
from alongside.agency.access.enums import CircleKind, GrantReason
from alongside.agency.access.models import Circle
from alongside.agency.organisation import queries as organisation
from alongside.agency.organisation.enums import ProgrammeKind
from alongside.agency.organisation.queries import ProgrammeLine, ProtocolLine
from alongside.agency.staff.models import Worker
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, require
from alongside.ground.foundation.reader import Reader
from alongside.record.cases.actions.spine import moment_of, write_events
from alongside.record.cases.enums import AssignmentRole, EventKind, Milestone, ParticipantRole
from alongside.record.cases.models import Assignment, Case, Participant
from alongside.record.cases.rules.events import SpineEvent
from alongside.record.cases.rules.standing import may_start_case
from alongside.record.people.actions.adding import add_person
from alongside.record.people.models import Person


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody's part in a case: ``person_id`` is her house number, ``focus`` whether the case is for her."""

    person_id: int
    role: ParticipantRole | str = ParticipantRole.PERSON
    focus: bool = False
    note: str = ""
    from_on: date | None = None


@dataclass(frozen=True, slots=True)
class Reached:
    """A milestone that was reached before or with the opening: when (now by default) and, if it matters, why."""

    milestone: Milestone | str
    at: date | datetime | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class NewPart:
    """A part for somebody who is not in the record yet; ``searched`` is the receipt of the search before (S-001)."""

    full_name: str
    searched: str
    role: ParticipantRole | str = ParticipantRole.PERSON
    focus: bool = False
    born_on: date | None = None


@transaction.atomic
def start_case(
    *,
    programme_id: int,
    people: Sequence[Part | NewPart],
    worker_id: int | None,
    title: str = "",
    family: bool | None = None,
    why: str = "",
    by: Reader,
) -> Case:
    """Open a case directly, without a request before it: a circle for the team, new persons, the case.

    The circle belongs to the team of ``by`` that works in the programme. Opening is the decision on the request, and is
    recorded as such. Refused: nobody who carries it, a programme in which no team of ``by`` works, and whatever
    ``open_case`` and ``add_person`` refuse.
    """
    if worker_id is None:
        reason = _("Choose who carries the case.")
        raise Refused("case.worker.required", reason, fields={"worker": reason})
    programme = organisation.programme(programme_id)
    team = next((one for one in programme.team_ids if one in by.teams), None) if programme else None
    if programme is None or team is None:
        reason = _("Choose a programme in which your team works.")
        raise Refused("case.programme.required", reason, fields={"programme": reason})
    require(may_start_case(by))
    kind = CircleKind.VICTIM_SERVICE if programme.kind == ProgrammeKind.VICTIM_SERVICE else CircleKind.ORDINARY
    circle = access.open_circle(team_id=team, kind=kind, ground=GrantReason.ASSIGNED, why=why, by=by)
    case = open_case(
        circle=circle,
        programme_id=programme_id,
        title=title,
        people=[_added(one, circle, by) for one in people],
        worker_id=worker_id,
        family=family,
        milestones=[Reached(Milestone.INTAKE_DECIDED, why=_("Opened directly"))],
        why=why,
        by=by,
    )
    if worker_id != by.worker_id:
        access.end_assignment(circle=circle, actor_id=by.actor_id, why=_("Opened for somebody else"), by=by)
    return case


def _added(one: Part | NewPart, circle: int, by: Reader) -> Part:
    if isinstance(one, Part):
        return one
    person = add_person(circle=circle, full_name=one.full_name, born_on=one.born_on, searched=one.searched, by=by)
    return Part(person.id, one.role, focus=one.focus)


@transaction.atomic
def open_case(
    *,
    circle: int,
    programme_id: int,
    title: str = "",
    people: Sequence[Part],
    opened_on: date | None = None,
    intake_id: int | None = None,
    worker_id: int | None = None,
    family: bool | None = None,
    milestones: Sequence[Reached] = (),
    why: str = "",
    by: Reader,
) -> Case:
    """Open a case in ``circle`` (which the caller opened or an intake hands on) for ``people`` under a programme.

    ``worker_id`` is the worker who will carry it; she is granted the circle. ``title`` and ``family`` follow from the
    people when not given. ``milestones`` are what the way here has reached already.

    Refused: nobody takes part, somebody named twice or whom ``by`` cannot see, no such programme, a circle less
    confidential than the programme, a day still to come, a worker who has left. Writes case, participants, assignment
    and events; the protocol in force on ``opened_on`` is pinned.
    """
    day = opened_on or clock.today()
    opened_at = moment_of(day)
    room = Circle.objects.filter(id=circle).first()
    if room is None:
        raise NotFound
    programme = programme_for(programme_id, room)
    worker = _worker(worker_id)
    persons = _persons(people, circle, why=why, by=by)
    lead = persons[_lead(people)]
    many = sum(part.role != ParticipantRole.PROFESSIONAL for part in people) > 1 if family is None else family
    case = Case.objects.create(
        circle=room,
        number=_next_number(),
        title=title.strip() or (_("%(name)s and family") % {"name": lead.display_name} if many else lead.display_name),
        sort_key=lead.sort_key,
        family=many,
        programme_id=programme.id,
        protocol_id=protocol_for(organisation.protocols(programme.id), day),
        intake_id=intake_id,
        opened_on=day,
    )
    _take_part(case, people, lead)
    events = [SpineEvent(EventKind.OPENED, opened_at, why=why), *[_reached(one) for one in milestones]]
    if worker is not None:
        Assignment.objects.create(circle_id=circle, case=case, worker=worker, role=AssignmentRole.PRIMARY, from_on=day)
        access.assign(circle=circle, actor_id=worker.actor_id, why=_("Named worker"), by=by)
        events.append(SpineEvent(EventKind.MILESTONE, opened_at, milestone=Milestone.WORKER_NAMED))
    write_events(case, events, by=by, check=False)
    return case


def _take_part(case: Case, people: Sequence[Part], lead: Person) -> None:
    Participant.objects.bulk_create(
        [
            Participant(
                circle_id=case.circle_id,
                case=case,
                person_id=part.person_id,
                role=ParticipantRole(part.role),
                focus=part.focus or part.person_id == lead.id,
                note=part.note.strip(),
                from_on=part.from_on or case.opened_on,
            )
            for part in people
        ]
    )


def _reached(one: Reached) -> SpineEvent:
    return SpineEvent(EventKind.MILESTONE, moment_of(one.at), milestone=Milestone(one.milestone), why=one.why)


def protocol_for(versions: Sequence[ProtocolLine], day: date) -> int:
    """The version in force on the day a case opens, of all of a programme's; refused when it has none."""
    protocol = organisation.in_force(versions, day)
    if protocol is None:
        reason = _("This programme has no protocol yet. Ask an administrator to add one.")
        raise Refused("case.protocol.missing", reason, fields={"programme": reason})
    return protocol.id


def programme_for(programme_id: int, circle: Circle) -> ProgrammeLine:
    """The programme in which a case opens; refused when it is not as confidential as the circle."""
    programme = organisation.programme(programme_id)
    if programme is None:
        reason = _("Choose the programme in which this case opens.")
        raise Refused("case.programme.required", reason, fields={"programme": reason})
    confidential = programme.kind == ProgrammeKind.VICTIM_SERVICE
    if confidential != (circle.kind == CircleKind.VICTIM_SERVICE):
        reason = _("This record and the programme are not equally confidential. Open a new record for the programme.")
        raise Refused("case.programme.confidential", reason, fields={"programme": reason})
    return programme


def _worker(worker_id: int | None) -> Worker | None:
    if worker_id is None:
        return None
    worker = Worker.objects.filter(id=worker_id, left_on=None).first()
    if worker is None:
        reason = _("Choose a worker who works here.")
        raise Refused("case.worker.unknown", reason, fields={"worker": reason})
    return worker


def _persons(people: Sequence[Part], circle: int, *, why: str, by: Reader) -> dict[int, Person]:
    """The persons of ``people`` in their order, each made a subject of the circle."""
    ids = [part.person_id for part in people]
    if not ids:
        reason = _("Say for whom the case is: choose at least one person.")
        raise Refused("case.participant.required", reason, fields={"people": reason})
    if len(set(ids)) < len(ids):
        reason = _("Somebody is named twice. Each person has one part in a case.")
        raise Refused("case.participant.twice", reason, fields={"people": reason})
    for person_id in ids:
        access.add_subject(circle=circle, person_id=person_id, why=why, by=by)
    found = Person.objects.in_bulk(ids)
    if len(found) < len(ids):
        raise NotFound
    return {index: found[person_id] for index, person_id in enumerate(ids)}


def _lead(people: Sequence[Part]) -> int:
    """The place of the person by whom the case is named: the first it is for, or else the first."""
    return next((index for index, part in enumerate(people) if part.focus), 0)


def _next_number() -> str:
    with connection.cursor() as cursor:
        cursor.execute("select nextval('app.case_numbers')")
        (number,) = cursor.fetchone()
    return f"{organisation.the_agency().number_prefix}-{number}"
