"""What was hard to live through: that it is written down, never what was told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from alongside.agency.access import queries as access
from alongside.ground.foundation.errors import NotFound
from alongside.practice.assessments.enums import DetailChosen
from alongside.practice.assessments.models import AdverseExperience, DetailOpened


@dataclass(frozen=True, slots=True)
class ExperienceLine:
    """One person's, collapsed: ``told``: there is more, for few eyes; ``opened`` who looked, when and what for."""

    public_id: UUID
    person: str
    chosen: str
    told: bool
    summary: str
    helps: str
    told_on: date
    opened: tuple[tuple[str, datetime, str], ...]


def experiences_of(case_id: int) -> tuple[ExperienceLine, ...]:
    """What is written down in a case. Two statements; noted as read."""
    rows = list(AdverseExperience.objects.filter(case_id=case_id).select_related("person").order_by("id"))
    looks: dict[int, list[tuple[str, datetime, str]]] = {row.id: [] for row in rows}
    found = DetailOpened.objects.filter(detail__experience_id__in=list(looks)).select_related("author", "detail")
    for one in found.order_by("-id"):
        looks[one.detail.experience_id].append((one.author.name, one.at, one.why))
    if rows:
        access.note_reading(
            "experiences page",
            circle=rows[0].circle_id,
            kind="experience",
            ids=[row.id for row in rows],
            people=sorted(row.person_id for row in rows),
        )
    return tuple(
        ExperienceLine(
            row.public_id,
            row.person.display_name,
            str(DetailChosen(row.chosen).label),
            row.chosen == DetailChosen.TOLD,
            row.summary,
            row.helps,
            row.told_on,
            tuple(looks[row.id]),
        )
        for row in rows
    )


def experience_row(case_id: int, public_id: UUID) -> AdverseExperience:
    """A handle for an action; NotFound when it is not there, or not to be seen."""
    found = AdverseExperience.objects.select_related("case", "person")
    row = found.filter(case_id=case_id, public_id=public_id).first()
    if row is None:
        raise NotFound
    return row
