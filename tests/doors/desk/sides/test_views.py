"""Who stands against whom, at the desk: written down, decided by the supervisor, and shut to others (S-177)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.test import Client

from alongside.ground.foundation import clock
from alongside.record.cases.models import AdverseInterest
from tests.conftest import Become
from tests.factories.assessments import a_ready_case


def test_it_is_written_down_decided_and_over(become: Become, visit: Callable[[str], Client]) -> None:
    by = become("worker")
    case = a_ready_case(by, people=["Ana Sol", "Rui Sol"])
    one, other = (str(part.person.public_id) for part in case.participants.order_by("id"))
    base, client, today = f"/cases/{case.public_id}/sides/", visit("worker"), clock.today()
    assert "as far as is known" in client.get(base).content.decode()
    typed = {"one": one, "other": one, "kind": "abuse", "basis": "She told her nurse.", "seen_on": today}
    wrong = client.post(f"{base}new/", {**typed, "idempotency_key": "a" * 32})
    assert wrong.status_code == 422
    assert "two different people" in wrong.content.decode()
    assert "She told her nurse." in wrong.content.decode()
    right = {**typed, "other": other, "idempotency_key": "b" * 32}
    assert client.post(f"{base}new/", right).status_code == 302
    become("worker")
    page = f"{base}{AdverseInterest.objects.get().public_id}/"
    assert "Only the supervisor decides" in client.get(page).content.decode()
    decided = {"decision": "Sinéad works with Rui.", "review_on": today + timedelta(days=30), "version": 1}
    assert client.post(page, decided).status_code == 422
    stopped = client.post(f"/cases/{case.public_id}/assessment/start/", {})
    assert stopped.status_code == 422
    assert "until the supervisor has decided" in stopped.content.decode()
    chief = visit("supervisor")
    assert chief.post(page, {**decided, "version": 9}).status_code == 409
    assert chief.post(page, decided).status_code == 302
    assert "Sinéad works with Rui." in client.get(base).content.decode()
    assert chief.post(f"{page}end/", {"why": "", "version": 2}).status_code == 422
    assert chief.post(f"{page}end/", {"why": "She took it back", "version": 2}).status_code == 302
    assert "Over since" in chief.get(base).content.decode()
    for tail in ("", "new/", f"{AdverseInterest.objects.get().public_id}/"):
        assert visit("elsewhere").get(f"{base}{tail}").status_code == 404
