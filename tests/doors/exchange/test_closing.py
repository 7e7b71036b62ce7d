"""How a case ends, through the API."""

from __future__ import annotations

from tests.conftest import Become
from tests.doors.exchange.conftest import Call
from tests.factories.cases import a_case


def test_what_is_written_about_an_ending_keeps_its_version(become: Become, call: Call) -> None:
    case = a_case(become("worker"), people=["Marta López"])
    program = call("worker")
    path = f"/cases/{case.public_id}/closing"
    empty = program.get(path)
    assert (empty["signed"], empty["summary"]) == (False, "")
    assert any(not one["settled"] for one in empty["readiness"])
    program.post(f"{path}/sign")
    assert program.status == 422
    first = program.send("PUT", path, {"reasons": ["goals_met"], "summary": "It is done."})
    assert (program.status, first["reasons"]) == (200, ["goals_met"])
    second = program.send("PUT", path, {"reasons": ["moved_away"]}, If_Match=program.response["ETag"])
    assert second["reasons"] == ["moved_away"]
    program.send("PUT", path, {"reasons": ["other"]}, If_Match=f'"{first["version"]}"')
    assert (program.status, program.answered["current"]["reasons"]) == (409, ["moved_away"])
    lost = program.send("PUT", path, {"reasons": ["lost_contact"], "summary": "Nobody answers."})
    refused = program.post(f"{path}/sign")
    assert (program.status, list(refused["fields"]), lost["signed"]) == (422, ["reasons"], False)
    program.send("PUT", path, {"reasons": ["boredom"]})
    assert program.status == 422
    program.post(f"/cases/{case.public_id}/close", {"on": "2090-01-01"})
    assert program.status == 422
    assert program.get(f"/cases/{case.public_id}")["state"] == "open"
