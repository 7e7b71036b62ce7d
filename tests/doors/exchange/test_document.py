"""The OpenAPI document: whole, with an example for every body, and every example true to its own schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
from django.test import Client

from alongside.doors.exchange import examples

METHODS = ("get", "post", "put", "patch", "delete")


@pytest.fixture(scope="module")
def document() -> Any:
    """The document as programs read it."""
    return Client().get("/api/openapi.json").json()


def operations(document: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every operation with its name."""
    for verbs in document["paths"].values():
        for method in METHODS:
            if method in verbs:
                yield verbs[method]["operationId"], verbs[method]


def faults(schema: Any, value: Any, document: Any) -> list[str]:
    """What ``schema`` of the document says against ``value``."""
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "components": document["components"]}
    checker = jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
    return [error.message for error in checker.iter_errors(value)]


def shapes(node: Any) -> Iterator[dict[str, Any]]:
    """Every schema below ``node`` that brings examples of its own."""
    if isinstance(node, dict):
        if isinstance(node.get("examples"), list):
            yield node
        for below in node.values():
            yield from shapes(below)
    elif isinstance(node, list):
        for below in node:
            yield from shapes(below)


def test_every_operation_says_what_it_does_and_what_it_takes_by_an_example(document: Any) -> None:
    names = [name for name, _operation in operations(document)]
    assert len(names) == len(set(names))
    for name, operation in operations(document):
        assert operation["description"], name
        assert operation["tags"], name
        for parameter in operation.get("parameters", []):
            assert parameter["in"] == "path" or parameter.get("description"), (name, parameter["name"])
        if "requestBody" in operation:
            content = operation["requestBody"]["content"]["application/json"]
            assert faults(content["schema"], content["example"], document) == [], name
            assert faults(content["schema"], {**content["example"], "strange": 1}, document), name
    bodies = {name for name, operation in operations(document) if "requestBody" in operation}
    assert examples.EXAMPLES.keys() == bodies


def test_every_example_in_a_schema_is_true_to_it(document: Any) -> None:
    found = list(shapes(document))
    assert found
    for schema in found:
        for example in schema["examples"]:
            assert faults({name: schema[name] for name in schema if name != "examples"}, example, document) == []


def test_every_schema_is_closed_where_programs_send_it_and_says_what_it_is(document: Any) -> None:
    schemas = document["components"]["schemas"]
    sent = [
        operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rsplit("/")[-1]
        for _name, operation in operations(document)
        if "requestBody" in operation
    ]
    for name in sent:
        assert schemas[name]["additionalProperties"] is False, name
    for name, schema in schemas.items():
        assert schema.get("description") or "enum" in schema or name.startswith("Page"), name


def test_an_edit_has_no_defaults_that_a_generated_client_would_send(document: Any) -> None:
    edits = [path["patch"] for path in document["paths"].values() if "patch" in path]
    assert len(edits) > 5
    for edit in edits:
        name = edit["requestBody"]["content"]["application/json"]["schema"]["$ref"].rsplit("/")[-1]
        schema = document["components"]["schemas"][name]
        assert "required" not in schema, name
        assert not [field for field in schema["properties"].values() if "default" in field], name
        assert schema["minProperties"] == 1, name


def test_lists_are_bounded_and_texts_have_an_end(document: Any) -> None:
    """Nothing that a program sends may be longer than anybody would write."""
    schemas = document["components"]["schemas"]

    def unbounded(node: Any, way: str) -> Iterator[str]:
        if "$ref" in node:
            yield from unbounded(schemas[node["$ref"].rsplit("/")[-1]], way)
        for one in (*node.get("anyOf", ()), *node.get("allOf", ())):
            yield from unbounded(one, way)
        if node.get("type") == "array":
            if "maxItems" not in node:
                yield way
            yield from unbounded(node["items"], f"{way}[]")
        if node.get("type") == "string" and not node.keys() & {"maxLength", "format", "enum", "pattern", "const"}:
            yield way
        for name, below in node.get("properties", {}).items():
            yield from unbounded(below, f"{way}.{name}")

    found = [
        way
        for name, operation in operations(document)
        if "requestBody" in operation
        for way in unbounded(operation["requestBody"]["content"]["application/json"]["schema"], name)
    ]
    assert found == []
