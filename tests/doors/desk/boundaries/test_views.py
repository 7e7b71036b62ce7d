"""The register about work and private life, at the desk (S-203)."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from alongside.agency.staff.models import BoundaryEntry
from alongside.ground.foundation import clock
from tests.conftest import Become


def test_it_is_written_down_and_the_supervisor_looks_at_it(become: Become, visit: Callable[[str], Client]) -> None:
    client, chief = visit("worker"), visit("supervisor")
    assert "Nothing is written down" in client.get("/boundaries/").content.decode()
    typed = {"kind": "gift", "what": "", "worth": "10 EUR", "on": clock.today(), "answer": "declined"}
    wrong = client.post("/boundaries/new/", {**typed, "idempotency_key": "a" * 32})
    assert wrong.status_code == 422
    assert "10 EUR" in wrong.content.decode()
    right = {**typed, "what": "A cake", "idempotency_key": "b" * 32}
    assert client.post("/boundaries/new/", right).status_code == 302
    become("worker")
    page = f"/boundaries/{BoundaryEntry.objects.get().public_id}/"
    assert "Your supervisor looks at it" in client.get(page).content.decode()
    assert client.post(page, {"words": "Fine"}).status_code == 422
    assert chief.post(page, {"words": ""}).status_code == 422
    assert chief.post(page, {"words": "Shared in the team."}).status_code == 302
    assert "Shared in the team." in client.get("/boundaries/").content.decode()
    assert visit("colleague").get(page).status_code == 404
    assert "A cake" not in visit("colleague").get("/boundaries/").content.decode()
    assert visit("client").get("/boundaries/").status_code in {302, 403, 404}
