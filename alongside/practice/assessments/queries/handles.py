"""Rows to be passed to an action, and whom a case concerns."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from alongside.agency.access.models import CircleSubject
from alongside.ground.foundation.errors import NotFound
from alongside.practice.assessments.models import Assessment, Statement


def assessment_row(public_id: UUID) -> Assessment:
    """The assessment with this outside name; raises NotFound when absent or hidden."""
    row = Assessment.objects.select_related("case").filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    return row


def open_assessment(case_id: int) -> Assessment | None:
    """The assessment of a case that is not finished yet, or None."""
    return Assessment.objects.select_related("case").filter(case_id=case_id, finished_at=None).first()


def statement_row(public_id: UUID) -> Statement:
    """The statement with this outside name; raises NotFound when absent or hidden."""
    row = Statement.objects.select_related("case").filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    return row


def statement_numbers(public_ids: Iterable[UUID]) -> tuple[int, ...]:
    """House numbers of statements by their outside names, in that order; NotFound when one is absent or hidden."""
    names = list(public_ids)
    found = dict(Statement.objects.filter(public_id__in=names).values_list("public_id", "id")) if names else {}
    if not found.keys() >= set(names):
        raise NotFound
    return tuple(found[name] for name in names)


def subjects_of(circle_id: int) -> frozenset[int]:
    """The house numbers of the persons whom a circle concerns."""
    return frozenset(CircleSubject.objects.filter(circle_id=circle_id).values_list("person_id", flat=True))
