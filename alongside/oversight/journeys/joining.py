"""Somebody joins a case or a request: a newcomer is added to the record, one who is there already is brought in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from alongside.ground.foundation.reader import Reader
from alongside.record.cases import actions as cases
from alongside.record.cases.enums import ParticipantRole
from alongside.record.cases.queries import case_row
from alongside.record.intakes import actions as intakes
from alongside.record.intakes.queries import intake_row
from alongside.record.people import actions as people
from alongside.record.people.enums import Answer, BirthPrecision, ContactPointKind, Gender
from alongside.record.people.models import Person


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who is not in the record yet, as far as she is known.

    ``searched`` is the receipt that near matches of ``full_name`` were shown; ``not_same`` are the house numbers of
    those among them of whom the worker said that they are somebody else.
    """

    full_name: str
    searched: str
    preferred: str = ""
    pronouns: str = ""
    born_on: date | None = None
    birth_precision: BirthPrecision | str = BirthPrecision.EXACT
    phone: str = ""
    languages: tuple[str, ...] = ()
    interpreter: Answer | str = Answer.NOT_ASKED
    gender: Gender | str = Gender.NOT_ASKED
    not_same: tuple[int, ...] = ()


@transaction.atomic
def add_to_case(*, case: UUID, newcomer: Newcomer, role: ParticipantRole | str, note: str = "", by: Reader) -> Person:
    """Add a newcomer to the record and to a case (its outside name), with her part in it.

    Refused as adding a person and adding a participant are: no look for near matches, an impossible date, a reader who
    does not carry the case, a case that is closed. When anything is refused nothing is written.
    """
    row = case_row(case)
    person = add_new_person(newcomer=newcomer, circle=row.circle_id, by=by)
    cases.add_participant(case=row, person_id=person.id, role=role, note=note, by=by)
    return person


@transaction.atomic
def add_to_intake(*, intake: UUID, newcomer: Newcomer, by: Reader) -> Person:
    """Add a newcomer to the record and say that a request (its outside name) is about her.

    Refused as adding a person and matching a request are.
    """
    row = intake_row(intake)
    person = add_new_person(newcomer=newcomer, circle=row.circle_id, by=by)
    intakes.match_person(intake=row, person_id=person.id, by=by)
    return person


@transaction.atomic
def bring_in(
    *, person_id: int, case: UUID | None = None, intake: UUID | None = None, role: ParticipantRole | str, by: Reader
) -> None:
    """Bring a person who is in the record into a case with her part, or say that a request is about her."""
    if case is not None:
        cases.add_participant(case=case_row(case), person_id=person_id, role=role, by=by)
    if intake is not None:
        intakes.match_person(intake=intake_row(intake), person_id=person_id, by=by)


@transaction.atomic
def add_new_person(*, newcomer: Newcomer, circle: int, by: Reader) -> Person:
    """Add a newcomer to the record as a subject of a circle, with what is known of them; no part in a case yet."""
    person = people.add_person(
        circle=circle,
        full_name=newcomer.full_name,
        preferred=newcomer.preferred,
        pronouns=newcomer.pronouns,
        born_on=newcomer.born_on,
        birth_precision=newcomer.birth_precision,
        languages=newcomer.languages,
        interpreter=newcomer.interpreter,
        gender=newcomer.gender,
        searched=newcomer.searched,
        by=by,
    )
    for other in newcomer.not_same:
        people.remember_not_same(person=person, other_id=other, by=by)
    if newcomer.phone.strip():
        people.add_contact_point(person=person, circle=circle, kind=ContactPointKind.PHONE, value=newcomer.phone, by=by)
    return person
