"""What was hard to live through, at the desk: once, collapsed, opened by role and for a reason (S-037)."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from alongside.agency.access.models import Reading
from alongside.ground.foundation import clock
from alongside.practice.assessments.actions.experiences import ACT
from alongside.practice.assessments.models import AdverseExperience
from tests.conftest import Become
from tests.factories.cases import a_case


def test_it_is_written_once_and_opened_for_a_reason(become: Become, visit: Callable[[str], Client]) -> None:
    by = become("worker")
    case = a_case(by)
    person = str(case.participants.get().person.public_id)
    base, client = f"/cases/{case.public_id}/experiences/", visit("worker")
    assert "nothing has to be" in client.get(base).content.decode()
    typed = {
        "person": person,
        "chosen": "told",
        "summary": "",
        "words": "He locked the door.",
        "told_on": clock.today(),
    }
    wrong = client.post(f"{base}new/", {**typed, "idempotency_key": "a" * 32})
    assert wrong.status_code == 422
    assert "He locked the door." in wrong.content.decode()
    right = {**typed, "summary": "Violence by a former partner", "idempotency_key": "b" * 32}
    assert client.post(f"{base}new/", right).status_code == 302
    shown = client.get(base).content.decode()
    assert "Violence by a former partner" in shown
    assert "He locked the door." not in shown
    become("worker")
    row = AdverseExperience.objects.get()
    page = f"{base}{row.public_id}/"
    assert "He locked the door." not in client.get(page).content.decode()
    assert client.post(page, {"why": ""}).status_code == 422
    opened = client.post(page, {"why": "Planning her safety"})
    assert "He locked the door." in opened.content.decode()
    assert opened.headers["Cache-Control"] == "no-store"
    refused = visit("colleague").post(page, {"why": "I would like to know"})
    assert refused.status_code == 422
    assert "He locked the door." not in refused.content.decode()
    become("privacy")
    found = Reading.objects.filter(act=ACT, object_ids=[row.id]).order_by("id")
    assert [one.result for one in found] == ["refused", "shown", "refused"]
    for tail in ("", "new/", f"{row.public_id}/"):
        assert visit("elsewhere").get(f"{base}{tail}").status_code == 404
