"""The JSON schema of a whole case, made from the tables: what a reader of the file may rely on."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BinaryField, Field, JSONField, Model

from alongside.oversight.exports.rules.case_sections import ACCESS, FORMAT, NAMES, SECTIONS, VERSION, fields_of
from alongside.oversight.exports.rules.whole import FORMATS, JSON_TYPES

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
WHEN: Schema = {"type": "string", "format": "date-time"}
POINTER: Schema = {
    "description": "what a row points at, by its outside name; null when there is nothing that the reader sees",
    "type": ["object", "null"],
    "properties": {"id": {"type": "string", "format": "uuid"}, "name": TEXT},
    "required": ["id"],
    "additionalProperties": False,
}
CHOICE: Schema = {
    "description": "one of a fixed set: the code for programs, the label in the language of the file",
    "type": ["object", "null"],
    "properties": {"code": {"type": ["string", "integer"]}, "label": TEXT},
    "required": ["code", "label"],
    "additionalProperties": False,
}


def case_schema() -> Schema:
    """The schema of the whole file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A case as it leaves Alongside",
        "type": "object",
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            "case": _closed({"id": {"type": "string", "format": "uuid"}, "number": TEXT, "title": TEXT}),
            "manifest": _manifest(),
            "sections": _closed({**{one.name: _rows(one.model) for one in SECTIONS}, ACCESS: _access()}),
        },
        "required": ["format", "version", "case", "manifest", "sections"],
        "additionalProperties": False,
        "$defs": {"pointer": POINTER, "choice": CHOICE},
    }


def _closed(properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _rows(model: type[Model]) -> Schema:
    properties = {"id": {"type": "string", "format": "uuid"}}
    row = _closed(properties | {one.name: property_of(one) for one in fields_of(model)})
    return {"description": (model.__doc__ or "").strip().split("\n")[0], "type": "array", "items": row}


def property_of(one: Field[Any, Any]) -> Schema:
    """The schema of one column."""
    if one.is_relation:
        return {"$ref": "#/$defs/pointer"}
    if one.name == "level" or one.choices:
        return {"$ref": "#/$defs/choice"}
    if isinstance(one, ArrayField):
        return {"type": "array", "items": property_of(one.base_field)}
    if isinstance(one, JSONField):
        return {"description": "any JSON"}
    kind = type(one).__name__
    known = "string" if kind == "DecimalField" else JSON_TYPES.get(kind, "string")
    found: Schema = {"type": [known, "null"] if one.null else known}
    if kind in FORMATS and kind != "TimeField":
        found["format"] = FORMATS[kind]
    if isinstance(one, BinaryField):
        found["contentEncoding"] = "base64"
    return found


def _access() -> Schema:
    times = {"from_at": WHEN, "until_at": {"type": ["string", "null"], "format": "date-time"}}
    words: Schema = dict.fromkeys(("name", "through", "why", "words"), TEXT)
    row = _closed({**words, "levels": {"type": "array", "items": TEXT}, **times})
    return {"description": "Who could see the case when it was taken out.", "type": "array", "items": row}


def _manifest() -> Schema:
    texts: Schema = dict.fromkeys(("agency", "made_by", "what_for", "language", "time_zone"), TEXT)
    digest = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
    counted = _closed({"rows": {"type": "integer", "minimum": 0}, "sha256": digest})
    levels = {"type": "array", "items": TEXT}
    return _closed(
        {
            **texts,
            "made_at": WHEN,
            "sections": _closed(dict.fromkeys(NAMES, counted)),
            "levels": _closed({"included": levels, "not_included": levels}),
            "left_out": {"type": "array", "items": _closed({"what": TEXT, "why": TEXT})},
            "columns_left_out": {"type": "object", "additionalProperties": TEXT},
        }
    )
