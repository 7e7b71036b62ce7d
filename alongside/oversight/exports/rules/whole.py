"""The open format of a whole agency: a folder of JSON lines, a schema for each table, the files, and a manifest.

Every table of the record leaves with every column. What is left out is named here with the reason, and repeated in
the manifest, so that nobody has to guess what a folder lacks.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.models import BinaryField, Field, Model
from django.utils.translation import gettext as _

from alongside.ground.foundation.digests import digest_of
from alongside.ground.foundation.errors import Refused

FORMAT = "alongside-agency"
VERSION = 1
MANIFEST = "manifest.json"

OPENS = "a secret of this installation: it opens something, and is made anew elsewhere"
MACHINERY = "machinery of this installation, no part of the record"
LEFT_OUT: Mapping[str, str] = {
    "access_accesssession": OPENS,
    "tokens_token": OPENS,
    "staff_invitation": OPENS,
    "mfa_authenticator": OPENS,
    "usersessions_usersession": MACHINERY,
    "django_session": MACHINERY,
    "account_emailaddress": MACHINERY,
    "account_emailconfirmation": OPENS,
    "auth_permission": MACHINERY,
    "auth_group": MACHINERY,
    "django_content_type": MACHINERY,
    "procrastinate_workers": MACHINERY,
    "procrastinate_jobs": MACHINERY,
    "procrastinate_events": MACHINERY,
    "procrastinate_periodic_defers": MACHINERY,
    "drafts_submission": MACHINERY,
    "drafts_draft": "typed and not saved: no part of the record, and encrypted with a key of this installation",
    "audit_seal": "sealed by the key of this installation; alongside audit export takes the seals out",
    "audit_verification": MACHINERY,
    "audit_erasure": "signed by the key of this installation, and part of its seals",
    "audit_erasedleaf": "digests under the seals of this installation",
    "keys_circlekey": "keys of this installation: what they encrypted leaves in clear, and is encrypted anew elsewhere",
    "exports_casepaper": "a copy of what stands in the record, made again when somebody asks for it",
}
BLANKED: Mapping[tuple[str, str], str] = {("access_account", "password"): "!"}
"""Columns that leave with another value: nobody's password leaves, each is set again by an invitation."""
JSON_TYPES = {
    "BigAutoField": "integer",
    "BigIntegerField": "integer",
    "IntegerField": "integer",
    "SmallIntegerField": "integer",
    "PositiveIntegerField": "integer",
    "PositiveSmallIntegerField": "integer",
    "ForeignKey": "integer",
    "OneToOneField": "integer",
    "BooleanField": "boolean",
    "DecimalField": "number",
    "ArrayField": "array",
}
FORMATS = {"DateField": "date", "DateTimeField": "date-time", "TimeField": "time", "UUIDField": "uuid"}


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the folder: its place, how many rows it holds, and the SHA-256 of its bytes."""

    path: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a folder holds and what it does not."""

    agency: str
    made_at: str
    tables: dict[str, Part]
    files: dict[str, Part] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=lambda: dict(LEFT_OUT))
    blanked: list[str] = field(default_factory=lambda: [".".join(place) for place in BLANKED])
    format: str = FORMAT
    version: int = VERSION

    def as_json(self) -> str:
        """The manifest as it is written."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n"

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(part.rows for part in self.tables.values())


def tables() -> dict[str, type[Model]]:
    """The tables that leave, those that others point at first."""
    found = {model._meta.db_table: model for model in apps.get_models()}
    return {table: model for table, model in found.items() if table not in LEFT_OUT}


def binary_columns(model: type[Model]) -> list[str]:
    """Columns whose bytes leave as files of their own."""
    return [str(one.column) for one in model._meta.local_concrete_fields if isinstance(one, BinaryField)]


def schema_of(model: type[Model]) -> dict[str, Any]:
    """The JSON schema of one line of a table."""
    properties = {one.column: _property(one) for one in model._meta.local_concrete_fields}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": model._meta.db_table,
        "description": (model.__doc__ or "").strip(),
        "type": "object",
        "properties": properties,
        "required": sorted(properties),
        "additionalProperties": False,
    }


def _property(one: Field[Any, Any]) -> dict[str, Any]:
    kind = type(one).__name__
    if kind == "JSONField":
        return {"description": "any JSON"}
    known = "string" if kind == "BinaryField" else JSON_TYPES.get(kind, "string")
    found: dict[str, Any] = {"type": [known, "null"] if one.null else known}
    if kind in FORMATS:
        found["format"] = FORMATS[kind]
    if kind == "BinaryField":
        found["description"] = "the name of a file in files/"
    if one.is_relation and one.related_model is not None:
        related: Any = one.related_model
        found["description"] = f"id in {related._meta.db_table}"
    if one.choices:
        found["enum"] = [value for value, _label in one.flatchoices] + ([None] if one.null else [])
        if one.blank and "" not in found["enum"]:
            found["enum"].append("")
    return found


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a folder. Refused in plain words when there is none that we can read."""
    try:
        said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise Refused("export.manifest", _("There is no agency in this folder: it has no manifest.json.")) from None
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise Refused("export.format", _("The manifest in this folder is not one of an agency."))
    if said.get("version") != VERSION:
        raise Refused("export.version", _("This folder was made by another version; read it with that one."))
    try:
        parts = {name: {key: Part(**part) for key, part in said[name].items()} for name in ("tables", "files")}
        return Manifest(str(said["agency"]), str(said["made_at"]), parts["tables"], parts["files"])
    except (KeyError, TypeError, AttributeError):
        raise Refused("export.manifest", _("The manifest in this folder is damaged.")) from None


def check_parts(folder: Path, manifest: Manifest) -> None:
    """Refuse a folder that is not what its manifest says: a file is missing, was changed, or lies elsewhere."""
    known = tables()
    if unknown := sorted(set(manifest.tables) - known.keys()):
        raise Refused("export.table", _("There is no place for the table %(name)s here.") % {"name": unknown[0]})
    for part in (*manifest.tables.values(), *manifest.files.values()):
        path = folder / part.path
        if folder.resolve() not in path.resolve().parents or not path.is_file():
            raise Refused("export.part", _("The file %(path)s of the manifest is missing.") % {"path": part.path})
        if digest_of(path) != part.sha256:
            words = _("The file %(path)s was changed after the folder was made.") % {"path": part.path}
            raise Refused("export.changed", words)
