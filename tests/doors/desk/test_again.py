"""Looking asks nothing; sending what cannot be taken back asks once more who somebody is (R-42)."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from tests.factories.staff import said_again

Visit = Callable[[str], Client]


def test_sending_asks_once_more_and_looking_does_not(visit: Visit) -> None:
    client = visit("worker")
    assert client.get("/settings/tokens/").status_code == 200
    asked = client.post("/settings/tokens/", {"name": ""})
    assert asked.headers["Location"].startswith("/sign-in/again/")
    assert said_again(client).post("/settings/tokens/", {"name": ""}).status_code == 422
