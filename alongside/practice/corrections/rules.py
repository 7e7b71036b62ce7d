"""By when a correction is answered: 45 CFR 164.526(b)(2), GDPR Article 12(3) with 16."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from alongside.practice.corrections.enums import AnswerClock


def due(asked_on: date, clock: str, *, longer: bool = False) -> date:
    """The last day for an answer, with the one extension when ``longer``."""
    if clock == AnswerClock.HIPAA:
        return asked_on + timedelta(days=90 if longer else 60)
    place = asked_on.month - 1 + (3 if longer else 1)
    year, month = asked_on.year + place // 12, place % 12 + 1
    return date(year, month, min(asked_on.day, calendar.monthrange(year, month)[1]))
