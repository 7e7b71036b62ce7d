"""The document, completed: what no operation speaks of is gone, every answer says what it means."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client

from alongside.doors.exchange.describing import WORDS, described


def small() -> dict[str, Any]:
    """A document of one operation, with a schema that is used, one used by that one, and one by nothing."""
    problem = {"application/json": {"schema": {"$ref": "#/components/schemas/Used"}}}
    return {
        "info": {"description": "\n  Words.  \n"},
        "paths": {"/x": {"get": {"responses": {"401": {"description": "Unauthorized", "content": problem}}}}},
        "components": {
            "schemas": {
                "Used": {"properties": {"a": {"$ref": "#/components/schemas/Below"}}},
                "Below": {"type": "object"},
                "Unused": {"properties": {"a": {"$ref": "#/components/schemas/UnusedToo"}}},
                "UnusedToo": {"type": "object"},
            }
        },
    }


def test_schemas_that_nothing_refers_to_are_left_out() -> None:
    found = described(small())
    assert set(found["components"]["schemas"]) == {"Used", "Below"}
    answer = found["paths"]["/x"]["get"]["responses"]["401"]
    assert answer["description"] == WORDS["401"]
    assert "WWW-Authenticate" in answer["headers"]
    assert found["info"]["description"] == "Words."


def test_the_real_document_refers_to_nothing_that_is_not_there() -> None:
    found = Client().get("/api/openapi.json").json()
    text = json.dumps(found)
    for name in found["components"]["schemas"]:
        assert f"#/components/schemas/{name}" in text, name
