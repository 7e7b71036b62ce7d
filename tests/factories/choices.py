"""Choices and limits for tests, written by the product's own actions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader
from alongside.practice.choices import actions
from alongside.practice.choices.models import Choice, Limit
from alongside.practice.choices.rules import Proposed
from alongside.record.cases.models import Case
from tests.factories.consents import lead


def a_choice(case: Case, by: Reader, **other: Any) -> Choice:
    """Something offered to the first person of the case; nothing is decided yet."""
    facts = {"what": "Parents' group on Tuesdays", "ways": "Go\nNot now", **other}
    return actions.offer_choice(case=case, person_id=lead(case), **facts, by=by)


def proposed(today: date, **other: Any) -> Proposed:
    """A court's order for half a year from ``today``, looked at again after sixty days."""
    limit = Proposed(
        what="Where the children sleep",
        ground="order",
        basis="Family court, order 12/2026",
        why="The court placed them with their grandmother.",
        decided_by="Judge Moran",
        from_on=today,
        until_on=today + timedelta(days=180),
        review_on=today + timedelta(days=60),
        told=True,
    )
    return replace(limit, **other)


def a_limit(case: Case, by: Reader, **other: Any) -> Limit:
    """A court's order about the first person of the case."""
    return actions.set_limit(case=case, person_id=lead(case), limit=proposed(clock.today(), **other), by=by)
