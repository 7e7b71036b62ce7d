"""What recording a contact starts from: everything about a case in one statement."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from alongside.agency.access import actions as access
from alongside.agency.access.queries import circle_public_id
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.practice.contacts.enums import ContactMode
from alongside.practice.contacts.queries.facts import persons_seen, recording_facts
from alongside.practice.plans.models import Goal
from alongside.record.cases import actions as cases
from alongside.record.cases.models import Participant
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.assessments import a_ready_case, lead
from tests.factories.cases import a_case, a_person
from tests.factories.contacts import a_contact, an_appointment
from tests.factories.plans import a_goal


def test_people_goals_and_carriers_as_they_stand_today(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by, family=True)
    goal = a_goal(case, by, title="Rent is paid", start_level=-1)
    Goal.objects.filter(id=a_goal(case, by, title="Given up").id).update(state="dropped")
    friend = a_person(case.circle_id, "Rosario Vega", by, interpreter="yes", interpreter_language="Somali")
    cases.add_participant(case=case, person_id=friend.id, role="supporter", by=by)
    facts = recording_facts(case=case.public_id, by=by)
    assert [one.name for one in facts.people] == ["Marta López", "Dani Prado", "Inés Ruiz López", "Rosario Vega"]
    assert facts.interpreter_for == {friend.id: ("Rosario Vega", "Somali")}
    assert friend.id not in facts.to_be_seen
    assert len(facts.to_be_seen) == 3
    assert [(one.id, one.public_id, one.title) for one in facts.goals] == [(goal.id, goal.public_id, "Rent is paid")]
    assert [(one.id, one.actor_id) for one in facts.carriers] == [(by.worker_id, by.actor_id)]
    assert facts.appointment is None


def test_whoever_died_or_whose_part_has_ended_is_not_asked_about(become: Become) -> None:
    by = become("worker")
    case = a_case(by, family=True)
    _marta, dani, ines = list(case.participants.order_by("id"))
    Participant.objects.filter(id=dani.id).update(until_on=clock.today())
    Person.objects.filter(id=ines.person_id).update(died_on=clock.today())
    assert [one.name for one in recording_facts(case=case.id, by=by).people] == ["Marta López"]


def test_milestones_of_this_episode_less_those_taken_back(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    for milestone in ("notice_given", "safe_contact_asked"):
        cases.reach(case=case, milestone=milestone, by=by)
    assert recording_facts(case=case.id, by=by).reached >= {"notice_given", "safe_contact_asked"}
    cases.take_back(case=case, milestone="notice_given", why="Another family", by=by)
    assert "notice_given" not in recording_facts(case=case.id, by=by).reached
    assert "safe_contact_asked" in recording_facts(case=case.id, by=by).reached


def test_a_new_episode_starts_with_nothing_reached(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    cases.reach(case=case, milestone="safe_contact_asked", by=by)
    closing = cases.write_closing(case=case, reasons=["goals_met"], by=by)
    met = {line.key for line in recording_facts(case=case.id, by=by).rules.closing}
    cases.close(case=case, closing=closing, met=met, by=by)
    cases.reopen(case=case, why="She lost the flat", by=by)
    assert recording_facts(case=case.id, by=by).reached == frozenset()


def test_a_case_is_found_by_an_appointment_of_it(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    booked = an_appointment(case, by)
    for name in (booked.public_id, booked.id):
        facts = recording_facts(appointment=name, by=by)
        assert facts.case.id == case.id
        assert facts.appointment is not None
        assert (facts.appointment.id, facts.appointment.people) == (booked.id, (lead(case),))
        assert (facts.appointment.starts_at, facts.appointment.ends_at) == (booked.starts_at, booked.ends_at)
    with pytest.raises(NotFound):
        recording_facts(case=a_case(by).id, appointment=booked.id, by=by)


def test_who_may_is_judged_by_grant_team_and_emergency(become: Become) -> None:
    case = a_case(become("worker"))
    standing = {
        who: recording_facts(case=case.id, by=become(who)).standing for who in ("worker", "colleague", "supervisor")
    }
    assert standing["worker"].rules
    assert not standing["colleague"].rules
    assert standing["colleague"].in_team
    assert standing["supervisor"].supervises
    circle = circle_public_id(case.circle_id)
    assert circle
    intake = become("intake")
    access.break_glass(circle_public=circle, why="She did not answer at the agreed time.", by=intake)
    assert recording_facts(case=case.id, by=intake).standing.emergency


@pytest.mark.parametrize("who", ["elsewhere", "intake", "privacy", "admin", "client"])
def test_hidden_and_absent_are_the_same(become: Become, who: str) -> None:
    by = become("worker")
    case = a_case(by)
    booked = an_appointment(case, by)
    stranger = become(who)
    wanted: list[dict[str, Any]] = [
        {"case": case.public_id},
        {"case": case.id},
        {"case": uuid4()},
        {"appointment": booked.public_id},
        {"appointment": uuid4()},
        {},
    ]
    for named in wanted:
        with pytest.raises(NotFound):
            recording_facts(**named, by=stranger)


def test_only_face_to_face_counts_as_seen(become: Become) -> None:
    by = become("worker")
    case = a_case(by, family=True)
    marta, dani, _ines = list(case.participants.order_by("id").values_list("person_id", flat=True))
    a_contact(case, by, mode=ContactMode.CALL, people=[dani])
    assert persons_seen(case.id) == set()
    a_contact(case, by, people=[marta], at=clock.now() - timedelta(hours=3))
    assert persons_seen(case.id) == {marta}
    assert persons_seen(a_case(by).id) == set()
