"""Placements: one place at a time, hidden places for few eyes, nothing lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from alongside.agency.access.queries import changes_of
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, Stale
from alongside.ground.foundation.reader import SAFE_LOCATION
from alongside.record.people import actions
from alongside.record.people.models import Placement, PlacementCarer
from alongside.record.people.queries.happenings import happenings_of, placement_row
from alongside.record.people.rules.happenings import UNKNOWN, When
from tests.conftest import Become
from tests.factories.cases import a_circle
from tests.factories.happenings import a_placement, a_stay, day
from tests.factories.people import a_person


def test_a_child_moves_from_place_to_place(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    dani, nora, ada = (a_person(circle, name, by) for name in ("Dani Prado", "Nora Keane", "Ada Keane"))
    home = a_stay(day(2024, 5, 3), place="  Keane   family ", legal_basis="Care order")
    row = a_placement(dani, circle, by, home, carers=[nora.id])
    with pytest.raises(Refused, match="Foster home: Keane family, from 3 May 2024") as refused:
        a_placement(dani, circle, by, a_stay(day(2025, 1, 1), kind="kinship"))
    assert "begin" in refused.value.fields
    a_placement(nora, circle, by, a_stay(day(2025, 1, 1), kind="hospital"))
    with pytest.raises(Refused, match="why it ended"):
        actions.end_placement(placement=row, version=1, until=day(2025, 6, 1), why=" ", by=by)
    actions.end_placement(placement=row, version=1, until=day(2025, 6, 1), why="Went to an aunt", by=by)
    with pytest.raises(Refused, match="ended already"):
        actions.end_placement(placement=row, version=2, until=day(2025, 6, 1), why="Again", by=by)
    a_placement(dani, circle, by, a_stay(day(2025, 6, 1), kind="kinship"))
    changed = actions.change_placement(
        placement=row,
        version=2,
        text=a_stay(day(2024, 5, 3), UNKNOWN, place="Keanes"),
        carers=[nora.id, ada.id],
        by=by,
    )
    newest, first = (one for one in happenings_of([circle]).placements if one.person.id == dani.id)
    assert (newest.kind, newest.stay.until) == ("kinship", None)
    assert (first.title, first.ended_why, first.version) == ("Foster home: Keanes", "", 3)
    assert [one.name for one in first.carers] == ["Nora Keane", "Ada Keane"]
    actions.change_placement(placement=row, version=3, text=a_stay(day(2024, 5, 3), UNKNOWN), carers=[ada.id], by=by)
    left = happenings_of([], [dani.id]).placements[1]
    assert [one.name for one in left.carers] == ["Ada Keane"]
    assert PlacementCarer.objects.filter(placement=changed).count() == 2


def test_refusals_and_stale_edits(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    dani, stranger = a_person(circle, "Dani Prado", by), a_person(a_circle(by), "Rosario Vega", by)
    with pytest.raises(Refused, match="themselves"):
        a_placement(dani, circle, by, carers=[dani.id])
    with pytest.raises(Refused, match="into the case first"):
        a_placement(dani, circle, by, carers=[stranger.id])
    with pytest.raises(NotFound):
        a_placement(stranger, circle, by)
    with pytest.raises(Refused, match="still to come"):
        a_placement(dani, circle, by, a_stay(When(clock.today() + timedelta(1), "exact")))
    assert not Placement.objects.exists()
    row = a_placement(dani, circle, by)
    with pytest.raises(Stale) as stale:
        actions.change_placement(placement=row, version=7, text=a_stay(day(2024)), by=by)
    assert stale.value.theirs == {"version": "1"}
    with pytest.raises(Refused, match="what was wrong"):
        actions.take_back_placement(placement=row, version=1, why="", by=by)
    actions.take_back_placement(placement=row, version=1, why="Another child", by=by)
    assert happenings_of([circle]).placements == ()
    with pytest.raises(NotFound):
        placement_row(row.public_id)
    assert changes_of("people_placement", row.id)[0].why == "Another child"
    a_placement(dani, circle, by)


def test_a_hidden_place_is_for_those_who_carry_the_case(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    dani = a_person(circle, "Dani Prado", by)
    text = a_stay(day(2024, 5, 3), kind="residential", place="House at the weir")
    row = a_placement(dani, circle, by, text, level=SAFE_LOCATION, carers=[a_person(circle, "Nora Keane", by).id])
    with connection.cursor() as cursor:
        cursor.execute("select place from people_placement where id = %s", [row.id])
        assert "weir" not in cursor.fetchone()[0]
    (shown,) = happenings_of([circle]).placements
    assert (shown.place, shown.hidden) == ("House at the weir", True)
    actions.change_placement(placement=row, version=1, text=text, by=by)
    assert happenings_of([circle]).placements[0].place == "House at the weir"
    colleague = become("colleague")
    assert happenings_of([circle], [dani.id]).placements == ()
    assert not PlacementCarer.objects.exists()
    with pytest.raises(NotFound):
        placement_row(row.public_id)
    with pytest.raises(Refused, match="not at this level"):
        a_placement(dani, circle, colleague, text, level=SAFE_LOCATION)
    a_placement(dani, circle, colleague, a_stay(day(2025, 1, 1), kind="parents"))
    for stranger in ("elsewhere", "evaluator", "privacy", "admin"):
        become(stranger)
        assert happenings_of([circle], [dani.id]).placements == (), stranger
