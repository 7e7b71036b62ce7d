"""Life events: as exactly as their day is known, for whom they are written, changed and taken back."""

from __future__ import annotations

import pytest

from alongside.agency.access.queries import changes_of
from alongside.ground.foundation.errors import NotFound, Refused, Stale
from alongside.ground.foundation.reader import RESTRICTED, SAFE_LOCATION
from alongside.record.people import actions
from alongside.record.people.models import LifeEventPerson
from alongside.record.people.queries.happenings import event_row, happenings_of
from alongside.record.people.rules.happenings import UNKNOWN, EventText
from tests.conftest import Become
from tests.factories.cases import a_circle
from tests.factories.happenings import a_life_event, day
from tests.factories.people import a_person


def test_an_event_is_written_changed_and_taken_back(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    marta, dani, other = (a_person(circle, name, by) for name in ("Marta López", "Dani Prado", "Rosario Vega"))
    row = a_life_event(circle, by, marta, dani, told_by=" Marta ")
    (shown,) = happenings_of([circle]).events
    assert (shown.kind_words, shown.on.words, shown.told_by) == ("Move", "June 2019", "Marta")
    assert [one.name for one in shown.people] == ["Marta López", "Dani Prado"]
    text = EventText("school", "Finished school", UNKNOWN, gain=True)
    actions.change_life_event(event=row, version=1, people=[dani.id, other.id], text=text, by=by)
    (shown,) = happenings_of([], [other.id]).events
    assert (shown.on.known, shown.on.on, shown.gain, shown.version) == (False, None, True, 2)
    assert [one.name for one in shown.people] == ["Dani Prado", "Rosario Vega"]
    assert LifeEventPerson.objects.filter(event=row).count() == 3
    with pytest.raises(Stale):
        actions.change_life_event(event=row, version=1, people=[dani.id], text=text, by=by)
    with pytest.raises(Refused, match="what was wrong"):
        actions.take_back_life_event(event=row, version=2, why="", by=by)
    actions.take_back_life_event(event=row, version=2, why="Told of another", by=by)
    assert happenings_of([circle], [dani.id]).events == ()
    assert changes_of("people_lifeevent", row.id)[0].why == "Told of another"
    with pytest.raises(NotFound):
        event_row(row.public_id)


def test_refusals(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    marta, stranger = a_person(circle, "Marta López", by), a_person(a_circle(by), "Rosario Vega", by)
    with pytest.raises(Refused) as refused:
        a_life_event(circle, by, words="", kind="party")
    assert set(refused.value.fields) == {"words", "kind", "people"}
    with pytest.raises(Refused, match="into the case first"):
        a_life_event(circle, by, marta, stranger)
    with pytest.raises(Refused, match="Choose who"):
        a_life_event(circle, by, marta, level=SAFE_LOCATION)
    evaluator = become("evaluator")
    with pytest.raises(Refused, match="workers of a team"):
        a_life_event(circle, evaluator, marta)
    elsewhere = become("elsewhere")
    with pytest.raises(NotFound):
        a_life_event(circle, elsewhere, marta)


def test_a_restricted_event_is_seen_by_few(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    marta = a_person(circle, "Marta López", by)
    a_life_event(circle, by, marta, level=RESTRICTED, kind="violence", on=day(2020))
    a_life_event(circle, by, marta)
    assert [one.kind for one in happenings_of([circle]).events] == ["move", "violence"]
    colleague = become("colleague")
    assert [one.kind for one in happenings_of([circle], [marta.id]).events] == ["move"]
    assert LifeEventPerson.objects.count() == 1
    with pytest.raises(Refused, match="not at this level"):
        a_life_event(circle, colleague, marta, level=RESTRICTED)
    become("excluded")
    assert [one.kind for one in happenings_of([circle]).events] == ["move"]
