"""Drafts as the form pages and the list of drafts need them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from alongside.agency.drafts.models import Draft
from alongside.agency.keys.queries import house_key
from alongside.ground.foundation.encryption import Place, decrypt, encrypt
from alongside.ground.foundation.reader import Reader


@dataclass(frozen=True, slots=True)
class DraftView:
    """What was typed into one form and not yet saved; ``version`` 0 and no ``data`` when nothing was."""

    key: str
    version: int = 0
    saved_at: datetime | None = None
    data: Mapping[str, Any] = field(default_factory=dict)

    def over(self, initial: Mapping[str, Any], many: Collection[str] = ()) -> dict[str, Any]:
        """``initial`` of a form with what was typed laid over it; ``many`` names fields that take several values."""
        typed = {
            name: [one for one in ([value] if isinstance(value, str) else value) if one] if name in many else value
            for name, value in self.data.items()
        }
        return {**initial, **typed}


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft in the list: what it is, where it goes on, when it was last saved, and how it begins."""

    key: str
    label: str
    url: str
    saved_at: datetime
    begins: str


def closed(typed: Mapping[str, Any], *, actor: int) -> dict[str, str]:
    """What was typed as a draft keeps it: field by field encrypted, and bound to its writer and its field."""
    key = house_key("drafts")
    return {name: encrypt(json.dumps(value), key=key, place=_place(actor, name)) for name, value in typed.items()}


def typed_of(row: Draft) -> dict[str, Any]:
    """What was typed into a draft. Raises ``Unopened`` for what was moved here from elsewhere, never shows it empty."""
    if not row.data:
        return {}
    key = house_key("drafts")
    return {
        name: json.loads(decrypt(text, key=key, place=_place(row.actor_id, name))) for name, text in row.data.items()
    }


def _place(actor: int, name: str) -> Place:
    return Place("drafts_draft", name, str(actor))


def draft(key: str, *, by: Reader) -> DraftView:
    """What ``by`` has typed under ``key``; a page lays it over its form and starts from its version."""
    row = Draft.objects.filter(actor_id=by.actor_id, key=key).first()
    if row is None:
        return DraftView(key)
    return DraftView(key, row.version, None if row.ended else row.saved_at, typed_of(row))


def my_drafts(*, by: Reader) -> list[DraftLine]:
    """Everything that ``by`` has typed and not yet saved, newest first."""
    return draft_lines(draft_rows(by=by))


def draft_rows(*, by: Reader) -> QuerySet[Draft]:
    """The same, not asked yet, to be read together with other rows."""
    return Draft.objects.filter(actor_id=by.actor_id, ended=False).exclude(data={}).order_by("-saved_at", "-id")


def draft_lines(rows: Iterable[Draft]) -> list[DraftLine]:
    """Drafts as a list shows them."""
    return [DraftLine(row.key, row.label, row.url, row.saved_at, _begins(typed_of(row))) for row in rows]


def _begins(data: Mapping[str, Any]) -> str:
    """The longest text of a draft, cut to a line: what its writer knows it by."""
    texts = [value for value in data.values() if isinstance(value, str)]
    longest = " ".join(max(texts, key=len, default="").split())
    return longest if len(longest) <= 120 else f"{longest[:119]}…"
