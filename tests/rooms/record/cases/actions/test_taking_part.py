"""Persons join a case and leave it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.record.cases import actions as cases
from alongside.record.cases.actions import Part
from alongside.record.cases.enums import ParticipantRole
from alongside.record.cases.models import Case, Participant
from alongside.record.people import actions as people
from alongside.record.people.actions.merging import merge_person
from tests.conftest import Become
from tests.factories.cases import a_case, a_circle, a_person
from tests.factories.twins import twins


def test_a_person_of_another_circle_joins_and_the_case_becomes_a_familys(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    rosario = a_person(a_circle(by), "Rosario Vega", by)
    part = cases.add_participant(case=case, person_id=rosario.id, role=ParticipantRole.RELATIVE, by=by)
    assert (part.from_on, part.until_on) == (clock.today(), None)
    assert Case.objects.get(id=case.id).family
    with pytest.raises(Refused, match="already"):
        cases.add_participant(case=case, person_id=rosario.id, role=ParticipantRole.CARER, by=by)


def test_a_person_whom_she_cannot_see_never_joins(become: Become) -> None:
    elsewhere = become("elsewhere")
    hidden = a_person(a_circle(elsewhere, programme="safe"), "Ana Nowak", elsewhere)
    by = become("worker")
    case = a_case(by)
    for person in (hidden.id, 987654):
        with pytest.raises(Refused) as refused:
            cases.add_participant(case=case, person_id=person, role=ParticipantRole.RELATIVE, why="Sister", by=by)
        assert refused.value.code == "access.add_subject"


def test_an_entry_that_became_somebody_else_takes_part_in_nothing(become: Become) -> None:
    by = become("worker")
    keep, lose = twins(by)
    merge_person(keep=keep, lose=lose, sides={}, why="The same", by=by)
    case = a_case(by)
    with pytest.raises(NotFound), transaction.atomic():
        cases.add_participant(case=case, person_id=lose.id, role=ParticipantRole.RELATIVE, by=by)
    with pytest.raises(NotFound), transaction.atomic():
        people.bring_into_circle(person_id=lose.id, circle=case.circle_id, by=by)
    with pytest.raises(NotFound), transaction.atomic():
        cases.open_case(circle=a_circle(by), programme_id=case.programme_id, people=[Part(lose.id)], by=by)
    assert Case.objects.count() == 3


def test_bad_dates_and_roles_are_refused_by_field(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    person = a_person(case.circle_id, "Rosario Vega", by)
    with pytest.raises(Refused) as refused:
        cases.add_participant(case=case, person_id=person.id, role="boss", by=by)
    assert list(refused.value.fields) == ["role"]
    tomorrow = clock.today() + timedelta(days=1)
    with pytest.raises(Refused) as refused:
        cases.add_participant(case=case, person_id=person.id, role="relative", from_on=tomorrow, by=by)
    assert list(refused.value.fields) == ["from_on"]


def test_a_part_ends_with_a_reason_and_within_its_time(become: Become) -> None:
    by = become("worker")
    case = a_case(by, family=True)
    child = Participant.objects.filter(case=case, role="child").first()
    assert child
    with pytest.raises(Refused, match="Say why"):
        cases.end_participation(participant=child, why=" ", by=by)
    with pytest.raises(Refused, match="between"):
        cases.end_participation(participant=child, on=clock.today() - timedelta(days=1), why="Moved out", by=by)
    cases.end_participation(participant=child, why="Moved out", by=by)
    assert Participant.objects.get(id=child.id).until_on == clock.today()
    with pytest.raises(Refused, match="already"):
        cases.end_participation(participant=child, why="Moved out", by=by)


def test_the_last_person_whom_a_case_is_for_stays(become: Become) -> None:
    by = become("worker")
    case = a_case(by, family=True)
    lead = Participant.objects.get(case=case, focus=True)
    with pytest.raises(Refused, match="for somebody"):
        cases.end_participation(participant=lead, why="Moved out", by=by)


def test_a_colleague_does_not_change_who_takes_part_and_others_learn_nothing(become: Become) -> None:
    worker = become("worker")
    case = a_case(worker, family=True)
    part = Participant.objects.filter(case=case, focus=False).first()
    assert part
    part.case = case
    with pytest.raises(Refused, match="carries this case"):
        cases.end_participation(participant=part, why="Moved out", by=become("colleague"))
    for who in ("elsewhere", "intake", "evaluator", "privacy", "admin"):
        with pytest.raises(NotFound):
            cases.end_participation(participant=part, why="Moved out", by=become(who))
