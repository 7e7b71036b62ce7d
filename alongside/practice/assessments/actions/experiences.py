"""Writing down something terrible once, gently; opening what was told of it."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from alongside.agency.access.queries import note_reading
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import require
from alongside.ground.foundation.reader import ORDINARY, RESTRICTED, Reader
from alongside.practice.assessments.actions.writing import refuse_faults, writable
from alongside.practice.assessments.models import AdverseExperience, DetailOpened, ExperienceDetail
from alongside.practice.assessments.queries import subjects_of
from alongside.practice.assessments.rules.experiences import experience_faults, may_open_detail
from alongside.record.cases.models import Case

ACT = "detail of an experience"


@transaction.atomic
def record_experience(
    *,
    case: Case,
    person_id: int,
    chosen: str,
    summary: str = "",
    helps: str = "",
    words: str = "",
    told_on: date | None = None,
    by: Reader,
) -> AdverseExperience:
    """Write down that somebody lived through something terrible, as much of it as they want (S-037).

    ``summary`` is what whoever works with them should know, ``helps`` what helps when it comes up, ``words`` what they
    told, at the restricted level. Refused: a second time, more than they want, a day to come, a level ``by`` lacks.
    """
    row = writable(case, level=RESTRICTED if words.strip() else ORDINARY, by=by)
    day = told_on or clock.today()
    refuse_faults(
        "experience.incomplete",
        experience_faults(
            person_id=person_id,
            chosen=chosen,
            summary=summary,
            words=words,
            told_on=day,
            subjects=subjects_of(row.circle_id),
            written=AdverseExperience.objects.filter(case=row, person_id=person_id).exists(),
            today=clock.today(),
        ),
    )
    found = AdverseExperience.objects.create(
        circle_id=row.circle_id,
        case=row,
        person_id=person_id,
        chosen=chosen,
        summary=summary.strip(),
        helps=helps.strip(),
        told_on=day,
        author_id=by.actor_id,
    )
    if words.strip():
        ExperienceDetail.objects.create(
            circle_id=row.circle_id, level=RESTRICTED, experience=found, words=words.strip(), author_id=by.actor_id
        )
    return found


@transaction.atomic
def open_detail(*, experience: AdverseExperience, why: str, by: Reader) -> str:
    """What was told, in their words. Refused without the level or a reason; both the look and the refusal are noted."""
    detail = ExperienceDetail.objects.filter(experience=experience).first()
    decision = may_open_detail(seen=detail is not None, why=why)
    note_reading(
        ACT,
        circle=experience.circle_id,
        people=[experience.person_id],
        kind="experience",
        ids=[experience.id],
        result="shown" if decision.allowed else "refused",
    )
    require(decision, field="why")
    assert detail is not None  # noqa: S101 - otherwise it was refused
    DetailOpened.objects.create(
        circle_id=experience.circle_id,
        level=detail.level,
        detail=detail,
        why=why.strip()[:300],
        at=clock.now(),
        author_id=by.actor_id,
    )
    return detail.words
