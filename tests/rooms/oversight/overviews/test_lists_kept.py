"""No list carries a row of a victim service out, whoever takes it; rows of others stay whole."""

from __future__ import annotations

import io
from typing import Any

from alongside.agency.staff import actions as staff
from alongside.agency.staff.enums import Role
from alongside.agency.staff.models import Worker
from alongside.oversight.exports.enums import ExportFormat
from alongside.oversight.journeys.taking import write_list
from alongside.oversight.overviews.lists import listing_of
from alongside.oversight.overviews.lists_kept import keeps_back, may_leave
from alongside.record.cases.models import Case
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.intakes import an_intake


def test_what_a_victim_service_holds_is_in_no_file(become: Become) -> None:
    case = a_case(become("elsewhere"), programme="safe", people=["Nadia Rahimi"])
    worker = Worker.objects.get(actor_id=become("elsewhere").actor_id)
    team = become("worker").teams[0]
    staff.give_role(worker=worker, role=Role.WORKER, team_id=team, by=become("admin"))
    a_case(become("elsewhere"), people=["Ana Nowak"])
    an_intake(become("intake"), programme="safe")
    by = become("elsewhere")
    assert keeps_back(by)
    for name in ("cases", "people", "intakes"):
        listing = listing_of(name, by=by)
        assert "Nadia Rahimi" in str(list(listing.rows({"whose": "all"}, by))) or name == "intakes"
        target = io.BytesIO()
        write_list(listing=listing, choice={"whose": "all"}, form=ExportFormat.CSV, target=target, why="Report", by=by)
        told = target.getvalue().decode("utf-8-sig")
        assert "Nadia Rahimi" not in told, name
        assert case.number not in told, name
        assert ("Ana Nowak" in told) is (name != "intakes")
    assert not keeps_back(become("worker"))


def test_pairs_with_one_of_them_stay_too_and_lists_without_people_pass(become: Become) -> None:
    a_case(become("elsewhere"), programme="safe", people=["Nadia Rahimi"])
    by = become("elsewhere")
    (person,) = [row[0] for row in listing_of("people", by=by).rows({}, by) if "Nadia Rahimi" in row]
    nobody = "00000000-0000-4000-8000-000000000000"
    pair: tuple[Any, ...] = (
        "1",
        "likely",
        nobody,
        "Ana",
        "",
        [],
        person,
        "Nadia",
        "",
        [],
        [],
        [],
    )
    assert list(may_leave("duplicates", [pair])) == []
    assert list(may_leave("drafts", [("key", "label")])) == [("key", "label")]
    assert list(may_leave("cases", [(str(Case.objects.get().public_id), "number")])) == []
