"""A version of the plan as the rules of agreeing see it: its open lines, who is asked, who has answered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from alongside.ground.foundation import clock
from alongside.practice.assessments.queries.names import called
from alongside.practice.plans.enums import GoalState
from alongside.practice.plans.models import Agreement, Goal, Plan, Step
from alongside.practice.plans.rules.agreeing import Answer, Asked, Proposal, is_adult
from alongside.practice.plans.rules.goals import unready
from alongside.practice.plans.rules.lines import ENDED
from alongside.record.cases.enums import ParticipantRole
from alongside.record.cases.models import Case, Participant


def people_of(case_id: int, on: date | None = None) -> list[Asked]:
    """Who takes part in a case on a day (today when not given) and may answer its plan; professionals are not asked."""
    day = on or clock.today()
    return asked_among(part_rows(case_id, day), day)


def part_rows(case_id: int, day: date) -> QuerySet[Participant]:
    """Who takes part in a case on a day, professionals left out, not asked yet."""
    return (
        Participant.objects.filter(Q(until_on=None) | Q(until_on__gt=day), case_id=case_id)
        .exclude(role=ParticipantRole.PROFESSIONAL)
        .select_related("person")
        .order_by("-focus", "id")
    )


def asked_among(parts: Iterable[Participant], day: date) -> list[Asked]:
    """Those of ``parts`` who may answer the plan, by what they are called. One statement, for their names."""
    rows = {part.person_id: part for part in parts if part.person.died_on is None}
    names = called({number: part.person.display_name for number, part in rows.items()})
    return [
        Asked(
            number,
            part.person.public_id,
            names[number],
            part.focus,
            is_adult(part.person.born_on, day, part.role == ParticipantRole.CHILD),
        )
        for number, part in rows.items()
    ]


def answer_of(row: Agreement) -> Answer:
    """A recorded answer as a value."""
    covers = {int(step): int(wording) for step, wording in row.covers.items()}
    return Answer(row.plan_id, row.step_id, row.person_id, row.reply, row.words, row.how, row.on, covers)


def answers_of(case_id: int) -> list[Answer]:
    """Every answer to the case's plan in the order of recording."""
    return [answer_of(row) for row in answer_rows(case_id)]


def answer_rows(case_id: int) -> QuerySet[Agreement]:
    """Every answer to the case's plan in the order of recording, not asked yet."""
    return Agreement.objects.filter(plan__case_id=case_id).order_by("id")


def proposal_of(case: Case, plan: Plan) -> Proposal:
    """A version of the plan with everything that ``may_agree`` asks about. Five statements, whatever its length."""
    goals = list(Goal.objects.filter(case=case, state=GoalState.OPEN).order_by("order", "id"))
    lines = list(Step.objects.filter(case=case).exclude(state__in=ENDED).order_by("number"))
    return Proposal(
        state=plan.state,
        plan_id=plan.id,
        goals=len(goals),
        lines={line.id: line.what for line in lines},
        wordings={line.id: line.wording for line in lines},
        unready=[goal.title for goal in goals if unready(goal.measure, goal.target_on)],
        answers=answers_of(case.id),
        asked=people_of(case.id),
    )
