"""Opening a case."""

from __future__ import annotations

from datetime import timedelta

import pytest

from alongside.agency.access.models import Grant
from alongside.agency.organisation import queries as organisation
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused
from alongside.record.cases import actions as cases
from alongside.record.cases.actions import Part, Reached
from alongside.record.cases.actions.opening import protocol_for
from alongside.record.cases.enums import CaseState, Milestone, ParticipantRole, Stage
from alongside.record.cases.models import Assignment, Case, StageEvent
from tests.conftest import Become
from tests.factories.cases import a_case, a_circle, a_person


def family_programme() -> int:
    return next(line.id for line in organisation.programmes() if line.code == "family")


def test_opening_for_one_person_names_numbers_assigns_and_begins_the_spine(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    assert case.title == "Marta López"
    assert not case.family
    assert case.number.startswith("HF-")
    assert case.protocol_id == organisation.protocols(case.programme_id)[0].id
    assert (case.stage, case.state, case.episode) == (Stage.INTAKE, CaseState.OPEN, 1)
    assert Assignment.objects.get(case=case).worker_id == by.worker_id
    assert list(StageEvent.objects.filter(case=case).order_by("id").values_list("kind", "milestone")) == [
        ("opened", ""),
        ("milestone", "worker_named"),
    ]


def test_a_family_case_has_several_participants_and_says_so_in_its_title(become: Become) -> None:
    case = a_case(become("worker"), family=True)
    assert case.family
    assert case.title == "Marta López and family"
    assert case.participants.count() == 3
    assert case.participants.get(focus=True).person.display_name == "Marta López"


def test_numbers_are_never_shared(become: Become) -> None:
    by = become("worker")
    numbers = {a_case(by).number for _ in range(3)}
    assert len(numbers) == 3


def test_milestones_reached_before_the_opening_count(become: Become) -> None:
    day = clock.today() - timedelta(days=3)
    given = [
        Reached(Milestone.REQUEST_RECEIVED, day),
        Reached(Milestone.SAFE_CONTACT_ASKED, day),
        Reached(Milestone.NOTICE_GIVEN, day),
        Reached(Milestone.INTAKE_DECIDED),
    ]
    case = a_case(become("worker"), milestones=given)
    assert case.stage == Stage.ASSESSMENT


@pytest.mark.parametrize(
    ("people", "code"),
    [([], "case.participant.required"), (["twice", "twice"], "case.participant.twice")],
)
def test_a_case_needs_people_each_once(become: Become, people: list[str], code: str) -> None:
    by = become("worker")
    circle = a_circle(by)
    person = a_person(circle, "Marta López", by)
    with pytest.raises(Refused) as refused:
        cases.open_case(circle=circle, programme_id=family_programme(), people=[Part(person.id) for _ in people], by=by)
    assert refused.value.code == code
    assert "people" in refused.value.fields
    assert not Case.objects.filter(circle_id=circle).exists()


def test_a_case_needs_a_programme_a_day_that_has_come_and_a_worker_who_works_here(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    people = [Part(a_person(circle, "Marta López", by).id)]
    with pytest.raises(Refused, match="programme"):
        cases.open_case(circle=circle, programme_id=0, people=people, by=by)
    tomorrow = clock.today() + timedelta(days=1)
    with pytest.raises(Refused, match="still to come"):
        cases.open_case(circle=circle, programme_id=family_programme(), people=people, opened_on=tomorrow, by=by)
    with pytest.raises(Refused, match="works here"):
        cases.open_case(circle=circle, programme_id=family_programme(), people=people, worker_id=0, by=by)


def test_a_confidential_programme_never_opens_in_an_ordinary_circle(become: Become) -> None:
    by = become("elsewhere")
    safe = next(line.id for line in organisation.programmes() if line.code == "safe")
    circle = a_circle(by)
    people = [Part(a_person(circle, "Ana", by).id)]
    with pytest.raises(Refused) as refused:
        cases.open_case(circle=circle, programme_id=safe, people=people, by=by)
    assert refused.value.code == "case.programme.confidential"
    assert a_case(by, programme="safe").programme_id == safe


@pytest.mark.parametrize("who", ["evaluator", "privacy", "admin", "elsewhere", "client"])
def test_nobody_opens_a_case_in_a_circle_she_does_not_see(become: Become, who: str) -> None:
    circle, family = a_circle(become("worker")), family_programme()
    by = become(who)
    with pytest.raises(Refused):
        cases.open_case(circle=circle, programme_id=family, people=[Part(1, ParticipantRole.PERSON)], by=by)


def test_a_colleague_may_carry_it_and_is_granted_the_circle(become: Become) -> None:
    colleague = become("colleague").worker_id
    case = a_case(become("worker"), worker_id=colleague)
    become("colleague")
    assert Case.objects.filter(id=case.id).exists()


def test_opening_directly_asks_who_carries_it_and_in_which_programme(become: Become) -> None:
    by = become("worker")
    family = next(line.id for line in organisation.programmes() if line.code == "family")
    safe = next(line.id for line in organisation.programmes() if line.code == "safe")
    for programme, worker, code in (
        (family, None, "case.worker.required"),
        (safe, by.worker_id, "case.programme.required"),
        (0, by.worker_id, "case.programme.required"),
    ):
        with pytest.raises(Refused) as refused:
            cases.start_case(programme_id=programme, people=[], worker_id=worker, by=by)
        assert refused.value.code == code


def test_a_case_opened_for_a_colleague_is_hers_alone(become: Become) -> None:
    colleague = become("colleague")
    by = become("worker")
    family = next(line.id for line in organisation.programmes() if line.code == "family")
    person = a_person(a_circle(by), "Marta López", by)
    part = Part(person.id, ParticipantRole.PERSON, focus=True)
    case = cases.start_case(programme_id=family, people=[part], worker_id=colleague.worker_id, by=by)
    assert [one.worker_id for one in Assignment.objects.filter(case=case)] == [colleague.worker_id]
    assert not Grant.objects.filter(
        actor_id=by.actor_id, scope="c", scope_id=case.circle_id, reason="assigned", valid_until__gt=clock.now()
    ).exists()


def test_a_programme_without_a_protocol_opens_no_case() -> None:
    with pytest.raises(Refused) as refused:
        protocol_for([], clock.today())
    assert refused.value.code == "case.protocol.missing"
