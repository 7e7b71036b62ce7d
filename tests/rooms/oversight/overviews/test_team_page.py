"""A team's page as a value."""

from __future__ import annotations

from datetime import timedelta

from alongside.agency.access import actions as access
from alongside.agency.access.queries import circle_public_id
from alongside.ground.foundation import clock
from alongside.oversight.overviews.team_page import emergency_rows, team_page
from alongside.practice.contacts.models import Appointment, Contact
from alongside.practice.plans.models import Plan
from alongside.record.cases import actions as cases
from tests.conftest import Become
from tests.factories.cases import a_case


def test_rows_hold_cases_hours_silence_and_late_reviews(become: Become) -> None:
    colleague = become("colleague").worker_id or 0
    by = become("worker")
    case = a_case(by, opened_on=clock.today() - timedelta(days=60))
    cases.assign_worker(case=case, worker_id=colleague, role="co_worker", by=by)
    now = clock.now()
    Contact.objects.create(
        circle_id=case.circle_id,
        case=case,
        mode="visit",
        at=now,
        ends_at=now + timedelta(minutes=90),
        recorded_at=now,
        author_id=by.actor_id,
    )
    Appointment.objects.create(
        circle_id=case.circle_id,
        case=case,
        worker_id=by.worker_id or 0,
        starts_at=now + timedelta(minutes=1),
        ends_at=now + timedelta(minutes=61),
    )
    Plan.objects.create(
        circle_id=case.circle_id,
        case=case,
        state="in_force",
        review_on=clock.today() - timedelta(days=1),
        author_id=by.actor_id,
    )
    (view,) = team_page(by=become("supervisor")).teams
    rows = {row.name: row for row in view.workers}
    dele = rows["Dele Akande"]
    assert (dele.load.named, dele.load.quiet, dele.held, dele.late_reviews) == (1, 1, 1.5, 1)
    assert dele.booked in (0.0, 1.0)  # an appointment after Sunday midnight is next week's
    assert (rows["Sinéad Byrne"].load.helps, rows["Sinéad Byrne"].late_reviews) == (1, 0)
    assert rows["Amina Yusuf"].supervises


def test_emergencies_wait_for_supervisor_and_privacy_officer_only(become: Become) -> None:
    case = a_case(become("worker"))
    circle = circle_public_id(case.circle_id)
    assert circle
    access.break_glass(circle_public=circle, why="She did not answer at the agreed time.", by=become("intake"))
    (seen,) = emergency_rows(by=become("supervisor"))
    assert (seen.number, seen.title, seen.own) == (case.number, "Marta López", False)
    (logged,) = emergency_rows(by=become("privacy"))
    assert (logged.case, logged.number, logged.title) == (None, "", "")
    for who in ("worker", "intake", "admin", "evaluator"):
        assert emergency_rows(by=become(who)) == ()


def test_a_privacy_officer_has_no_team(become: Become) -> None:
    page = team_page(by=become("privacy"))
    assert (page.teams, page.unassigned, page.urgent, page.accepted) == ((), (), (), ())
