"""The case page: hope, goals, next, strengths and what happened; the same statements for one entry and for hundreds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from alongside.agency.access.models import Reading
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader
from alongside.oversight.overviews.case_page import case_page
from alongside.practice.assessments import actions as assessments
from alongside.practice.contacts.models import Contact, Note
from alongside.record.cases import actions as cases
from alongside.record.cases.enums import Milestone
from alongside.record.cases.models import Case, Participant
from tests.conftest import Become
from tests.factories.cases import a_case

Visit = Callable[[str], Client]


def contacts(case: Case, by: Reader, count: int) -> None:
    """Entries of the timeline, written as facts."""
    for number in range(count):
        contact = Contact.objects.create(
            circle_id=case.circle_id,
            case=case,
            mode="call",
            at=clock.now() - timedelta(hours=number),
            recorded_at=clock.now(),
            author_id=by.actor_id,
        )
        Note.objects.create(
            circle_id=case.circle_id, case=case, contact=contact, text=f"Entry {number}.", author_id=by.actor_id
        )


@pytest.fixture
def case(become: Become) -> Case:
    return a_case(become("worker"), family=True)


def test_hope_and_strengths_stand_on_the_page(case: Case, visit: Visit, become: Become) -> None:
    by = become("worker")
    marta = Participant.objects.get(case=case, focus=True).person
    cases.reach(case=case, milestone=Milestone.NOTICE_GIVEN, by=by)
    assessment = assessments.start_assessment(case=case, why="She wants to begin today.", by=by)
    for kind, words in (("hope", "I want my mornings back."), ("strength", "Eight years in care work")):
        assessments.add_statement(
            assessment=assessment,
            kind=kind,
            domain="aspirations",
            own_words=words,
            said_by_id=marta.id,
            source="conversation",
            said_on=clock.today(),
            by=by,
        )
    page = visit("worker").get(f"/cases/{case.public_id}/").content.decode()
    for words in ("I want my mornings back.", "Eight years in care work", "Marta López", "Why can I see this?"):
        assert words in page


def test_the_timeline_pages_on_and_filters(case: Case, visit: Visit, become: Become) -> None:
    contacts(case, become("worker"), 30)
    worker = visit("worker")
    first = worker.get(f"/cases/{case.public_id}/").content.decode()
    assert "Entry 0." in first
    assert "Entry 29." not in first
    page = case_page(case.public_id, by=become("worker"))
    later = worker.get(f"/cases/{case.public_id}/happened/", {"after": page.more}).content.decode()
    assert "Entry 29." in later
    assert "Entry 0." not in later
    only_steps = worker.get(f"/cases/{case.public_id}/", {"show": "steps"}).content.decode()
    assert "Entry 0." not in only_steps
    assert "Case opened" in only_steps


def test_the_reading_is_logged_with_its_ground(case: Case, visit: Visit, become: Become) -> None:
    visit("colleague").get(f"/cases/{case.public_id}/")
    become("colleague")
    assert Reading.objects.filter(act="case page", circle_id=case.circle_id, ground="team").exists()


@pytest.mark.parametrize("username", ["elsewhere", "evaluator", "privacy", "admin"])
@pytest.mark.parametrize("tail", ["", "timeline/"])
def test_hidden_and_absent_answer_the_same(case: Case, visit: Visit, username: str, tail: str) -> None:
    other = visit(username)
    hidden = other.get(f"/cases/{case.public_id}/{tail}")
    absent = other.get(f"/cases/00000000-0000-4000-8000-000000000000/{tail}")
    assert hidden.status_code == absent.status_code == 404
    assert hidden.content == absent.content
