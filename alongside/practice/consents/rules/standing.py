"""Where a consent stands on a day, its last moment, and the digest that a signature binds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from alongside.practice.consents.enums import ConsentState

SOON = timedelta(days=14)


def end_of(day: date | None) -> datetime | None:
    """The first moment after ``day`` in the agency's time zone: a consent holds to the end of its last day."""
    if day is None:
        return None
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def begin_of(day: date) -> datetime:
    """The first moment of ``day`` in the agency's time zone."""
    return timezone.make_aware(datetime.combine(day, time.min))


def state_of(
    *,
    signed: bool,
    refused: bool,
    withdrawn: bool,
    replaced: bool,
    begins_at: datetime,
    ends_at: datetime | None,
    now: datetime,
) -> ConsentState:
    """Where a consent stands at ``now``; what ended it comes first."""
    if refused:
        return ConsentState.REFUSED
    if withdrawn:
        return ConsentState.WITHDRAWN
    if replaced:
        return ConsentState.REPLACED
    if ends_at and now >= ends_at:
        return ConsentState.ENDED
    if not signed:
        return ConsentState.ASKED
    if now < begins_at:
        return ConsentState.LATER
    return ConsentState.ENDING if ends_at and ends_at - now <= SOON else ConsentState.IN_FORCE


LIVE = frozenset({ConsentState.IN_FORCE, ConsentState.ENDING})


def digest_of(content: Mapping[str, Any]) -> str:
    """The SHA-256 of what a signature binds: everything that the person was shown."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()
