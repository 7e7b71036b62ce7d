"""Recording what each person said to the plan. Silence is never yes."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.reader import Reader
from alongside.practice.assessments.actions import writable
from alongside.practice.assessments.actions.writing import refuse_faults
from alongside.practice.plans.actions.versions import reach_if_possible
from alongside.practice.plans.enums import PlanState
from alongside.practice.plans.models import Agreement, Plan, Step
from alongside.practice.plans.queries.proposals import people_of
from alongside.practice.plans.rules.agreeing import reply_faults
from alongside.practice.plans.rules.lines import ENDED
from alongside.record.cases.enums import Milestone


@transaction.atomic
def record_agreement(
    *,
    plan: Plan,
    person_id: int,
    reply: str,
    words: str = "",
    how: str,
    on: date | None = None,
    step: Step | None = None,
    by: Reader,
) -> Agreement:
    """Record one person's answer to a version of the plan, or to one of its lines: agreed, partly, or not for me.

    ``how`` says how it was given (face to face, by phone, signed, ...), ``words`` keeps the answer verbatim, ``on`` is
    its day (today when not given). The answer holds for the lines as they are worded now; the latest one counts.

    Refused: somebody who takes no part, no way in which it was given, "partly" without words, a future day, a replaced
    version, a settled line. Recorded: the answer, which is never changed; the first one to a version proposes the plan
    (milestone "plan proposed", when the case may take that step).
    """
    case = writable(plan.case, by=by)
    row = Plan.objects.filter(id=plan.id, case=case).first()
    if row is None:
        raise NotFound
    if row.state == PlanState.REPLACED:
        raise Refused("plan.replaced", _("This version was replaced. Record the answer to the newer one."))
    day = on or clock.today()
    takes_part = {person.person_id for person in people_of(case.id)}
    faults = reply_faults(
        reply=reply, words=words, how=how, on=day, person_id=person_id, takes_part=takes_part, today=clock.today()
    )
    refuse_faults("agreement.incomplete", faults)
    answer = Agreement.objects.create(
        circle_id=case.circle_id,
        plan=row,
        step=step,
        person_id=person_id,
        reply=reply,
        words=words.strip(),
        how=how,
        covers=_covered(row, step),
        on=day,
        heard_by_id=by.actor_id,
    )
    if row.proposed_at is None:
        row.proposed_at = clock.now()
        row.save(update_fields=["proposed_at"])
        reach_if_possible(case, Milestone.PLAN_PROPOSED, by)
    return answer


def _covered(plan: Plan, step: Step | None) -> dict[str, int]:
    """The lines answered to, with their present wording: one line, or every open line of the plan."""
    lines = Step.objects.filter(case_id=plan.case_id).exclude(state__in=ENDED)
    if step is not None:
        lines = lines.filter(id=step.id)
    covered = {str(number): wording for number, wording in lines.values_list("id", "wording")}
    if step is not None and not covered:
        raise Refused("agreement.step.ended", _("This line is settled already. There is nothing left to answer."))
    return covered
