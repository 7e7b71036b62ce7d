"""From request to case: accepting, passing on to the team that knows her, reopening what was closed (S-012, S-163)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.agency.access import actions as access
from alongside.agency.organisation import queries as organisation
from alongside.agency.organisation.queries import ProgrammeLine
from alongside.agency.staff import queries as staff
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import Reader
from alongside.ground.foundation.text import phone_key
from alongside.record.cases import actions as cases
from alongside.record.cases.actions import Part, Reached
from alongside.record.cases.enums import CaseState, Milestone, ParticipantRole
from alongside.record.cases.models import Case, Participant
from alongside.record.intakes import actions as intakes
from alongside.record.intakes.enums import IntakeState, ScreeningOutcome
from alongside.record.intakes.models import Intake, Screening
from alongside.record.intakes.queries import answers_of, intake_row
from alongside.record.intakes.rules.asking import read_birth, safe_contact
from alongside.record.people import actions as people_actions
from alongside.record.people.enums import Answer, BirthPrecision, ContactPointKind
from alongside.record.people.models import Person
from alongside.record.people.rules.dates import stored_birth


@dataclass(frozen=True, slots=True)
class Joining:
    """Somebody who takes part in the case from its first day: in the record already (``person_id``), or new by name.

    ``searched`` is the receipt that near matches of this name were shown; a new person is not added without it.
    ``not_same`` are the house numbers of those among them of whom the worker said that they are somebody else.
    """

    name: str = ""
    person_id: int | None = None
    birth_words: str = ""
    searched: str = ""
    not_same: tuple[int, ...] = ()
    role: ParticipantRole | str = ParticipantRole.PERSON
    focus: bool = False
    note: str = ""


@transaction.atomic
def accept_intake(
    *,
    intake: Intake,
    family: bool | None = None,
    team_id: int | None = None,
    worker_id: int | None = None,
    people: Sequence[Joining] = (),
    criterion: str = "",
    reason: str = "",
    by: Reader,
) -> Case:
    """Accept a request and open its case in one step: decision, people, safe contact, case, worker, hand-on.

    ``people`` are those who take part; without any, the person whom the request names, who still needs ``searched`` if
    she is new. The first with ``focus`` (else the first) gets the request's phone number with its safe-contact
    answers. ``team_id`` is the team that carries the case (the programme's own when it has one only), ``worker_id`` a
    worker of it, or nobody yet. Afterwards intake sees nothing of it any more (ruling 22).

    Refused: no reason, a team that does not serve the programme, a worker of another team, nobody named, a new person
    without a look for near matches, an impossible birth. When anything is refused nothing is written.
    """
    row = intake_row(intake.public_id)
    team = _team(row, team_id)
    _worker(worker_id, team)
    decided_at = _accepted(row, criterion=criterion, reason=reason, by=by)
    row = intake_row(row.public_id)
    joining = _focused(people or [Joining(row.person_name, row.person_id, row.birth_words)])
    persons = [_person(row, one, by=by) for one in joining]
    lead = next(person for person, one in zip(persons, joining, strict=True) if one.focus)
    _keep_phone(row, lead, by=by)
    case = cases.open_case(
        circle=row.circle_id,
        programme_id=row.programme_id,
        people=[
            Part(person.id, one.role, focus=one.focus, note=one.note)
            for person, one in zip(persons, joining, strict=True)
        ],
        intake_id=row.id,
        worker_id=worker_id,
        family=family,
        milestones=_reached(row, decided_at),
        by=by,
    )
    intakes.became_case(intake=row, person_id=lead.id, by=by)
    _hand_on(row, team, by=by)
    return case


@transaction.atomic
def pass_on(*, intake: Intake, team_id: int | None = None, criterion: str = "", reason: str = "", by: Reader) -> None:
    """Accept a request and pass it, without a case, to the team that may know her: it reopens or opens (S-163).

    Refused: no reason, a team that does not serve the programme, a request decided otherwise that became a case.
    """
    row = intake_row(intake.public_id)
    team = _team(row, team_id)
    _accepted(row, criterion=criterion, reason=reason, by=by)
    _hand_on(row, team, by=by)


@transaction.atomic
def reopen_with_intake(*, intake: Intake, case: Case, why: str, worker_id: int | None = None, by: Reader) -> Case:
    """Answer a request by reopening the closed case of the same person instead of opening a second one (S-163).

    Refused: a request not matched to somebody who took part in that case, a case that is not closed, no reason.
    The request stays as a record of its own beside the case.
    """
    row = intake_row(intake.public_id)
    part = Participant.objects.filter(case=case, person_id=row.person_id).first() if row.person_id else None
    if part is None:
        reason = _("Say first who the request is about; that person took no part in that case.")
        raise Refused("intake.reopen.person", reason, fields={"person": reason})
    if case.state not in (CaseState.CLOSED, CaseState.AFTER_CARE):
        raise Refused("intake.reopen.open", _("That case is open already. Record this request as a contact in it."))
    _accepted(row, criterion="", reason=why, by=by)
    again = cases.reopen(case=case, why=why, worker_id=worker_id, by=by)
    intakes.became_case(intake=row, person_id=part.person_id, by=by)
    return again


def _team(row: Intake, team_id: int | None) -> int:
    programme = _programme(row)
    if team_id is None and len(programme.team_ids) == 1:
        return programme.team_ids[0]
    if team_id not in programme.team_ids:
        reason = _("Choose the team that carries the case; it must be one that serves %(programme)s.") % {
            "programme": programme.name
        }
        raise Refused("intake.team.required", reason, fields={"team": reason})
    return team_id


def _programme(row: Intake) -> ProgrammeLine:
    programme = organisation.programme(row.programme_id)
    if programme is None:
        raise Refused("intake.programme.ended", _("This programme has ended. Take the request in for another one."))
    return programme


def _worker(worker_id: int | None, team: int) -> None:
    if worker_id is not None and worker_id not in {worker.id for worker in staff.workers(teams=(team,))}:
        reason = _("Choose a worker of the team that carries the case, or nobody yet.")
        raise Refused("intake.worker.team", reason, fields={"worker": reason})


def _accepted(row: Intake, *, criterion: str, reason: str, by: Reader) -> datetime:
    """When the request was accepted: by the decision that stands, or else now, with criterion and reason."""
    if row.state == IntakeState.DECIDED:
        last = Screening.objects.filter(intake=row).order_by("-id").first()
        if last is not None and last.outcome == ScreeningOutcome.ACCEPT:
            return last.decided_at
    made = intakes.screen(intake=row, outcome=ScreeningOutcome.ACCEPT, criterion=criterion, reason=reason, by=by)
    return made.decided_at


def _focused(people: Sequence[Joining]) -> list[Joining]:
    """``people`` with exactly one whom the case is for: the first who was marked, or else the first."""
    lead = next((place for place, one in enumerate(people) if one.focus), 0)
    return [replace(one, focus=place == lead) for place, one in enumerate(people)]


def _person(row: Intake, one: Joining, *, by: Reader) -> Person:
    """Somebody who joins: brought into the circle, or added with what is known of her birth."""
    if one.person_id is not None:
        why = _("Takes part in the case that opens from a request")
        return people_actions.bring_into_circle(person_id=one.person_id, circle=row.circle_id, why=why, by=by)
    if not one.name.strip():
        reason = _("A case is for somebody: write a name, or what they want to be called.")
        raise Refused("intake.person.required", reason, fields={"person_name": reason})
    birth = read_birth(one.birth_words, today=clock.today())
    born_on, precision = stored_birth(birth) if birth else (None, BirthPrecision.UNKNOWN)
    person = people_actions.add_person(
        circle=row.circle_id,
        full_name=one.name,
        born_on=born_on,
        birth_precision=precision,
        languages=[row.language] if row.language and one.focus else [],
        searched=one.searched,
        by=by,
    )
    for other_id in one.not_same:
        people_actions.remember_not_same(person=person, other_id=other_id, by=by)
    return person


def _keep_phone(row: Intake, person: Person, *, by: Reader) -> None:
    """Keep the phone number of the request with what was said about safe contact."""
    if not row.phone:
        return
    asked = not safe_contact(answers_of(row)).nothing_asked
    people_actions.add_contact_point(
        person=person,
        circle=row.circle_id,
        kind=ContactPointKind.PHONE if phone_key(row.phone) else ContactPointKind.OTHER,
        value=row.phone,
        call_ok=Answer(row.safe_call),
        text_ok=Answer(row.safe_text),
        voicemail_ok=Answer(row.safe_voicemail),
        letter_ok=Answer(row.safe_letter),
        hours_from=row.safe_from,
        hours_until=row.safe_until,
        note=row.safe_note,
        language=row.language,
        asked_on=clock.today() if asked else None,
        by=by,
    )


def _reached(row: Intake, decided_at: datetime) -> list[Reached]:
    """What of the spine a request has reached by the time its case opens."""
    reached = [
        Reached(Milestone.REQUEST_RECEIVED, row.received_at),
        Reached(Milestone.URGENCY_CHECKED, row.received_at),
        Reached(Milestone.INTAKE_DECIDED, decided_at),
    ]
    if not safe_contact(answers_of(row)).nothing_asked:
        reached.append(Reached(Milestone.SAFE_CONTACT_ASKED, row.received_at))
    if row.notice_given_at is not None:
        reached.append(Reached(Milestone.NOTICE_GIVEN, row.notice_given_at))
    return reached


def _hand_on(row: Intake, team: int, *, by: Reader) -> None:
    """Give the circle to the team; what intake was granted in it ends. Nothing of it can be written afterwards."""
    if row.circle.team_id != team:
        access.move_circle(circle=row.circle_id, team_id=team, why=_("Request accepted"), by=by)
