"""What is said about a family at the desk: kept once, put right where it is wrong, ended, and shut to others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client

from alongside.ground.foundation import clock
from alongside.record.people.models import Bond, System, Tie
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.kin import Kin, a_family

Visit = Callable[[str], Client]


def said(kin: Kin, **more: Any) -> dict[str, Any]:
    return {
        "person": str(kin.people["Rosario Vega"].public_id),
        "other": str(kin.people["Dani Prado"].public_id),
        "kind": "close",
        "said_by": str(kin.people["Dani Prado"].public_id),
        "said_on": clock.today(),
        "basis": "Dani, alone: <b>she listens</b>",
        "idempotency_key": "a" * 32,
        **more,
    }


def test_an_opinion_is_written_once_and_ended(become: Become, visit: Visit) -> None:
    kin = a_family(become("worker"))
    client, page = visit("worker"), f"{kin.address}bonds/new/"
    assert "Rosario Vega" in client.get(page).content.decode()
    wrong = client.post(page, said(kin, basis=" ", other=str(kin.people["Rosario Vega"].public_id)))
    assert wrong.status_code == 422
    refused = client.post(page, said(kin, said_on=clock.today() + timedelta(days=1), idempotency_key="b" * 32))
    assert refused.status_code == 422
    assert "still to come" in refused.content.decode()
    assert "&lt;b&gt;she listens&lt;/b&gt;" in refused.content.decode()
    for _again in range(2):
        assert client.post(page, said(kin, idempotency_key="c" * 32)).url == f"{kin.address}#ties"  # type: ignore[attr-defined]
    become("worker")
    row = Bond.objects.get(kind="close")
    assert "Said by Dani Prado" in client.get(kin.address).content.decode()
    end = f"{kin.address}bonds/{row.public_id}/end/"
    assert client.get(end).status_code == 200
    assert client.post(end, {"version": 1, "on": clock.today() + timedelta(days=1)}).status_code == 422
    assert client.post(end, {"version": 1, "why": "They fell out"}).status_code == 302
    assert "Rosario Vega and Dani Prado: close" not in client.get(kin.address).content.decode()
    for who, answer in (("elsewhere", 404), ("colleague", 200)):
        assert visit(who).get(end).status_code == answer
    restricted = f"{kin.address}bonds/{kin.bond.public_id}/end/"
    assert visit("colleague").get(restricted).status_code == 404
    become("worker")
    other = a_case(become("worker"))
    assert client.get(f"/cases/{other.public_id}/family/bonds/{row.public_id}/end/").status_code == 404


def test_what_stands_around_them_is_added_rated_anew_and_ended(become: Become, visit: Visit) -> None:
    kin = a_family(become("worker"))
    client, page = visit("worker"), f"{kin.address}around/new/"
    typed: dict[str, Any] = {
        "kind": "work",
        "label": "Bakery",
        "whose": f"home-{kin.home.public_id}",
        "strength": "weak",
        "energy": "from",
        "rated_by": "person",
        "said_by": str(kin.people["Marta López"].public_id),
        "said_on": clock.today(),
        "idempotency_key": "a" * 32,
    }
    missing = client.post(page, {**typed, "said_by": "", "idempotency_key": "b" * 32})
    assert missing.status_code == 422
    assert "Say who of them rated it" in missing.content.decode()
    assert not System.objects.filter(label="Bakery").exists()
    assert client.post(page, typed).url == f"{kin.address}#around"  # type: ignore[attr-defined]
    become("worker")
    bakery = System.objects.get(label="Bakery")
    rate = f"{kin.address}around/{bakery.public_id}/rate/"
    anew = {**typed, "whose": str(kin.people["Marta López"].public_id), "strength": "strong", "stressful": "on"}
    assert client.post(rate, {**anew, "strength": "unknown", "idempotency_key": "d" * 32}).status_code == 422
    assert client.post(rate, {**anew, "idempotency_key": "c" * 32}).status_code == 302
    become("worker")
    assert list(Tie.objects.filter(system=bakery).order_by("id").values_list("strength", "household__label")) == [
        ("weak", "14 Quay Row"),
        ("strong", None),
    ]
    shown = client.get(kin.address).content.decode()
    assert "Bakery" in shown
    end = f"{kin.address}around/{bakery.public_id}/end/"
    assert client.post(end, {"version": 1}).status_code == 302
    assert client.post(end, {"version": 2}).status_code == 422
    for who in ("elsewhere", "privacy"):
        assert visit(who).get(rate).status_code in (403, 404)
        assert visit(who).post(page, typed).status_code in (403, 404)
