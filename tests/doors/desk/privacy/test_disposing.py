"""Pages of disposals: what is due, the dry run, the second officer's decision, the certificate."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.test import Client

from alongside.ground.foundation import clock
from alongside.oversight.disposals.queries.finding import disposals
from alongside.record.cases.models import Participant
from tests.conftest import Become
from tests.factories.disposals import OTHER, an_ended_case, carried_out, officer, proposed
from tests.factories.staff import said_again

Visit = Callable[[str], Client]
__all__ = ["officer"]


def newest(become: Become) -> UUID:
    become("privacy")
    return disposals()[0].public_id


def test_one_proposes_and_another_agrees(become: Become, officer: None, visit: Visit, tmp_path: Path) -> None:
    case = an_ended_case(become("worker"))
    first, second = visit("privacy"), visit(OTHER)
    assert "Nothing waits" in first.get("/privacy/disposals/").content.decode()
    due = first.get("/privacy/disposals/due/").content.decode()
    assert case.number in due
    assert "Lindqvist" not in due
    assert first.get("/privacy/disposals/propose/").headers["Location"] == "/privacy/disposals/due/"
    chosen = f"/privacy/disposals/propose/?item=case-{case.circle_id}"
    dry = first.get(chosen).content.decode()
    assert "One person goes with it" in dry
    assert "cases_stageevent" in dry
    address = first.post(chosen).headers["Location"]
    assert "waits already" in first.post(chosen).content.decode()
    assert "Proposed" in first.get("/privacy/disposals/due/").content.decode()
    assert address in second.get("/privacy/desk/").content.decode()
    assert address not in first.get("/privacy/desk/").content.decode()
    own = first.get(address).content.decode()
    assert "You can take it back" in own
    assert "Yes, erase it for good" not in own
    unsure = second.post(address, {"agree": "yes", "answer": ""})
    assert unsure.headers["Location"].startswith("/sign-in/again/"), "who agrees says again who she is"
    said_again(first)
    said_again(second)
    assert first.post(address, {"agree": "yes", "answer": ""}).status_code == 422
    assert second.post(address, {"agree": "no", "answer": "no"}).status_code == 422
    assert second.post(address, {"agree": "yes", "answer": ""}).headers["Location"] == "/privacy/disposals/"
    assert first.get(f"{address}certificate/").status_code == 404
    assert carried_out(newest(become), tmp_path)
    paper = first.get(f"{address}certificate/")
    assert paper.headers["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")
    shown = second.get(address).content.decode()
    assert "Agreed by Joan Adler" in shown
    assert case.number not in shown
    assert "Certificate" in first.get("/privacy/disposals/").content.decode()
    assert first.get(f"/privacy/disposals/{case.public_id}/").status_code == 404


def test_who_proposed_takes_it_back(become: Become, officer: None, visit: Visit) -> None:
    number = proposed(become, an_ended_case(become("worker")).number)
    client = said_again(visit("privacy"))
    sent = client.post(f"/privacy/disposals/{number}/", {"agree": "no", "answer": "Proposed by mistake"})
    assert sent.status_code == 302
    assert "Not agreed: Proposed by mistake" in client.get("/privacy/disposals/").content.decode()


def test_somebody_asks_and_is_told_why_not(become: Become, officer: None, visit: Visit) -> None:
    by = become("worker")
    recent = an_ended_case(by, "Ana Souza", closed_on=clock.today() - timedelta(days=800))
    old = an_ended_case(by)
    people = {case.number: str(Participant.objects.get(case=case).person.public_id) for case in (recent, old)}
    client = visit("privacy")
    page = "/privacy/disposals/asked/?number="
    assert "Number of the case" in client.get("/privacy/disposals/asked/").content.decode()
    refused = client.post(page + recent.number, {"person": people[recent.number], "reference": "Request 12"})
    assert refused.status_code == 422
    assert f"{recent.number} must be kept until" in refused.content.decode()
    sent = client.post(page + old.number, {"person": people[old.number], "reference": "Request 13"})
    assert sent.status_code == 302
    assert "Request 13" in client.get(f"/privacy/disposals/{newest(become)}/").content.decode()
