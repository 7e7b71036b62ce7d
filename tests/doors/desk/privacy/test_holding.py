"""Pages of legal holds: list, place, release; privacy officers only, and one line on the case for who works with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.test import Client

from alongside.ground.foundation import clock
from alongside.oversight.disposals.queries.holding import holds
from alongside.record.cases.models import Participant
from tests.conftest import Become
from tests.factories.cases import a_case

Visit = Callable[[str], Client]
WHY = "The court asked us to keep everything"
PAGES = ("holds/", "holds/place/", "disposals/", "disposals/due/", "disposals/propose/", "disposals/asked/")
LINE = "Nothing of this case may be deleted"


def test_a_hold_is_placed_seen_by_its_workers_and_released(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"))
    person = Participant.objects.get(case=case).person.public_id
    page = f"/cases/{case.public_id}/"
    worker, officer = visit("worker"), visit("privacy")
    assert LINE not in worker.get(page).content.decode()
    place = f"/privacy/holds/place/?number={case.number}"
    assert "Number of the case" in officer.get("/privacy/holds/place/").content.decode()
    assert "no case with this number" in officer.get("/privacy/holds/place/?number=HF-0").content.decode()
    assert "Marta López, and every case about this person" in officer.get(place).content.decode()
    again = clock.today() + timedelta(days=90)
    said = {"person": str(person), "authority": "HC 2026/14", "why": "too short", "review_on": again.isoformat()}
    refused = officer.post(place, said)
    assert refused.status_code == 422
    assert "at least 20 letters" in refused.content.decode()
    assert "HC 2026/14" in refused.content.decode()
    assert officer.post(place, said | {"why": WHY}).headers["Location"] == "/privacy/holds/"
    listed = officer.get("/privacy/holds/").content.decode()
    assert f"A person, with {case.number}" in listed
    assert "López" not in listed
    shown = worker.get(page).content.decode()
    assert LINE in shown
    assert WHY not in shown
    become("privacy")
    (line,) = holds()
    end = f"/privacy/holds/{line.hold}/"
    assert officer.post(end, {"why": "no"}).status_code == 422
    assert officer.post(end, {"why": "The proceedings are over for good"}).status_code == 302
    assert officer.get(end).status_code == 404
    assert LINE not in worker.get(page).content.decode()
    assert "The proceedings are over" in officer.get("/privacy/holds/").content.decode()


def test_nobody_else_comes_here(visit: Visit) -> None:
    for name in ("worker", "supervisor", "admin", "evaluator", "intake"):
        client = visit(name)
        for path in (
            "holds/",
            "holds/place/",
            "disposals/",
            "disposals/due/",
            "disposals/propose/",
            "disposals/asked/",
        ):
            assert client.get(f"/privacy/{path}").status_code == 403, (name, path)
