"""The course of an assessment: started, looked at area by area, finished."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused, require
from alongside.ground.foundation.reader import Reader
from alongside.practice.assessments.actions.statements import unfinished
from alongside.practice.assessments.actions.writing import refuse_faults, writable
from alongside.practice.assessments.enums import Domain, LookState
from alongside.practice.assessments.models import Assessment, DomainLook, Statement
from alongside.practice.assessments.queries import subjects_of
from alongside.practice.assessments.rules.finishing import blanks, may_finish
from alongside.practice.assessments.rules.statements import may_rate_again, rating_faults
from alongside.record.cases import actions as cases
from alongside.record.cases.enums import Milestone
from alongside.record.cases.models import Case


@transaction.atomic
def start_assessment(*, case: Case, why: str = "", by: Reader) -> Assessment:
    """Start looking at a life together. ``why`` is asked when something of the intake is still missing.

    Refused: while an assessment is open, in a closed case, outside the team. Recorded: the assessment with its number
    in the case, and the milestone "assessment started".
    """
    row = writable(case, by=by)
    last = Assessment.objects.filter(case=row).order_by("-number").first()
    if last is not None and last.finished_at is None:
        raise Refused("assessment.open", _("An assessment is open already. Go on with it."))
    assessment = Assessment.objects.create(
        circle_id=row.circle_id,
        case=row,
        number=last.number + 1 if last else 1,
        started_at=clock.now(),
        author_id=by.actor_id,
    )
    cases.reach(case=row, milestone=Milestone.ASSESSMENT_STARTED, why=why, by=by)
    return assessment


@transaction.atomic
def look_at(
    *,
    assessment: Assessment,
    domain: str,
    state: str = LookState.LOOKED,
    said_by_id: int | None = None,
    person_rating: int | None = None,
    worker_rating: int | None = None,
    by: Reader,
) -> DomainLook:
    """Say where an area stands: looked at, not relevant (who said so), not ready to say, or left for later.

    Ratings run from 0 (worst) to 10 (best); one that is not given stays. The person's own number is kept as given.

    Refused: "not relevant" or a person's number without who said it, a number outside 0 to 10, another number in place
    of the person's own (S-038), a finished assessment. Recorded: one row for each area of the assessment.
    """
    case = writable(assessment.case, by=by)
    row = unfinished(assessment)
    if domain not in Domain.values:
        reason = _("Choose the area of life that this belongs to.")
        raise Refused("assessment.domain", reason, fields={"domain": reason})
    faults = rating_faults(
        state=state,
        said_by_id=said_by_id,
        person_rating=person_rating,
        worker_rating=worker_rating,
        subjects=subjects_of(case.circle_id),
    )
    refuse_faults("assessment.look", faults)
    look = DomainLook.objects.filter(assessment=row, domain=domain).first()
    if look is None:
        look = DomainLook(circle_id=case.circle_id, case=case, assessment=row, domain=domain)
    require(may_rate_again(look.person_rating, person_rating), field="person_rating")
    look.author_id = by.actor_id
    look.state = state
    look.looked_on = clock.today()
    if said_by_id is not None:
        look.said_by_id = said_by_id
    if person_rating is not None:
        look.person_rating = person_rating
    if worker_rating is not None:
        look.worker_rating = worker_rating
    look.save()
    return look


@transaction.atomic
def finish_assessment(
    *, assessment: Assessment, note: str = "", left_for_later: Collection[str] = (), by: Reader
) -> Assessment:
    """Finish an assessment. ``left_for_later`` names the areas that wait; ``note`` may say why there is no strength.

    Refused: silent blanks, each named (S-030); needs without any strength and no note (S-031). Recorded: the areas
    left for later, the day, the note, and the milestone "assessment finished".
    """
    case = writable(assessment.case, by=by)
    row = unfinished(assessment)
    looked = set(DomainLook.objects.filter(assessment=row).values_list("domain", flat=True))
    kinds = set(Statement.objects.filter(case=case, ended_on=None).values_list("kind", flat=True))
    open_areas = blanks(looked, left_for_later)
    require(may_finish(open_areas=open_areas, kinds=kinds, note=note), field="left_for_later" if open_areas else "note")
    DomainLook.objects.bulk_create(
        [
            DomainLook(
                circle_id=case.circle_id,
                case=case,
                assessment=row,
                domain=domain,
                state=LookState.LATER,
                looked_on=clock.today(),
                author_id=by.actor_id,
            )
            for domain in blanks(looked)
        ]
    )
    row.finished_at = clock.now()
    row.finish_note = note.strip()
    row.version += 1
    row.save(update_fields=["finished_at", "finish_note", "version"])
    cases.reach(case=case, milestone=Milestone.ASSESSMENT_FINISHED, by=by)
    return row
