"""Versions of the plan: one is written, one is in force, and the words of each that was agreed are frozen."""

from __future__ import annotations

from datetime import date
from enum import Enum

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.agency.access.actions import say_why
from alongside.agency.organisation import queries as organisation
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused, require
from alongside.ground.foundation.holding import held
from alongside.ground.foundation.reader import Reader
from alongside.practice.assessments.actions import writable
from alongside.practice.plans.enums import PlanState
from alongside.practice.plans.models import Plan
from alongside.practice.plans.queries.content import content_of
from alongside.practice.plans.queries.proposals import proposal_of
from alongside.practice.plans.rules.agreeing import may_agree, may_review_on
from alongside.practice.plans.rules.freezing import digest_of
from alongside.record.cases import actions as cases
from alongside.record.cases.enums import EventKind, Milestone
from alongside.record.cases.models import Case, StageEvent


class Stays(Enum):
    """Marks an argument that was not given, where an empty value means something."""

    STAYS = "stays"


STAYS = Stays.STAYS


@transaction.atomic
def start_plan(*, case: Case, by: Reader) -> Plan:
    """Start writing a version of the plan, or go on with the one that is being written.

    Goals and lines belong to the case, so nothing is copied. A version in force stays so until this one is agreed.
    Refused in a closed case and outside the team. Recorded: the version with its number in the case.
    """
    return draft_of(writable(case, by=by), by)


def draft_of(case: Case, by: Reader) -> Plan:
    """The version being written of a case held for writing; begun when there is none (S-075)."""
    last = Plan.objects.filter(case=case).order_by("-number").first()
    if last is not None and last.state == PlanState.DRAFT:
        return last
    number = last.number + 1 if last else 1
    return Plan.objects.create(circle_id=case.circle_id, case=case, number=number, author_id=by.actor_id)


@transaction.atomic
def agree_plan(*, plan: Plan, review_on: date | None, why: str = "", by: Reader) -> Plan:
    """Put a version of the plan into force: "Agree plan". ``review_on`` is when it is looked at again.

    Refused: no answer yet, no yes, a declined line that stands as it was, a no from the person the case is for, a goal
    without measure or date, a review in the past, or later than the programme allows without ``why``. Adults who have
    not answered do not stop it: the plan goes on naming them.

    Recorded: the words of the plan and their SHA-256 digest, which never change again; the old version is replaced;
    the milestones "plan proposed" (unless reached) and "plan agreed".
    """
    case = writable(plan.case, by=by)
    row = held(Plan.objects.filter(id=plan.id))
    require(may_agree(proposal_of(case, row)))
    rhythm = organisation.rules_of(case.protocol_id).review
    longest = rhythm.longest_days if rhythm else None
    require(may_review_on(review_on, today=clock.today(), longest_days=longest, why=why), field="review_on")
    say_why(why.strip())
    today = clock.today()
    Plan.objects.filter(case=case, state=PlanState.IN_FORCE).update(state=PlanState.REPLACED, replaced_on=today)
    row.state, row.in_force_from, row.review_on = PlanState.IN_FORCE, today, review_on
    row.content = content_of(case, row)
    row.digest = digest_of(row.content)
    row.version += 1
    row.save(update_fields=["state", "in_force_from", "review_on", "content", "digest", "version"])
    if not _was_proposed(case, row):
        cases.reach(case=case, milestone=Milestone.PLAN_PROPOSED, why=why, by=by)
    cases.reach(case=case, milestone=Milestone.PLAN_AGREED, by=by)
    return row


def _was_proposed(case: Case, plan: Plan) -> bool:
    events = StageEvent.objects.filter(case=case, kind=EventKind.MILESTONE, milestone=Milestone.PLAN_PROPOSED)
    return plan.proposed_at is not None and events.filter(at__gte=plan.proposed_at).exists()


def reach_if_possible(case: Case, milestone: Milestone, by: Reader, at: date | None = None) -> bool:
    """Record a milestone when the case may take that step now; False when its protocol wants something else first.

    Used where what happened (an answer, a first step) must be kept whatever the protocol says of the stage.
    """
    try:
        cases.reach(case=case, milestone=milestone, at=at, by=by)
    except Refused:
        return False
    return True


def refuse_stale() -> str:
    """The words for an edit that came too late."""
    return _("Somebody changed this while you were writing. Both versions are below; choose one.")
