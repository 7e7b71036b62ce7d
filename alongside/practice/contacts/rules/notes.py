"""Signing, amending and changing notes: who may, and what a signature binds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.ground.foundation.decision import Decision
from alongside.ground.foundation.reader import Reader
from alongside.practice.contacts.rules.contacts import Happened, Written


def may_sign(by: Reader, *, author_id: int, co_author_id: int | None) -> Decision:
    """May ``by`` sign a note? Whoever wrote it, or the second worker who was there."""
    if by.actor_id in (author_id, co_author_id):
        return Decision.yes()
    return Decision.no("note.not_author", _("Only whoever wrote this note, or the worker who was there too, signs it."))


def may_change(by: Reader, *, author_id: int, signed: bool) -> Decision:
    """May ``by`` change a note? Whoever wrote it, until it is signed."""
    if signed:
        return Decision.no("note.signed", _("This note is signed and stays as it is. Add an amendment instead."))
    if by.actor_id != author_id:
        return Decision.no("note.not_author", _("Only whoever wrote this note changes it. Ask them, or add your own."))
    return Decision.yes()


def may_amend(*, signed: bool, text: str, reason: str) -> Decision:
    """May a note be amended? Once it is signed, with words and a reason."""
    if not signed:
        return Decision.no("note.not_signed", _("This note is not signed yet. It can still be changed itself."))
    if not text.strip():
        return Decision.no("note.amendment.text", _("Write what is to be added or put right."))
    if not reason.strip():
        return Decision.no("note.amendment.reason", _("Say why you amend it: a mistake, something learnt later."))
    return Decision.yes()


def content_digest(public_id: UUID, author_id: int, told: Happened, written: Written) -> str:
    """What a signature binds: the SHA-256 of the contact's header, its goals and levels, and every word of its note.

    Who was there is kept by the database itself once the note is signed. Sharing is not bound: a note may be opened to
    the person later, or held back, without another signature.
    """
    content: dict[str, Any] = {
        "contact": str(public_id),
        "author": author_id,
        "mode": told.mode,
        "at": _moment(told.at),
        "ends_at": _moment(told.ends_at),
        "place": told.place,
        "language": told.language,
        "interpreter": [told.interpreter, told.interpreter_words],
        "goals": sorted(([goal, level] for goal, level in told.goals.items()), key=str),
        "not_about_a_goal": told.not_about_a_goal,
        "format": written.format,
        "text": written.text,
        "sections": _said(written.sections),
        "own_words": written.own_words,
        "opinion": written.opinion,
    }
    if any(written.parts.values()):
        content["parts"] = sorted(words for words in written.parts.values() if words)
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _moment(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat() if at else None


def _said(sections: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in sections.items() if value}
