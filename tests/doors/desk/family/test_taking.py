"""A copy of the drawing for somebody: without whom they must not learn of, searched, and on record (R-30, G26)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client

from alongside.ground.foundation.reader import SAFE_LOCATION
from alongside.oversight.exports.models import Export
from alongside.record.people import actions
from tests.conftest import Become
from tests.factories.kin import a_family

WHY = "For the meeting at the school"


def test_a_copy_leaves_without_whom_it_leaves_out(become: Become, visit: Callable[[str], Client]) -> None:
    by = become("worker")
    kin = a_family(by)
    client, page = visit("worker"), f"{kin.address}take-out/"
    assert client.get(page).status_code == 200
    asked: dict[str, Any] = {"layers": ["households", "bonds"], "restricted": "on", "why": WHY}
    assert client.post(page, {**asked, "why": ""}).status_code == 422
    assert client.post(page, {**asked, "why": "no"}).status_code == 422
    left = {**asked, "left_out": [str(kin.people["Andrés Ruiz"].public_id)]}
    answer = client.post(page, left)
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="{kin.case.number}-drawing.svg"'
    svg = answer.content.decode()
    assert "Rosario" in svg
    for trace in ("Andrés", str(kin.people["Rosario Vega"].public_id), "violen", "/people/"):
        assert trace not in svg, trace
    become("worker")
    row = Export.objects.get()
    assert (row.kind, row.format, row.rows, row.why) == ("drawing", "svg", len(kin.people) - 1, WHY)
    assert "Marta" not in row.about
    for who in ("elsewhere", "privacy"):
        assert visit(who).post(page, asked).status_code in (403, 404)


def test_a_name_that_tells_where_somebody_hides_stops_it(become: Become, visit: Callable[[str], Client]) -> None:
    by = become("worker")
    kin = a_family(by)
    marta = kin.people["Marta López"]
    actions.add_contact_point(
        person=marta, circle=kin.case.circle_id, kind="address", value="7 Mill Lane", level=SAFE_LOCATION, by=by
    )
    actions.add_name(
        person=kin.people["Luis Prado"], name=actions.NewName("Luis of 7 Mill Lane", kind="preferred"), by=by
    )
    client, page = visit("worker"), f"{kin.address}take-out/"
    stopped = client.post(page, {"layers": ["households"], "why": WHY})
    assert stopped.status_code == 422
    assert "must not be found" in stopped.content.decode()
    because = "Marta wrote this label herself and wants it in."
    assert client.post(page, {"layers": ["households"], "why": WHY, "may_leave": because}).status_code == 200
