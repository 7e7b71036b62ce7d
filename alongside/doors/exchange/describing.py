"""The OpenAPI document, completed: headers of the answers, nothing that no operation speaks of."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

Document = dict[str, Any]
Node = dict[str, Any]

REFERENCE = re.compile(r'"#/components/schemas/([^"]+)"')
ETAG = {
    "description": "The version of the thing; send it as If-Match when you change it.",
    "schema": {"type": "string", "pattern": '^"[0-9]{1,9}"$', "examples": ['"3"']},
}
HEADERS: Mapping[str, Mapping[str, Node]] = {
    "401": {"WWW-Authenticate": {"description": "How to come in.", "schema": {"type": "string"}}},
    "429": {
        "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1, "maximum": 60}}
    },
}
"""What the answers with this status say in their headers."""
WORDS: Mapping[str, str] = {
    "200": "As it is now",
    "201": "It was added",
    "204": "It was done, and the token's worker sees it no more: she handed it on",
    "400": "The body cannot be read as JSON",
    "401": "No token, or one that is not good any more",
    "403": "The token's scopes leave this out",
    "404": "Absent, or hidden from the token's worker: both answer the same",
    "409": "Somebody else changed it meanwhile: both versions",
    "413": "Longer than one call may be",
    "415": "The body is not application/json in UTF-8",
    "422": "Fields are missing or wrong, or a rule says no and why",
    "429": "Asked too often",
}
"""What each status means here."""


def described(document: Document) -> Document:
    """``document`` with headers and words for every answer, and without schemas that nothing refers to."""
    schemas = document["components"]["schemas"]
    for operation in _operations(document):
        for status, answer in operation["responses"].items():
            answer["description"] = WORDS.get(str(status), answer["description"])
            if headers := _headers(str(status), answer, schemas):
                answer["headers"] = headers
    document["servers"] = [{"url": "/", "description": "Where this document was read."}]
    document["info"]["description"] = document["info"]["description"].strip()
    while unused := schemas.keys() - set(REFERENCE.findall(json.dumps(document))):
        for name in unused:
            del schemas[name]
    return document


def _operations(document: Document) -> Iterator[Node]:
    for verbs in document["paths"].values():
        yield from verbs.values()


def _headers(status: str, answer: Node, schemas: Mapping[str, Node]) -> Mapping[str, Node]:
    if status not in ("200", "201"):
        return HEADERS.get(status, {})
    name = answer["content"]["application/json"]["schema"].get("$ref", "").rsplit("/")[-1]
    return {"ETag": ETAG} if "version" in schemas.get(name, {}).get("properties", {}) else {}
