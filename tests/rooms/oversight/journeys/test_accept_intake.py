"""From request to case: everything in one step, and nothing left with intake."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pytest

from alongside.agency.access.models import Circle, CircleSubject, Grant
from alongside.agency.organisation.models import Programme
from alongside.agency.organisation.rules import default_protocol
from alongside.agency.staff import queries as staff
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.reader import Reader
from alongside.oversight.journeys.accept_intake import Joining, accept_intake, pass_on, reopen_with_intake
from alongside.record.cases import actions as cases
from alongside.record.cases.enums import CaseState, EventKind, Milestone, ParticipantRole
from alongside.record.cases.models import Assignment, Case, Participant, StageEvent
from alongside.record.intakes import actions as intakes
from alongside.record.intakes import queries as intake_queries
from alongside.record.intakes.enums import IntakeState
from alongside.record.intakes.models import Intake, Screening
from alongside.record.people import queries as people
from alongside.record.people.enums import BirthPrecision
from alongside.record.people.models import ContactPoint, NotSamePerson, Person
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.intakes import an_intake, team_id

YES: dict[str, Any] = {"criterion": "child_in_household", "reason": "Rent arrears with children at home"}


def new(name: str, by: Reader, **facts: Any) -> Joining:
    """Somebody new, after a look for near matches."""
    return Joining(name=name, searched=people.near_matches(full_name=name, by=by).receipt, **facts)


def worker_id(name: str) -> int:
    return next(worker.id for worker in staff.workers() if worker.name == name)


def closed_case(become: Become) -> tuple[Case, int]:
    """A closed case of Marta López in the family team, and her number."""
    case = a_case(become("worker"))
    by = become("supervisor")
    closing = cases.write_closing(case=case, reasons=["goals_met"], summary="Rent is paid.", by=by)
    requirements = {line.key for line in default_protocol("family_support").closing}
    case = cases.close(case=case, closing=closing, met=requirements, by=by)
    return case, Participant.objects.get(case=case).person_id


def test_accepting_opens_the_case_of_a_family_in_one_step(become: Become) -> None:
    by = become("intake")
    row = an_intake(
        by, safe_text="yes", safe_voicemail="no", safe_from=time(18), safe_note="Someone else may listen",
        notice_given=True, notice_how="Read aloud", language="Spanish",
    )  # fmt: skip
    case = accept_intake(
        intake=row,
        family=True,
        people=[
            new("Dani Prado", by, role=ParticipantRole.CHILD, birth_words="2015"),
            new("Marta Lopes", by, role=ParticipantRole.PARENT, birth_words="3 May 1992", focus=True),
        ],
        **YES,
        by=by,
    )
    become("supervisor")
    stored = Case.objects.get(id=case.id)
    assert (stored.title, stored.family, stored.intake_id) == ("Marta Lopes and family", True, row.id)
    assert Circle.objects.get(id=stored.circle_id).team_id == team_id()
    parts = {
        part.person.display_name: part for part in Participant.objects.filter(case=stored).select_related("person")
    }
    assert parts["Marta Lopes"].focus
    assert not parts["Dani Prado"].focus
    child = parts["Dani Prado"].person
    assert (child.born_on.year, child.birth_precision) == (2015, BirthPrecision.YEAR)  # type: ignore[union-attr]
    assert parts["Marta Lopes"].person.languages == ["Spanish"]
    point = ContactPoint.objects.get()
    assert (point.person_id, point.text_ok, point.voicemail_ok) == (parts["Marta Lopes"].person_id, "yes", "no")
    assert (point.hours_from, point.note) == (time(18), "Someone else may listen")
    assert set(
        StageEvent.objects.filter(case=stored, kind=EventKind.MILESTONE).values_list("milestone", flat=True)
    ) == {
        Milestone.REQUEST_RECEIVED,
        Milestone.URGENCY_CHECKED,
        Milestone.SAFE_CONTACT_ASKED,
        Milestone.INTAKE_DECIDED,
        Milestone.NOTICE_GIVEN,
    }
    taken = Intake.objects.get(id=row.id)
    assert (taken.state, taken.person_id) == (IntakeState.BECAME_CASE, parts["Marta Lopes"].person_id)
    assert Screening.objects.get(intake=taken).criterion == "child_in_household"


def test_intake_sees_nothing_of_the_case_afterwards(become: Become) -> None:
    by = become("intake")
    row = an_intake(by)
    case = accept_intake(intake=row, people=[new("Marta Lopes", by)], **YES, by=by)
    for model in (Case, Intake, Screening, Participant, Person, ContactPoint, CircleSubject, StageEvent):
        assert not model.objects.exists(), model
    assert not Circle.objects.filter(id=case.circle_id).exists()
    become("intake")
    assert not Case.objects.exists()
    with pytest.raises(NotFound):
        intake_queries.intake_view(row.public_id)
    (line,) = intake_queries.handed_on()
    assert (line.intake, line.team, line.became_case) == (row.public_id, "Family team", True)


def test_the_receiving_team_sees_it_and_nobody_else(become: Become) -> None:
    by = become("intake")
    accept_intake(intake=an_intake(by), people=[new("Marta Lopes", by)], **YES, by=by)
    for username, sees in [
        ("worker", True),
        ("colleague", True),
        ("supervisor", True),
        ("elsewhere", False),
        ("intake", False),
        ("evaluator", False),
        ("privacy", False),
        ("admin", False),
    ]:
        become(username)
        assert Case.objects.exists() is sees, username
        assert Intake.objects.exists() is sees, username


def test_a_worker_of_the_team_is_named_at_once(become: Become) -> None:
    by = become("intake")
    worker = worker_id("Dele Akande")
    case = accept_intake(
        intake=an_intake(by), people=[new("Marta Lopes", by)], worker_id=worker, reason="Two needs at once", by=by
    )
    carrier = become("worker")
    assert Assignment.objects.get(case=case).worker_id == worker
    assert Grant.objects.filter(
        actor_id=carrier.actor_id, scope="c", scope_id=case.circle_id, reason="assigned"
    ).exists()
    become("intake")
    assert [line.carriers for line in intake_queries.handed_on()] == ["Dele Akande"]


def test_without_safe_contact_that_step_stays_open_and_nothing_is_kept_as_asked(become: Become) -> None:
    by = become("intake")
    case = accept_intake(intake=an_intake(by, phone="ask her sister"), people=[new("Marta Lopes", by)], **YES, by=by)
    become("supervisor")
    reached = set(StageEvent.objects.filter(case=case).values_list("milestone", flat=True))
    assert not {Milestone.SAFE_CONTACT_ASKED, Milestone.NOTICE_GIVEN} & reached
    point = ContactPoint.objects.get()
    assert (point.kind, point.asked_on, point.call_ok) == ("other", None, "not_asked")


def test_somebody_the_agency_knows_joins_as_herself(become: Become) -> None:
    known = a_case(become("worker"))
    person_id = Participant.objects.get(case=known).person_id
    by = become("intake")
    case = accept_intake(intake=an_intake(by, person_id=person_id, phone=""), family=False, **YES, by=by)
    become("supervisor")
    assert Person.objects.count() == 1
    assert Participant.objects.get(case=case).person_id == person_id
    assert not ContactPoint.objects.exists()


def test_those_said_not_to_be_the_same_are_remembered(become: Become) -> None:
    known = a_case(become("worker"), people=["Marta López"])
    other = Participant.objects.get(case=known).person_id
    by = become("intake")
    case = accept_intake(intake=an_intake(by), people=[new("Marta Lopes", by, not_same=(other,))], **YES, by=by)
    become("supervisor")
    pair = NotSamePerson.objects.get()
    assert {pair.person_id, pair.other_id} == {other, Participant.objects.get(case=case).person_id}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"criterion": "", "reason": ""}, "reason"),
        ({"criterion": "no_room"}, "criterion"),
        ({"team_id": 0}, "team"),
        ({"worker_id": 0}, "worker"),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_written(become: Become, wrong: dict[str, Any], field: str) -> None:
    by = become("intake")
    row = an_intake(by)
    with pytest.raises(Refused) as caught:
        accept_intake(intake=row, people=[new("Marta Lopes", by)], **{**YES, **wrong}, by=by)
    assert caught.value.fields.keys() == {field}
    assert intake_queries.intake_row(row.public_id).state == IntakeState.NEW
    assert not Person.objects.exists()
    assert not Screening.objects.exists()


def test_a_worker_of_another_team_cannot_be_named(become: Become) -> None:
    by = become("intake")
    with pytest.raises(Refused) as caught:
        accept_intake(
            intake=an_intake(by), people=[new("Marta Lopes", by)], worker_id=worker_id("Tomasz Nowak"), **YES, by=by
        )
    assert caught.value.code == "intake.worker.team"


def test_nobody_is_added_unseen_or_without_a_name(become: Become) -> None:
    by = become("intake")
    with pytest.raises(Refused) as caught:
        accept_intake(intake=an_intake(by), **YES, by=by)
    assert caught.value.code == "people.search_first"
    with pytest.raises(Refused) as caught:
        accept_intake(intake=an_intake(by, person_name=""), **YES, by=by)
    assert caught.value.fields.keys() == {"person_name"}
    assert not Screening.objects.exists()


@pytest.mark.parametrize(
    "username", ["worker", "colleague", "supervisor", "elsewhere", "evaluator", "privacy", "admin"]
)
def test_nobody_outside_intake_accepts(become: Become, username: str) -> None:
    row = an_intake(become("intake"))
    by = become(username)
    with pytest.raises(NotFound):
        accept_intake(intake=row, people=[Joining("Marta Lopes")], **YES, by=by)
    with pytest.raises(NotFound):
        pass_on(intake=row, by=by)


def test_a_request_becomes_one_case_only(become: Become) -> None:
    by = become("intake")
    row = an_intake(by)
    accept_intake(intake=row, people=[new("Marta Lopes", by)], **YES, by=by)
    by = become("supervisor")
    with pytest.raises(Refused) as caught:
        accept_intake(intake=row, people=[new("Marta Lopes", by)], **YES, by=by)
    assert caught.value.code == "intake.became_case"


def test_a_victim_service_keeps_its_kind_of_circle(become: Become) -> None:
    by = become("intake")
    case = accept_intake(intake=an_intake(by, programme="safe"), people=[new("Nadia Rahimi", by)], **YES, by=by)
    become("elsewhere")
    assert Circle.objects.get(id=Case.objects.get(id=case.id).circle_id).kind == "victim-service"


def test_a_request_is_passed_to_the_team_that_knows_her_and_opened_there(become: Become) -> None:
    by = become("intake")
    row = an_intake(by)
    pass_on(intake=row, **YES, by=by)
    assert not Intake.objects.exists()
    by = become("supervisor")
    assert [line.public_id for line in intake_queries.accepted_intakes()] == [row.public_id]
    case = accept_intake(intake=row, people=[new("Marta Lopes", by)], worker_id=worker_id("Dele Akande"), by=by)
    assert Case.objects.get(id=case.id).intake_id == row.id
    assert Screening.objects.filter(intake=row).count() == 1
    assert intake_queries.accepted_intakes() == []


def test_an_earlier_case_is_reopened_instead_of_opening_a_second(become: Become) -> None:
    case, person_id = closed_case(become)
    by = become("intake")
    row = an_intake(by)
    intakes.match_person(intake=row, person_id=person_id, by=by)
    pass_on(intake=row, **YES, by=by)
    by = become("supervisor")
    again = reopen_with_intake(intake=row, case=case, why="Rent again", worker_id=worker_id("Dele Akande"), by=by)
    assert (again.id, again.state, again.episode) == (case.id, CaseState.REOPENED, 2)
    assert Case.objects.count() == 1
    assert Intake.objects.get(id=row.id).state == IntakeState.BECAME_CASE


def test_only_a_closed_case_of_the_same_person_is_reopened(become: Become) -> None:
    open_case = a_case(become("worker"))
    person_id = Participant.objects.get(case=open_case).person_id
    by = become("intake")
    row = an_intake(by)
    pass_on(intake=row, **YES, by=by)
    by = become("supervisor")
    with pytest.raises(Refused) as caught:
        reopen_with_intake(intake=row, case=open_case, why="Rent again", by=by)
    assert caught.value.code == "intake.reopen.person"
    intakes.match_person(intake=row, person_id=person_id, by=by)
    with pytest.raises(Refused) as caught:
        reopen_with_intake(intake=row, case=open_case, why="Rent again", by=by)
    assert caught.value.code == "intake.reopen.open"


def test_a_programme_that_has_ended_opens_no_case(become: Become) -> None:
    by = become("intake")
    row = an_intake(by)
    become("admin")
    Programme.objects.filter(code="family").update(ends_on=clock.today() - timedelta(days=1))
    by = become("intake")
    with pytest.raises(Refused) as refused:
        accept_intake(intake=row, people=[new("Marta Lopes", by)], **YES, by=by)
    assert refused.value.code == "intake.programme.ended"


def test_a_team_that_does_not_serve_the_programme_carries_nothing(become: Become) -> None:
    by = become("intake")
    row = an_intake(by)
    other = team_id("Older people's team")
    with pytest.raises(Refused) as refused:
        accept_intake(intake=row, team_id=other, people=[new("Marta Lopes", by)], **YES, by=by)
    assert refused.value.code == "intake.team.required"
