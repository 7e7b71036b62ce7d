"""The address that autosave talks to, and the list of drafts."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

Visit = Callable[[str], Client]


def keep(client: Client, data: object, base: int = 0, page: str = "p", key: str = "contact-17", **more: str) -> Any:
    sent = {"data": data if isinstance(data, str) else json.dumps(data), "base": str(base), "page": page, **more}
    return client.post(f"/drafts/{key}/", sent)


def test_autosave_answers_with_the_version_and_the_servers_time(visit: Visit) -> None:
    answer = keep(visit("worker"), {"text": "Went well"})
    assert answer.status_code == 200
    assert answer.json()["version"] == 1
    assert len(answer.json()["saved_at"].split(":")) == 3
    assert answer["Content-Type"] == "application/json"


def test_a_draft_comes_back(visit: Visit) -> None:
    client = visit("worker")
    keep(client, {"text": "Went well"})
    keep(client, {"language": "Spanish"}, base=1)
    answer = client.get("/drafts/contact-17/").json()
    assert answer["data"] == {"text": "Went well", "language": "Spanish"}
    assert answer["version"] == 2


def test_another_page_gets_both_versions(visit: Visit) -> None:
    client = visit("worker")
    keep(client, {"text": "one"}, page="one")
    answer = keep(client, {"text": "two"}, page="two")
    assert answer.status_code == 409
    assert answer.json()["data"] == {"text": "one"}
    assert answer.json()["version"] == 1


def test_signed_out_answers_401_and_not_the_sign_in_page() -> None:
    answer = keep(Client(enforce_csrf_checks=True), {"text": "x"})
    assert answer.status_code == 401
    assert answer.json()["message"]
    assert Client().get("/drafts/contact-17/").status_code == 401


def test_signed_in_the_request_must_come_from_our_page(visit: Visit) -> None:
    client = visit("worker")
    client.handler.enforce_csrf_checks = True
    assert keep(client, {"text": "x"}).status_code == 403


@pytest.mark.parametrize("data", ["", "{", "[]", "null", '"x"', '{"a": 1}', '{"a": {"b": []}}', "[" * 100_000])
def test_what_is_no_form_is_refused_in_words(visit: Visit, data: str) -> None:
    answer = keep(visit("worker"), data)
    assert answer.status_code == 422
    assert answer.json()["message"]


def test_nobody_else_gets_it(visit: Visit) -> None:
    keep(visit("worker"), {"text": "mine"})
    assert visit("supervisor").get("/drafts/contact-17/").json()["data"] == {}


def test_the_list_goes_on_where_it_was_left_and_throws_away(visit: Visit) -> None:
    client = visit("worker")
    keep(client, {"text": "Went well today"}, label="Record contact", url="/contacts/new/?case=1")
    page = client.get("/drafts/").content.decode()
    assert 'href="/contacts/new/?case=1"' in page
    assert "Went well today" in page
    gone = client.post("/drafts/contact-17/throw-away/", follow=True)
    assert "Went well today" not in gone.content.decode()


def test_the_list_has_as_many_queries_for_one_as_for_fifty(visit: Visit, queries: Any) -> None:
    client = visit("worker")
    counts = []
    for total in (1, 50):
        for number in range(total):
            keep(client, {"text": "x"}, key=f"k-{number}", page=str(total), base=1 if total > 1 and number == 0 else 0)
        with queries() as seen:
            client.get("/drafts/")
        counts.append(len(seen))
    assert counts[0] == counts[1]
