"""A client that somebody else's generator makes of our OpenAPI document, and a strict look at what it parses."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID

import attrs

NAME = "alongside_made_by_others"
PLAIN = "post_hooks: []\n"
"""The generator would tidy its code with a tool that need not be here."""


def generated(document: bytes, folder: Path) -> ModuleType:
    """The client for ``document``, made in ``folder``. A warning of the generator is a failure."""
    (folder / "openapi.json").write_bytes(document)
    (folder / "config.yaml").write_text(PLAIN)
    options = ["--path", "openapi.json", "--config", "config.yaml", "--meta", "none", "--output-path", NAME]
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--fail-on-warning", *options]
    made = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stdout + made.stderr
    assert "arning" not in made.stdout + made.stderr, made.stdout
    sys.path.insert(0, str(folder))
    try:
        importlib.import_module(f"{NAME}.models")
        importlib.import_module(f"{NAME}.client")
        return sys.modules[NAME]
    finally:
        sys.path.remove(str(folder))


@dataclass
class Outside:
    """The generated client with one worker's token; ``calls`` are the operations it has used."""

    client: Any
    calls: set[str]
    heard: Any = None

    @classmethod
    def coming_in(cls, url: str, token: str) -> Outside:
        """The client with a token, at the server's address."""
        made = sys.modules[f"{NAME}.client"].AuthenticatedClient(
            base_url=url, token=token, raise_on_unexpected_status=True, timeout=30
        )
        return cls(made, set())

    def shape(self, name: str, **fields: Any) -> Any:
        """A body: the model with this name, which knows every one of the fields."""
        given = json.loads(json.dumps(fields, default=_written))
        made = getattr(sys.modules[f"{NAME}.models"], name).from_dict(given)
        assert alike({key: value for key, value in made.to_dict().items() if key in given}, given), (name, given)
        return made

    def do(self, operation: str, *where: UUID | str | int, status: int = 200, **given: Any) -> Any:
        """Call ``noun.operation``; its parsed answer, which holds everything that the server sent and nothing else."""
        self.calls.add(operation)
        module = importlib.import_module(f"{NAME}.api.{operation}")
        self.heard = module.sync_detailed(*where, client=self.client, **given)
        assert self.heard.status_code == status, (operation, self.heard.content)
        parsed = self.heard.parsed
        assert attrs.has(type(parsed)), (operation, parsed)
        assert_known(parsed, operation)
        assert alike(parsed.to_dict(), json.loads(self.heard.content)), (operation, self.heard.content)
        return parsed


def _written(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else str(value)


def assert_known(value: Any, way: str) -> None:
    """Nothing in what was parsed fell into the place for what the document does not name."""
    if isinstance(value, list):
        for one in value:
            assert_known(one, f"{way}[]")
    if not attrs.has(type(value)):
        return
    names = [field.name for field in attrs.fields(type(value)) if field.name != "additional_properties"]
    if names:
        assert getattr(value, "additional_properties", {}) == {}, way
    for name in names:
        assert_known(getattr(value, name), f"{way}.{name}")


def alike(one: Any, other: Any) -> bool:
    """The same JSON, but for how midnight in Greenwich is written."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(alike(one[name], other[name]) for name in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(alike(*pair) for pair in zip(one, other, strict=True))
    if isinstance(one, str) and isinstance(other, str):
        return one.replace("+00:00", "Z") == other.replace("+00:00", "Z")
    return bool(one == other)
