"""What a contact brings to the plan: where its goals stand now, and the next step. Few statements, whatever the number.

Recording a contact has already found the case, its open goals and its people in one statement; these verbs take what
it found instead of asking again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import datetime

from django.db.models import Case as Either
from django.db.models import Exists, F, Max, OuterRef, SmallIntegerField, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader
from alongside.practice.assessments.actions.writing import refuse_faults
from alongside.practice.plans.actions.versions import draft_of
from alongside.practice.plans.enums import GoalState, StepOwner
from alongside.practice.plans.models import Goal, Progress, Step
from alongside.practice.plans.rules.goals import may_note_level
from alongside.practice.plans.rules.lines import LineText, line_faults
from alongside.record.cases.models import Case


def level_faults(wanted: Mapping[int, int], present: Mapping[int, int], *, confirmed: bool) -> dict[int, str]:
    """What is wrong with the levels noted in a contact, by goal; ``present`` is where each goal stands.

    A jump of two or more wants to be ``confirmed`` (S-145).
    """
    faults = {}
    for goal, level in wanted.items():
        decision = may_note_level(
            state=GoalState.OPEN, present=present[goal], wanted=level, person_rating=None, confirmed=confirmed
        )
        if not decision:
            faults[goal] = str(decision.reason)
    return faults


def note_levels(*, case: Case, levels: Mapping[int, int], at: datetime, level: int = 1, by: Reader) -> dict[int, int]:
    """Note where several goals of ``case`` stood at ``at``; returns the number of the progress row for each goal.

    The levels were judged by ``level_faults``. A goal shows the newest level by time: an entry for an earlier day does
    not undo a later one. Recorded: one row for each goal, never changed.
    """
    if not levels:
        return {}
    rows = Progress.objects.bulk_create(
        [
            Progress(circle_id=case.circle_id, level=level, goal_id=goal, at=at, value=value, author_id=by.actor_id)
            for goal, value in levels.items()
        ]
    )
    later = Progress.objects.filter(goal=OuterRef("pk"), at__gt=at)
    Goal.objects.filter(~Exists(later), id__in=levels).update(
        attained=Either(
            *[When(id=goal, then=Value(value)) for goal, value in levels.items()],
            default=F("attained"),
            output_field=SmallIntegerField(),
        )
    )
    return {row.goal_id: row.id for row in rows}


def next_step_faults(text: LineText, *, subjects: Collection[int]) -> dict[str, str]:
    """What is wrong with the next step agreed in a contact, each fault under the name of its field."""
    faults = line_faults(text, subjects=subjects, today=clock.today())
    if text.due_on is None and text.what.strip() and "due_on" not in faults:
        faults["due_on"] = _("Say by when, so that it is seen in time.")
    return faults


def add_next_step(*, case: Case, goal_id: int | None, text: LineText, subjects: Collection[int], by: Reader) -> Step:
    """Add the step agreed in a contact to the lines of the plan, with the next number of the case.

    Refused as ``add_step`` refuses, and without a date. Something that a person or her family will do makes a new
    version of the plan, since it wants their answer; what the worker does herself waits for the next version.
    """
    refuse_faults("step.incomplete", next_step_faults(text, subjects=subjects))
    last = Step.objects.filter(case=case).order_by().values("case").annotate(last=Max("number")).values("last")
    step = Step.objects.create(
        circle_id=case.circle_id,
        case=case,
        goal_id=goal_id,
        number=Coalesce(Subquery(last), 0) + 1,
        **asdict(text),
    )
    if text.owner != StepOwner.WORKER:
        draft_of(case, by)
    return step
