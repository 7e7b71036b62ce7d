"""What the verbs share: everything wrong is told at once, each under its field; who is left out stays in history."""

from __future__ import annotations

import pytest

from alongside.ground.foundation.errors import NotFound, Refused, Stale
from alongside.record.people.actions.noting import fresh, name_people, refuse_all
from alongside.record.people.models import LifeEvent, LifeEventPerson
from tests.conftest import Become
from tests.factories.cases import a_circle
from tests.factories.happenings import a_life_event
from tests.factories.people import a_person


def test_everything_wrong_is_told_at_once() -> None:
    refuse_all("x", {})
    with pytest.raises(Refused, match="Say when"):
        refuse_all("x", {"on": "Say when"})
    with pytest.raises(Refused, match="2 things") as refused:
        refuse_all("x", {"on": "Say when", "words": "Say what"})
    assert set(refused.value.fields) == {"on", "words"}


def test_rows_are_fresh_and_people_named_once(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    marta, dani = a_person(circle, "Marta López", by), a_person(circle, "Dani Prado", by)
    row = a_life_event(circle, by, marta)
    rows = LifeEvent.objects.filter(id=row.id)
    assert fresh(rows, 1) == row
    with pytest.raises(Stale):
        fresh(rows, 2)
    name_people(LifeEventPerson, row, "event", [dani.id, dani.id])
    told = LifeEventPerson.objects.filter(event=row).order_by("id")
    assert [(one.person_id, one.withdrawn_on is None) for one in told] == [(marta.id, False), (dani.id, True)]
    rows.update(withdrawn_on="2026-01-01")
    with pytest.raises(NotFound):
        fresh(rows, 1)
