"""The generated page of the REST API: every operation and every shape, read from its OpenAPI document."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.test import Client

from scripts.listed import page, table

Node = dict[str, Any]


def api() -> str:
    """Every operation of the API with what it takes and answers, then every shape."""
    document = Client().get("/api/openapi.json").json()
    schemas = document["components"]["schemas"]
    lines = [
        *document["info"]["description"].splitlines(),
        "",
        "The same for programs stands at `/api/openapi.json`; how to begin is told in "
        "[Let a program in](../how-to/api-get-a-token.md). Each operation says which scope it needs of the token. An "
        "operation that writes takes `Idempotency-Key` and `If-Match` in its headers.",
        "",
        "## Answers that all have",
        "",
        *table(("Status", "Means"), _answers(document)),
        "",
    ]
    for noun, operations in _by_noun(document).items():
        lines += [f"## {noun}", ""]
        for method, path, operation in operations:
            lines += [*_operation(method, path, operation), ""]
    lines += ["## Shapes", ""]
    for name, schema in sorted(schemas.items()):
        lines += [*_shape(name, schema), ""]
    return page("REST API", *lines)


def _by_noun(document: Node) -> dict[str, list[tuple[str, str, Node]]]:
    found: dict[str, list[tuple[str, str, Node]]] = {}
    for path, verbs in document["paths"].items():
        for method, operation in verbs.items():
            found.setdefault(operation["tags"][0], []).append((method.upper(), path, operation))
    return found


def _answers(document: Node) -> list[tuple[str, str]]:
    """The statuses that do not tell of success, each once."""
    found: dict[str, str] = {}
    for verbs in document["paths"].values():
        for operation in verbs.values():
            found |= {status: answer["description"] for status, answer in operation["responses"].items()}
    return sorted((f"{status}", words) for status, words in found.items())


def _operation(method: str, path: str, operation: Node) -> Iterator[str]:
    scope = operation.get("x-scope", "")
    yield f"### {operation['operationId']}"
    yield ""
    yield f"`{method} {path}`: {operation['description']}"
    yield ""
    needs = f"Needs `{scope}`." if scope else "Every token may."
    takes = "".join(f" Takes {_link(body)}." for body in _bodies(operation))
    yield f"{needs}{takes} Answers {_answer(operation)}."
    if asked := [one for one in operation.get("parameters", []) if one["in"] == "query"]:
        rows = [(f"`{one['name']}`", _kind(one["schema"]), one.get("description", "")) for one in asked]
        yield from ("", *table(("Filter", "Holds", "Meaning"), rows))
    for one in operation.get("requestBody", {}).get("content", {}).values():
        if "example" in one:
            yield from ("", "```json", json.dumps(one["example"], indent=2, ensure_ascii=False), "```")


def _bodies(operation: Node) -> Iterator[Node]:
    for content in operation.get("requestBody", {}).get("content", {}).values():
        yield content["schema"]


def _answer(operation: Node) -> str:
    for status in ("200", "201"):
        if status in operation["responses"]:
            return f"{status} {_link(operation['responses'][status]['content']['application/json']['schema'])}"
    return "204"


def _shape(name: str, schema: Node) -> Iterator[str]:
    yield f"### {name}"
    yield ""
    if schema.get("description"):
        yield from (schema["description"], "")
    if "enum" in schema:
        yield "One of " + ", ".join(f"`{one}`" if one else "nothing" for one in schema["enum"]) + "."
        return
    needed = schema.get("required", ())
    rows = [
        (f"`{field}`", "yes" if field in needed else "", _kind(said), said.get("description", ""))
        for field, said in schema.get("properties", {}).items()
    ]
    yield from table(("Field", "Always", "Holds", "Meaning"), rows)


def _link(schema: Node) -> str:
    name = schema.get("$ref", "").rsplit("/")[-1]
    return f"[{name}](#{name.lower()})" if name else _kind(schema)


def _kind(schema: Node) -> str:
    """What a field holds, in few words."""
    if "$ref" in schema:
        return _link(schema)
    if choices := schema.get("anyOf") or schema.get("allOf"):
        return " or ".join(_kind(one) for one in choices)
    if "enum" in schema:
        return ", ".join(f"`{one}`" for one in schema["enum"])
    if "const" in schema:
        return f"`{schema['const']}`" if schema["const"] else "nothing"
    kind = str(schema.get("format") or schema.get("type", "anything"))
    if kind == "array":
        return f"list of {_kind(schema['items'])}"
    return {"string": "text", "integer": "whole number", "boolean": "true or false", "object": "names and values"}.get(
        kind, kind
    )
