"""Times of looking back together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from alongside.practice.plans.models import Review


@dataclass(frozen=True, slots=True)
class ReviewView:
    """One review: when, of which version, with whom, what each said, what was decided, when again."""

    id: UUID
    held_on: date
    plan_number: int
    with_whom: str
    person_view: str
    worker_view: str
    decision: str
    next_on: date | None


def reviews_of_case(case_id: int) -> list[ReviewView]:
    """The reviews of a case, the newest first. One statement."""
    return reviews_among(review_rows(case_id))


def review_rows(case_id: int) -> QuerySet[Review]:
    """The same, not asked yet, to be read together with other rows."""
    return Review.objects.filter(case_id=case_id).select_related("plan").order_by("-held_on", "-id")


def reviews_among(rows: Iterable[Review]) -> list[ReviewView]:
    """Reviews as a page shows them."""
    return [
        ReviewView(
            id=row.public_id,
            held_on=row.held_on,
            plan_number=row.plan.number,
            with_whom=row.with_whom,
            person_view=row.person_view,
            worker_view=row.worker_view,
            decision=row.decision,
            next_on=row.next_on,
        )
        for row in rows
    ]
