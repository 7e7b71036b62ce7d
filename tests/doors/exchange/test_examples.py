"""Examples are put where their operation is, and each operation has one of its own."""

from __future__ import annotations

from typing import Any

from alongside.doors.exchange.examples import CASES, EXAMPLES, PEOPLE, PRACTICE, with_examples


def an_operation(name: str) -> dict[str, Any]:
    return {"operationId": name, "requestBody": {"content": {"application/json": {"schema": {}}}}}


def test_no_two_stories_tell_the_same_operation() -> None:
    assert len(EXAMPLES) == len(PEOPLE) + len(CASES) + len(PRACTICE)


def test_an_example_stands_with_its_operation_and_nowhere_else() -> None:
    paths = {"/a": {"post": an_operation("add_name"), "get": {"operationId": "read_person"}}}
    paths["/b"] = {"post": an_operation("no_such_operation")}
    found = with_examples({"paths": paths})["paths"]
    assert found["/a"]["post"]["requestBody"]["content"]["application/json"]["example"] == EXAMPLES["add_name"]
    assert "example" not in found["/b"]["post"]["requestBody"]["content"]["application/json"]
    assert found["/a"]["get"] == {"operationId": "read_person"}
