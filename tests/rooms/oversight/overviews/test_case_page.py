"""The case page: hope, goals, what comes next, what must not be forgotten, and what happened, newest first."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from alongside.agency.access.models import Reading
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import SAFE_LOCATION, Reader
from alongside.oversight.overviews.case_page import CasePage, case_page, case_timeline
from alongside.practice.assessments.enums import Domain, StatementKind
from alongside.practice.assessments.models import Statement
from alongside.practice.contacts.models import Contact, Note
from alongside.record.cases import actions as cases
from alongside.record.cases.models import Case
from alongside.record.people import actions as people
from tests.conftest import Become
from tests.factories.assessments import a_ready_case, a_statement, an_assessment, lead
from tests.factories.cases import a_case
from tests.factories.plans import a_goal, a_step

Collect = Callable[[], AbstractContextManager[list[str]]]


def contacts(case: Case, by: Reader, count: int, *, since: int = 0) -> None:
    """Entries of the timeline, an hour apart, written as facts."""
    now = clock.now()
    rows = [
        Contact(
            circle_id=case.circle_id,
            case=case,
            mode="call",
            at=now - timedelta(hours=since + number),
            recorded_at=now,
            author_id=by.actor_id,
        )
        for number in range(count)
    ]
    Contact.objects.bulk_create(rows)
    Note.objects.bulk_create(
        Note(circle_id=case.circle_id, case=case, contact=row, text=f"Entry {number}.", author_id=by.actor_id)
        for number, row in enumerate(rows)
    )


def steps(page: CasePage) -> list[tuple[str, str]]:
    return [(one.title, one.words) for one in page.moments if one.contact is None]


def test_hope_goals_lines_and_strengths_of_this_case_only(become: Become) -> None:
    by = become("worker")
    case, other = a_ready_case(by), a_ready_case(by)
    for each, title in ((case, "Rent is paid"), (other, "Sleep")):
        assessment = an_assessment(each, by)
        a_statement(assessment, by, kind=StatementKind.STRENGTH, words=f"Strong for {title}")
        hope: dict[str, Any] = {
            "kind": StatementKind.HOPE,
            "domain": Domain.ASPIRATIONS,
            "words": "",
            "said_by_id": lead(each),
        }
        a_statement(assessment, by, own_words=f"I hope for {title}", **hope)
        goal = a_goal(each, by, title=title)
        a_step(each, by, goal=goal, what=f"works at {title}")
    page = case_page(case.public_id, by=by)
    assert page.hope is not None
    assert page.hope.words == "I hope for Rent is paid"
    assert [goal.title for goal in page.goals] == ["Rent is paid"]
    assert [line.what for line in page.coming] == ["works at Rent is paid"]
    assert [one.words for one in page.strengths] == ["Strong for Rent is paid"]
    assert page.stuck == ()


def test_what_must_not_be_forgotten_the_oldest_urgent_need_first(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    assessment = an_assessment(case, by)
    for number in range(7):
        need = a_statement(assessment, by, words=f"Need {number}", urgency="now")
        Statement.objects.filter(id=need.id).update(said_on=clock.today() - timedelta(days=number))
    a_statement(assessment, by, words="Can wait", urgency="later")
    people.add_contact_point(
        person=case.participants.get().person,
        circle=case.circle_id,
        kind="address",
        value="14 Quay Row",
        label="Home",
        level=SAFE_LOCATION,
        by=by,
    )
    lines = case_page(case.public_id, by=by).mind
    assert [line.words for line in lines if line.icon == "alert-triangle"] == [f"Need {n}" for n in (6, 5, 4, 3, 2)]
    assert [line.words for line in lines if line.icon == "language"] == ["Not asked about an interpreter"]
    assert [line.words for line in lines if line.icon == "lock"] == ["Home is kept hidden"]


def test_the_timeline_goes_on_where_it_stopped_and_steps_stand_among_the_contacts(become: Become) -> None:
    by = become("worker")
    case = a_case(by, opened_on=clock.today() - timedelta(days=9))
    contacts(case, by, 30)
    first = case_page(case.public_id, by=by)
    rest = case_timeline(case.public_id, after=first.more, by=by)
    seen = [one.contact.public_id for page in (first, rest) for one in page.moments if one.contact]
    assert len(seen) == len(set(seen)) == 30
    assert rest.more == ""
    assert "Case opened" not in [title for title, _words in steps(first)]
    assert "Case opened" in [title for title, _words in steps(rest)]
    for page in (first, rest):
        assert [one.at for one in page.moments] == sorted((one.at for one in page.moments), reverse=True)


def test_a_step_newer_than_the_page_before_is_not_told_again(become: Become) -> None:
    by = become("worker")
    case = a_case(by, opened_on=clock.today() - timedelta(days=9))
    contacts(case, by, 30, since=1)
    cases.reach(case=case, milestone="notice_given", by=by)
    first = case_page(case.public_id, by=by)
    rest = case_timeline(case.public_id, after=first.more, by=by)
    told = [title for page in (first, rest) for title, _words in steps(page)]
    assert sum("onfidentiality" in title for title in told) == 1


def test_contacts_or_steps_alone(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    contacts(case, by, 2)
    only_contacts = case_page(case.public_id, show="contacts", by=by)
    assert len(only_contacts.moments) == 2
    assert steps(only_contacts) == []
    only_steps = case_page(case.public_id, show="steps", by=by)
    assert [one.contact for one in only_steps.moments if one.contact] == []
    assert "Case opened" in [title for title, _words in steps(only_steps)]


def test_what_one_worker_recorded_on_one_day_is_one_line_and_a_reason_stands_apart(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    for milestone in ("notice_given", "safe_contact_asked", "intake_decided"):
        cases.reach(case=case, milestone=milestone, by=by)
    cases.move_stage(case=case, to="plan", why="They brought a plan", by=by)
    cases.reach(case=case, milestone="person_seen", by=by)
    told = steps(case_page(case.public_id, show="steps", by=by))
    together = next(title for title, _words in told if "onfidentiality" in title)
    assert together == "Worker named, confidentiality explained, asked how contact is safe, intake decided"
    assert ("Moved to Plan", "Dele Akande. They brought a plan") in told
    assert sum("seen" in title.lower() for title, _words in told) == 1


def test_the_timeline_alone_shows_no_more_than_that(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    a_goal(case, by)
    page = case_timeline(case.public_id, by=by)
    assert (page.hope, page.goals, page.coming, page.strengths, page.mind) == (None, (), (), (), ())
    assert page.moments
    assert Reading.objects.latest("id").act == "timeline"


def test_the_number_of_statements_does_not_grow(become: Become, queries: Collect) -> None:
    by = become("worker")
    case = a_case(by)
    counts = []
    for more in (1, 100):
        contacts(case, by, more)
        with queries() as seen:
            case_page(case.public_id, by=by)
        counts.append(len(seen))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("who", ["elsewhere", "intake", "evaluator", "privacy", "admin", "client"])
def test_hidden_and_absent_are_the_same(become: Become, who: str) -> None:
    case = a_case(become("worker"))
    by = become(who)
    for public_id in (case.public_id, UUID(int=1)):
        with pytest.raises(NotFound):
            case_page(public_id, by=by)
        with pytest.raises(NotFound):
            case_timeline(public_id, by=by)
