"""Following a plan: where a goal stands, and looking back together."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, require
from alongside.ground.foundation.reader import Reader
from alongside.practice.assessments.actions import writable
from alongside.practice.assessments.actions.writing import refuse_faults
from alongside.practice.plans.actions.versions import reach_if_possible
from alongside.practice.plans.enums import PlanState
from alongside.practice.plans.models import Goal, Plan, Progress, Review
from alongside.practice.plans.rules.goals import may_note_level
from alongside.record.cases import actions as cases
from alongside.record.cases.enums import Milestone
from alongside.record.cases.models import Case


@transaction.atomic
def note_progress(
    *,
    goal: Goal,
    value: int,
    words: str = "",
    at: datetime | None = None,
    person_rating: int | None = None,
    confirmed: bool = False,
    by: Reader,
) -> Progress:
    """Note where a goal stands, from -2 (much less than hoped) to +2; ``at`` is an aware time, now when not given.

    ``person_rating`` is the person's own number, 0 to 10. The goal shows the newest level by time, not by writing.

    Refused: a level outside -2 to +2, a jump of two or more unless ``confirmed``, a goal that has ended, a time still
    to come. Recorded: one row, never changed.
    """
    case = writable(goal.case, by=by)
    row = Goal.objects.filter(id=goal.id).first()
    if row is None:
        raise NotFound
    moment = at or clock.now()
    if moment > clock.now():
        reason = _("This time has not come yet. Choose now or earlier.")
        raise Refused("progress.time", reason, fields={"at": reason})
    before = Progress.objects.filter(goal=row, at__lte=moment).order_by("-at", "-id").first()
    present = before.value if before else row.attained
    decision = may_note_level(
        state=row.state, present=present, wanted=value, person_rating=person_rating, confirmed=confirmed
    )
    require(decision, field="person_rating" if decision.code == "goal.rating.range" else "value")
    progress = Progress.objects.create(
        circle_id=case.circle_id,
        goal=row,
        at=moment,
        value=value,
        words=words.strip(),
        person_rating=person_rating,
        author_id=by.actor_id,
    )
    if row.attained != value and not Progress.objects.filter(goal=row, at__gt=moment).exists():
        row.attained = value
        row.save(update_fields=["attained"])
    return progress


@transaction.atomic
def hold_review(
    *,
    case: Case,
    held_on: date | None = None,
    with_whom: str,
    person_view: str = "",
    worker_view: str = "",
    decision: str,
    next_on: date | None = None,
    by: Reader,
) -> Review:
    """Record a time of looking back together: with whom, what each says, what was decided, when to look again.

    Refused: no plan in force, nobody named, no decision, a day still to come, a next review that has passed. Recorded:
    the review, the plan's next review day, and the milestones "review started" (when possible) and "review held".
    """
    row = writable(case, by=by)
    plan = Plan.objects.filter(case=row, state=PlanState.IN_FORCE).first()
    if plan is None:
        raise Refused("review.no_plan", _("There is no agreed plan to look back at yet. Agree a plan first."))
    day = held_on or clock.today()
    refuse_faults("review.incomplete", _review_faults(with_whom, decision, day, next_on))
    review = Review.objects.create(
        circle_id=row.circle_id,
        case=row,
        plan=plan,
        held_on=day,
        with_whom=with_whom.strip(),
        person_view=person_view.strip(),
        worker_view=worker_view.strip(),
        decision=decision.strip(),
        next_on=next_on,
        author_id=by.actor_id,
    )
    if next_on is not None:
        plan.review_on = next_on
        plan.save(update_fields=["review_on"])
    reach_if_possible(row, Milestone.REVIEW_STARTED, by, day)
    cases.reach(case=row, milestone=Milestone.REVIEW_HELD, at=day, by=by)
    return review


def _review_faults(with_whom: str, decision: str, held_on: date, next_on: date | None) -> dict[str, str]:
    faults = {}
    if not with_whom.strip():
        faults["with_whom"] = _("Say who looked back together.")
    elif len(with_whom) > 300:
        faults["with_whom"] = _("Say it in %(most)s letters or fewer.") % {"most": 300}
    if not decision.strip():
        faults["decision"] = _("Write what was decided: go on, change the plan, or begin to close.")
    if held_on > clock.today():
        faults["held_on"] = _("This day has not come yet. Choose today or an earlier day.")
    if next_on is not None and next_on < clock.today():
        faults["next_on"] = _("This day has passed. Choose today or a later day.")
    return faults
