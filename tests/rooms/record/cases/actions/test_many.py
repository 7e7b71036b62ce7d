"""Many cases at once, open and closed: as they would be one by one, and refused as one by one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from alongside.agency.access import actions as access
from alongside.agency.access.queries import who_can_see
from alongside.agency.organisation import queries as agency
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.reader import Reader
from alongside.record.cases import actions
from alongside.record.cases.actions import Part, PastCase
from alongside.record.cases.models import Assignment, Closing, Participant, StageEvent
from alongside.record.people.actions import NewPerson, add_people
from alongside.record.people.rules.keeping import receipt_for
from tests.conftest import Become


def somebody(by: Reader) -> tuple[int, int]:
    """A new circle with somebody in it: their numbers."""
    circle = access.open_circle(team_id=by.teams[0], ground="import", by=by)
    (person,) = add_people(people=[NewPerson(circle, "Ana Silva", receipt_for("Ana Silva", by))], by=by)
    return circle, person.id


def programme(code: str) -> int:
    return next(one.id for one in agency.programmes() if one.code == code)


def test_an_open_and_a_closed_case_come_in(become: Become) -> None:
    colleague = become("colleague").worker_id
    by = become("worker")
    (one, ana), (two, bo) = somebody(by), somebody(by)
    family, end = programme("family"), date(2023, 6, 30)
    opened, closed = actions.bring_in_cases(
        cases=[
            PastCase(one, family, (Part(ana),), date(2024, 1, 10), worker_id=colleague, why="From a list"),
            PastCase(
                two, family, (Part(bo),), date(2023, 1, 10), end, by.worker_id, {bo: end}, summary="Closed elsewhere"
            ),
        ],
        by=by,
    )
    for row in (opened, closed):
        row.refresh_from_db()
    assert (opened.state, opened.title, opened.family) == ("open", "Ana Silva", False)
    assert (closed.state, closed.closed_on, closed.number != opened.number) == ("closed", date(2023, 6, 30), True)
    assert Participant.objects.get(case=opened).focus
    assert str(Participant.objects.get(case=closed).until_on) == "2023-06-30"
    assert str(Assignment.objects.get(case=closed).until_on) == "2023-06-30"
    assert Closing.objects.get().summary == "Closed elsewhere"
    assert list(StageEvent.objects.filter(case=closed).order_by("id").values_list("kind", flat=True)) == [
        "opened", "milestone", "closed"]  # fmt: skip
    assert "Sinéad Byrne" in {each.name for each in who_can_see(one) if each.scope == "c"}
    assert "Sinéad Byrne" not in {each.name for each in who_can_see(two) if each.scope == "c"}
    reopened = actions.reopen(case=closed, why="Asked for help again", by=by)
    assert reopened.state == "reopened"


def test_what_cannot_be_is_refused(become: Become) -> None:
    by = become("worker")
    circle, ana = somebody(by)
    family, today = programme("family"), clock.today()
    for case, words in (
        (PastCase(circle, family, (Part(ana),), today + timedelta(days=1)), "still to come"),
        (PastCase(circle, family, (Part(ana),), date(2024, 1, 2), date(2024, 1, 1)), "closes before it opens"),
        (PastCase(circle, programme("safe"), (Part(ana),), date(2024, 1, 2)), "not equally confidential"),
        (PastCase(circle, family, (Part(ana),), date(2024, 1, 2), worker_id=999_999), "works here"),
    ):
        with pytest.raises(Refused, match=words):
            actions.bring_in_cases(cases=[case], by=by)
    with pytest.raises(NotFound):
        actions.bring_in_cases(cases=[PastCase(circle, family, (Part(ana + 99),), date(2024, 1, 2))], by=by)
    with pytest.raises(NotFound):
        actions.bring_in_cases(cases=[PastCase(circle, family, (Part(ana),), date(2024, 1, 2))], by=become("elsewhere"))
