"""Health at the desk: shown when it is asked for, to whoever carries the case, and ended there (S-058, S-170)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client

from alongside.record.people.models import HealthMark
from tests.conftest import Become
from tests.factories.kin import a_family

Visit = Callable[[str], Client]
ON = {"shown": "1", "layer": ["households", "health"]}


def test_health_is_noted_shown_alone_and_ended(become: Become, visit: Visit) -> None:
    kin = a_family(become("worker"))
    client, page = visit("worker"), f"{kin.address}health/new/"
    assert client.get(page).status_code == 200
    said: dict[str, Any] = {"person": str(kin.people["Rosario Vega"].public_id), "kind": "illness", "state": "known"}
    said |= {"basis": "Dr Keane’s letter of May", "level": "2", "said_on": "2026-11-01", "idempotency_key": "k1"}
    for wrong in ({"basis": ""}, {"kind": "cold"}, {"level": "1"}, {"kind": "smoker", "state": "suspected"}):
        answer = client.post(page, {**said, **wrong})
        assert answer.status_code == 422, wrong
        assert "What you typed is still here." in answer.content.decode()
    assert client.post(page, said).status_code == 302
    assert client.post(page, said).status_code == 302
    become("worker")
    mark = HealthMark.objects.get()
    plain = client.get(kin.address).content.decode()
    assert "Show health" in plain
    for trace in ("illness", "Keane", "mark-"):
        assert trace not in plain
    shown = client.get(kin.address, ON).content.decode()
    for told in ("mark-left-filled", "left half: illness", "Rosario Vega: Illness", "Dr Keane’s letter of May"):
        assert told in shown
    alone = client.get(f"{kin.address}print/", {"shown": "1", "layer": "health"}).content.decode()
    assert "mark-left-filled" in alone
    assert "data-household" not in alone
    for who in ("colleague",):
        seen = visit(who).get(kin.address, ON)
        assert seen.status_code == 200
        for trace in ("illness", "Keane", "mark-left"):
            assert trace not in seen.content.decode()
        assert visit(who).get(f"{kin.address}health/{mark.public_id}/end/").status_code == 404
    for who in ("elsewhere", "privacy", "evaluator", "admin"):
        assert visit(who).get(page).status_code in (403, 404)
    end = f"{kin.address}health/{mark.public_id}/end/"
    assert client.get(end).status_code == 200
    assert client.post(end, {"version": mark.version, "on": "2999-01-01"}).status_code == 422
    assert client.post(end, {"version": mark.version, "why": "She is well"}).status_code == 302
    assert "Keane" not in client.get(kin.address, ON).content.decode()
    assert client.get(f"{kin.address}health/{kin.case.public_id}/end/").status_code == 404
