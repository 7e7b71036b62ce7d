"""A copy of a drawing for somebody: without whom they must not learn of, searched, on record (R-30, G26, S-058)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.test import Client

from alongside.doors.commands.jobs import make_drawing
from alongside.ground.foundation.reader import SAFE_LOCATION
from alongside.oversight.exports.models import DrawingPaper, Export
from alongside.record.people import actions
from tests.conftest import Become
from tests.factories.kin import a_family

WHY = "For the meeting at the school"
ASKED: dict[str, Any] = {"what": "family", "form": "svg", "layers": ["households", "bonds"], "restricted": "on"}
ASKED |= {"whom": "Ms Obi, school", "why": WHY}


def test_a_copy_leaves_without_whom_it_leaves_out(become: Become, visit: Callable[[str], Client]) -> None:
    by = become("worker")
    kin = a_family(by)
    client, page = visit("worker"), f"{kin.address}take-out/"
    chosen = re.findall(r"<input[^>]* checked[^>]*>", client.get(f"{page}?what=timeline").content.decode())
    assert any('name="what"' in one and 'value="timeline"' in one for one in chosen)
    for address in (kin.address, f"/cases/{kin.case.public_id}/timeline/"):
        assert "family/take-out/" in client.get(address).content.decode()
    for wrong in ({"why": ""}, {"why": "no"}, {"whom": " "}, {"what": "map"}, {"form": "gif"}, {"left_out": ["x"]}):
        answer = client.post(page, {**ASKED, **wrong})
        assert answer.status_code == 422, wrong
        assert "What you typed is still here." in answer.content.decode()
    health = client.post(page, {**ASKED, "layers": ["health"]})
    assert health.status_code == 422
    assert "Health is kept with those who carry the case" in health.content.decode()
    answer = client.post(page, {**ASKED, "left_out": [str(kin.people["Andrés Ruiz"].public_id)]})
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="{kin.case.number}-drawing.svg"'
    svg = answer.content.decode()
    assert "Rosario" in svg
    for trace in ("Andrés", str(kin.people["Rosario Vega"].public_id), "violen", "/people/"):
        assert trace not in svg, trace
    become("worker")
    row = Export.objects.get()
    assert (row.kind, row.format, row.rows, row.why) == (
        "drawing",
        "svg",
        len(kin.people) - 1,
        f"Ms Obi, school: {WHY}",
    )
    assert "Marta" not in row.about
    for who in ("elsewhere", "privacy"):
        assert visit(who).post(page, ASKED).status_code in (403, 404)


def test_a_picture_is_made_by_the_job_for_who_asked_alone(become: Become, visit: Callable[[str], Client]) -> None:
    kin = a_family(become("worker"))
    client, page = visit("worker"), f"{kin.address}take-out/"
    assert client.post(page, {**ASKED, "form": "png", "what": "around"})["Location"] == page
    assert "Being made" in client.get(page).content.decode()
    by = become("worker")
    paper = DrawingPaper.objects.get()
    address = f"{page}{paper.public_id}/"
    assert client.get(address).status_code == 404
    make_drawing(paper=str(paper.public_id), actor=by.actor_id)
    assert address in client.get(page).content.decode()
    given = client.get(address)
    assert (given["Content-Type"], given["Cache-Control"]) == ("image/png", "no-store")
    assert given["Content-Disposition"] == f'attachment; filename="{kin.case.number}-ecomap.png"'
    assert given.content.startswith(b"\x89PNG")
    for who in ("supervisor", "colleague", "elsewhere"):
        assert visit(who).get(address).status_code == 404
    assert client.get(f"{page}{uuid4()}/").status_code == 404


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
    for form in ("svg", "pdf"):
        stopped = client.post(page, {**ASKED, "form": form})
        assert stopped.status_code == 422
        assert "must not be found" in stopped.content.decode()
    because = "Marta wrote this label herself and wants it in."
    assert client.post(page, {**ASKED, "may_leave": because}).status_code == 200
