"""Health is noted for those who carry the case, with its basis, and ended; nobody else sees a trace of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, Stale
from alongside.ground.foundation.reader import ORDINARY, RESTRICTED
from alongside.record.people import actions
from alongside.record.people.models import HealthMark
from alongside.record.people.queries.health import health_among, health_row
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.kin import a_family
from tests.factories.people import a_person


def test_health_is_noted_seen_by_few_and_ended(become: Become) -> None:
    by = become("worker")
    kin = a_family(by)
    rosario, marta = kin.people["Rosario Vega"], kin.people["Marta López"]
    said: dict[str, Any] = {"circle": kin.case.circle_id, "person": rosario, "kind": "mental_illness", "by": by}
    mark = actions.note_health(**said, state="recovery", basis=" Told at the visit ", said_by=marta)
    assert (mark.level, mark.basis) == (RESTRICTED, "Told at the visit")
    (seen,) = health_among([rosario.id, marta.id], day=clock.today())
    assert (seen.mark, seen.said_by, seen.author) == ("mental_illness_recovery", "Marta López", by.name)
    assert health_among([rosario.id], day=clock.today() - timedelta(days=1)) == ()
    become("colleague")
    assert health_among([rosario.id], day=clock.today()) == ()
    with pytest.raises(NotFound):
        health_row(mark.public_id)
    become("worker")
    with pytest.raises(Stale):
        actions.end_health(mark=mark, version=9, by=by)
    ended = actions.end_health(mark=mark, version=mark.version, why="She says it is over", by=by)
    assert ended.until_on == clock.today()
    with pytest.raises(Refused, match="ended already"):
        actions.end_health(mark=mark, version=ended.version, by=by)
    assert health_among([rosario.id], day=clock.today()) == ()
    assert HealthMark.objects.count() == 1
    open_ = actions.note_health(**said, basis="Her own wish", level=ORDINARY, why="Everybody should know whom to ring")
    become("colleague")
    assert health_row(open_.public_id) == open_


def test_what_is_not_noted_of_health(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    person = a_person(case.circle_id, "Rosario Vega", by)
    elsewhere = a_person(a_case(by).circle_id, "Somebody else", by)
    right: dict[str, Any] = {
        "circle": case.circle_id,
        "person": person,
        "kind": "illness",
        "basis": "Says so",
        "by": by,
    }
    for wrong, field in (
        ({"kind": "cold"}, "kind"),
        ({"state": "maybe"}, "state"),
        ({"kind": "smoker", "state": "suspected"}, "state"),
        ({"basis": "x"}, "basis"),
        ({"level": ORDINARY}, "why"),
        ({"level": 16}, "level"),
        ({"said_on": clock.today() + timedelta(days=1)}, "said_on"),
        ({"person": elsewhere}, "person"),
    ):
        with pytest.raises(Refused) as refusal:
            actions.note_health(**{**right, **wrong})
        assert field in refusal.value.fields
    actions.note_health(**right)
    with pytest.raises(Refused, match="already"):
        actions.note_health(**right)
    for who in ("colleague", "elsewhere"):
        with pytest.raises((Refused, NotFound)):
            actions.note_health(**{**right, "kind": "alcohol_misuse", "by": become(who)})
